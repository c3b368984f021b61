internal import Boundary
internal import Crypto
internal import Foundation
internal import Storage

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// Messages as files in a folder, each with its manifest beside it. The manifest comes last: what has one is whole.
public struct FolderConnector: OutboundConnector {
    /// The folder.
    public let folder: String
    /// Messages that may lie there at once; more wait until the destination has taken some away.
    public let messagesMax: Int

    let channel = Connector(isEncrypted: false)

    /// What a manifest's name ends in.
    public static let manifestSuffix = ".manifest"
    /// No batch makes a longer one: a hundred records of at most a mebibyte, escaped.
    private static let messageBytesMax = 1 << 30

    /// A folder that is there.
    public init(folder: String, messagesMax: Int = 10_000) {
        self.folder = folder
        self.messagesMax = messagesMax
    }

    func checkRoom() throws(GatewayRefusal) {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder)
        } catch {
            throw GatewayRefusal(.folder, "\(folder): the folder cannot be read: \(error.localizedDescription)")
        }
        let count = names.count { $0.hasSuffix(Self.manifestSuffix) }
        guard count < messagesMax else {
            throw GatewayRefusal(
                .destinationFull,
                "\(folder): \(count) messages lie there that the destination has not taken; nothing more is sent until it has"
            )
        }
    }

    func send(_ messages: [SignedMessage]) async throws(GatewayRefusal) {
        let files = messages.map { ($0.name, $0.bytes) } + messages.map { ($0.name + Self.manifestSuffix, $0.manifest) }
        // Each waits for the disk to have its own, and all wait together.
        let drafted = await Gateway.together(files) { name, bytes in try draft(bytes, name) }
        var drafts: [(draft: String, path: String)?] = []
        for outcome in drafted {
            switch outcome {
            case .success(let draft): drafts.append(draft)
            case .failure(let error):
                throw error as? GatewayRefusal ?? failure("a message cannot be written")
            }
        }
        // What was written is there after a crash before a manifest says so.
        for part in [drafts.prefix(messages.count), drafts.dropFirst(messages.count)] {
            for case let (draft, path)? in part { try DurableFile.name(draft, path) }
            try DurableFile.flush(folder)
        }
    }

    /// A file gets its name once it is whole and flushed. What lies there under its name is left: the same bytes, or somebody else's.
    /// - Returns: the draft and the name that it gets; nil where the file is there.
    private func draft(_ bytes: [UInt8], _ name: String) throws(GatewayRefusal) -> (draft: String, path: String)? {
        let path = folder + "/" + name
        if access(path, F_OK) == 0 {
            guard try read(path, count: bytes.count + 1) == bytes else { throw other(path) }
            return nil
        }
        return (try DurableFile.draft(bytes, of: path), path)
    }

    private func read(_ path: String, count: Int) throws(GatewayRefusal) -> [UInt8] {
        let file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else { throw failure("\(path) cannot be read") }
        defer { close(file) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 256 << 10)
        while bytes.count < count {
            let more = systemRead(file, &piece)
            if more < 0, errno == EINTR { continue }
            guard more > 0 else { break }
            bytes += piece[..<more]
        }
        return bytes
    }

    func settle(_ name: String, digest: String) throws(GatewayRefusal) -> Bool {
        let path = folder + "/" + name
        guard access(path, F_OK) == 0 else { return false }
        let bytes = try read(path, count: Self.messageBytesMax + 1)
        guard Array(SHA256.hash(data: Data(bytes))).hexadecimal == digest else { throw other(path) }
        if access(path + Self.manifestSuffix, F_OK) == 0 { return true }
        guard unlink(path) == 0 else { throw failure("\(name) cannot be taken away") }
        return false
    }

    private func other(_ path: String) -> GatewayRefusal {
        GatewayRefusal(
            .otherMessage,
            "\(path): something else lies there than the message of this name; move it away, then run the gateway again"
        )
    }

    private func failure(_ what: String) -> GatewayRefusal {
        GatewayRefusal(.folder, "\(folder): \(what): \(String(cString: strerror(errno)))")
    }
}

private func systemRead(_ file: Int32, _ piece: inout [UInt8]) -> Int { read(file, &piece, piece.count) }
