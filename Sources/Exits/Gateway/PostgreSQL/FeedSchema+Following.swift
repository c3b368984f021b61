internal import Storage

/// What is in the database is made what may be known now.
///
/// Where anything of it may not be, the table is made anew and the old one dropped: a value that was only overwritten would still be told of by the
/// planner's estimates, which are made from what was there, and by the sizes and counts that every log-in may read.
extension FeedSchema {
    /// What is there of the feed.
    struct Found {
        /// The form of each column.
        var forms: [String: String] = [:]
        /// The columns of the view, in their order; none where it is not there.
        var view: [String] = []
        var hasTable = false
        /// Somebody was granted the view beside the reader.
        var isShared = false
    }

    /// What asks for the columns that there are.
    var known: Statement {
        Statement("SELECT name, form FROM \(forms) WHERE flow = $1", [flow], columnCount: 2)
    }

    /// What asks for the table, for the columns of the view, and for who else may read that one.
    var existing: [Statement] {
        let named = "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        return [
            Statement(
                "SELECT c.relname::text \(named) WHERE n.nspname = $1 AND c.relname = $2",
                [ownSchema, tableName],
                columnCount: 1
            ),
            Statement(
                """
                SELECT a.attname::text \(named) JOIN pg_attribute a ON a.attrelid = c.oid \
                WHERE n.nspname = $1 AND c.relname = $2 AND c.relkind = 'v' AND a.attnum > 0 ORDER BY a.attnum
                """,
                [schema, flow],
                columnCount: 1
            ),
            Statement(
                """
                SELECT c.relname::text \(named) WHERE n.nspname = $1 AND c.relname = $2 \
                AND (EXISTS (SELECT 1 FROM aclexplode(c.relacl) a WHERE a.grantee <> c.relowner \
                AND a.grantee IS DISTINCT FROM (SELECT r.oid FROM pg_roles r WHERE r.rolname = $3)) \
                OR EXISTS (SELECT 1 FROM pg_attribute t WHERE t.attrelid = c.oid AND t.attacl IS NOT NULL))
                """,
                [schema, flow, reader],
                columnCount: 1
            ),
        ]
    }

    /// Whether the table holds its columns in the forms that they leave in now.
    func isCurrent(_ found: Found) -> Bool {
        found.hasTable && found.forms == Dictionary(columns.map { ($0.name, $0.form) }) { first, _ in first }
    }

    /// Whether the view shows them in their order, to the reader alone.
    func isShown(_ found: Found) -> Bool { found.view == columns.map(\.name) + ["bulkhead_marking"] && !found.isShared }

    /// What asks whether anything is held that may not be known any more: columns of a stream that are not shown, streams of which nothing is.
    /// - Parameter shown: the fields of each stream; the columns are those of ``columns``.
    func held(beside shown: [String: Set<String>]) -> Statement {
        var values: [String?] = []
        var conditions: [String] = []
        for (stream, fields) in live(shown) {
            values.append(stream)
            conditions.append(
                (["bulkhead_stream = $\(values.count)"]
                    + columns.filter { !fields.contains($0.name) }.map { "\($0.quoted) IS NULL" })
                    .joined(separator: " AND ")
            )
        }
        let known = conditions.isEmpty ? "false" : conditions.map { "(\($0))" }.joined(separator: " OR ")
        return Statement(
            "SELECT EXISTS (SELECT 1 FROM \(table) WHERE NOT (\(known)))::text",
            values,
            columnCount: 1
        )
    }

    /// Makes the table anew, with what is held in the same form and may be known; the view on it goes, and what others stood on that one.
    /// - Parameter shown: the fields of each stream; all of all where nobody said.
    func renewal(from found: Found, shown: [String: Set<String>]?) -> [Statement] {
        let next = own("next_" + flow)
        let declared = columns.map { "\($0.quoted) \($0.type), " }.joined()
        // The key is there before the rows, as it is of a table that nothing was ever withdrawn from: an index that is made of all of them at once is smaller.
        var statements = [
            Statement("DROP TABLE IF EXISTS \(next)"),
            Statement(
                """
                CREATE TABLE \(next) (bulkhead_stream text NOT NULL, bulkhead_key text NOT NULL, bulkhead_marking text NOT NULL, \
                \(declared)CONSTRAINT \(PublishingDatabase.quoted("nkey_" + flow)) PRIMARY KEY (bulkhead_stream, bulkhead_key))
                """
            ),
        ]
        if found.hasTable {
            let kept = columns.filter { found.forms[$0.name] == $0.form }
            statements += [copy(kept, to: next, shown: shown), Statement("DROP TABLE \(table) CASCADE")]
        }
        return statements + [
            Statement("ALTER TABLE \(next) RENAME TO \(PublishingDatabase.quoted(tableName))"),
            Statement("ALTER INDEX \(own("nkey_" + flow)) RENAME TO \(PublishingDatabase.quoted("key_" + flow))"),
            Statement("DELETE FROM \(forms) WHERE flow = $1", [flow]),
        ] + columns.map { Statement("INSERT INTO \(forms) VALUES ($1, $2, $3)", [flow, $0.name, $0.form]) }
    }

    /// Shows the columns to the reader. What others made of the view goes with it.
    var showing: [Statement] {
        let names = (columns.map(\.quoted) + ["bulkhead_marking"]).joined(separator: ", ")
        return [
            Statement("DROP VIEW IF EXISTS \(view) CASCADE"),
            Statement("CREATE VIEW \(view) AS SELECT \(names) FROM \(table)"),
        ]
    }

    /// Forgets the numbers of streams of which nothing is shown, whose count would tell of them.
    func forgetting(beside shown: [String: Set<String>]) -> Statement {
        let live = live(shown).map(\.key)
        let places = live.indices.map { "$\($0 + 2)" }.joined(separator: ", ")
        return Statement(
            "DELETE FROM \(streams) WHERE flow = $1" + (live.isEmpty ? "" : " AND stream NOT IN (\(places))"),
            [flow] + live
        )
    }

    /// What the reader may.
    var grants: [Statement] {
        let reader = PublishingDatabase.quoted(reader)
        return [
            Statement("GRANT USAGE ON SCHEMA \(PublishingDatabase.quoted(schema)) TO \(reader)"),
            Statement("GRANT SELECT ON \(view) TO \(reader)"),
        ]
    }

    private func live(_ shown: [String: Set<String>]) -> [(key: String, value: Set<String>)] {
        shown.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }
    }

    /// In one go, so that rows stay in their order.
    private func copy(_ columns: [Column], to next: String, shown: [String: Set<String>]?) -> Statement {
        let names = (["bulkhead_stream", "bulkhead_key", "bulkhead_marking"] + columns.map(\.quoted))
            .joined(separator: ", ")
        guard let shown else {
            return Statement("INSERT INTO \(next) (\(names)) SELECT \(names) FROM \(table)")
        }
        let live = live(shown)
        func streams(_ fits: (Set<String>) -> Bool) -> String {
            let places = live.enumerated().filter { fits($1.value) }.map { "$\($0.offset + 1)" }
            return places.isEmpty ? "false" : "bulkhead_stream IN (\(places.joined(separator: ", ")))"
        }
        let values = columns.map { column in
            "CASE WHEN \(streams { $0.contains(column.name) }) THEN \(column.quoted) END"
        }
        return Statement(
            """
            INSERT INTO \(next) (\(names)) SELECT \((["bulkhead_stream", "bulkhead_key", "bulkhead_marking"] + values).joined(separator: ", ")) \
            FROM \(table) WHERE \(streams { _ in true })
            """,
            live.map(\.key)
        )
    }
}
