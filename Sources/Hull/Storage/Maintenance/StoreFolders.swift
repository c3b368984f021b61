/// Where the SQLite stores of an instance are: logs and views in one folder, wrapped keys in another.
public struct StoreFolders: Hashable, Sendable {
    /// The folder of logs and views.
    public let directory: String
    /// The folder of wrapped keys; nil where keys are left alone.
    public let keyDirectory: String?

    /// Two folders.
    public init(directory: String, keyDirectory: String?) {
        self.directory = directory
        self.keyDirectory = keyDirectory
    }

    /// A file that is backed up: a log or a table of keys.
    struct Part {
        let compartment: CompartmentName
        let file: SQLiteFile
    }

    /// What is here, in order of compartments; views are made from logs and are never copied.
    func parts() throws(StorageError) -> [Part] {
        var parts: [Part] = []
        for name in try PrivateFile.names(in: directory).sorted() {
            guard let compartment = try? CompartmentName(name) else { continue }
            let part = part(.log, of: compartment)
            if try PrivateFile.isThere(part.file.path) { parts.append(part) }
        }
        guard let keyDirectory else { return parts }
        for name in try PrivateFile.names(in: keyDirectory).sorted() where name.hasSuffix(".sqlite") {
            guard let compartment = try? CompartmentName(String(name.dropLast(".sqlite".count))) else { continue }
            let part = part(.keys, of: compartment)
            if try PrivateFile.isThere(part.file.path) { parts.append(part) }
        }
        return parts
    }

    /// Where a part of a compartment is or would be.
    func part(_ kind: SQLiteFile.Kind, of compartment: CompartmentName) -> Part {
        let path =
            kind == .keys
            ? "\(keyDirectory ?? directory)/\(compartment).sqlite" : "\(directory)/\(compartment)/log.sqlite"
        return Part(compartment: compartment, file: SQLiteFile(path: path, kind: kind))
    }

    /// Makes the folders that a part needs.
    func makeFolders(for part: Part) throws(StorageError) {
        if part.file.kind == .keys {
            try PrivateFile.makeFolder(keyDirectory ?? directory)
        } else {
            try PrivateFile.makeFolder(directory)
            try PrivateFile.makeFolder("\(directory)/\(part.compartment)")
        }
    }

    /// - Throws: `invalidValue` when keys would lie with logs: whoever takes one would have the other.
    func checkApart() throws(StorageError) {
        guard let keyDirectory else { return }
        let folders = [directory, keyDirectory].map { $0.split(separator: "/").filter { $0 != "." } }
        guard !folders[0].starts(with: folders[1]), !folders[1].starts(with: folders[0]) else {
            throw StorageError(
                .invalidValue,
                "\(keyDirectory) and \(directory) lie in one another; keys go to a folder apart from logs, best on another volume"
            )
        }
    }
}
