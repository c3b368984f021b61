import Boundary
import Cedar
import Foundation
import Journal
import PlantModel
import Storage
import TestDatabases
import TestPlant
import Testing

@testable import Gateway

@Suite("A feed for analysis in PostgreSQL")
struct FeedTests {
    static let fields = """
        - { name: order, type: text, class: orders }
                - { name: project, type: text, class: orders }
                - { name: state, type: text, class: orders }
                - { name: quantity, type: integer, class: jobResponses, optional: true }
                - { name: hours, type: decimal, class: jobResponses, optional: true }
                - { name: rush, type: truth, class: jobResponses, optional: true }
                - { name: closed, type: day, class: jobResponses, optional: true }
                - { name: seen, type: time, class: jobResponses, optional: true }
                - { name: finding, type: text, class: nonconformances, optional: true }
        """

    static func messages(_ port: Int, _ database: String, more: String = "") -> String {
        """
        messages:
              format: jsonLines
              holds: orders
              program: { field: project, codes: { P-VEH: VEH, P-NAV: NAV, P-MED: MED } }
              about: order
              destination: { by: postgresql, address: "postgresql://localhost:\(port)/\(database)", schema: reports, reader: bi_\(database)\(more) }
              fields:
                \(fields)
        """
    }

    /// A database with a publisher and a reader, and the flow to it.
    private struct Feed {
        let cluster: PrivateCluster
        let database: String
        let flow: RequestFlow

        static func database() throws -> (PrivateCluster, String) {
            let cluster = try PrivateCluster.shared.get()
            let name = try cluster.database()
            try cluster.psql(
                """
                CREATE ROLE bi_\(name) LOGIN PASSWORD 'reads'; CREATE ROLE pub_\(name) LOGIN PASSWORD 'pub/li:shes';
                GRANT CREATE ON DATABASE \(name) TO pub_\(name);
                """
            )
            return (cluster, name)
        }

        init(
            _ place: (PrivateCluster, String)? = nil,
            filter: String? = nil,
            more: String = ", gone: { field: state, values: [deleted, void] }",
            kept: GatewayPlant.Kept? = nil,
            messages change: (String) -> String = { $0 }
        ) async throws {
            (cluster, database) = try place ?? Self.database()
            flow = try await RequestFlow(
                change(FeedTests.messages(cluster.port, database, more: more)),
                filter: filter,
                secrets: [
                    "to-erp.destination": "pub_\(database)\npub/li:shes",
                    "authorities.pem": String(contentsOfFile: cluster.folder + "/root.crt", encoding: .utf8),
                ],
                kept: kept
            )
        }

        /// What the reader gets.
        func read(_ sql: String) throws -> String {
            try cluster.psql(sql, database, as: cluster.url("bi_" + database, "reads", database))
        }

        func publish(_ lines: String..., named name: String = "a.jsonl") async throws -> SendReport {
            _ = try await flow.plant.gateway.take(
                Array(lines.joined(separator: "\n").utf8),
                named: name,
                for: flow.plant.flow()
            )
            let connection = try flow.connection()
            let trial = try await FilterTrial(
                flow.plant.plant,
                catalogue: TestCatalogue.get(),
                grants: PolicySet(parsing: "", file: "grants.cedar")
            )
            try await connection.prepare(flow.plant.flow(), of: flow.plant.gateway, as: trial)
            await trial.close()
            let report = await flow.plant.gateway.run(try flow.plant.flow(), through: connection)
            await connection.end()
            if let refusal = report.refusals.first { throw refusal }
            return report.sent
        }
    }

    private static func line(_ order: String, _ project: String, _ state: String = "open", _ more: String = "")
        -> String
    {
        #"{"order":"\#(order)","project":"\#(project)","state":"\#(state)"\#(more)}"#
    }

    private static let all = "SELECT \"order\", quantity, finding FROM reports.\"to-erp\" ORDER BY 1"

    @Test(
        "rows arrive with their types, the last of each thing alone, and go when the source says that the thing is no more"
    )
    func rows() async throws {
        let feed = try await Feed()
        let more =
            #","quantity":7,"hours":1.50,"rush":true,"closed":"2026-11-20","seen":"2026-11-20T10:00:00+02:00","finding":"bore ' 0.2""#
        let sent = try await feed.publish(
            Self.line("A-1", "P-MED", "open", more),
            Self.line("A-2", "P-MED"),
            Self.line("N-1", "P-NAV", "open", #","quantity":9"#)
        )
        #expect(sent.records == 2)
        #expect(try feed.read(Self.all) == "A-1|7|bore ' 0.2\nA-2||")
        #expect(
            try feed.read(
                "SELECT pg_typeof(quantity), pg_typeof(hours), hours, rush, closed, seen = '2026-11-20 08:00Z', bulkhead_marking FROM reports.\"to-erp\" LIMIT 1"
            ).hasPrefix("bigint|numeric|1.50|t|2026-11-20|t|")
        )
        _ = try await feed.publish(
            Self.line("A-1", "P-MED", "open", #","quantity":8"#),
            Self.line("A-2", "P-MED", "void"),
            named: "b.jsonl"
        )
        #expect(try feed.read(Self.all) == "A-1|8|")
        // The same things of another program are others.
        _ = try await feed.publish(Self.line("A-1", "P-VEH", "deleted"), named: "c.jsonl")
        #expect(try feed.read(Self.all) == "A-1|8|")
    }

    @Test("the reader reads its view and nothing else")
    func reader() async throws {
        let feed = try await Feed()
        _ = try await feed.publish(Self.line("A-1", "P-MED"))
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
        try feed.cluster.psql("GRANT pg_read_all_data TO bi_\(feed.database)")
        await #expect { try await feed.publish(Self.line("A-2", "P-MED"), named: "b.jsonl") } throws: {
            ($0 as? GatewayRefusal)?.code == .notCarried
        }
        try feed.cluster.psql("REVOKE pg_read_all_data FROM bi_\(feed.database)")
        #expect(try await feed.publish(named: "c.jsonl").records == 1)
    }

    @Test("what the filter does not let through any more goes with the next run, and so does what policies do not")
    func follows() async throws {
        let first = try await Feed()
        let line = Self.line("A-1", "P-MED", "open", #","quantity":47,"finding":"bore""#)
        _ = try await first.publish(line, Self.line("V-1", "P-VEH", "open", #","finding":"rib""#))
        #expect(try first.read(Self.all) == "A-1|47|bore\nV-1||rib")
        await first.flow.plant.hull.close()
        let place = (first.cluster, first.database)
        let second = try await Feed(
            place,
            filter: "passes: [orders, jobResponses], drops: [nonconformances], generalizes: { quantity: tens }",
            kept: first.flow.kept
        )
        _ = try await second.publish(named: "b.jsonl")
        // What was held in another form is not made to look like what is let through now.
        #expect(try second.read("SELECT \"order\", quantity FROM reports.\"to-erp\" ORDER BY 1") == "A-1|\nV-1|")
        #expect(throws: PrivateCluster.Failure.self) { try second.read("SELECT finding FROM reports.\"to-erp\"") }
        _ = try await second.publish(Self.line("A-2", "P-MED", "open", #","quantity":47"#), named: "c.jsonl")
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
        let lines = (1...150).map { Self.line("A-\($0)", "P-MED") } + [Self.line("V-1", "P-VEH")]
        let bytes = Array(lines.joined(separator: "\n").utf8)
        let connection = try first.flow.connection()
        _ = try? await gateway.take(bytes, named: "a.jsonl", for: carried)
        _ = try? await gateway.send(carried, through: connection)
        await connection.end()
        await first.flow.plant.hull.close()
        let again = try await Feed((first.cluster, first.database), kept: first.flow.kept)
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
            try await feed.publish(Self.line("A-1", "P-MED", "open", #","hours":1e9999999"#))
        } throws: {
            guard let refusal = $0 as? GatewayRefusal else { return false }
            return refusal.code == .messageRefused && !refusal.message.contains("A-1")
        }
        #expect(try feed.read("SELECT count(*) FROM reports.\"to-erp\"") == "0")
        let nobody = try await Feed((feed.cluster, feed.database)) {
            $0.replacing("localhost:\(feed.cluster.port)/", with: "localhost:1/")
        }
        await #expect { try await nobody.publish(Self.line("A-1", "P-MED")) } throws: {
            ($0 as? GatewayRefusal)?.code == .noPeer
        }
    }

    @Test("two gateways do not publish one flow at once")
    func one() async throws {
        let feed = try await Feed()
        _ = try await feed.publish(Self.line("A-1", "P-MED"))
        let connection = try feed.flow.connection()
        _ = await feed.flow.plant.gateway.run(try feed.flow.plant.flow(), through: connection)
        await #expect { try await feed.publish(Self.line("A-2", "P-MED"), named: "b.jsonl") } throws: {
            ($0 as? GatewayRefusal)?.code == .noPeer
        }
        await connection.end()
        #expect(try await feed.publish(named: "c.jsonl").records == 1)
    }
}
