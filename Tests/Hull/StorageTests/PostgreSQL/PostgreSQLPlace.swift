import Storage
import StorageConformance

/// A prepared database, and another one for the keys.
final class PostgreSQLPlace: StoragePlace, Sendable {
    static let writerPassword = "writer-3f9"
    static let readerPassword = "reader-7c1"

    let cluster: PrivateCluster
    let database: String
    let keys: String

    init(_ cluster: PrivateCluster) throws {
        self.cluster = cluster
        (database, keys) = try cluster.lend { name in
            try PostgreSQLEngine.prepare(administrator: cluster.administrator(name), roles: Self.roles())
        }
    }

    /// Gives the databases back, empty.
    deinit { cluster.giveBack(database, keys) }

    static func roles() throws -> PostgreSQLRoles {
        try PostgreSQLRoles(writerPassword: writerPassword, readerPassword: readerPassword)
    }

    var writer: String { cluster.url("bulkhead_writer", Self.writerPassword, database) }
    var reader: String { cluster.url("bulkhead_reader", Self.readerPassword, database) }

    func open() throws -> any StorageEngine { try engine() }

    func engine(_ limits: PostgreSQLLimits = PostgreSQLLimits()) throws -> PostgreSQLEngine {
        let keys = PostgreSQLEngine.Keys.database(cluster.url("bulkhead_writer", Self.writerPassword, keys))
        return try PostgreSQLEngine(writer: writer, reader: reader, keys: keys, limits: limits)
    }

    func takeAway(_ compartment: CompartmentName) throws {
        try cluster.psql(
            "DROP SCHEMA IF EXISTS \(compartment)_log CASCADE; DROP SCHEMA IF EXISTS \(compartment)_views CASCADE",
            database
        )
        try cluster.psql("DROP SCHEMA IF EXISTS \(compartment)_keys CASCADE", keys)
    }
}
