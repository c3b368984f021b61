import Classification
import ContentScan
import Foundation
import GRDBSQLite
import LeakCorpus
import SeededGeneration
import Testing

@Suite("Of a database every table is read, and what cannot be is told")
struct DatabaseTests {
    let scanner: ContentScanner

    init() throws {
        scanner = try InspectionTools.scanner()
        _ = try #require(InspectionTools.extractor, "build content-inspector first: swift build")
    }

    /// A database as the library writes it.
    private func database(_ statements: String) throws -> [UInt8] {
        let file = FileManager.default.temporaryDirectory.appending(path: "scan-\(UUID().uuidString).sqlite")
        defer { try? FileManager.default.removeItem(at: file) }
        var handle: OpaquePointer?
        try #require(sqlite3_open(file.path(percentEncoded: false), &handle) == SQLITE_OK)
        let outcome = sqlite3_exec(handle, statements, nil, nil, nil)
        try #require(outcome == SQLITE_OK, "\(String(cString: sqlite3_errmsg(handle)))")
        sqlite3_close(handle)
        return [UInt8](try Data(contentsOf: file))
    }

    private func inspect(_ statements: String) throws -> Inspection {
        scanner.inspect(try database(statements), name: "plant.db").inspection
    }

    private var banner: Label { scanner.schemes.readBanner("CUI//SP-CTI").label }

    @Test("tables of ordinary values are clean")
    func clean() throws {
        let found = try inspect(
            "CREATE TABLE lots(id INTEGER PRIMARY KEY, name TEXT, weight REAL); INSERT INTO lots VALUES (1, 'L-17', 2.5), (2, NULL, 3);"
        )
        #expect(found.verdict == .clean, "\(found.findings)")
        #expect(found.mediaType == .sqlite)
    }

    @Test(
        "a marking is found in a value, a value in bytes, a statement, a view's comment, a column without a row id, an index of texts",
        arguments: [
            "CREATE TABLE a(x TEXT); INSERT INTO a VALUES ('one'), ('CUI//SP-CTI');",
            "CREATE TABLE a(x BLOB); INSERT INTO a VALUES (CAST('CUI//SP-CTI' AS BLOB));",
            "CREATE TABLE a(x TEXT /* CUI//SP-CTI */);",
            "CREATE TABLE a(x TEXT); CREATE VIEW v AS SELECT x FROM a /* CUI//SP-CTI */;",
            "CREATE TABLE \"a \"\" b\"(x TEXT PRIMARY KEY, y TEXT) WITHOUT ROWID; INSERT INTO \"a \"\" b\" VALUES ('k', 'CUI//SP-CTI');",
            "CREATE VIRTUAL TABLE f USING fts5(body); INSERT INTO f VALUES ('CUI//SP-CTI');",
            "PRAGMA encoding = 'UTF-16le'; CREATE TABLE a(x TEXT); INSERT INTO a VALUES ('CUI//SP-CTI');",
            "PRAGMA journal_mode = WAL; CREATE TABLE a(x TEXT); INSERT INTO a VALUES ('CUI//SP-CTI'); PRAGMA wal_checkpoint(TRUNCATE);",
        ]
    )
    func found(statements: String) throws {
        let found = try inspect(statements)
        #expect(found.restricts(as: banner), "\(found.findings)")
    }

    @Test("a document in a column is taken apart like any other")
    func nested() throws {
        let zip = try ArchiveMaking.make(.zip, [("n.txt", Array("CUI//SP-CTI\n".utf8))])
        let hexadecimal = zip.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        let found = try inspect("CREATE TABLE files(id, body); INSERT INTO files VALUES (1, x'\(hexadecimal)');")
        #expect(found.restricts(as: banner), "\(found.findings)")
        #expect(found.markings.first?.place.part.count == 3)
    }

    @Test("short values in bytes are told once a table, and deleted rows as pages that were not read")
    func told() throws {
        let keys = try inspect("CREATE TABLE k(id BLOB); INSERT INTO k VALUES (x'00ff00ff'), (x'00fe');")
        #expect(keys.uninspected == [.unknownFormat])
        let freed = try inspect(
            "CREATE TABLE a(x TEXT); WITH n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n WHERE i < 500) INSERT INTO a SELECT 'CUI//SP-CTI' || hex(randomblob(80)) FROM n; DELETE FROM a;"
        )
        #expect(freed.uninspected.contains(.freedPages))
    }

    @Test("a schema that calls functions, or hides a table behind a trigger or a view, harms nothing")
    func hostileSchema() throws {
        let found = try inspect(
            """
            CREATE TABLE a(x TEXT, y TEXT GENERATED ALWAYS AS (upper(x)) VIRTUAL);
            INSERT INTO a(x) VALUES ('cui//sp-cti//noforn');
            CREATE VIEW endless AS WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n) SELECT i FROM n;
            CREATE TRIGGER t AFTER INSERT ON a BEGIN DELETE FROM a; END;
            """
        )
        #expect(found.restricts(as: scanner.schemes.readBanner("CUI//SP-CTI//NOFORN").label), "\(found.findings)")
        #expect(found.isComplete)
    }

    @Test("what is cut, garbled, or only begins as a database is told as not inspected, and never clean")
    func damaged() throws {
        let whole = try database(
            "CREATE TABLE a(x TEXT); WITH n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n WHERE i < 400) INSERT INTO a SELECT 'CUI//SP-CTI ' || i FROM n;"
        )
        for length in [16, 99, 100, 101, 512, 4_096, whole.count - 1] {
            let found = scanner.inspect(Array(whole.prefix(length)), name: "a.db").inspection
            #expect(found.verdict != .clean, "\(length)")
        }
        var random = SeededGenerator(seed: 3)
        for _ in 0..<(InspectionTools.isSoak ? 3_000 : 40) {
            var garbled = whole
            for _ in 0...random.below(20) { garbled[16 + random.below(garbled.count - 16)] = UInt8(random.below(256)) }
            #expect(scanner.inspect(garbled, name: "a.db").inspection.verdict != .clean)
        }
    }

    @Test("more than is held is told")
    func bound() throws {
        let small = try InspectionTools.scanner { $0.childBytesMax = 32 << 20 }
        let head = try database("CREATE TABLE a(x TEXT)")
        let found = small.inspect(pieces: [head] + (0..<16).map { _ in [UInt8](repeating: 0, count: 1 << 20) })
            .inspection
        #expect(found.uninspected.contains(.sizeBound), "\(found.findings)")
    }
}
