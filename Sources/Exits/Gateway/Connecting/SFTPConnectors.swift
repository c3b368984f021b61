internal import Boundary
internal import Crypto
internal import Foundation
internal import SFTPSession
internal import Storage

/// A folder of an SFTP server as a source: files are taken from it and moved to `taken` below it.
///
/// A file is taken once it has its name, so a source writes under a name that begins with a dot and renames.
actor SFTPSource: InboundConnector {
    private let server: SFTPServer
    private let suffixes: [String]
    private var session: SFTPSession?

    init(_ flow: CarriedFlow, _ server: SFTPServer) {
        self.server = server
        suffixes = flow.format.suffixes
    }

    private var taken: String { server.folder + "/taken" }

    func waiting() throws(GatewayRefusal) -> [String] {
        try with { session throws(SFTPFault) in
            try session.list(server.folder).map(\.name).filter { name in
                !name.hasPrefix(".") && suffixes.contains { name.hasSuffix($0) }
            }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        }
    }

    func read(_ name: String) throws(GatewayRefusal) -> [UInt8] {
        let path = server.folder + "/" + name
        let (bytes, isSame) = try with { session throws(SFTPFault) in
            let before = try session.file(path)
            let bytes = try session.read(path, bytesMax: Gateway.fileBytesMax)
            return (bytes, try session.file(path) == before && before?.byteCount == UInt64(bytes.count))
        }
        guard isSame else {
            throw GatewayRefusal(
                .changedFile,
                "\(path): it was written to while it was read; have the source rename it once it is whole"
            )
        }
        return bytes
    }

    /// One of its name that lies there already is the same or an older one, and stays beside it.
    func setAside(_ name: String) throws(GatewayRefusal) {
        try with { session throws(SFTPFault) in
            try session.makeFolder(taken)
            var target = taken + "/" + name
            var number = 1
            while try session.file(target) != nil, number < 10_000 {
                number += 1
                target = taken + "/\(number)-" + name
            }
            try session.rename(server.folder + "/" + name, to: target)
        }
    }

    func end() { session = nil }

    private func with<Result>(_ work: (SFTPSession) throws(SFTPFault) -> Result) throws(GatewayRefusal) -> Result {
        try SFTPSession.with(&session, server, work)
    }
}

/// A folder of an SFTP server as a destination: messages with their manifests beside them, as in a folder of this machine. The manifest comes last.
actor SFTPDestination: OutboundConnector {
    nonisolated let channel = Connector(isEncrypted: true)

    private let server: SFTPServer
    private let messagesMax: Int
    private var session: SFTPSession?
    /// No batch makes a longer one.
    private static let messageBytesMax = 1 << 30

    init(_ server: SFTPServer, messagesMax: Int = 10_000) {
        self.server = server
        self.messagesMax = messagesMax
    }

    func checkRoom() throws(GatewayRefusal) {
        let count = try with { session throws(SFTPFault) in
            try session.list(server.folder).count { $0.name.hasSuffix(FolderConnector.manifestSuffix) }
        }
        guard count < messagesMax else {
            throw GatewayRefusal(
                .destinationFull,
                "\(server): \(count) messages lie there that the destination has not taken; nothing more is sent until it has"
            )
        }
    }

    func send(_ messages: [SignedMessage]) throws(GatewayRefusal) {
        for message in messages { try write(message.bytes, message.name) }
        for message in messages { try write(message.manifest, message.name + FolderConnector.manifestSuffix) }
    }

    /// A file gets its name once it is whole and flushed. What lies there under its name is left: the same bytes, or somebody else's.
    private func write(_ bytes: [UInt8], _ name: String) throws(GatewayRefusal) {
        let path = server.folder + "/" + name
        let draft = server.folder + "/." + name + ".partial"
        let isOther = try with { session throws(SFTPFault) in
            guard let there = try session.file(path) else {
                try session.write(bytes, to: draft)
                try session.rename(draft, to: path)
                return false
            }
            guard there.byteCount == UInt64(bytes.count) else { return true }
            return try session.read(path, bytesMax: bytes.count) != bytes
        }
        if isOther { throw other(path) }
    }

    func settle(_ name: String, digest: String) throws(GatewayRefusal) -> Bool {
        let path = server.folder + "/" + name
        let found = try with { session throws(SFTPFault) -> (digest: String, isWhole: Bool)? in
            guard try session.file(path) != nil else { return nil }
            let bytes = try session.read(path, bytesMax: Self.messageBytesMax)
            return (
                Array(SHA256.hash(data: Data(bytes))).hexadecimal,
                try session.file(path + FolderConnector.manifestSuffix) != nil
            )
        }
        guard let found else { return false }
        guard found.digest == digest else { throw other(path) }
        if found.isWhole { return true }
        try with { session throws(SFTPFault) in try session.remove(path) }
        return false
    }

    func end() { session = nil }

    private func other(_ path: String) -> GatewayRefusal {
        GatewayRefusal(
            .otherMessage,
            "\(server) \(path): something else lies there than the message of this name; move it away, then run the gateway again"
        )
    }

    private func with<Result>(_ work: (SFTPSession) throws(SFTPFault) -> Result) throws(GatewayRefusal) -> Result {
        try SFTPSession.with(&session, server, work)
    }
}

extension SFTPSession {
    /// Does something in a session, which is made where there is none; one that broke is not used again.
    fileprivate static func with<Result>(
        _ kept: inout SFTPSession?,
        _ server: SFTPServer,
        _ work: (SFTPSession) throws(SFTPFault) -> Result
    ) throws(GatewayRefusal) -> Result {
        do throws(SFTPFault) {
            if let kept { return try work(kept) }
            let session = try SFTPSession(server)
            kept = session
            return try work(session)
        } catch {
            switch error.kind {
            case .connection, .otherServer, .notLetIn:
                kept = nil
                throw GatewayRefusal(.noPeer, error.description)
            case .exists: throw GatewayRefusal(.otherMessage, error.description)
            case .noFile, .file: throw GatewayRefusal(.folder, error.description)
            }
        }
    }
}
