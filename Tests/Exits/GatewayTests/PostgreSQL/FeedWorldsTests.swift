import Boundary
import Foundation
import TestDatabases
import Testing

@testable import Gateway

/// Two worlds that differ in what is withheld alone, each published to a database of its own; the reader asks both for all that its role may ask for.
@Suite("What a feed for analysis tells of what is withheld")
struct FeedWorldsTests {
    /// Nobody else writes in it, not even the server by itself, so that its counts are of what was published.
    private static let cluster = Result { try PrivateCluster(settings: ["autovacuum=off"]) }

    private static let filter =
        "passes: [orders, jobResponses], drops: [nonconformances], redacts: [hours], generalizes: { quantity: tens, seen: month }"

    private static func med(_ order: String, _ quantity: Int, _ hours: String, _ seen: String, _ more: String) -> String
    {
        Feed.line(order, "P-MED", "open", #","quantity":\#(quantity),"hours":\#(hours),"seen":"\#(seen)"\#(more)"#)
    }

    /// Much is withheld: a program, a class, what is redacted and the digits that are not told, a field that nobody declared, what is no record, and
    /// a record that stays because of what stands in it.
    private static let full = [
        (0..<120).flatMap { number in
            [
                med(
                    "A-\(number)",
                    40 + number % 10,
                    "1.\(number)",
                    "2026-11-\(10 + number % 20)T10:00:00Z",
                    #","finding":"bore \#(number)""#
                ),
                Feed.line("N-\(number)", "P-NAV", "open", #","finding":"rib \#(number)","quantity":\#(number)"#),
            ]
        } + [Feed.line("A-200", "P-MED", "CUI//SP-CTI//NOFORN"), Feed.line("X-1", "P-OTHER"), "{"],
        [
            med("A-3", 77, "9.5", "2026-10-02T01:00:00Z", #","drawing":"D-77 rev C","finding":"scratch""#),
            Feed.line("A-4", "P-MED", "void"), Feed.line("N-3", "P-NAV", "void"),
        ],
    ]

    private static let bare = [
        (0..<120).map { med("A-\($0)", 40, "2", "2026-11-01T00:00:00Z", "") },
        [med("A-3", 70, "3", "2026-10-30T23:00:00Z", ""), Feed.line("A-4", "P-MED", "void")],
    ]

    @Test("rows, counts, sizes, statistics, estimates and errors are alike, whatever is withheld")
    func worlds() async throws {
        var answers: [[FeedReader.Answer]] = []
        for world in [Self.full, Self.bare] {
            let feed = try await Feed(Feed.Place(Self.cluster.get()), filter: Self.filter)
            for (number, lines) in world.enumerated() {
                _ = try await feed.publish(lines, named: "\(number).jsonl")
            }
            #expect(try feed.read(#"SELECT count(*) FROM reports."to-erp""#) == "119")
            answers.append(try FeedReader(feed).answers())
        }
        try #require(answers[0].count == answers[1].count)
        for (full, bare) in zip(answers[0], answers[1]) { #expect(full == bare) }
        // Nothing would be alike as well: something is told, and nothing of what is withheld.
        let told = answers[0].map(\.text).joined(separator: "\n")
        #expect(["[redacted]", "n_tup_ins", "permission denied", "rows="].allSatisfy { told.contains($0) })
        #expect(["bore 7", "rib 7", "scratch", "D-77"].allSatisfy { !told.contains($0) })
    }

    @Test("what was withdrawn is not told of by estimates, statistics and sizes any more")
    func withdrawn() async throws {
        let before = try await Feed(Feed.Place(Self.cluster.get()))
        _ = try await before.publish(
            (0..<150).flatMap { number in
                [
                    Feed.line("A-\(number)", "P-MED", "open", #","finding":"bore \#(number % 3)""#),
                    Feed.line("V-1", "P-VEH", "open", #","quantity":\#(number)"#),
                ]
            },
            named: "a.jsonl"
        )
        try before.cluster.psql("VACUUM ANALYZE", before.database)
        let asked = #"EXPLAIN SELECT * FROM reports."to-erp" WHERE finding = 'bore 1'"#
        #expect(try before.read(asked).contains("rows=50 "))
        await before.flow.plant.hull.close()

        let filter = "passes: [orders, jobResponses], drops: [nonconformances]"
        let withoutVEH = { (text: String) in text.replacing("P-VEH: VEH, ", with: "") }
        let after = try await Feed(before.place, filter: filter, kept: before.flow.kept, messages: withoutVEH)
        _ = try await after.publish([], named: "b.jsonl")
        let estimate = { (order: String) in
            try after.read(#"EXPLAIN SELECT * FROM reports."to-erp" WHERE project = '\#(order)'"#)
                .split(separator: "\n").first
        }
        #expect(try estimate("P-VEH") == estimate("P-ANY"))
        let never = try await Feed(Feed.Place(Self.cluster.get()), filter: filter, messages: withoutVEH)
        _ = try await never.publish((0..<150).map { Feed.line("A-\($0)", "P-MED") }, named: "a.jsonl")
        for feed in [after, never] { try feed.cluster.psql("VACUUM ANALYZE", feed.database) }
        for (mine, yours) in zip(
            try FeedReader(after).answers(FeedReader.withdrawal),
            try FeedReader(never).answers(FeedReader.withdrawal)
        ) {
            #expect(mine == yours)
        }
    }
}

/// Who reads a feed, and asks for more than its rows.
struct FeedReader {
    struct Answer: Equatable {
        let question: String
        let text: String
    }

    private let feed: Feed

    init(_ feed: Feed) { self.feed = feed }

    /// What lies in the database of the feed, by its names: what is numbered there has other numbers in another database.
    private static let relations = """
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_class t ON t.oid = c.reltoastrelid \
        WHERE n.nspname IN ('reports', 'reports_gateway')
        """

    private static let sizes = """
        SELECT c.relname, c.relkind, c.reltuples, c.relpages, c.relallvisible, c.relnatts, c.relhasindex, c.relacl::text, t.reltuples, t.relpages, \
        pg_relation_size(c.oid), pg_table_size(c.oid), pg_indexes_size(c.oid), pg_total_relation_size(c.oid) \(relations) ORDER BY 1
        """

    private static let columns = """
        SELECT c.relname, a.attname, a.attnum, a.attlen, a.attisdropped, a.attnotnull, a.attstattarget, a.attacl::text, format_type(a.atttypid, a.atttypmod) \
        \(relations.replacing("WHERE", with: "JOIN pg_attribute a ON a.attrelid = c.oid WHERE")) ORDER BY 1, 3
        """

    static let withdrawal = [
        #"SELECT * FROM reports."to-erp""#, #"EXPLAIN SELECT * FROM reports."to-erp" WHERE project = 'P-VEH'"#, sizes,
        columns,
        "SELECT relname, n_live_tup, n_dead_tup, n_tup_ins, n_tup_upd, n_tup_del FROM pg_stat_user_tables WHERE relname = 'rows_to-erp'",
        "SELECT n_live_tup FROM pg_stat_user_tables WHERE relname = 'streams'",
    ]

    private static let values = [
        #"SELECT * FROM reports."to-erp""#,
        #"SELECT count(*), count(DISTINCT "order"), min(quantity), max(quantity) FROM reports."to-erp""#,
        #"SELECT pg_get_viewdef('reports."to-erp"'::regclass)"#, sizes, columns,
        "SELECT sequencename FROM pg_sequences", "SELECT lomowner::text FROM pg_largeobject_metadata",
        "SELECT count(*) FROM pg_stats WHERE schemaname LIKE 'reports%'",
        "SELECT count(*) FROM pg_stats_ext",
        "SELECT tup_inserted, tup_updated, tup_deleted FROM pg_stat_database WHERE datname = current_database()",
    ]

    /// The planner's estimates, which are made from statistics of the rows.
    private static let estimates = [
        #""order" = 'A-7'"#, #""order" < 'A-5'"#, #""order" = 'N-3'"#, "quantity = '40'", "quantity > '4'",
        "hours = '1.5'",
        "state = 'CUI//SP-CTI//NOFORN'", "seen = '2026-11'", "project = 'P-NAV'", "rush", "closed IS NULL",
        "bulkhead_marking LIKE '%CUI%'",
    ].map { #"EXPLAIN (VERBOSE) SELECT * FROM reports."to-erp" WHERE \#($0)"# }

    private static let refused = [
        "SELECT * FROM reports_gateway.streams", "SELECT * FROM reports_gateway.forms",
        #"SELECT * FROM reports_gateway."rows_to-erp""#, #"SELECT * FROM reports_gateway."rows_to-mx""#,
        #"SELECT finding FROM reports."to-erp""#, #"SELECT ctid, xmin FROM reports."to-erp""#,
        #"SELECT (t).bulkhead_key FROM reports."to-erp" t"#, #"UPDATE reports."to-erp" SET state = 'void'"#,
        #"INSERT INTO reports."to-erp" ("order", project, state) VALUES ('N-3', 'P-NAV', 'open')"#,
        #"TRUNCATE reports."to-erp""#, #"COPY reports."to-erp" TO '/tmp/x'"#, "SELECT pg_read_file('PG_VERSION')",
        "SELECT * FROM pg_statistic", "SELECT * FROM pg_statistic_ext_data",
        #"SELECT pg_get_indexdef('reports_gateway."key_to-erp"'::regclass)"#,
        #"SELECT 'reports_gateway."rows_to-erp"'::regclass"#, #"ANALYZE reports_gateway."rows_to-erp""#,
        #"LOCK TABLE reports."to-erp" IN ACCESS EXCLUSIVE MODE"#, "SET ROLE postgres",
        #"SELECT 1 / (count(*) - 119) FROM reports."to-erp""#,
        #"SELECT quantity::integer / 0 FROM reports."to-erp" LIMIT 1"#,
    ]

    /// Waits until whoever was there before has gone: each tells the server's counters what it did when it goes.
    func settle() throws {
        let others = "SELECT count(*) FROM pg_stat_activity WHERE datname = '\(feed.database)'"
        let end = ContinuousClock.now + .seconds(120)
        while try feed.cluster.psql(others) != "0" {
            guard ContinuousClock.now < end else { throw PrivateCluster.Failure(description: "a session does not end") }
            usleep(20_000)
        }
    }

    /// The answers to questions, without the names that are this feed's own. They are asked in one session: a log-in takes longer than any of them.
    func answers(_ questions: [String]) throws -> [Answer] {
        try settle()
        let mark = "next question"
        let texts = try feed.read(questions.map { "SELECT '\(mark)'; \($0)" }.joined(separator: "; "))
            .components(separatedBy: mark).dropFirst()
        guard texts.count == questions.count else { throw PrivateCluster.Failure(description: "not every answer came") }
        return zip(questions, texts).map { Answer(question: $0, text: nameless($1)) }
    }

    private func error(_ question: String) -> Answer {
        do {
            return Answer(question: question, text: nameless(try feed.read(question)))
        } catch {
            return Answer(question: question, text: nameless("\(error)"))
        }
    }

    private func nameless(_ text: String) -> String {
        text.replacing(feed.place.reader, with: "READER").replacing("pub_" + feed.database, with: "PUBLISHER")
            .replacing(feed.database, with: "DATABASE")
    }

    /// What the role answers to everything, after the publisher's work and after an administrator had statistics made.
    func answers() throws -> [Answer] {
        let catalogues = try catalogues()
        let before = try answers(Self.values + catalogues)
        let commitsBefore = try commits()
        try feed.cluster.psql("VACUUM ANALYZE", feed.database)
        return before + [commitsBefore] + (try answers(Self.values + Self.estimates + catalogues))
            + Self.refused.map(error) + [try commits()]
    }

    /// The count of transactions that every log-in may read, read from another database: whether a session's own log-in is counted yet hangs on
    /// whether the counters were free in that moment.
    private func commits() throws -> Answer {
        try settle()
        let question = "SELECT xact_commit, xact_rollback FROM pg_stat_database WHERE datname = '\(feed.database)'"
        return Answer(question: nameless(question), text: try feed.cluster.psql(question))
    }

    /// A question to each view and table of the catalogues that the reader may read and that says by name which schema a row is of. Left out are numbers of
    /// objects and moments, which no two databases have in common, and what lies in the server's memory, which hangs on who read last.
    private func catalogues() throws -> [String] {
        let sql = """
            SELECT format('SELECT %s FROM %I.%I WHERE %I IN (''reports'', ''reports_gateway'') ORDER BY 1', \
            string_agg(format('%L || coalesce(%I::text, ''-'')', ' ' || a.attname || ' ', a.attname), ' || ' ORDER BY a.attnum), \
            n.nspname, c.relname, min(s.attname)) \
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid \
            JOIN LATERAL (SELECT x.attname FROM pg_attribute x WHERE x.attrelid = c.oid AND x.attnum > 0 \
            AND x.attname ~ '^(nspname|schemaname|.*_schema|schema_name)$' ORDER BY x.attnum LIMIT 1) s ON true \
            WHERE n.nspname IN ('pg_catalog', 'information_schema') AND c.relkind IN ('r', 'v') AND c.relname !~ '^pg_statio' AND a.attnum > 0 \
            AND has_table_privilege('\(feed.place.reader)', c.oid, 'SELECT') \
            AND format_type(a.atttypid, NULL) NOT IN ('oid', 'xid', 'timestamp with time zone') AND a.attname <> 'specific_name' \
            GROUP BY n.nspname, c.relname ORDER BY 1
            """
        return try feed.cluster.psql(sql, feed.database).split(separator: "\n").map(String.init)
    }
}
