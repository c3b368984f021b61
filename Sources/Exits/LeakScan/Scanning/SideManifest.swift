internal import Classification
internal import ContentScan
internal import Crypto
internal import Foundation
internal import Storage

/// What a signed manifest says of the file beside it, `FILE.manifest`: formats without a place for a marking have theirs there.
public struct SideManifest: Hashable, Sendable {
    /// The name of the file.
    public let file: String
    /// Its length.
    public let byteCount: Int
    /// Its SHA-256 hash in hexadecimal.
    public let digest: String
    /// How it is marked, a line each.
    public let marking: [String]

    /// Reads a manifest whose signature holds; nil for what is none, or that no known key signed.
    public typealias Reader = @Sendable (_ manifest: [UInt8]) -> SideManifest?

    /// What a manifest's name ends in.
    public static let suffix = ".manifest"
    private static let bytesMax = 64 << 10

    /// What a manifest says.
    public init(file: String, byteCount: Int, digest: String, marking: [String]) {
        self.file = file
        self.byteCount = byteCount
        self.digest = digest
        self.marking = marking
    }

    /// What the manifest beside a file says that restricts it; nil where none speaks of this file as it is.
    static func label(
        beside path: String,
        _ stamp: FileStamp,
        _ scanner: ContentScanner,
        _ read: Reader
    ) throws(OpenFile.Problem) -> Label? {
        let name = path + suffix
        guard let facts = try? FileManager.default.attributesOfItem(atPath: name),
            facts[.type] as? FileAttributeType == .typeRegular, (facts[.size] as? Int ?? bytesMax) < bytesMax,
            let bytes = FileManager.default.contents(atPath: name), let manifest = read(Array(bytes)),
            manifest.file == path.split(separator: "/").last.map(String.init), manifest.byteCount == stamp.size
        else { return nil }
        var file = try OpenFile(path, expecting: stamp)
        var hash = SHA256()
        while true {
            let piece = try file.next()
            if piece.isEmpty { break }
            hash.update(data: piece)
        }
        guard Array(hash.finalize()).hexadecimal == manifest.digest else { return nil }
        return Label.join(
            manifest.marking.map { scanner.inspect(Array($0.utf8), name: "marking.txt").inspection.label }
        )
    }
}
