/// The roles of a store in PostgreSQL.
public struct PostgreSQLRoles: Sendable {
    /// Owns all; nobody logs in as it.
    public let owner: String
    /// Logs in to append to logs and to change views.
    public let writer: String
    /// Logs in to read views, and sees what a transaction admits alone.
    public let reader: String
    let writerPassword: String?
    let readerPassword: String?

    /// Roles named after the instance: `<prefix>_owner`, `<prefix>_writer`, `<prefix>_reader`.
    /// - Parameters:
    ///   - writerPassword: the new password of the writer; nil where it logs in otherwise (a certificate) or keeps the one it has.
    ///   - readerPassword: likewise.
    /// - Throws: `invalidName` when the prefix is no name.
    public init(prefix: String = "bulkhead", writerPassword: String?, readerPassword: String?) throws(StorageError) {
        let name = try CompartmentName(prefix)
        owner = "\(name)_owner"
        writer = "\(name)_writer"
        reader = "\(name)_reader"
        self.writerPassword = writerPassword
        self.readerPassword = readerPassword
    }
}
