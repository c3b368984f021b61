import Foundation
import LeakCorpus
import LeakScan
import Testing

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

@Suite("A scan tells what restricts files, and what it did not read")
struct ScanTests {
    private func findings(_ folder: ScanFolder, showsExcerpts: Bool = false) async throws -> [LeakFinding] {
        try await ScanTools.scan(showsExcerpts: showsExcerpts).run([folder.path]).findings
    }

    @Test("a marking is told with file, line, bytes and what it restricts, and without its words")
    func marking() async throws {
        let folder = try ScanFolder()
        try folder.write("a/plan.txt", "Op 10: mill\nCUI//SP-CTI//NOFORN\n")
        try folder.write("a/clean.txt", "Op 10: mill the flange\n")
        let found = try await findings(folder)
        let finding = try #require(found.first)
        #expect(found.count == 1)
        #expect(finding.leakRule == .marking)
        #expect(finding.path == folder.at("a/plan.txt"))
        #expect(finding.line == 2)
        #expect(finding.bytes == 12..<31)
        #expect(finding.label == "cui=SP-CTI;dissemination=NOFORN")
        #expect(finding.excerpt == nil)
        #expect(try await findings(folder, showsExcerpts: true).first?.excerpt == "CUI//SP-CTI//NOFORN")
    }

    @Test("the same marking twice is two findings, each with a fingerprint that stays")
    func fingerprints() async throws {
        let folder = try ScanFolder()
        try folder.write("plan.txt", "CUI//SP-CTI\n\ntext\n\nCUI//SP-CTI\n")
        let first = try await findings(folder).map(\.fingerprint)
        #expect(Set(first).count == 2)
        // Lines above move it and do not make it another finding.
        try folder.write("plan.txt", "Op 10\n\nCUI//SP-CTI\n\ntext\n\nCUI//SP-CTI\n")
        #expect(try await findings(folder).map(\.fingerprint) == first)
    }

    @Test("what is found in a container has its part and no line of the file")
    func container() async throws {
        let folder = try ScanFolder()
        try folder.write("a.zip", try ArchiveMaking.make(.zip, [("n.txt", Array("CUI//SP-CTI\n".utf8))]))
        let finding = try #require(try await findings(folder).first { $0.leakRule == .marking })
        #expect(finding.place.hasPrefix("part 1"))
        #expect(finding.line == nil && finding.bytes == nil)
    }

    @Test("a text about rules is a mention, and no reason to fail")
    func mention() async throws {
        let folder = try ScanFolder()
        try folder.write(
            "course.txt",
            "Training, slide 4: a banner such as CUI//SP-CTI//NOFORN stands at the top of each page.\n"
        )
        let found = try await findings(folder)
        #expect(found.map(\.leakRule) == [.mention])
        let outcome = ScanOutcome(found, counts: .init(), roots: [folder.path], asOf: try ScanTools.today)
        #expect(!outcome.hasFindings)
    }

    @Test("what cannot be read is told, each with its reason, and never called clean")
    func notScanned() async throws {
        let folder = try ScanFolder()
        let other = try ScanFolder()
        try other.write("secret.txt", "CUI//SP-CTI\n")
        try folder.write("real.txt", "Op 10\n")
        try folder.write(
            "old.doc",
            [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 600)
        )
        let files = FileManager.default
        try files.createSymbolicLink(atPath: folder.at("out"), withDestinationPath: other.at("secret.txt"))
        try files.createSymbolicLink(atPath: folder.at("in"), withDestinationPath: folder.at("real.txt"))
        try files.createSymbolicLink(atPath: folder.at("circle"), withDestinationPath: folder.path)
        try files.createSymbolicLink(atPath: folder.at("nothing"), withDestinationPath: "/nowhere/at/all")
        #expect(mkfifo(folder.at("pipe"), 0o600) == 0)
        let result = try await ScanTools.scan().run([folder.path])
        let told = Dictionary(grouping: result.findings) { $0.path.split(separator: "/").last.map(String.init) ?? "" }
        #expect(Set(told.keys) == ["out", "nothing", "pipe", "old.doc"])
        #expect(
            told["out"]?.first?.message
                == "not scanned, because it is a link out of the scanned paths, which is not followed"
        )
        #expect(
            told["pipe"]?.first?.message == "not scanned, because it is no regular file but a pipe, socket or device"
        )
        #expect(told["old.doc"]?.first?.leakRule == .notInspected)
        #expect(result.counts.notScanned == 3)
        #expect(result.counts.notInspected == 1)
        #expect(result.counts.files == 2)
        #expect(ScanOutcome(result.findings, counts: result.counts, roots: [], asOf: try ScanTools.today).hasFindings)
    }

    @Test("a name that is no UTF-8 is not passed over in silence")
    func names() async throws {
        let folder = try ScanFolder()
        var name = Array(folder.path.utf8CString.dropLast()) + [0x2F, 0x61, CChar(bitPattern: 0xFF), 0x62, 0]
        let file = open(&name, O_CREAT | O_WRONLY, 0o600)
        // Some volumes refuse such names, and then there is nothing to scan.
        guard file >= 0 else { return }
        #expect(write(file, "CUI//SP-CTI\n", 12) == 12)
        close(file)
        #expect(try await !findings(folder).isEmpty)
    }

    @Test("without the program that takes containers apart they are told as not inspected")
    func noInspector() async throws {
        let folder = try ScanFolder()
        try folder.write("a.zip", try ArchiveMaking.make(.zip, [("n.txt", Array("CUI//SP-CTI\n".utf8))]))
        let found = try await ScanTools.scan(extractor: nil).run([folder.path]).findings
        #expect(found.map(\.leakRule) == [.notInspected])
    }

    @Test(
        "the public samples carry no marking; legacy documents, pictures and the rest of PDFs are told as not inspected"
    )
    func samples() async throws {
        guard let shared = ProcessInfo.processInfo.environment["BULKHEAD_SHARED"] else {
            print("skipped: BULKHEAD_SHARED is not set, so the sample files are not scanned")
            return
        }
        let root = try #require(LeakScan.resolved(shared + "/samples"))
        let found = try await ScanTools.scan().run([root]).findings
        #expect(Set(found.map(\.leakRule)) == [.notInspected])
        #expect(
            Set(found.map { $0.path.split(separator: "/").last ?? "" }) == [
                "827-9999-904_FIXT_setup_sheet.doc", "plate_incoming_inspection.xlsx", "B2MML-JSON-Documentation.docx",
                "B2MML-JSON-Documentation.pdf",
            ]
        )
    }
}
