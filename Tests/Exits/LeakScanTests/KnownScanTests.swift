import Classification
import ContentScan
import Foundation
import LeakScan
import Testing

@Suite("A scan finds what was copied from restricted files, and says whose it is")
struct KnownScanTests {
    private static let instruction = """
        CUI//SP-CTI//NOFORN
        Torque the forward fitting to eleven newton metres in three passes and wait for ten minutes between them.
        Measure the gap at four places with the feeler gauge, and shim it with foil until no place is above the limit.
        Bond the doubler with the film from the sealed bag only, and note the time at which the bag was opened.
        """
    private static let table = "serial,heat lot\nFX-1001-A,HT500123\nFX-1002-B,HT500124\nFX-1003-A,HT500125\n"

    private func marking() throws -> Label {
        try ScanTools.scanner().schemes.readBanner("CUI//SP-CTI").label
    }

    /// An index of one instruction and one table.
    private func index(_ folder: ScanFolder, seed: UInt64 = 7) throws -> KnownContent {
        try folder.write("restricted/fitting.txt", Self.instruction)
        try folder.write("units.csv", Self.table)
        var indexing = KnownIndexing(try ScanTools.scanner(), label: try marking(), seed: seed)
        indexing.add(documents: [folder.at("restricted")]) { #expect($1 == .added, "\($0)") }
        try indexing.add(table: folder.at("units.csv"), text: Self.table, columns: [])
        return indexing.finish().known
    }

    private func scan(_ known: KnownContent, _ path: String) async throws -> [LeakFinding] {
        let scanner = ContentScanner(
            schemes: try ScanTools.scanner().schemes,
            extractor: ScanTools.extractor,
            known: known
        )
        return try await LeakScan(scanner, rules: known.encoded()).run([path]).findings
    }

    @Test("an excerpt in a mail and a serial number in a table are told with their source and that nothing marks them")
    func found() async throws {
        let folder = try ScanFolder()
        let known = try index(folder)
        try folder.write(
            "share/mail.eml",
            """
            From: a@example.com
            Subject: as discussed
            Content-Type: text/plain

            Hello, MEASURE THE GAP at four places with the feeler gauge
            and shim it with foil until no place is above the limit. Thanks
            """
        )
        try folder.write("share/list.csv", "part,when\nfx 1002 b,Monday\n")
        try folder.write("share/lunch.txt", "Lunch is at noon in the canteen, and the gauge for the soup is a spoon.\n")
        let found = try await scan(known, folder.at("share"))
        #expect(found.map(\.leakRule) == [.knownValues, .knownWords])
        #expect(found.map(\.line) == [2, 5])
        #expect(found[0].message == "values of 1 row of \(folder.at("units.csv")); no marking in the file says so")
        #expect(
            found[1].message == "20 words of \(folder.at("restricted/fitting.txt")); no marking in the file says so"
        )
        #expect(found[0].label == "cui=SP-CTI")
        #expect(found[1].label == "cui=SP-CTI;dissemination=NOFORN")
        let outcome = ScanOutcome(found, counts: .init(), roots: [], asOf: try ScanTools.today)
        #expect(outcome.findings.map(\.severity) == [.error, .error])
    }

    @Test(
        "a copy that is marked as its source is told without a word about markings, and keeps its fingerprint when it grows"
    )
    func marked() async throws {
        let folder = try ScanFolder()
        let known = try index(folder)
        try folder.write("share/copy.txt", Self.instruction)
        let first = try #require(try await scan(known, folder.at("share")).first { $0.leakRule == .knownWords })
        #expect(first.message.hasSuffix("restricted/fitting.txt"))
        try folder.write("share/copy.txt", "More.\n" + Self.instruction + "More.\n")
        let second = try await scan(known, folder.at("share")).first { $0.leakRule == .knownWords }
        #expect(second?.fingerprint == first.fingerprint)
    }

    @Test("a sealed index opens with its key alone, says nothing without it, and is refused when a byte of it changes")
    func sealed() throws {
        let folder = try ScanFolder()
        let known = try index(folder)
        let key = KnownFile.text(ofKey: Array(1...32))
        let bytes = try KnownFile.seal(known, key: key)
        let schemes = try ScanTools.scanner().schemes
        #expect(try KnownFile.open(bytes, key: key, schemes: schemes).known.encoded() == known.encoded())
        #expect(try KnownFile.seal(known, key: key) != bytes)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(!text.contains("fitting") && !text.contains("serial") && !text.contains("CTI"))
        for other in [KnownFile.text(ofKey: Array(2...33)), key.uppercased()] {
            #expect(throws: KnownFile.Problem.self) { try KnownFile.open(bytes, key: other, schemes: schemes) }
        }
        #expect(throws: KnownFile.Problem.noKey) { try KnownFile.open(bytes, key: "short", schemes: schemes) }
        for at in stride(from: 0, to: bytes.count, by: 61) {
            var changed = bytes
            changed[at] ^= 1
            #expect(throws: KnownFile.Problem.cannotOpen) { try KnownFile.open(changed, key: key, schemes: schemes) }
        }
    }

    @Test("two indexes of the same documents are unlike, so that nobody compares them")
    func unlike() throws {
        let folder = try ScanFolder()
        #expect(try index(folder, seed: 1).encoded() != index(folder, seed: 2).encoded())
    }

    @Test(
        "a table that is malformed is refused with its place",
        arguments: ["a,b\n1\n", "a,b\n\"1,2\n", "", "a,b\n", "a,b\n\"1\"x,2\n"]
    )
    func tables(text: String) throws {
        var indexing = KnownIndexing(try ScanTools.scanner(), label: try marking(), seed: 7)
        let problem = #expect(throws: KnownTableProblem.self) {
            try indexing.add(table: "units.csv", text: text, columns: [])
        }
        #expect(problem?.description.hasPrefix("units.csv") == true, "\(problem?.description ?? "")")
    }

    @Test("a column that is not there is refused with those that are, and a document that says nothing with what to do")
    func refused() throws {
        let folder = try ScanFolder()
        try folder.write("plain.txt", "Mill the flange from the forward side.\n")
        var indexing = KnownIndexing(try ScanTools.scanner(), label: .unrestricted, seed: 7)
        let problem = #expect(throws: KnownTableProblem.self) {
            try indexing.add(table: "units.csv", text: Self.table, columns: ["lot"])
        }
        #expect(problem?.description == "units.csv: it has no column 'lot'; its columns are serial, heat lot")
        indexing.add(documents: [folder.path]) {
            #expect($1 == .refused("nothing says that it is restricted; say it with --label"))
        }
    }
}
