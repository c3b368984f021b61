import ArgumentParser
import Foundation

/// Files that their owner alone may read.
enum KeyFile {
    /// Whether nobody but its owner reads or writes a file.
    static func isPrivate(_ path: String) -> Bool {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        let mode = (attributes?[.posixPermissions] as? NSNumber)?.intValue ?? 0
        return mode & 0o077 == 0
    }

    /// - Throws: `ValidationError` for a key that others can read.
    static func mustBePrivate(_ path: String) throws {
        guard isPrivate(path) else {
            throw ValidationError("\(path): others can read the key; take that away: chmod 600 \(path)")
        }
    }

    /// The text of a key's file, made where there is none.
    /// - Parameter make: the text of a new one.
    static func readOrMake(_ path: String, _ make: () -> String) throws -> String {
        if FileManager.default.fileExists(atPath: path) {
            return String(decoding: try WrongInput.telling { try InputFile.bytes(path) }, as: UTF8.self)
        }
        let key = make()
        try write(Array(key.utf8), to: path)
        return key
    }

    /// Writes a file anew: under another name first, so that there is never half of it.
    static func write(_ bytes: [UInt8], to path: String) throws {
        let draft = path + ".part"
        try? FileManager.default.removeItem(atPath: draft)
        let made = FileManager.default.createFile(
            atPath: draft,
            contents: Data(bytes),
            attributes: [.posixPermissions: 0o600]
        )
        guard made, rename(draft, path) == 0 else {
            try? FileManager.default.removeItem(atPath: draft)
            Console.error("\(path): it cannot be written; check the folder and your right to write in it")
            throw ExitStatus.wrongInput
        }
    }
}
