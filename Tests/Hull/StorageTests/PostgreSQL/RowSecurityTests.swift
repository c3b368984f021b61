import Storage
import TestDatabases
import Testing

/// All of this is asked by `psql` with the application's own log-ins: the engine, which has a predicate in each query, is not in the way.
@Suite("Row-level security is a second lock")
struct RowSecurityTests {
    /// One store for all of these tests: none of them changes it.
    static let filled = Result { try fill() }
    let place: PostgreSQLPlace

    init() throws { place = try Self.filled.get() }

    private static func fill() throws -> PostgreSQLPlace {
        let place = try PostgreSQLPlace(PrivateCluster.shared.get())
        let engine = try place.engine()
        for name in ["alpha", "beta"] {
            let views = try engine.openViews(CompartmentName(name), schema: schema())
            var changes: [RowChange] = []
            for index in 0..<30 as Range<Int64> {
                let id = ViewValue.text("\(name)-\(index)")
                changes.append(.put(table: "part", row: [id, .integer(index % 3), .text("bolt of \(name)")]))
                changes.append(.put(table: "part_tag", row: [id, .text("tag \(index)")]))
                changes.append(.put(table: "member", row: [id, .text("group \(index % 2)")]))
            }
            try views.apply(changes, from: 0, to: 1)
        }
        _ = try engine.openLog(CompartmentName("alpha"), create: true)
        return place
    }

    static func schema() throws -> ViewSchema {
        try ViewSchema(
            version: 1,
            tables: [
                ViewTable(
                    "part",
                    columns: [ViewColumn("id", .text), ViewColumn("label", .integer), ViewColumn("name", .text)],
                    key: ["id"],
                    label: "label",
                    indexes: [["name"]],
                    searched: ["name"]
                ),
                ViewTable(
                    "part_tag",
                    columns: [ViewColumn("part", .text), ViewColumn("tag", .text)],
                    key: ["part", "tag"],
                    label: nil,
                    owner: ViewTable.Owner("part", by: ["part"])
                ),
                ViewTable(
                    "member",
                    columns: [ViewColumn("child", .text), ViewColumn("parent", .text)],
                    key: ["child", "parent"],
                    label: nil
                ),
            ]
        )
    }

    private func asReader(_ sql: String) throws -> String {
        try place.cluster.psql(sql, as: place.reader)
    }

    private func refusal(_ sql: String, as url: String) -> String {
        do { return try "done: \(place.cluster.psql(sql, as: url))" } catch { return "\(error)" }
    }

    @Test("a query without a predicate finds no row where nothing was admitted")
    func nothing() throws {
        for table in ["part", "part_tag", "member", "\"part$words\""] {
            #expect(try asReader("SELECT count(*) FROM alpha_views.\(table)") == "0", "\(table)")
        }
    }

    @Test("a query that forgot its predicate finds no row of a label that was not admitted, of parts and words neither")
    func forgotten() throws {
        let admit = "BEGIN; SELECT set_config('bulkhead.labels_alpha', '{1,7}', true); "
        #expect(
            try asReader(admit + "SELECT count(*), min(label), max(label) FROM alpha_views.part") == "{1,7}\n10|1|1"
        )
        #expect(
            try asReader(
                admit + "SELECT count(*) FROM alpha_views.part_tag WHERE part NOT IN (SELECT id FROM alpha_views.part)"
            )
                == "{1,7}\n0"
        )
        #expect(try asReader(admit + "SELECT count(*) FROM alpha_views.part_tag") == "{1,7}\n10")
        #expect(try asReader(admit + "SELECT count(*) FROM alpha_views.\"part$words\" WHERE label <> 1") == "{1,7}\n0")
        // Edges are all or none: a rule that found some of them missing would decide wrongly.
        #expect(try asReader(admit + "SELECT count(*) FROM alpha_views.member") == "{1,7}\n30")
    }

    @Test("what is admitted in one compartment admits nothing in another, and nothing in the next transaction")
    func apart() throws {
        #expect(
            try asReader(
                "BEGIN; SELECT set_config('bulkhead.labels_alpha', '{0,1,2}', true); SELECT count(*) FROM beta_views.part; "
                    + "SELECT count(*) FROM beta_views.member; COMMIT; SELECT count(*) FROM alpha_views.part"
            ) == "{0,1,2}\n0\n0\n0"
        )
    }

    @Test("an admission that is no list of labels is an error, never a row")
    func hostile() {
        for text in ["{1", "1", "{a}", "{1,null}x", "{{1},{2}", "{99999999999999999999}"] {
            let told = refusal(
                "BEGIN; SELECT set_config('bulkhead.labels_alpha', '\(text)', true); SELECT * FROM alpha_views.part",
                as: place.reader
            )
            #expect(told.contains("ERROR"), "\(text): \(told)")
            #expect(!told.contains("bolt"))
        }
    }

    @Test(
        "the reader can write nothing, pass no guard, become nobody else and see no log",
        arguments: [
            "INSERT INTO alpha_views.part VALUES ('x', 1, 'x')", "UPDATE alpha_views.part SET label = 1",
            "DELETE FROM alpha_views.part", "TRUNCATE alpha_views.part", "SELECT * FROM alpha_views.\"$cursor\"",
            "SELECT * FROM alpha_log.entry", "SELECT * FROM alpha_log.head", "SET ROLE bulkhead_writer",
            "SET ROLE bulkhead_owner", "SET ROLE postgres", "SET SESSION AUTHORIZATION bulkhead_writer",
            "ALTER TABLE alpha_views.part DISABLE ROW LEVEL SECURITY", "DROP POLICY admitted ON alpha_views.part",
            "SET row_security = off; SELECT * FROM alpha_views.part", "CREATE TABLE alpha_views.mine (x int)",
            "CREATE TABLE public.mine (x int)", "CREATE TEMP TABLE mine (x int)", "CREATE SCHEMA mine",
            "SELECT bulkhead.make_log('gamma')", "SELECT bulkhead.drop_views('alpha')",
            "DROP SCHEMA alpha_views CASCADE",
            "SELECT bulkhead.make_views('alpha', '{}')", "ALTER ROLE bulkhead_reader BYPASSRLS",
            "SELECT alpha_views.\"$advance\"(1, 2)",
            "CREATE FUNCTION alpha_views.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        ]
    )
    func reader(_ sql: String) {
        let told = refusal(sql, as: place.reader)
        let refusals = ["permission denied", "must be owner", "must be superuser", "row-level security"]
        #expect(refusals.contains(where: told.contains), "\(told)")
    }

    @Test(
        "the writer cannot change what was logged, define anything or take a guard away",
        arguments: [
            "INSERT INTO alpha_log.entry VALUES (9, 'a', 'a', 'a')", "UPDATE alpha_log.head SET size = 9",
            "UPDATE alpha_log.entry SET entry = 'x'", "DELETE FROM alpha_log.checkpoint", "TRUNCATE alpha_log.entry",
            "DROP TABLE alpha_log.entry", "CREATE TABLE alpha_log.mine (x int)",
            "CREATE TABLE alpha_views.mine (x int)",
            "ALTER TABLE alpha_views.part NO FORCE ROW LEVEL SECURITY", "DROP SCHEMA alpha_log CASCADE",
            "CREATE SCHEMA mine", "SET ROLE bulkhead_owner", "SET ROLE bulkhead_reader",
            "SELECT bulkhead.make_log_functions('alpha_log')", "UPDATE bulkhead.store SET version = 2",
            "SELECT bulkhead.guard('alpha_views', 'part', 'true', NULL)", "TRUNCATE alpha_views.part",
            "CREATE OR REPLACE FUNCTION bulkhead.make_log(text) RETURNS void LANGUAGE sql AS 'SELECT'",
            "DROP POLICY admitted ON alpha_views.part", "CREATE TEMP TABLE head (size int)",
        ]
    )
    func writer(_ sql: String) {
        let told = refusal(sql, as: place.writer)
        #expect(["permission denied", "must be owner"].contains(where: told.contains), "\(told)")
    }

    @Test("the owner is no log-in, and is guarded too")
    func owner() throws {
        let asOwner = "SET ROLE bulkhead_owner; "
        #expect(try place.cluster.psql(asOwner + "SELECT count(*) FROM alpha_views.part", place.database) == "0")
        #expect(try place.cluster.psql("SELECT rolcanlogin FROM pg_roles WHERE rolname = 'bulkhead_owner'") == "f")
    }

    @Test("hostile names and definitions make no table")
    func definitions() {
        let bad = [
            "SELECT bulkhead.make_log('a; drop table x')", "SELECT bulkhead.make_log('A')",
            "SELECT bulkhead.make_log('pg_x')",
            "SELECT bulkhead.make_log(NULL)", "SELECT bulkhead.make_log(repeat('a', 41))",
            #"SELECT bulkhead.make_views('gamma', '{"tables":[{"name":"a\";x","columns":[{"name":"id","type":"text"}],"key":["id"],"indexes":[],"searched":[]}]}')"#,
            #"SELECT bulkhead.make_views('gamma', '{"tables":[{"name":"a","columns":[{"name":"id","type":"text; drop"}],"key":["id"],"indexes":[],"searched":[]}]}')"#,
            #"SELECT bulkhead.make_views('gamma', '{"tables":[{"name":"a","columns":[{"name":"i d","type":"text"}],"key":["i d"],"indexes":[],"searched":[]}]}')"#,
            "SELECT bulkhead.make_views('gamma', 'no json')", "SELECT bulkhead.make_views('gamma', NULL)",
        ]
        for sql in bad { #expect(refusal(sql, as: place.writer).contains("ERROR"), "\(sql)") }
        #expect(refusal("SELECT to_regnamespace('gamma_views') IS NULL", as: place.writer) == "done: t")
    }
}
