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

    @Test("a banner in a picture restricts it, alone and inside an archive")
    func found() throws {
        guard PicturePDF.isReaderInstalled else { return }
        let bytes = try PicturePDF.picture("CUI//SP-CTI//NOFORN")
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
        let bytes = try PicturePDF.picture("nothing to see")
        for (scanner, bytes) in [
            (scanner, bytes), (try InspectionTools.scanner { $0.readsPictures = false }, bytes),
            (scanner, Array(bytes.prefix(bytes.count / 2))), (scanner, Array(bytes.prefix(40))),
        ] {
            let found = scanner.inspect(bytes, name: "scan.png").inspection
            #expect(found.uninspected == [.picture], "\(found.findings)")
            #expect(found.label.isUnrestricted)
        }
    }

    @Test("a banner in a page that was scanned into a PDF restricts it, and the picture is told all the same")
    func scannedPage() throws {
        guard PicturePDF.isReaderInstalled else { return }
        let scanned = try PicturePDF.picture("CUI//SP-CTI//NOFORN", form: "-jpeg")
        let label = scanner.schemes.readBanner("CUI//SP-CTI//NOFORN").label
        let bytes = PicturePDF.document([scanned], pages: [0])
        let found = scanner.inspect(bytes, name: "a.pdf").inspection
        #expect(found.restricts(as: label), "\(found.findings)")
        #expect(found.uninspected == [.picture])
        #expect(found.markings.map(\.place.part) == [[1]])
        let without = try InspectionTools.scanner { $0.readsPictures = false }.inspect(bytes, name: "a.pdf").inspection
        #expect(without.label.isUnrestricted && without.uninspected == [.picture])
    }

    @Test("what stands on a page and in its picture is found once, and a picture on every page is looked at once")
    func once() throws {
        guard PicturePDF.isReaderInstalled else { return }
        let scanned = try PicturePDF.picture("CUI//SP-CTI//NOFORN", form: "-jpeg")
        let said = PicturePDF.document([scanned], pages: [0], text: "CUI//SP-CTI//NOFORN")
        let found = scanner.inspect(said, name: "a.pdf").inspection
        #expect(found.markings.map(\.place.part) == [[]])
        // A sign that is taken for another in the picture makes the document no more restricted than its text says.
        #expect(found.label == scanner.schemes.readBanner("CUI//SP-CTI//NOFORN").label)
        let repeated = PicturePDF.document([scanned], pages: [0, 0, 0])
        #expect(scanner.inspect(repeated, name: "a.pdf").inspection.markings.map(\.place.part) == [[1]])
    }

    @Test("pages beyond the bound are not drawn, and told like those that were")
    func bounded() throws {
        guard PicturePDF.isReaderInstalled else { return }
        let pictures = try ["nothing to see", "CUI//SP-CTI//NOFORN"].map { try PicturePDF.picture($0, form: "-jpeg") }
        let bytes = PicturePDF.document(pictures, pages: [0, 1])
        let one = try InspectionTools.scanner { $0.drawnPagesMax = 1 }.inspect(bytes, name: "a.pdf").inspection
        #expect(one.label.isUnrestricted && one.uninspected == [.picture])
        let both = scanner.inspect(bytes, name: "a.pdf").inspection
        #expect(both.markings.map(\.place.part) == [[2]] && both.uninspected == [.picture])
    }

    @Test("a picture in a PDF that is none is told and stops nothing")
    func damagedInside() throws {
        let bytes = PicturePDF.document([Array("no picture at all".utf8)], pages: [0], text: "CUI")
        let found = scanner.inspect(bytes, name: "a.pdf").inspection
        #expect(found.uninspected == [.picture], "\(found.findings)")
        #expect(found.markings.map(\.place.part) == [[]])
    }
}
