import Classification
import ContentScan
import LeakCorpus
import SeededGeneration
import Testing

@Suite("Values of a restricted table are found wherever they stand, and so are its columns; ordinary numbers are not")
struct KnownTableTests {
    private static let columns = ["serial", "drawing", "heat lot", "inspector", "result"]

    private var restricted: Label {
        get throws {
            try InspectionTools.schemes().readBanner("CUI//SP-CTI").label
        }
    }

    private func rows(_ count: Int, seed: UInt64) -> [[String]] {
        var random = SeededGenerator(seed: seed)
        return (0..<count).map { _ in
            [
                "FX-\(10_000 + random.below(89_999))-\(random.pick(["A", "B", "C"]))",
                "827-\(1_000 + random.below(4))-90\(random.below(3))",
                "HT\(100_000 + random.below(899_999))", random.pick(["Ann Lee", "Bo Marsh", "Cy Orr"]),
                "\(10 + random.below(20)).\(100 + random.below(899))",
            ]
        }
    }

    private func scanner(_ rows: [[String]], ordinary: String? = nil) throws -> ContentScanner {
        var builder = KnownContentBuilder(seed: 5)
        try builder.add(table: "units", columns: Self.columns, rows: rows, label: restricted)
        if let ordinary {
            builder.subtract(pieces: [Array(ordinary.utf8)], name: nil, scanner: try InspectionTools.scanner())
        }
        return try InspectionTools.scanner(known: builder.finish().known)
    }

    private func agreements(_ scanner: ContentScanner, _ text: String) -> [KnownMatch.Agreement] {
        scanner.inspect(Array(text.utf8)).inspection.known.map(\.agreement)
    }

    @Test("a value that tells rows apart is found by itself, each of a thousand, however it is written")
    func telling() throws {
        let rows = rows(1_000, seed: 1)
        let scanner = try scanner(rows)
        var random = SeededGenerator(seed: 2)
        for row in rows {
            let serial = random.pick([
                row[0], row[0].lowercased(), row[0].replacing("-", with: " "), row[0].replacing("-", with: "\u{2011}"),
                "\"\(row[0])\"", "<\(row[0])>",
            ])
            #expect(agreements(scanner, "unit \(serial) is ready") == [.rows(1)], "\(serial)")
        }
        #expect(agreements(scanner, rows.map { $0[2] }.joined(separator: ";")) == [.rows(1_000)])
    }

    @Test("numbers that are not in the table are not found, though they look alike")
    func others() throws {
        let known = rows(1_000, seed: 3)
        let scanner = try scanner(known)
        let serials = Set(known.flatMap { $0 })
        for row in rows(1_000, seed: 4) where serials.isDisjoint(with: [row[0], row[2]]) {
            #expect(agreements(scanner, "unit \(row[0]), lot \(row[2]), \(row[3])").isEmpty, "\(row)")
        }
    }

    @Test("a value that says little counts beside another one of its row, and not alone or beside one of another row")
    func corroborated() throws {
        var rows = rows(400, seed: 6)
        rows[7][4] = "12.3456"
        rows[8][4] = "17.1234"
        let scanner = try scanner(rows.map { ["", $0[1] + "-\($0[0].suffix(7))", "", $0[3], $0[4]] })
        let name = rows[7][1] + "-\(rows[7][0].suffix(7))"
        #expect(agreements(scanner, "measured 12.3456").isEmpty)
        #expect(agreements(scanner, "measured 12.3456 and 17.1234").isEmpty)
        #expect(agreements(scanner, "drawing \(name), measured 12.3456") == [.rows(1)])
    }

    @Test("what many rows share tells nothing")
    func shared() throws {
        let scanner = try scanner(rows(400, seed: 7))
        #expect(agreements(scanner, "Ann Lee looked at drawing 827-1001-901 on Monday").isEmpty)
    }

    @Test("a value that an ordinary text has too is not looked for")
    func ordinary() throws {
        let rows = rows(50, seed: 8)
        let scanner = try scanner(rows, ordinary: "The sample in the catalogue is \(rows[3][0]).")
        #expect(agreements(scanner, rows[3][0]).isEmpty)
        #expect(agreements(scanner, rows[4][0]) == [.rows(1)])
    }

    @Test(
        "most names of the columns beside each other are the table's form: in CSV, JSON and SQL",
        arguments: [
            "serial,drawing,heat lot,inspector,result\n1,2,3,4,5\n", "Result;Inspector;Drawing;Serial\n",
            #"[{"serial": 1, "drawing": 2, "heat lot": 3, "inspector": 4}]"#,
            "INSERT INTO parts (id, serial, drawing, heat_lot, inspector) VALUES (1, 2, 3, 4, 5);",
        ]
    )
    func columns(text: String) throws {
        let found = agreements(try scanner(rows(3, seed: 9)), text)
        #expect(found.count == 1)
        if case .columns(let count)? = found.first { #expect(count >= 4) } else { Issue.record("\(found)") }
    }

    @Test("some of the names, or all of them far from each other, are not")
    func looseColumns() throws {
        let scanner = try scanner(rows(3, seed: 10))
        #expect(agreements(scanner, "serial,drawing,quantity,inspector\n").isEmpty)
        var random = SeededGenerator(seed: 11)
        let text = Self.columns.map { $0 + " " + ShopProse.text(words: 100, &random) }.joined(separator: " ")
        #expect(agreements(scanner, text).isEmpty)
    }

    @Test("the index as bytes is read again as it was; damaged bytes are refused, whatever they are")
    func coding() throws {
        var builder = KnownContentBuilder(seed: 5)
        try builder.add(table: "units", columns: Self.columns, rows: rows(20, seed: 12), label: restricted)
        var random = SeededGenerator(seed: 13)
        let text = ShopProse.text(words: 60, &random)
        try builder.add(
            document: "one",
            pieces: [Array(text.utf8)],
            label: restricted,
            scanner: InspectionTools.scanner()
        )
        let known = builder.finish().known
        let bytes = known.encoded()
        let schemes = try InspectionTools.schemes()
        let again = try KnownContent(encoded: bytes, schemes: schemes)
        #expect(again.encoded() == bytes)
        #expect(again.sources == known.sources)
        for length in stride(from: 0, to: bytes.count, by: 37) {
            #expect(throws: KnownContent.Damaged.self) {
                try KnownContent(encoded: Array(bytes[..<length]), schemes: schemes)
            }
        }
        for _ in 0..<400 {
            var damaged = bytes
            for _ in 0...random.below(3) { damaged[random.below(damaged.count)] = UInt8(random.below(256)) }
            guard let read = try? KnownContent(encoded: damaged, schemes: schemes) else { continue }
            // What can be read can be searched with.
            _ = try InspectionTools.scanner(known: read).inspect(Array((text + " FX-10000-A serial drawing").utf8))
        }
    }
}
