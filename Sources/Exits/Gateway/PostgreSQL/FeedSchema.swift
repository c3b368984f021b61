internal import PlantModel
internal import Storage

/// The table and view of one flow in a database for analysis.
///
/// Rows lie in a schema that nobody else may use; the reader is granted one view over them, with the fields that leave and nothing of how they came.
struct FeedSchema: Sendable {
    typealias Statement = PublishingDatabase.Statement

    /// A column of a field that leaves.
    struct Column: Hashable, Sendable {
        let name: String
        let type: String
        /// What is held in it: type and what the filter makes of the value. A column of another form holds other data.
        let form: String

        init(_ output: CarriedFlow.Output) {
            name = output.field.name
            let type =
                switch (output.way, output.field.type) {
                case (.asItIs, .integer): "bigint"
                case (.asItIs, .decimal): "numeric"
                case (.asItIs, .truth): "boolean"
                case (.asItIs, .day): "date"
                case (.asItIs, .time): "timestamptz"
                case (.asItIs, .text), (.redacted, _), (.generalized, _): "text"
                }
            self.type = type
            form =
                switch output.way {
                case .asItIs: type
                case .redacted: "redacted"
                case .generalized(let way): "generalized to \(way.rawValue)"
                }
        }

        var quoted: String { PublishingDatabase.quoted(name) }
    }

    let flow: String
    let schema: String
    let reader: String
    let columns: [Column]

    var ownSchema: String { schema + "_gateway" }
    /// Names of PostgreSQL have at most 63 bytes; the id of a flow is shorter, and what is longer is refused by the plant's check.
    var tableName: String { "rows_" + flow }
    var table: String { own(tableName) }
    var view: String { "\(PublishingDatabase.quoted(schema)).\(PublishingDatabase.quoted(flow))" }
    var streams: String { own("streams") }
    var forms: String { own("forms") }

    /// A name in the gateway's own schema. Whatever comes from the plant file stands in quotes.
    func own(_ name: String) -> String {
        "\(PublishingDatabase.quoted(ownSchema)).\(PublishingDatabase.quoted(name))"
    }

    /// What makes both schemas where they are not there. Who may not make them and finds them is content.
    func preparation(existing: Set<String>) -> [Statement] {
        [schema, ownSchema].filter { !existing.contains($0) }
            .map { Statement("CREATE SCHEMA \(PublishingDatabase.quoted($0))") } + [
                Statement(
                    "CREATE TABLE IF NOT EXISTS \(streams) (flow text, stream text, number text NOT NULL, digest text NOT NULL, manifest text NOT NULL, PRIMARY KEY (flow, stream))"
                ),
                Statement(
                    "CREATE TABLE IF NOT EXISTS \(forms) (flow text, name text, form text NOT NULL, PRIMARY KEY (flow, name))"
                ),
            ]
    }

    /// Whether the reader can read more than the views: as who is over others or may make itself so, owns what is here, reads the server's files, or was
    /// let into the gateway's own schema.
    var readerCheck: Statement {
        Statement(
            """
            SELECT (r.rolsuper OR r.rolcreaterole OR r.rolreplication OR pg_has_role(r.oid, current_user, 'MEMBER') \
            OR pg_has_role(r.oid, 'pg_read_all_data'::name, 'MEMBER') OR pg_has_role(r.oid, 'pg_read_server_files'::name, 'MEMBER') \
            OR pg_has_role(r.oid, 'pg_write_server_files'::name, 'MEMBER') OR pg_has_role(r.oid, 'pg_execute_server_program'::name, 'MEMBER') \
            OR has_schema_privilege(r.oid, $2::text, 'USAGE, CREATE'::text) OR has_schema_privilege(r.oid, $3::text, 'CREATE'::text))::text \
            FROM pg_roles r WHERE r.rolname = $1
            """,
            [reader, ownSchema, schema],
            columnCount: 1
        )
    }

    /// A row by its key, in the place of the one that was there.
    func put(_ values: [String?], stream: String, key: String, marking: String) -> Statement {
        let names = (["bulkhead_stream", "bulkhead_key", "bulkhead_marking"] + columns.map(\.quoted))
        let places = ["$1", "$2", "$3"] + columns.enumerated().map { "$\($0 + 4)::\($1.type)" }
        let changes = names.dropFirst(2).map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
        return Statement(
            """
            INSERT INTO \(table) (\(names.joined(separator: ", "))) VALUES (\(places.joined(separator: ", "))) \
            ON CONFLICT (bulkhead_stream, bulkhead_key) DO UPDATE SET \(changes)
            """,
            [stream, key, marking] + values
        )
    }

    func remove(stream: String, key: String) -> Statement {
        Statement("DELETE FROM \(table) WHERE bulkhead_stream = $1 AND bulkhead_key = $2", [stream, key])
    }

    /// The number of the last message of each stream, and its hash.
    var lastNumbers: Statement {
        Statement("SELECT stream, number, digest FROM \(streams) WHERE flow = $1", [flow], columnCount: 3)
    }

    func count(_ number: Int64, of stream: String, digest: String, manifest: String) -> Statement {
        Statement(
            """
            INSERT INTO \(streams) VALUES ($1, $2, $3, $4, $5) \
            ON CONFLICT (flow, stream) DO UPDATE SET number = excluded.number, digest = excluded.digest, manifest = excluded.manifest
            """,
            [flow, stream, String(number), digest, manifest]
        )
    }

    /// Takes the place of the one who publishes this flow; no two have it at once.
    var lock: Statement {
        Statement("SELECT pg_try_advisory_lock(hashtextextended($1, 7241))::text", [view], columnCount: 1)
    }

    var existingSchemas: Statement {
        Statement(
            "SELECT nspname::text FROM pg_namespace WHERE nspname IN ($1, $2)",
            [schema, ownSchema],
            columnCount: 1
        )
    }
}
