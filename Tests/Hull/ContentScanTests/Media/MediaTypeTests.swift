import ContentScan
import Testing

@Suite("What content is, is told by its bytes")
struct MediaTypeTests {
    @Test(
        "binary formats by their signatures",
        arguments: [
            ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0], MediaType.png), ([0xFF, 0xD8, 0xFF, 0xE0], .jpeg),
            ([0x49, 0x49, 0x2A, 0x00, 8], .tiff), ([0x4D, 0x4D, 0x00, 0x2A, 8], .tiff), (Array("GIF89a".utf8), .gif),
            (Array("SQLite format 3\0".utf8), .sqlite), ([0x7F, 0x45, 0x4C, 0x46, 2], .executable),
            ([0x1F, 0x8B, 8, 0], .gzip),
            ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], .sevenZip),
            ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], .ole2),
            (Array("%PDF-1.7\n".utf8), .pdf), (Array("junk\n%PDF-1.7\n%".utf8) + [0xE2, 0xE3], .pdf),
            ([0x50, 0x4B, 5, 6] + [UInt8](repeating: 0, count: 18), .zip),
            (Array("MZ".utf8) + [0x90, 0, 3, 0], .executable),
            ([UInt8](repeating: 0, count: 257) + Array("ustar".utf8), .tar), ([], .empty),
            ([0, 1, 2, 3, 4, 5, 6, 7], .unknown),
        ] as [([UInt8], MediaType)]
    )
    func signatures(bytes: [UInt8], type: MediaType) { #expect(MediaType.of(bytes, isWhole: true) == type) }

    @Test(
        "text formats by their beginnings",
        arguments: [
            ("ISO-10303-21;\nHEADER;\n", MediaType.step), ("<?xml version=\"1.0\"?>\n<QIFDocument xmlns=\"x\"/>", .qif),
            ("<a/>", .xml),
            ("<?xml version=\"1.0\"?><!-- <QIFDocument> --><b/>", .xml), ("<!DOCTYPE html>\n<html></html>", .html),
            ("{\"a\": 1}", .json), ("[1, 2]", .json),
            ("{ G21 }", .plainText), ("[Section]\nkey=1\n", .plainText), ("a,b,c\n1,2,3\n4,5,6\n", .csv),
            ("a;\"b;c\"\n1;2\n3;4\n", .csv), ("From: a@x\nTo: b@x\nSubject: y\n\nText", .mail),
            ("Note: a\nTo: b\n", .plainText), ("%\nO100\nN10 G20\nN20 G0 X1.5\nM30\n%\n", .gcode),
            ("MZ is a prefix of text too\n", .plainText),
            ("-----BEGIN PGP MESSAGE-----\n\nhQEM\n", .armoredCipher), ("< 5 mm\n", .plainText),
            ("BM 27 is a part\n", .plainText),
        ] as [(String, MediaType)]
    )
    func texts(text: String, type: MediaType) { #expect(MediaType.of(Array(text.utf8), isWhole: true) == type) }

    @Test("a name that says something else is a finding, and one that is not known says nothing")
    func names() throws {
        let scanner = try InspectionTools.scanner()
        for (name, text, isContradiction) in [
            ("a.pdf", "just text\n", true), ("a.stp", "just text\n", true), ("A.TXT", "just text\n", false),
            ("a.json", "just text\n", true), ("a.rev7", "just text\n", false),
            ("folder.pdf/readme", "just text\n", false), (".bashrc", "just text\n", false),
            ("a.csv", "just text\n", false),
        ] {
            let found = scanner.inspect(Array(text.utf8), name: name).inspection.findings
            #expect(found.map(\.kind) == (isContradiction ? [.nameContradictsContent(.plainText)] : []), "\(name)")
        }
    }
}
