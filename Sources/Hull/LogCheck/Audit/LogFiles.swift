internal import Foundation

/// A log as static files, below its prefix: `checkpoint`, `tile/…` (C2SP tlog-tiles).
public protocol LogFiles {
    /// The bytes of a file; nil if it is not there.
    func bytes(at path: String) throws -> [UInt8]?
    /// Every file there is.
    func paths() throws -> [String]
}

/// A log's files in memory.
public struct LogFilesInMemory: LogFiles, Sendable {
    /// By path.
    public var files: [String: [UInt8]]

    /// Files by path.
    public init(_ files: [String: [UInt8]]) { self.files = files }

    /// The bytes of a file.
    public func bytes(at path: String) -> [UInt8]? { files[path] }

    /// Every path, ordered.
    public func paths() -> [String] { files.keys.sorted() }
}

/// A log's files in a folder, such as one on a disk that an auditor was given.
public struct LogFilesInFolder: LogFiles, Sendable {
    private let folder: URL

    /// - Parameter folder: the path of the folder that holds `checkpoint` and `tile`.
    public init(folder: String) { self.folder = URL(filePath: folder, directoryHint: .isDirectory) }

    /// The largest file of a log: 256 entries of 65,535 bytes, each after its length.
    public static let bytesMax = 256 * (2 + 65_535)

    /// The bytes of a regular file; anything else, such as a link, counts as not there.
    /// - Throws: `LogFileError`, or what the file system says.
    public func bytes(at path: String) throws -> [UInt8]? {
        let url = folder.appending(path: path)
        guard let size = Self.regularFileSize(url) else { return nil }
        guard size <= Self.bytesMax else { throw LogFileError.tooLarge(path: path, bytes: size) }
        return [UInt8](try Data(contentsOf: url))
    }

    /// Every regular file below the folder, ordered; links are not followed.
    public func paths() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder.path(percentEncoded: false))
            .filter { Self.regularFileSize(folder.appending(path: $0)) != nil }.sorted()
    }

    private static func regularFileSize(_ url: URL) -> Int? {
        let attributes = try? FileManager.default.attributesOfItem(atPath: url.path(percentEncoded: false))
        guard attributes?[.type] as? FileAttributeType == .typeRegular else { return nil }
        return (attributes?[.size] as? NSNumber)?.intValue
    }
}

/// Why a file of a log is not read.
public enum LogFileError: Error, Hashable, Sendable {
    /// No file of a log is that large.
    case tooLarge(path: String, bytes: Int)
}

extension LogFileError: CustomStringConvertible {
    /// What is wrong.
    public var description: String {
        switch self {
        case .tooLarge(let path, let bytes):
            "\(path): \(bytes) bytes; a log's files have at most \(LogFilesInFolder.bytesMax)"
        }
    }
}
