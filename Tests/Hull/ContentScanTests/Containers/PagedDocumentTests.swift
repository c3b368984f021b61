import Classification
import ContentScan
import Foundation
import LeakCorpus
import Testing

@Suite("Of a PDF everything is read that can be, and what cannot is told")
struct PagedDocumentTests {
    let scanner: ContentScanner

    init() throws {
        scanner = try InspectionTools.scanner()
        _ = try #require(InspectionTools.extractor, "build content-inspector first: swift build")
    }

    private static let page = "BT /F1 12 Tf 72 720 Td (Op 20) Tj ET"

    private func inspect(_ fill: (inout OfficeMaking.PDFParts) -> Void, content: String = page) throws -> Inspection {
        var parts = OfficeMaking.PDFParts()
        fill(&parts)
        return scanner.inspect(try OfficeMaking.pdf(content: content, parts: parts), name: "a.pdf").inspection
    }

    @Test("a page and nothing else is clean")
    func clean() throws {
        let found = try inspect { _ in }
        #expect(found.verdict == .clean, "\(found.findings)")
    }

    @Test("an attached archive is taken apart like any other")
    func nested() throws {
        let zip = try ArchiveMaking.make(.zip, [("n.txt", Array("CUI//SP-CTI\n".utf8))])
        let found = try inspect { $0.file = zip }
        #expect(found.label == scanner.schemes.readBanner("CUI//SP-CTI").label)
        #expect(found.findings.contains { $0.place.part.count == 2 })
    }

    @Test("an attached file that cannot be read is told")
    func attachedCipher() throws {
        let zip = try ArchiveMaking.make(.encryptedZip, [("n.txt", Array("CUI//SP-CTI\n".utf8))])
        #expect(try inspect { $0.file = zip }.uninspected.contains(.encrypted))
    }

    @Test("one that takes a password is told as encrypted, and one that takes none to be read is read")
    func locked() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "locked-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let page = "BT /F1 12 Tf 72 720 Td (CUI) Tj ET"
        let (plain, locked) = (folder.appending(path: "plain.pdf"), folder.appending(path: "locked.pdf"))
        try Data(try OfficeMaking.pdf(content: page)).write(to: plain)
        for (password, reasons) in [("opensesame", [Uninspected.encrypted]), ("", [])] {
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/qpdf")
            process.arguments =
                [
                    "--encrypt", password, "owner", "256", "--", plain.path(percentEncoded: false),
                    locked.path(percentEncoded: false),
                ]
            try process.run()
            process.waitUntilExit()
            let found = scanner.inspect([UInt8](try Data(contentsOf: locked)), name: "a.pdf").inspection
            #expect(found.uninspected == reasons, "\(found.findings)")
            #expect(found.markings.isEmpty == !reasons.isEmpty)
        }
    }

    @Test("a picture in the page is told, though no object is one")
    func inlinePicture() throws {
        let picture = "q 10 0 0 10 72 72 cm BI /W 1 /H 1 /CS /G /BPC 8 /F /AHx ID 80> EI Q"
        #expect(try inspect({ _ in }, content: Self.page + " " + picture).uninspected == [.picture])
    }

    @Test("what is cut, garbled or no PDF at all is told as not inspected", arguments: [0.2, 0.6, 0.9])
    func damaged(share: Double) throws {
        var parts = OfficeMaking.PDFParts()
        parts.annotation = "CUI//SP-CTI"
        let whole = try OfficeMaking.pdf(content: Self.page, parts: parts)
        let cut = Array(whole.prefix(Int(Double(whole.count) * share)))
        let found = scanner.inspect(cut, name: "a.pdf").inspection
        #expect(found.verdict != .clean, "\(found.findings)")
    }

    @Test("more than is held is told, and all of it is taken")
    func tooLarge() throws {
        let bounded = try InspectionTools.scanner { $0.childBytesMax = 48 << 20 }
        let large = Array("%PDF-1.4\n".utf8) + [UInt8](repeating: 0x80, count: 50 << 20)
        let found = bounded.inspect(large, name: "a.pdf").inspection
        #expect(found.uninspected == [.sizeBound], "\(found.uninspected)")
    }
}
