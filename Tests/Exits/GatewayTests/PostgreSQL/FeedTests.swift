import Boundary
import Foundation
import TestDatabases
import Testing

@testable import Gateway

@Suite("A feed for analysis in PostgreSQL")
struct FeedTests {
    private static let all = "SELECT \"order\", quantity, finding FROM reports.\"to-erp\" ORDER BY 1"

    @Test(
        "rows arrive with their types, the last of each thing alone, and go when the source says that the thing is no more"
    )
    func rows() async throws {
        let feed = try await Feed()
        let more =
            #","quantity":7,"hours":1.50,"rush":true,"closed":"2026-11-20","seen":"2026-11-20T10:00:00+02:00","finding":"bore ' 0.2""#
        let sent = try await feed.publish(
            Feed.line("A-1", "P-MED", "open", more),
            Feed.line("A-2", "P-MED"),
            Feed.line("N-1", "P-NAV", "open", #","quantity":9"#)
        )
        #expect(sent.records == 2)
        #expect(try feed.read(Self.all) == "A-1|7|bore ' 0.2\nA-2||")
        #expect(
            try feed.read(
                "SELECT pg_typeof(quantity), pg_typeof(hours), hours, rush, closed, seen = '2026-11-20 08:00Z', bulkhead_marking FROM reports.\"to-erp\" LIMIT 1"
            ).hasPrefix("bigint|numeric|1.50|t|2026-11-20|t|")
        )
        _ = try await feed.publish(
            Feed.line("A-1", "P-MED", "open", #","quantity":8"#),
            Feed.line("A-2", "P-MED", "void"),
            named: "b.jsonl"
        )
        #expect(try feed.read(Self.all) == "A-1|8|")
        // The same things of another program are others.
        _ = try await feed.publish(Feed.line("A-1", "P-VEH", "deleted"), named: "c.jsonl")
        #expect(try feed.read(Self.all) == "A-1|8|")
    }

    @Test("the reader reads its view and nothing else")
    func reader() async throws {
        let feed = try await Feed()
        _ = try await feed.publish(Feed.line("A-1", "P-MED"))
        #expect(try feed.read("SELECT count(*) FROM reports.\"to-erp\"") == "1")
        for sql in [
            "SELECT * FROM reports_gateway.streams", "SELECT * FROM reports_gateway.\"rows_to-erp\"",
            "UPDATE reports.\"to-erp\" SET state = 'x'", "DELETE FROM reports.\"to-erp\"",
            "CREATE TABLE reports.mine (a int)", "DROP VIEW reports.\"to-erp\"",
        ] {
            #expect(throws: PrivateCluster.Failure.self, "\(sql)") { try feed.read(sql) }
        }
        #expect(
            try feed.read(
                "SELECT string_agg(attname, ',' ORDER BY attnum) FROM pg_attribute WHERE attrelid = 'reports.\"to-erp\"'::regclass AND attnum > 0"
            ) == "order,project,state,quantity,hours,rush,closed,seen,finding,bulkhead_marking"
        )
        try feed.cluster.psql("GRANT pg_read_all_data TO \(feed.place.reader)")
        await #expect { try await feed.publish(Feed.line("A-2", "P-MED"), named: "b.jsonl") } throws: {
            ($0 as? GatewayRefusal)?.code == .notCarried
        }
        try feed.cluster.psql("REVOKE pg_read_all_data FROM \(feed.place.reader)")
        #expect(try await feed.publish(named: "c.jsonl").records == 1)
    }

    @Test(
        "a reader who can make itself more, or reads the server's files, reads more than is published to it",
        arguments: zip(["CREATEROLE", "REPLICATION"], ["pg_read_server_files", "pg_execute_server_program"])
    )
    func overreaching(attribute: String, group: String) async throws {
        let feed = try await Feed()
        let reader = feed.place.quotedReader
        for (given, taken) in [
            ("ALTER ROLE \(reader) \(attribute)", "ALTER ROLE \(reader) NO\(attribute)"),
            ("GRANT \(group) TO \(reader)", "REVOKE \(group) FROM \(reader)"),
        ] {
            try feed.cluster.psql(given)
            await #expect("\(given)") { try await feed.publish(Feed.line("A-1", "P-MED")) } throws: {
                ($0 as? GatewayRefusal)?.code == .notCarried
            }
            try feed.cluster.psql(taken)
        }
        #expect(try await feed.publish(Feed.line("A-1", "P-MED")).records == 1)
    }

    @Test(
        "names of the plant file stand in quotes, whatever they are: words of SQL, quotes, what looks like statements"
    )
    func names() async throws {
        let place = try Feed.Place(reader: #"select "Anna"; DROP ROLE x; --"#)
        let schema = #"Table "x"; DROP SCHEMA public; --"#
        let odd = [#"user" text); DROP TABLE y; --"#, "select", "Größe $1", "a.b"]
        let fields = odd.map { "\n        - { name: \(Feed.yaml($0)), type: text, class: orders, optional: true }" }
            .joined()
        let feed = try await Feed(place) {
            $0.replacing("schema: reports", with: "schema: \(Feed.yaml(schema))")
                .appending(fields)
        }
        let values = #","user\" text); DROP TABLE y; --":"a'; --","select":"b","Größe $1":"c","a.b":"$1""#
        for order in ["A-1", "A-2"] {
            #expect(try await feed.publish(Feed.line(order, "P-MED", "open", values), named: order).records == 1)
        }
        let names = odd.map(Feed.quoted).joined(separator: ", ")
        let view = Feed.quoted(schema) + #"."to-erp""#
        #expect(try feed.read("SELECT \(names) FROM \(view) LIMIT 1") == "a'; --|b|c|$1")
        #expect(throws: PrivateCluster.Failure.self) {
            try feed.read("SELECT * FROM \(Feed.quoted(schema + "_gateway")).streams")
        }
    }

    @Test(
        "what somebody stood on the view does not keep a value there that may not be known any more, and is left alone otherwise"
    )
    func dependents() async throws {
        let first = try await Feed()
        try first.cluster.psql(
            "CREATE SCHEMA theirs; GRANT ALL ON SCHEMA theirs TO \(first.place.quotedReader)",
            first.database
        )
        _ = try await first.publish(Feed.line("A-1", "P-MED", "open", #","finding":"bore""#))
        _ = try first.read(#"CREATE VIEW theirs.findings AS SELECT finding FROM reports."to-erp""#)
        _ = try await first.publish(Feed.line("A-2", "P-MED", "open", #","finding":"rib""#), named: "b.jsonl")
        #expect(try first.read("SELECT string_agg(finding, ',' ORDER BY finding) FROM theirs.findings") == "bore,rib")
        await first.flow.plant.hull.close()
        let second = try await Feed(
            first.place,
            filter: "passes: [orders, jobResponses], drops: [nonconformances]",
            kept: first.flow.kept
        )
        _ = try await second.publish(named: "c.jsonl")
        #expect(throws: PrivateCluster.Failure.self) { try second.read("SELECT * FROM theirs.findings") }
        #expect(try second.read(#"SELECT count(*) FROM reports."to-erp""#) == "2")
    }

    @Test("whoever was granted the view beside the reader has it no more after the next start")
    func shared() async throws {
        let feed = try await Feed()
        _ = try await feed.publish(Feed.line("A-1", "P-MED"))
        let other = "other_" + feed.database
        try feed.cluster.psql("CREATE ROLE \(other) LOGIN PASSWORD 'reads'")
        try feed.cluster.psql(
            #"GRANT USAGE ON SCHEMA reports TO \#(other); GRANT SELECT ("order") ON reports."to-erp" TO \#(other)"#,
            feed.database
        )
        let asked = #"SELECT "order" FROM reports."to-erp""#
        let url = feed.cluster.url(other, "reads", feed.database)
        #expect(try feed.cluster.psql(asked, feed.database, as: url) == "A-1")
        _ = try await feed.publish(named: "b.jsonl")
        #expect(throws: PrivateCluster.Failure.self) { try feed.cluster.psql(asked, feed.database, as: url) }
        #expect(try feed.read(asked) == "A-1")
    }

    @Test("what the filter does not let through any more goes with the next run, and so does what policies do not")
    func follows() async throws {
        let first = try await Feed()
        let line = Feed.line("A-1", "P-MED", "open", #","quantity":47,"finding":"bore""#)
        _ = try await first.publish(line, Feed.line("V-1", "P-VEH", "open", #","finding":"rib""#))
        #expect(try first.read(Self.all) == "A-1|47|bore\nV-1||rib")
        await first.flow.plant.hull.close()
        let place = first.place
        let second = try await Feed(
            place,
            filter: "passes: [orders, jobResponses], drops: [nonconformances], generalizes: { quantity: tens }",
            kept: first.flow.kept
        )
        _ = try await second.publish(named: "b.jsonl")
        // What was held in another form is not made to look like what is let through now.
        #expect(try second.read("SELECT \"order\", quantity FROM reports.\"to-erp\" ORDER BY 1") == "A-1|\nV-1|")
        #expect(throws: PrivateCluster.Failure.self) { try second.read("SELECT finding FROM reports.\"to-erp\"") }
        _ = try await second.publish(Feed.line("A-2", "P-MED", "open", #","quantity":47"#), named: "c.jsonl")
        #expect(try second.read("SELECT quantity FROM reports.\"to-erp\" WHERE \"order\" = 'A-2'") == "40")
        await second.flow.plant.hull.close()
        let third = try await Feed(place, kept: first.flow.kept) {
            $0.replacing("P-VEH: VEH, ", with: "")
        }
        _ = try await third.publish(named: "d.jsonl")
        #expect(
            try third.read("SELECT string_agg(\"order\", ',' ORDER BY \"order\") FROM reports.\"to-erp\"") == "A-1,A-2"
        )
    }

    @Test("a row goes by what the destination may know alone")
    func gone() async throws {
        let feed = try await Feed(
            filter: "passes: [orders, jobResponses], redacts: [state]",
            more: ", gone: { field: state, values: [void] }"
        )
        #expect { try feed.flow.connection() } throws: { ($0 as? GatewayRefusal)?.code == .notCarried }
    }

    @Test("cut short after any step, every record is there once", arguments: Gateway.Step.allCases)
    func cutShort(step: Gateway.Step) async throws {
        struct Cut: Error {}
        let first = try await Feed()
        var gateway = first.flow.plant.gateway
        gateway.after = { if $0 == step { throw Cut() } }
        let carried = try first.flow.plant.flow()
        let lines = (1...150).map { Feed.line("A-\($0)", "P-MED") } + [Feed.line("V-1", "P-VEH")]
        let bytes = Array(lines.joined(separator: "\n").utf8)
        let connection = try first.flow.connection()
        _ = try? await gateway.take(bytes, named: "a.jsonl", for: carried)
        _ = try? await gateway.send(carried, through: connection)
        await connection.end()
        await first.flow.plant.hull.close()
        let again = try await Feed(first.place, kept: first.flow.kept)
        _ = try await again.publish(String(decoding: bytes, as: UTF8.self))
        #expect(try again.read("SELECT count(*), count(DISTINCT \"order\") FROM reports.\"to-erp\"") == "151|151")
        #expect(
            try again.cluster.psql(
                "SELECT string_agg(number, ',' ORDER BY number) FROM reports_gateway.streams",
                again.database
            ) == "1,2"
        )
    }

    @Test(
        "a value that the database cannot hold is told, and the messages after it wait: BH-C013; a server that is gone is BH-C012"
    )
    func refused() async throws {
        let feed = try await Feed()
        await #expect {
            try await feed.publish(Feed.line("A-1", "P-MED", "open", #","hours":1e9999999"#))
        } throws: {
            guard let refusal = $0 as? GatewayRefusal else { return false }
            return refusal.code == .messageRefused && !refusal.message.contains("A-1")
        }
        #expect(try feed.read("SELECT count(*) FROM reports.\"to-erp\"") == "0")
        let nobody = try await Feed(feed.place) {
            $0.replacing("localhost:\(feed.cluster.port)/", with: "localhost:1/")
        }
        await #expect { try await nobody.publish(Feed.line("A-1", "P-MED")) } throws: {
            ($0 as? GatewayRefusal)?.code == .noPeer
        }
    }

    @Test("two gateways do not publish one flow at once")
    func one() async throws {
        let feed = try await Feed()
        _ = try await feed.publish(Feed.line("A-1", "P-MED"))
        let connection = try feed.flow.connection()
        _ = await feed.flow.plant.gateway.run(try feed.flow.plant.flow(), through: connection)
        await #expect { try await feed.publish(Feed.line("A-2", "P-MED"), named: "b.jsonl") } throws: {
            ($0 as? GatewayRefusal)?.code == .noPeer
        }
        await connection.end()
        #expect(try await feed.publish(named: "c.jsonl").records == 1)
    }
}
