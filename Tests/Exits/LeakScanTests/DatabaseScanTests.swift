import Classification
import ContentScan
import Foundation
import LeakCorpus
import LeakScan
import TestDatabases
import Testing

@Suite("A PostgreSQL database is scanned where it is: every table, read-only, and what cannot be read is told")
struct DatabaseScanTests {
    private let cluster: PrivateCluster
    private let database: String

    init() throws {
        cluster = try PrivateCluster.shared.get()
        database = try cluster.database()
    }

    private func findings(as url: String? = nil) async throws -> (found: [LeakFinding], counts: ScanOutcome.Counts) {
        let scan = try DatabaseScan(url ?? cluster.administrator(database))
        let result = try await ScanTools.scan().run([], databases: [scan])
        return (result.findings, result.counts)
    }

    private func name(_ finding: LeakFinding) -> String {
        finding.path.split(separator: "/").last.map(String.init) ?? ""
    }

    @Test(
        "a marking is told with table and line, in tables of any schema, views kept, definitions, and documents in columns"
    )
    func found() async throws {
        let zip = try ArchiveMaking.make(.zip, [("n.txt", Array("CUI//SP-CTI\n".utf8))]).map {
            String($0 >> 4, radix: 16) + String($0 & 15, radix: 16)
        }.joined()
        try cluster.psql(
            """
            CREATE SCHEMA erp; CREATE TABLE erp."work ""orders"(id int, note text);
            INSERT INTO erp."work ""orders" VALUES (1, 'mill'), (2, E'a, "quoted"\\nnote'), (3, 'CUI//SP-CTI//NOFORN');
            CREATE TABLE clean(id int, note text); INSERT INTO clean VALUES (1, 'mill the flange');
            CREATE TABLE files(id int, body bytea); INSERT INTO files VALUES (1, '\\x\(zip)');
            CREATE MATERIALIZED VIEW kept AS SELECT note FROM erp."work ""orders" WHERE id = 3;
            COMMENT ON TABLE clean IS 'CUI//SP-CTI//NOFORN';
            """,
            database
        )
        let (found, counts) = try await findings()
        #expect(Set(found.map(name)) == ["erp.work \"orders", "public.files", "public.kept", "definitions"])
        #expect(found.allSatisfy { $0.leakRule == .marking }, "\(found)")
        #expect(counts.files == 5)
        #expect(found.first { name($0).hasPrefix("erp.") }?.line == 5)
        #expect(found.allSatisfy { !$0.path.contains("postgres:") && !$0.path.contains("@") })
    }

    @Test("a table that the log-in may not read, or may read in part, is told as not scanned and the others are read")
    func refused() async throws {
        try cluster.psql(
            """
            CREATE ROLE scan_reader LOGIN PASSWORD 'scan-5d2';
            CREATE TABLE open(note text); INSERT INTO open VALUES ('CUI//SP-CTI'); GRANT SELECT ON open TO scan_reader;
            CREATE TABLE closed(note text);
            CREATE TABLE partly(note text); GRANT SELECT ON partly TO scan_reader;
            ALTER TABLE partly ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON partly USING (note = current_user);
            """,
            database
        )
        defer { _ = try? cluster.psql("DROP OWNED BY scan_reader; DROP ROLE scan_reader", database) }
        let (found, counts) = try await findings(as: cluster.url("scan_reader", "scan-5d2", database))
        let told = Dictionary(grouping: found, by: name).mapValues { $0.map(\.leakRule) }
        #expect(told["public.open"] == [.marking])
        #expect(told["public.closed"] == [.notScanned])
        #expect(told["public.partly"] == [.notScanned])
        #expect(counts.notScanned == 2)
        let refusals = found.filter { $0.leakRule == .notScanned }.map(\.message)
        #expect(refusals.allSatisfy { $0.hasSuffix("grant it pg_read_all_data and BYPASSRLS") }, "\(refusals)")
    }

    @Test("large objects are told, for they belong to no table")
    func largeObjects() async throws {
        try cluster.psql("SELECT lo_from_bytea(0, 'CUI//SP-CTI')", database)
        let (found, _) = try await findings()
        #expect(found.map(\.leakRule) == [.notScanned])
        #expect(found.first.map(name) == "large objects")
    }

    @Test("a server that is not there is told without the password, and an argument that is no URL is refused")
    func unreachable() async throws {
        let scan = try DatabaseScan("postgresql://somebody:secret-1@127.0.0.1:1/plant")
        let result = try await ScanTools.scan().run([], databases: [scan])
        #expect(result.findings.map(\.leakRule) == [.notScanned])
        #expect(result.findings.first?.path == "postgresql://127.0.0.1:1/plant")
        #expect(!"\(result.findings)".contains("secret-1"))
        for url in ["postgresql://", "postgresql://host/db", "postgresql://u@far.example/db?sslmode=disable"] {
            #expect(throws: DatabaseScan.Problem.self, "\(url)") { try DatabaseScan(url) }
        }
    }
}
