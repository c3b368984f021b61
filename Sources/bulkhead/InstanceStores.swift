import ArgumentParser
import Foundation
import Storage

/// Where the stores of an instance are: logs and views in a folder or a PostgreSQL database, wrapped keys in a folder apart from them.
struct InstanceStores {
    /// A folder, or the URL of the log-in that writes.
    let data: String
    /// The URL of the log-in that reads views; nil where ``data`` is a folder.
    let reader: String?
    /// The folder of attachments; nil where none are taken.
    let attachments: String?
    let keys: String
    let siteKey: String

    /// - Parameters:
    ///   - attachments: beside a database; beside logs in a folder they lie there.
    ///   - keys: by default `keys` beside a folder of data.
    init(data: String, reader: String? = nil, attachments: String? = nil, keys: String?, siteKey: String?) {
        self.data = data
        self.reader = reader
        self.attachments = reader == nil ? data : attachments
        self.keys =
            keys
            ?? URL(filePath: data).deletingLastPathComponent().appending(path: "keys")
            .path(percentEncoded: false)
        self.siteKey = siteKey ?? self.keys + "/site.key"
    }

    /// Opens the engine that holds the compartments.
    func engine() throws(StorageError) -> any StorageEngine {
        guard let reader else { return try SQLiteEngine(directory: data, keyDirectory: keys) }
        return try PostgreSQLEngine(
            writer: data,
            reader: reader,
            keys: .engine(try SQLiteEngine(directory: keys, keyDirectory: keys))
        )
    }

    /// Whether nothing was ever kept there.
    func isNew() throws(StorageError) -> Bool {
        guard reader != nil else { return !FileManager.default.fileExists(atPath: data) }
        return try engine().compartments().isEmpty
    }

    /// - Throws: what to give instead of what was given.
    static func check(data: String, reader: String?, attachments: String?, keys: String?) throws {
        for (name, url) in [("--data", data), ("--data-reader", reader ?? "")]
        where PostgreSQLAddress.holdsPassword(url) {
            throw ValidationError(
                "the URL of \(name) holds a password, which every list of processes shows; write it to ~/.pgpass or the file that PGPASSFILE names"
            )
        }
        guard PostgreSQLAddress.isURL(data) else {
            guard reader == nil else {
                throw ValidationError("--data-reader goes with a database; \(data) is a folder")
            }
            guard attachments == nil else {
                throw ValidationError(
                    "attachments lie beside the logs in \(data); --attachments is for logs in PostgreSQL"
                )
            }
            return try StoreLocation.checkFolders([keys])
        }
        guard let reader, PostgreSQLAddress.isURL(reader) else {
            throw ValidationError("name with --data-reader the URL by which views are read, by the log-in that reads")
        }
        guard keys != nil else {
            throw ValidationError("name with --keys the folder of wrapped keys, which are not in the database")
        }
        try StoreLocation.checkFolders([keys, attachments])
    }
}
