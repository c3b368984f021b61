import Classification
import ContentScan
import Foundation
import LeakCorpus
import Testing

@Suite("Words in pictures are looked for, and a picture is never called clean")
struct PictureTests {
    let scanner: ContentScanner

    init() throws {
        scanner = try InspectionTools.scanner()
        _ = try #require(InspectionTools.extractor, "build content-inspector first: swift build")
    }

    /// A page with a line of text as a picture, by poppler.
    private func picture(_ text: String) throws -> [UInt8] {
        let page = "BT /F1 24 Tf 72 600 Td (\(text)) Tj 0 -60 Td (Op 20 mill the flange and deburr) Tj ET"
        let file = FileManager.default.temporaryDirectory.appending(path: "page-\(UUID().uuidString).pdf")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(try OfficeMaking.pdf(content: page, parts: OfficeMaking.PDFParts())).write(to: file)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/pdftoppm")
        process.arguments = ["-png", "-r", "150", "-gray", file.path(percentEncoded: false)]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let bytes = [UInt8](output.fileHandleForReading.readDataToEndOfFile())
        process.waitUntilExit()
        return bytes
    }

    private var isInstalled: Bool {
        let isThere = FileManager.default.isExecutableFile(atPath: "/usr/bin/tesseract")
        if !isThere { print("skipped: tesseract is not installed, so no picture is read") }
        return isThere
    }

    @Test("a banner in a picture restricts it, alone and inside an archive")
    func found() throws {
        guard isInstalled else { return }
        let bytes = try picture("CUI//SP-CTI//NOFORN")
        let label = scanner.schemes.readBanner("CUI//SP-CTI//NOFORN").label
        let alone = scanner.inspect(bytes, name: "scan.png").inspection
        #expect(alone.mediaType == .png)
        #expect(alone.restricts(as: label), "\(alone.findings)")
        #expect(alone.uninspected == [.picture])
        let zip = try ArchiveMaking.make(.zip, [("word/media/image1.png", bytes)])
        #expect(scanner.inspect(zip, name: "a.zip").inspection.restricts(as: label))
    }

    @Test("a picture without a marking is told as not inspected, and so is one that is left out or damaged")
    func told() throws {
        let bytes = try picture("nothing to see")
        for (scanner, bytes) in [
            (scanner, bytes), (try InspectionTools.scanner { $0.readsPictures = false }, bytes),
            (scanner, Array(bytes.prefix(bytes.count / 2))), (scanner, Array(bytes.prefix(40))),
        ] {
            let found = scanner.inspect(bytes, name: "scan.png").inspection
            #expect(found.uninspected == [.picture], "\(found.findings)")
            #expect(found.label.isUnrestricted)
        }
    }
}
