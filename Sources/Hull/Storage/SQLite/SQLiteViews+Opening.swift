internal import GRDB

extension SQLiteViews {
    /// Opens the views in a file, or makes them: anew where they are of another schema, or damaged, since the log makes them again.
    static func open(_ file: SQLiteFile, schema: ViewSchema) throws(StorageError) -> SQLiteViews {
        let lock = try FileLock(file.path + ".lock", of: file.name)
        if let found = try opened(file, schema: schema) {
            return SQLiteViews(schema, in: found, name: file.name, lock: lock)
        }
        try PrivateFile.remove(file.paths)
        try PrivateFile.make(file.path)
        let pool = try StorageError.mapping(file.name) {
            let pool = try DatabasePool(path: file.path, configuration: configuration())
            try pool.write { database in
                try ViewTables.create(schema, in: database)
                try database.execute(
                    sql: "PRAGMA application_id = \(file.kind.rawValue); PRAGMA user_version = \(ViewTables.version)"
                )
            }
            return pool
        }
        return SQLiteViews(schema, in: pool, name: file.name, lock: lock)
    }

    /// Views in memory.
    static func inMemory(_ schema: ViewSchema, name: String) throws(StorageError) -> SQLiteViews {
        let database = try StorageError.mapping(name) {
            let database = try DatabaseQueue(configuration: configuration())
            try database.write { try ViewTables.create(schema, in: $0) }
            return database
        }
        return SQLiteViews(schema, in: database, name: name, lock: nil)
    }

    private static func opened(_ file: SQLiteFile, schema: ViewSchema) throws(StorageError) -> DatabasePool? {
        guard try PrivateFile.isThere(file.path) else { return nil }
        do throws(StorageError) {
            return try StorageError.mapping(file.name) {
                let pool = try DatabasePool(path: file.path, configuration: configuration())
                let isSame = try pool.read { database in
                    guard try file.version(in: database) == ViewTables.version else { return false }
                    return try String.fetchOne(database, sql: "SELECT schema FROM _views")
                        == ViewTables.text(of: schema)
                }
                if !isSame { try pool.close() }
                return isSame ? pool : nil
            }
        } catch {
            guard error.code == .damaged else { throw error }
            return nil
        }
    }

    /// Pages that the one writer of a compartment's views keeps, in KiB.
    private static let writerCacheKibibytes = 16_384

    /// GRDB opens pools at `synchronous = NORMAL`, which is what views are to have.
    static func configuration() -> Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.maximumReaderCount = 8
        configuration.prepareDatabase { database in
            try database.execute(sql: SQLiteFile.setUp)
            // Rows are found by ids that are random, so that a batch touches pages all over its indexes: with SQLite's 2 MB each of them was
            // written out and read again many times over before the batch was whole.
            if !database.configuration.readonly {
                try database.execute(sql: "PRAGMA cache_size = -\(writerCacheKibibytes)")
            }
        }
        return configuration
    }
}
