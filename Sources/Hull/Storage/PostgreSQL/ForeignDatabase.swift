/// A PostgreSQL database of somebody else, to be read and never written: its tables as CSV, and the texts of its definitions.
///
/// The session is read-only by the server, and with `row_security` off a table whose rows are hidden from the log-in is refused and not read in part.
package struct ForeignDatabase: ~Copyable {
    /// A table, materialized view or foreign table.
    package struct Table: Hashable, Sendable {
        /// Its schema.
        package let schema: String
        /// Its name.
        package let name: String
    }

    private var wire: Wire
    /// Server, port and database, without log-in and secret: `postgresql://host:5432/erp`.
    package let address: String

    /// The address in a URL, without opening it.
    ///
    /// - Throws: `invalidValue` where it is no URL, leaves open where to go, or would go there without TLS.
    package static func address(of url: String) throws(StorageError) -> String { try address(in: options(url)) }

    /// Opens it.
    package init(_ url: String) throws(StorageError) {
        let options = try Self.options(url)
        let address = Self.address(in: options)
        do throws(WireFailure) {
            var wire = try Wire(options.values)
            _ = try wire.run([
                WireStatement(
                    """
                    SELECT set_config('default_transaction_read_only', 'on', false), set_config('row_security', 'off', false), \
                    set_config('search_path', 'pg_catalog', false), set_config('statement_timeout', '0', false), \
                    set_config('bytea_output', 'hex', false), set_config('extra_float_digits', '0', false)
                    """
                )
            ])
            self.wire = wire
        } catch {
            throw StorageError(.failed, "\(address) was not opened: \(error.sentence)")
        }
        self.address = address
    }

    /// All tables, materialized views and foreign tables but the server's own, by name.
    package mutating func tables() throws(StorageError) -> [Table] {
        let rows = try run(
            WireStatement(
                """
                SELECT n.nspname::text, c.relname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
                WHERE c.relkind IN ('r', 'm', 'f') AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp)' \
                ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"
                """,
                reads: [.text, .text]
            )
        )
        return rows.compactMap { row in
            guard case .text(let schema)? = row.first, case .text(let name)? = row.last else { return nil }
            return Table(schema: schema, name: name)
        }
    }

    /// Reads a table row by row, as CSV with its columns' names first.
    ///
    /// - Throws: where the log-in may not read all of it.
    package mutating func read(_ table: Table, _ use: ([UInt8]) -> Void) throws(StorageError) {
        let name = [table.schema, table.name].map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ".")
        try copy("SELECT * FROM \(name)", use)
    }

    /// Reads what people wrote about tables and with them: views, functions, defaults, checks, comments.
    package mutating func readDefinitions(_ use: ([UInt8]) -> Void) throws(StorageError) {
        let own = "n.nspname NOT IN ('pg_catalog', 'information_schema')"
        try copy(
            """
            SELECT 'view', n.nspname || '.' || c.relname, pg_get_viewdef(c.oid) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
            WHERE c.relkind IN ('v', 'm') AND \(own) \
            UNION ALL SELECT 'function', n.nspname || '.' || p.proname, p.prosrc FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE \(own) \
            UNION ALL SELECT 'default', d.adrelid::regclass::text, pg_get_expr(d.adbin, d.adrelid) FROM pg_attrdef d \
            UNION ALL SELECT 'check', c.conrelid::regclass::text, pg_get_constraintdef(c.oid) FROM pg_constraint c WHERE c.contype = 'c' \
            UNION ALL SELECT 'comment', d.objoid::text, d.description FROM pg_description d WHERE d.objoid >= 16384
            """,
            use
        )
    }

    /// Whether it keeps large objects, which belong to no table and are not read.
    package mutating func hasLargeObjects() throws(StorageError) -> Bool {
        let query = "SELECT EXISTS (SELECT 1 FROM pg_largeobject_metadata)"
        return try run(WireStatement(query, reads: [.truth])).first?.first == .truth(true)
    }

    private mutating func run(_ statement: WireStatement) throws(StorageError) -> [[ViewValue]] {
        do throws(WireFailure) { return try wire.run([statement]).first ?? [] } catch { throw refusal(error) }
    }

    private mutating func copy(_ query: String, _ use: ([UInt8]) -> Void) throws(StorageError) {
        do throws(WireFailure) { try wire.copyOut("COPY (\(query)) TO STDOUT (FORMAT csv, HEADER)", use) } catch {
            throw refusal(error)
        }
    }

    /// A right that is missing is for the database's own administrator to give, not for the preparation of a store (SQLSTATE 42501).
    private func refusal(_ failure: WireFailure) -> StorageError {
        guard failure.state == "42501" else { return failure.storageError("reading \(address)") }
        return StorageError(
            .readOnly,
            "reading \(address): the log-in may not read all of it (\(failure.sentence)); grant it pg_read_all_data and BYPASSRLS"
        )
    }

    private static func options(_ url: String) throws(StorageError) -> ConnectionOptions {
        try ConnectionOptions(url, for: "database to scan", limits: PostgreSQLLimits())
    }

    private static func address(in options: ConnectionOptions) -> String {
        let values = options.values
        let host = values["host"] ?? values["hostaddr"] ?? ""
        return "postgresql://\(host):\(values["port"] ?? "5432")/\(values["dbname"] ?? "")"
    }
}
