import TestPlant
import Testing

@testable import Execution

@Suite("A file is what its bytes are, and of a picture nothing is kept but the picture")
struct MediumFileTests {
    private func refusal(_ bytes: [UInt8]) -> ExecutionRefusal.Code? {
        do throws(ExecutionRefusal) {
            _ = try MediumFile(bytes)
            return nil
        } catch {
            return error.code
        }
    }

    private func holds(_ bytes: [UInt8], _ text: String) -> Bool {
        bytes.split(separator: UInt8(ascii: "~")).contains { $0.elementsEqual(text.utf8) }
    }

    @Test(
        "texts, times, EXIF and profiles of a PNG are left out, and whatever follows its end; its pixels stay as they are"
    )
    func png() throws {
        let beside =
            TestMedia.chunk("tEXt", Array("Author\0~SECRET~".utf8)) + TestMedia.chunk("eXIf", Array("~SECRET~".utf8))
            + TestMedia.chunk("iCCP", Array("p\0\0~SECRET~".utf8)) + TestMedia.chunk("tIME", [7, 234, 1, 1, 1, 1, 1])
            + TestMedia.chunk("acTL", [0, 0, 0, 1, 0, 0, 0, 0])
        let sent = TestMedia.png(with: beside) + Array("~SECRET~PK\u{3}\u{4}".utf8)
        #expect(holds(sent, "SECRET"))
        let file = try MediumFile(sent)
        #expect(file.kind == .png && file.bytes == TestMedia.png())
        #expect(file.size?.width == 8 && file.size?.height == 8)
        #expect(try MediumFile(file.bytes).bytes == file.bytes)
        let colored = TestMedia.png(with: TestMedia.chunk("gAMA", [0, 0, 0xb1, 0x8f]))
        #expect(try MediumFile(colored).bytes == colored)
    }

    @Test("of EXIF in a JPEG only which side is up is kept")
    func jpeg() throws {
        let beside =
            TestMedia.exif(side: 6, secret: "~SECRET~") + TestMedia.segment(0xfe, Array("~SECRET~".utf8))
            + TestMedia.segment(0xed, Array("~SECRET~".utf8))
            + TestMedia.segment(0xe2, Array("ICC_PROFILE\0~SECRET~".utf8))
        let sent = TestMedia.jpeg(with: beside) + Array("~SECRET~".utf8)
        #expect(holds(sent, "SECRET"))
        let file = try MediumFile(sent)
        #expect(file.kind == .jpeg && !holds(file.bytes, "SECRET"))
        #expect(file.bytes.count < sent.count)
        let side: [UInt8] = [1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0]
        #expect(file.bytes.firstRange(of: side) != nil)
        // What was cleaned stays as it is, and a picture with the first side up says nothing of sides.
        #expect(try MediumFile(file.bytes).bytes == file.bytes)
        let plain = try MediumFile(TestMedia.jpeg(with: TestMedia.exif(side: 1, secret: "x")))
        #expect(plain.bytes.firstRange(of: Array("Exif".utf8)) == nil)
        #expect(plain.bytes.suffix(9).elementsEqual([0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56, 0xff, 0xd9]))
    }

    @Test("SVG, HTML, archives and anything else are refused, whatever they are called")
    func types() {
        for text in [
            "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>", "<html>", "PK\u{3}\u{4}", "",
            "GIF89a",
        ] {
            #expect(refusal(Array(text.utf8)) == .mediumType)
        }
        #expect(refusal([UInt8](repeating: 0x89, count: MediumFile.bytesMax + 1)) == .mediumTooLarge)
    }

    @Test("a picture of more pixels than a browser is to be given is refused before anybody unpacks it")
    func pixels() {
        #expect(refusal(TestMedia.png(8, 8, claiming: 16_385)) == .mediumPixels)
        #expect(refusal(TestMedia.png(8, 8, claiming: 0)) == .mediumDamaged)
        #expect(refusal(TestMedia.jpeg(8_000, 8_000)) == .mediumPixels)
        #expect(refusal(TestMedia.jpeg(0, 8)) == .mediumDamaged)
    }

    @Test("a picture that is cut off or changed at any place is refused or is a whole picture, and nothing traps")
    func hostile() throws {
        for whole in [TestMedia.png(), TestMedia.jpeg(with: TestMedia.exif(side: 3, secret: "x"))] {
            for count in 3..<whole.count { #expect(refusal(Array(whole.prefix(count))) != nil) }
            for place in whole.indices {
                for value: UInt8 in [0, 0x7f, 0xff] {
                    var bytes = whole
                    bytes[place] = value
                    guard let file = try? MediumFile(bytes) else { continue }
                    #expect(try MediumFile(file.bytes).bytes == file.bytes)
                }
            }
        }
    }
}
