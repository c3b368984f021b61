internal import Foundation
internal import PlantModel

#if canImport(Glibc)
// Whose `stat` it is there, once a library below brought Dispatch along.
internal import CDispatch
internal import Glibc
#else
internal import Darwin
#endif

/// The folders of one flow: its source puts files into `in`, what was taken lies in `taken`, messages lie in `out`.
///
/// A file is taken once it has its name, so a source writes under a name that begins with a dot and renames, as the gateway itself does.
public struct ExchangeFolder: InboundConnector {
    /// The folder that the others are in.
    public let path: String
    private let suffixes: [String]

    /// The folders of a flow below a folder of exchange; they are made where they are not there.
    /// - Throws: `folder`.
    public init(of flow: CarriedFlow, below exchange: String) throws(GatewayRefusal) {
        path = exchange + "/" + flow.id
        suffixes = flow.format.suffixes
        for folder in [path, inbox, taken, outbox] where mkdir(folder, 0o750) != 0 && errno != EEXIST {
            throw GatewayRefusal(.folder, "\(folder): it cannot be made: \(String(cString: strerror(errno)))")
        }
    }

    /// Whence files come.
    public var inbox: String { path + "/in" }
    /// Where files lie that were taken.
    public var taken: String { path + "/taken" }
    /// Where messages lie.
    public var outbox: String { path + "/out" }

    /// The files that wait, by name.
    func waiting() throws(GatewayRefusal) -> [String] {
        var names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: inbox)
        } catch {
            throw GatewayRefusal(.folder, "\(inbox): the folder cannot be read: \(error.localizedDescription)")
        }
        names.removeAll { name in name.hasPrefix(".") || !suffixes.contains { name.hasSuffix($0) } }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// A file's bytes.
    /// - Throws: `folder`; `changedFile` where it was written to meanwhile.
    func read(_ name: String) throws(GatewayRefusal) -> [UInt8] {
        let file = open(inbox + "/" + name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
        guard file >= 0 else { throw failure(inbox + "/" + name) }
        defer { close(file) }
        var before = stat()
        guard fstat(file, &before) == 0, before.st_mode & S_IFMT == S_IFREG else {
            throw GatewayRefusal(.folder, "\(inbox)/\(name): this is no ordinary file; move it away")
        }
        guard before.st_size <= Gateway.fileBytesMax else {
            throw GatewayRefusal(
                .folder,
                "\(inbox)/\(name): \(before.st_size) bytes; a file has at most \(Gateway.fileBytesMax), have the source send several"
            )
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(before.st_size))
        var piece = [UInt8](repeating: 0, count: 256 << 10)
        while bytes.count <= Gateway.fileBytesMax {
            let count = readPiece(file, &piece)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure(inbox + "/" + name) }
            if count == 0 { break }
            bytes += piece[..<count]
        }
        var after = stat()
        guard fstat(file, &after) == 0, after.st_size == before.st_size, bytes.count == Int(before.st_size),
            after.st_mtim.tv_sec == before.st_mtim.tv_sec, after.st_mtim.tv_nsec == before.st_mtim.tv_nsec
        else {
            throw GatewayRefusal(
                .changedFile,
                "\(inbox)/\(name): it was written to while it was read; have the source rename it once it is whole"
            )
        }
        return bytes
    }

    /// Puts a file that was taken with the others; one of its name that lies there already is the same or an older one, and stays beside it.
    func setAside(_ name: String) throws(GatewayRefusal) {
        var target = taken + "/" + name
        var number = 1
        while access(target, F_OK) == 0, number < 10_000 {
            number += 1
            target = taken + "/\(number)-" + name
        }
        guard rename(inbox + "/" + name, target) == 0 else { throw failure(target) }
    }

    private func failure(_ path: String) -> GatewayRefusal {
        GatewayRefusal(.folder, "\(path): \(String(cString: strerror(errno)))")
    }
}

private func readPiece(_ file: Int32, _ piece: inout [UInt8]) -> Int { read(file, &piece, piece.count) }
