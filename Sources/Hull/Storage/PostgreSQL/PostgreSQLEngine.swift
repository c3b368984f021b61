internal import Synchronization

/// Keeps compartments in a PostgreSQL database: a schema for the log and one for the views of each, under log-ins that own nothing.
///
/// Two log-ins, because a session that reads for somebody must not be able to become the one that writes: `SET ROLE` would be one statement
/// away. Row-level security is the second lock, not the first: every query has its predicate, and a query that forgot it finds
/// no row whose label its transaction did not admit. Keys are kept elsewhere: by another engine, or in another database.
public final class PostgreSQLEngine: StorageEngine {
    /// Where the wrapped keys are kept.
    public enum Keys: Sendable {
        /// With another engine, such as SQLite files on this machine.
        case engine(any StorageEngine)
        /// In another PostgreSQL database, prepared likewise: the URL of its writer.
        case database(String)
    }

    private enum KeyPlace: Sendable {
        case engine(any StorageEngine)
        case pool(ConnectionPool)
    }

    private let writers: ConnectionPool
    private let readers: ConnectionPool
    private let keys: KeyPlace
    private let logs = Mutex<[CompartmentName: PostgreSQLLog]>([:])

    /// Opens a store that ``prepare(administrator:roles:limits:)`` prepared.
    /// - Parameters:
    ///   - writer: the URL of the log-in that writes; away from this machine with `sslmode=verify-full`.
    ///   - reader: the URL of the log-in that reads views, to the same database.
    ///   - keys: where keys are kept, which is not there.
    /// - Throws: `invalidValue` for a URL that is not safe; `failed` when a server is not reached, refuses the log-in, does not keep what it acknowledges, or
    ///   a log-in may do more than it should; `missing` when the database was not prepared; `version`; `readOnly` for a standby.
    public init(
        writer: String,
        reader: String,
        keys: Keys,
        limits: PostgreSQLLimits = PostgreSQLLimits()
    ) throws(StorageError) {
        let writerOptions = try ConnectionOptions(writer, for: "writer", limits: limits)
        let readerOptions = try ConnectionOptions(reader, for: "reader", limits: limits)
        guard writerOptions.database == readerOptions.database else {
            throw StorageError(.invalidValue, "the PostgreSQL URLs of writer and reader name different databases")
        }
        writers = ConnectionPool(writerOptions, limits: limits, connectionsMax: limits.writersMax, readOnly: false)
        readers = ConnectionPool(readerOptions, limits: limits, connectionsMax: limits.readersMax, readOnly: true)
        try Self.check(writers, writerOptions, role: "writer")
        try Self.check(readers, readerOptions, role: "reader")
        switch keys {
        case .engine(let engine): self.keys = .engine(engine)
        case .database(let url):
            let options = try ConnectionOptions(url, for: "keys", limits: limits)
            guard options.database != writerOptions.database else {
                throw StorageError(
                    .invalidValue,
                    "the PostgreSQL URL of the keys names the database of the logs; keys are kept apart, so that no backup holds both"
                )
            }
            let pool = ConnectionPool(options, limits: limits, connectionsMax: limits.writersMax, readOnly: false)
            try Self.check(pool, options, role: "writer")
            self.keys = .pool(pool)
        }
    }

    private static func check(
        _ pool: ConnectionPool,
        _ options: ConnectionOptions,
        role: String
    ) throws(StorageError) {
        try pool.withConnection { connection, _ throws(StorageError) in
            try ServerCheck.server(connection, options)
            try ServerCheck.store(connection, options, role: role)
        }
    }

    /// Conditions are in PostgreSQL's SQL.
    public var language: QueryLanguage { .postgresql }

    /// The compartments that have a schema for their log.
    public func compartments() throws(StorageError) -> [CompartmentName] {
        let answers = try writers.read(
            "listing compartments",
            [
                WireStatement(
                    """
                    SELECT left(log.nspname, -4) FROM pg_namespace AS log JOIN pg_namespace AS store ON store.nspname = 'bulkhead' \
                    AND store.nspowner = log.nspowner WHERE log.nspname LIKE '%\\_log'
                    """,
                    reads: [.text]
                )
            ]
        )
        var names: [CompartmentName] = []
        for case .text(let text)? in (answers.first ?? []).map(\.first) { names.append(try CompartmentName(text)) }
        return names.sorted()
    }

    /// The log in the schema `<compartment>_log`. One that broke its connection while it was written is opened anew, another one is the same for all who ask.
    public func openLog(_ compartment: CompartmentName, create: Bool) throws(StorageError) -> any LogStore {
        if let open = logs.withLock({ $0[compartment] }), !open.isStopped, try open.exists() { return open }
        if create { try make("make_log", compartment) }
        let log = PostgreSQLLog(compartment, writers)
        guard try log.exists() else {
            throw StorageError(.missing, "there is no log of the compartment \(compartment) at \(writers.place)")
        }
        try log.check()
        logs.withLock { $0[compartment] = log }
        return log
    }

    /// The keys, with the other engine or in the other database.
    public func openKeys(_ compartment: CompartmentName, create: Bool) throws(StorageError) -> any KeyTable {
        switch keys {
        case .engine(let engine): return try engine.openKeys(compartment, create: create)
        case .pool(let pool):
            let table = PostgreSQLKeys(compartment, pool)
            if try table.exists() { return table }
            guard create else {
                throw StorageError(.missing, "there are no keys of the compartment \(compartment) at \(pool.place)")
            }
            try Self.make("make_keys", [.text(compartment.description)], compartment, pool)
            return table
        }
    }

    /// The views in the schema `<compartment>_views`, made by the owner's function, and looked at: each table has to be guarded.
    public func openViews(_ compartment: CompartmentName, schema: ViewSchema) throws(StorageError) -> any ViewStore {
        try Self.make(
            "make_views",
            [.text(compartment.description), .text(ViewDefinition.text(schema))],
            compartment,
            writers
        )
        let views = PostgreSQLViews(compartment, schema, readers: readers, writers: writers)
        try views.checkGuards()
        return views
    }

    /// Drops the schema of the views.
    public func dropViews(_ compartment: CompartmentName) throws(StorageError) { try make("drop_views", compartment) }

    private func make(_ function: String, _ compartment: CompartmentName) throws(StorageError) {
        try Self.make(function, [.text(compartment.description)], compartment, writers)
    }

    private static func make(
        _ function: String,
        _ parameters: [Parameter],
        _ compartment: CompartmentName,
        _ pool: ConnectionPool
    ) throws(StorageError) {
        let places = (1...parameters.count).map { "$\($0)" }.joined(separator: ", ")
        // Each of these can be done twice, so that it may be tried again on a new session.
        _ = try pool.read(
            "\(function) of the compartment \(compartment)",
            [WireStatement("SELECT bulkhead.\(function)(\(places))", parameters)]
        )
    }
}
