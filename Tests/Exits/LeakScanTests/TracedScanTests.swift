import Classification
import ContentScan
import Foundation
import PlantModel
import PublishedSchemas
import Testing

@testable import LeakScan

@Suite("A scan says by which flow and release content came")
struct TracedScanTests {
    private static let schemes = Result { try ScanTools.scanner().schemes }

    private static let note =
        "The bore of frame 7 is two tenths over at the aft end, so that the bushing was pressed in with a shim of foil and measured twice."

    private func label(_ text: String) throws -> Label { try Self.schemes.get().readBanner(text).label }

    private func message(_ number: Int64, to destination: String = "bi", delivered: UInt64? = 1_764_000_000_000)
        -> ReleasedMessage
    {
        ReleasedMessage(
            flow: "f5",
            destination: destination,
            number: number,
            log: "p_falcon",
            entries: [UInt64(number) * 10],
            delivered: delivered
        )
    }

    private func record(_ serial: String, _ values: [(String, String)], _ label: Label) -> ReleasedRecords.Record {
        ReleasedRecords.Record(
            subject: serial,
            values: ([("serial", serial)] + values).map {
                ReleasedRecords.Value(field: $0.0, text: $0.1, label: label)
            }
        )
    }

    private static func digest(_ text: String) -> String { TextDigest.of(text.utf8) }

    /// An index of what was added, sealed and opened again.
    private func index(_ released: ReleasedRecords, seed: UInt64 = 7) throws -> KnownFile.Contents {
        var indexing = KnownIndexing(try ScanTools.scanner(), label: .unrestricted, seed: seed)
        try released.add(to: &indexing)
        let key = KnownFile.text(ofKey: Array(1...32))
        let sealed = try KnownFile.seal(indexing.finish().known, releases: indexing.releases, key: key)
        return try KnownFile.open(sealed, key: key, schemes: try Self.schemes.get())
    }

    private func scan(_ contents: KnownFile.Contents, _ path: String) async throws -> [LeakFinding] {
        let scanner = ContentScanner(
            schemes: try Self.schemes.get(),
            extractor: ScanTools.extractor,
            known: contents.known
        )
        return try await LeakScan(scanner, rules: contents.known.encoded(), releases: contents.releases).run([path])
            .findings
    }

    /// Three messages: two with versions of one record, and one that is not restricted.
    private func released() throws -> ReleasedRecords {
        let (restricted, open) = (try label("CUI//SP-CTI"), Label.unrestricted)
        var released = ReleasedRecords()
        let text = "serial,state\nFX-1001-A,open\nFX-1002-B,open\n"
        released.add(
            message(1),
            digest: Self.digest(text),
            byteCount: text.utf8.count,
            records: [
                record("FX-1001-A", [("state", "open")], restricted),
                record("FX-1002-B", [("state", "open")], restricted),
            ]
        )
        released.add(
            message(2),
            digest: Self.digest("2"),
            byteCount: 1,
            records: [record("FX-1001-A", [("state", "closed"), ("note", Self.note)], restricted)]
        )
        released.add(
            message(3, to: "erp", delivered: nil),
            digest: Self.digest("3"),
            byteCount: 1,
            records: [record("OP-7001-C", [], open)]
        )
        released.add(
            kept: [ReleasedRecords.Value(field: "serial", text: "FX-9001-Z", label: restricted)],
            of: "f5"
        )
        return released
    }

    @Test(
        "values that left are told with flow, message, entry of the log, destination and time: the first that had them"
    )
    func values() async throws {
        let folder = try ScanFolder()
        try folder.write("share/mail.txt", "please look at fx 1001 a and FX1002B today\n")
        let found = try await scan(try index(try released()), folder.at("share"))
        #expect(found.map(\.leakRule) == [.knownValues])
        let provenance = try #require(found.first?.provenance)
        #expect(provenance.releases == [.init(message: message(1), isWhole: false, records: 1)])
        #expect(provenance.omitted == 1)
        #expect(
            provenance.releases[0].description
                == "flow f5 let 1 record of it out to bi: message 1, entry 10 of the log p_falcon, at 2025-11-24T16:00:00Z"
        )
        #expect(found[0].message == "values of 1 row of what flow f5 let out to bi; no marking in the file says so")
    }

    @Test("a file that is a message byte for byte is told as that, also where none of its values would tell it")
    func whole() async throws {
        let folder = try ScanFolder()
        var released = ReleasedRecords()
        let text = "CUI//SP-CTI\nA,1\n"
        released.add(message(4), digest: Self.digest(text), byteCount: text.utf8.count, records: [])
        try folder.write("share/a.csv", text)
        try folder.write("share/b.csv", text.replacing("1", with: "2"))
        let found = try await scan(try index(released), folder.at("share"))
        #expect(found.map(\.leakRule) == [.marking, .marking])
        #expect(found[0].provenance?.releases == [.init(message: message(4), isWhole: true, records: 0)])
        #expect(found[1].provenance?.releases == [])
        #expect(ScanWords.provenance(of: found[1]) == ["it came by no release that the index knows"])
    }

    @Test("a text that left is found as a document, whatever became of it, with the message that had it")
    func texts() async throws {
        let folder = try ScanFolder()
        try folder.write("share/page.html", "<p>Seen: \(Self.note.uppercased().replacing(" ", with: "\n"))</p>")
        let found = try await scan(try index(try released()), folder.at("share"))
        #expect(found.map(\.leakRule) == [.knownWords])
        #expect(found[0].provenance?.releases.map(\.message) == [message(2)])
    }

    @Test("what left without a restriction is no finding, and says whence a finding beside it came")
    func unrestricted() async throws {
        let folder = try ScanFolder()
        try folder.write("share/open.txt", "OP-7001-C is shipped\n")
        try folder.write("share/marked.txt", "CUI//SP-CTI\nOP-7001-C is shipped\n")
        let found = try await scan(try index(try released()), folder.at("share"))
        #expect(found.map(\.path) == [folder.at("share/marked.txt")])
        let release = try #require(found[0].provenance?.releases.first)
        #expect(release.message == message(3, to: "erp", delivered: nil))
        #expect(release.description.hasSuffix("entry 30 of the log p_falcon, whose arrival is not recorded"))
    }

    @Test("what a flow took and kept is found elsewhere, and came by no release")
    func kept() async throws {
        let folder = try ScanFolder()
        try folder.write("share/mail.txt", "where is FX-9001-Z\n")
        let contents = try index(try released())
        let found = try await scan(contents, folder.at("share"))
        #expect(found.map(\.message) == ["values of 1 row of what flow f5 kept; no marking in the file says so"])
        #expect(found[0].provenance?.releases == [])
        let inside = contents.known.omitting { $0.tag == KnownIndexing.keptTag }
        let scanner = ContentScanner(schemes: try Self.schemes.get(), known: inside)
        #expect(scanner.inspect(Array("where is FX-9001-Z\n".utf8)).inspection.label.isUnrestricted)
        #expect(!scanner.inspect(Array("where is FX-1001-A\n".utf8)).inspection.label.isUnrestricted)
    }

    @Test("a code that many records have in common tells none of them, however few a message has")
    func common() async throws {
        let folder = try ScanFolder()
        let restricted = try label("CUI//SP-CTI")
        var released = ReleasedRecords()
        for number in 1...40 {
            released.add(
                message(Int64(number)),
                digest: "",
                byteCount: nil,
                records: [record("FX-\(2_000 + number)-A", [("project", "FTR-35-LOT7")], restricted)]
            )
        }
        try folder.write("share/plan.txt", "FTR-35-LOT7 begins in May\n")
        try folder.write("share/unit.txt", "FX-2007-A begins in May\n")
        let found = try await scan(try index(released), folder.at("share"))
        #expect(found.map(\.path) == [folder.at("share/unit.txt")])
        #expect(found[0].provenance?.releases.map(\.message.number) == [7])
    }

    @Test("without a log in the index nothing is said of releases, and every report says what is")
    func reports() async throws {
        let folder = try ScanFolder()
        try folder.write("share/mail.txt", "CUI//SP-CTI\nFX-1001-A\n")
        let silent = try await scan(try index(ReleasedRecords()), folder.at("share"))
        #expect(silent.count == 1 && silent[0].provenance == nil)
        let found = try await scan(try index(try released()), folder.at("share"))
        let outcome = ScanOutcome(found, counts: .init(), roots: [folder.path], asOf: try ScanTools.today)
        let json = ScanJSON.write(outcome).pretty
        #expect(try PublishedSchema("scan").problems(of: Data(json.utf8)) == [])
        for report in [
            json, ScanText.write(outcome), ScanSARIF.write(outcome).pretty, ScanPage.write(outcome),
        ] {
            #expect(report.contains("f5") && report.contains("p_falcon"))
        }
    }

    @Test("a sealed index says nothing of what left, and salts differ from index to index")
    func sealed() throws {
        let (one, two) = (try index(try released(), seed: 1), try index(try released(), seed: 2))
        let encoded = try [one, two].map { String(decoding: try JSONEncoder().encode($0.releases), as: UTF8.self) }
        let text = "serial,state\nFX-1001-A,open\nFX-1002-B,open\n"
        #expect(encoded.allSatisfy { !$0.contains("FX-") && !$0.contains(Self.digest(text).prefix(32)) })
        #expect(encoded[0] != encoded[1])
    }
}
