public import Storage

/// A prepared database, and another one for the keys.
public final class PostgreSQLPlace: Sendable {
    /// The writer's.
    public static let writerPassword = "writer-3f9"
    /// The reader's.
    public static let readerPassword = "reader-7c1"

    /// The server.
    public let cluster: PrivateCluster
    /// The database of logs and views.
    public let database: String
    /// That of the keys.
    public let keys: String

    /// Borrows two databases of a cluster.
    public init(_ cluster: PrivateCluster) throws {
        self.cluster = cluster
        (database, keys) = try cluster.lend { name in
            try PostgreSQLEngine.prepare(administrator: cluster.administrator(name), roles: Self.roles())
        }
    }

    /// Gives the databases back, empty.
    deinit { cluster.giveBack(database, keys) }

    /// The log-ins.
    public static func roles() throws -> PostgreSQLRoles {
        try PostgreSQLRoles(writerPassword: writerPassword, readerPassword: readerPassword)
    }

    /// The URL of the writer.
    public var writer: String { cluster.url("bulkhead_writer", Self.writerPassword, database) }
    /// That of the reader.
    public var reader: String { cluster.url("bulkhead_reader", Self.readerPassword, database) }

    /// Opens the store.
    public func open() throws -> any StorageEngine { try engine() }

    /// The same, within bounds.
    public func engine(_ limits: PostgreSQLLimits = PostgreSQLLimits()) throws -> PostgreSQLEngine {
        let keys = PostgreSQLEngine.Keys.database(cluster.url("bulkhead_writer", Self.writerPassword, keys))
        return try PostgreSQLEngine(writer: writer, reader: reader, keys: keys, limits: limits)
    }

    /// Takes all that a compartment has away, as a thief or a broken disk would.
    public func takeAway(_ compartment: CompartmentName) throws {
        try cluster.psql(
            "DROP SCHEMA IF EXISTS \(compartment)_log CASCADE; DROP SCHEMA IF EXISTS \(compartment)_views CASCADE",
            database
        )
        try cluster.psql("DROP SCHEMA IF EXISTS \(compartment)_keys CASCADE", keys)
    }
}
