/// Where the stores of an instance are whose logs are in PostgreSQL.
public struct PostgreSQLAddress: Sendable {
    /// Where wrapped keys are.
    public enum Keys: Sendable {
        /// In SQLite files in a folder.
        case folder(String)
        /// In another database, by its URL.
        case database(String)
    }

    /// The URL of the database of the logs.
    public let logs: String
    /// The keys; nil where they are left alone.
    public let keys: Keys?
    /// The folder of the attachments; nil where they are left alone.
    public let attachments: String?

    /// Logs with what belongs to them. What is read is read as the writer, what is restored as an administrator.
    public init(logs: String, keys: Keys?, attachments: String?) {
        self.logs = logs
        self.keys = keys
        self.attachments = attachments
    }

    /// Whether a text means a database and not a folder.
    public static func isURL(_ text: String) -> Bool {
        text.hasPrefix("postgresql://") || text.hasPrefix("postgres://")
    }

    /// Whether a URL holds a password, which a list of processes would show; false for what is no URL.
    public static func holdsPassword(_ url: String) -> Bool {
        !url.utf8.contains(0) && Wire.options(in: url)?["password"] != nil
    }

    /// - Throws: `invalidValue` when keys and logs are in one database, or keys and attachments in one folder.
    func checkApart(_ limits: PostgreSQLLimits) throws(StorageError) {
        switch keys {
        case nil: return
        case .folder(let folder):
            if let attachments { try StoreFolders(directory: attachments, keyDirectory: folder).checkApart() }
        case .database(let url):
            let logs = try ConnectionOptions(logs, for: "logs", limits: limits)
            guard try ConnectionOptions(url, for: "keys", limits: limits).database != logs.database else {
                throw StorageError(
                    .invalidValue,
                    "the PostgreSQL URL of the keys names the database of the logs; keys are kept apart, so that no backup holds both"
                )
            }
        }
    }

    /// The files of keys in a folder.
    /// - Throws: `missing` when there is no such folder: none may not look like no keys.
    static func keyParts(in folder: String) throws(StorageError) -> [StoreFolders.Part] {
        guard try PrivateFile.kind(of: folder) == .folder else {
            throw StorageError(.missing, "there is no folder \(folder) of keys")
        }
        return try StoreFolders(directory: folder, keyDirectory: folder).parts().filter { $0.file.kind == .keys }
    }
}
