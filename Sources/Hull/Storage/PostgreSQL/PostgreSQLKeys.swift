/// The wrapped keys of a compartment, in a schema of their own in another database than its log.
struct PostgreSQLKeys: KeyTable {
    private let compartment: CompartmentName
    private let pool: ConnectionPool
    private let schema: String

    init(_ compartment: CompartmentName, _ pool: ConnectionPool) {
        self.compartment = compartment
        self.pool = pool
        schema = PreparationScript.quoted("\(compartment)_keys")
    }

    func exists() throws(StorageError) -> Bool {
        let rows = try run("looking for", "SELECT to_regclass($1) IS NOT NULL", [.text("\(schema).data_key")], [.truth])
        return rows.first?.first == .truth(true)
    }

    func insert(_ keys: [StoredKeyRow]) throws(StorageError) {
        for key in keys { try key.check() }
        guard !keys.isEmpty else { return }
        _ = try run(
            "storing",
            """
            INSERT INTO \(schema).data_key (id, scope, wrapped) SELECT * FROM unnest($1, $2, $3) ON CONFLICT (id) DO NOTHING
            """,
            [.byteStrings(keys.map(\.id)), .texts(keys.map(\.scope)), .byteStrings(keys.map(\.wrapped))],
            []
        )
    }

    func key(_ id: [UInt8]) throws(StorageError) -> StoredKeyRow? {
        let rows = try run(
            "reading",
            "SELECT id, scope, wrapped FROM \(schema).data_key WHERE id = $1",
            [.bytes(id)],
            [.bytes, .text, .bytes]
        )
        return try rows.first.map(key)
    }

    func keys(scope: String?) throws(StorageError) -> [StoredKeyRow] {
        let rows = try run(
            "listing",
            "SELECT id, scope, wrapped FROM \(schema).data_key WHERE $1 IS NULL OR scope = $1 ORDER BY scope, id",
            [.text(scope)],
            [.bytes, .text, .bytes]
        )
        var keys: [StoredKeyRow] = []
        for row in rows { keys.append(try key(row)) }
        return keys
    }

    func rewrap(_ keys: [StoredKeyRow]) throws(StorageError) {
        for key in keys { try key.checkRewrapping() }
        guard !keys.isEmpty else { return }
        // All or none in one statement: where a key is missing, no row joins.
        let rows = try run(
            "wrapping anew",
            """
            WITH new AS (SELECT * FROM unnest($1, $2) AS new (id, wrapped)), \
            known AS (SELECT count(*) = (SELECT count(DISTINCT id) FROM new) AS are FROM \(schema).data_key \
            WHERE id = ANY ($1)), changed AS (UPDATE \(schema).data_key SET wrapped = new.wrapped FROM new, known \
            WHERE known.are AND data_key.id = new.id AND data_key.wrapped IS NOT NULL) SELECT are FROM known
            """,
            [.byteStrings(keys.map(\.id)), .byteStrings(keys.map(\.wrapped))],
            [.truth]
        )
        guard rows.first?.first == .truth(true) else {
            throw StorageError(.missing, "a key of \(compartment) that was to be wrapped anew is not here; none was")
        }
    }

    func destroy(_ ids: [[UInt8]]) throws(StorageError) {
        guard !ids.isEmpty else { return }
        _ = try run(
            "destroying",
            "UPDATE \(schema).data_key SET wrapped = NULL WHERE id = ANY ($1)",
            [.byteStrings(ids)],
            []
        )
        try TableRewriting.rewrite("keys", compartment) { statement, _ throws(StorageError) in
            try run("rewriting", statement.sql, statement.parameters, statement.reads)
        }
    }

    private func key(_ row: [ViewValue]) throws(StorageError) -> StoredKeyRow {
        guard row.count == 3, let id = row[0].byteString, case .text(let scope) = row[1] else {
            throw StorageError(.damaged, "a key of \(compartment) at \(pool.place) is not what was written")
        }
        return StoredKeyRow(id: id, scope: scope, wrapped: row[2].byteString)
    }

    /// All of these can be done twice with the same result, so that they are tried again on a new session.
    private func run(
        _ purpose: String,
        _ sql: String,
        _ parameters: [Parameter],
        _ kinds: [ViewColumn.Kind]
    ) throws(StorageError) -> [[ViewValue]] {
        try pool.read(
            "\(purpose) keys of \(compartment)",
            [WireStatement(sql, parameters, reads: kinds, isKept: true)]
        ).first ?? []
    }
}
