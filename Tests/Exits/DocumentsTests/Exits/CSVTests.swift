import Boundary
import Foundation
import Testing

@testable import Documents

@Suite("A file of comma-separated values is marked, and computes nothing")
struct CSVTests {
    private let channel = Export(format: "csv", isEncrypted: true)

    private func file(
        _ values: [(program: String, text: String)],
        _ profile: MarkingRules? = nil,
        _ sheet: ([ReleasedRecord]) -> ClearedSheet
    ) async throws -> (text: String, file: ReleasedFile?) {
        let plant = try await PaperPlant()
        var release = try await plant.release(values, through: channel)
        let layout = try sheet(release.records).enter(&release)
        var exit = CSVExit(
            to: PaperPlant.reader,
            through: channel,
            of: plant.boundary,
            clock: plant.clock,
            layout: layout,
            marking: try profile ?? plant.marking()
        )
        try await exit.send(release)
        let bytes = try plant.bytes(of: exit.file, through: channel)
        return (String(decoding: bytes, as: UTF8.self), exit.file)
    }

    private func rows(_ records: [ReleasedRecord]) -> ClearedSheet {
        ClearedSheet(
            id: "results",
            columns: ["Number", "Value"],
            rows: records.map { ["\($0["number"])", "\($0["text"])"] }
        )
    }

    @Test("the first line is the banner with block and notices, the first column what each row is marked")
    func marked() async throws {
        let made = try await file([("MED", "a"), ("NAV", "b")]) { rows($0) }
        let lines = made.text.components(separatedBy: "\r\n")
        #expect(lines[0].hasPrefix("\"# CUI//SP-CTI//NOFORN | Controlled by: Test plant | DISTRIBUTION STATEMENT D"))
        #expect(Array(lines.dropFirst()) == ["Marking,Number,Value", "(PROPRIETARY),0,a", "(CUI//SP-CTI//NF),1,b", ""])
        #expect(made.file?.name == "results.csv")
        #expect(made.file?.banner == "CUI//SP-CTI//NOFORN")
    }

    @Test("nothing restricted takes no column")
    func plain() async throws {
        #expect(
            try await file([]) { _ in ClearedSheet(id: "x", columns: ["A", "B"], rows: [["1", "ü,\"x\"\ny"]]) }.text
                == "# UNCLASSIFIED\r\nA,B\r\n1,\"ü,\"\"x\"\"\ny\"\r\n"
        )
    }

    @Test("a value that is withheld says so")
    func withheld() async throws {
        let made = try await file([("MED", "a")]) { records in
            ClearedSheet(id: "x", columns: ["A"], rows: [["\(records[0]["held"])"]])
        }
        #expect(made.text == "# UNCLASSIFIED\r\nA\r\n[withheld]\r\n")
    }

    @Test("a row of another width is refused")
    func ragged() async throws {
        let error = await #expect(throws: DocumentError.self) {
            _ = try await file([("MED", "a")]) { _ in ClearedSheet(id: "x", columns: ["A", "B"], rows: [["1"]]) }
        }
        #expect(error?.code == .raggedTable)
    }

    @Test(
        "formulas get an apostrophe, numbers do not",
        arguments: [
            ("=1+1", "'=1+1"), ("+A1", "'+A1"), ("-A1", "'-A1"), ("@SUM(1)", "'@SUM(1)"), ("\t=1", "'\t=1"),
            ("\r=1", "'\r=1"), ("\n=1", "'\n=1"), (" =1", "' =1"), ("\u{FF1D}1", "'\u{FF1D}1"),
            ("=cmd|'/c calc'!A1", "'=cmd|'/c calc'!A1"), ("-1+2", "'-1+2"), ("-0.25e999999", "'-0.25e999999"),
            ("-0.25", "-0.25"), ("+12", "+12"), ("-1.5e-3", "-1.5e-3"), ("1=1", "1=1"), ("", ""), ("a-b", "a-b"),
            ("'=1", "'=1"), ("-", "'-"), ("-1\n", "'-1\n"), ("-\u{661}", "'-\u{661}"),
        ]
    )
    func formulas(text: String, safe: String) { #expect(CSVCell.safe(text) == safe) }

    @Test("an apostrophe stands inside the quotes, where a reader finds it")
    func quoted() async throws {
        let made = try await file([("MED", "=HYPERLINK(\"http://x\",\"y\")"), ("MED", "a\u{1}b")]) { rows($0) }
        #expect(made.text.contains("0,\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"\r\n"))
        #expect(made.text.contains("1,a\u{2401}b\r\n"))
    }
}
