import Foundation
import Journal

/// Files that a command reads.
enum InputFile {
    /// A file that cannot be read.
    struct Failure: Error, CustomStringConvertible {
        let path: String
        let reason: String
        var description: String { "\(path): \(reason)" }
    }

    /// Larger files are refused before they are read.
    static let bytesMax = 256 << 20

    /// The bytes of a file.
    static func bytes(_ path: String) throws(Failure) -> [UInt8] {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        if let size = attributes?[.size] as? Int, size > bytesMax {
            throw Failure(path: path, reason: "\(size) bytes are more than the \(bytesMax) that are read")
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Failure(path: path, reason: "the file cannot be read; check that it exists and that you may read it")
        }
        return [UInt8](data)
    }

    /// The public key in a file.
    static func verifierKey(_ path: String) throws(Failure) -> VerifierKey {
        let text = String(decoding: try bytes(path), as: UTF8.self)
        do throws(NoteError) {
            return try VerifierKey(text.trimmingCharacters(in: .whitespacesAndNewlines))
        } catch {
            throw Failure(path: path, reason: "this is no public key: \(error)")
        }
    }
}

/// Where messages go: results to standard output, everything else to standard error.
enum Console {
    /// Prints to standard error.
    static func error(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }
}
