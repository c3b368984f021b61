import Foundation
import SeededGeneration
import Testing

@testable import ContentScan

@Suite("Text is told by its bytes and decoded with the place of each character")
struct EncodingTests {
    private static func encode(_ text: String, _ encoding: TextEncoding) -> [UInt8] {
        switch encoding {
        case .utf8: Array(text.utf8)
        case .utf16LittleEndian: text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        case .utf16BigEndian: text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
        case .utf32LittleEndian:
            text.unicodeScalars.flatMap { scalar in (0..<4).map { UInt8(scalar.value >> (8 * $0) & 255) } }
        case .utf32BigEndian:
            text.unicodeScalars.flatMap { scalar in (0..<4).map { UInt8(scalar.value >> (24 - 8 * $0) & 255) } }
        case .windows1252, .ebcdic037:
            text.unicodeScalars.map { scalar in UInt8(encoding.table?.firstIndex(of: scalar.value) ?? 0x3F) }
        }
    }

    @Test(
        "whatever the pieces, the text is the same and each character keeps its place",
        arguments: TextEncoding.allCases
    )
    func pieces(encoding: TextEncoding) {
        var generator = SeededGenerator(seed: 1)
        let isWide = encoding.unitBytes > 1 || encoding == .utf8
        let alphabet = isWide ? ["a", "B", "/", "\n", "é", "☃", "🂡", "С"] : ["a", "B", "/", "z", "é", "ß"]
        for _ in 0..<100 {
            let text = (0..<Int.random(in: 0...60, using: &generator)).compactMap { _ in
                alphabet.randomElement(using: &generator)
            }.joined()
            let bytes = Self.encode(text, encoding)
            var decoder = TextDecoder(encoding, at: 5)
            var decoded = MappedText()
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = Int.random(in: 1...5, using: &generator)
                decoder.decode(rest.prefix(count), isEnd: false, into: &decoded)
                rest = rest.dropFirst(count)
            }
            decoder.decode([], isEnd: true, into: &decoded)
            #expect(String(decoding: decoded.utf8, as: UTF8.self).unicodeScalars.elementsEqual(text.unicodeScalars))
            #expect(decoder.malformedCount == 0)
            // Each scalar, decoded alone from the place that the map says, is itself.
            var at = 0
            for scalar in text.unicodeScalars {
                let width = UTF8.width(scalar)
                let source = decoded.map.source(of: at..<at + width)
                #expect(
                    Array(bytes[source.lowerBound - 5..<source.upperBound - 5]) == Self.encode(String(scalar), encoding)
                )
                at += width
            }
            // And after the first half is forgotten as well.
            var cut = 0
            for scalar in text.unicodeScalars.prefix(text.unicodeScalars.count / 2) { cut += UTF8.width(scalar) }
            let before = decoded.map
            decoded.removeFirst(cut)
            for place in decoded.utf8.indices {
                #expect(decoded.map.source(at: place) == before.source(at: place + cut))
            }
        }
    }

    @Test("bytes that are not of the encoding are read one by one and counted")
    func malformed() {
        let cases: [([UInt8], TextEncoding, String, Int)] = [
            ([0x41, 0xFF, 0x42], .utf8, "AÿB", 1), ([0xC0, 0xAF], .utf8, "À¯", 2),
            ([0xED, 0xA0, 0x80], .utf8, "í €", 3),
            ([0xE2, 0x82], .utf8, "â‚", 2), ([0xF4, 0x90, 0x80, 0x80], .utf8, "ô\u{90}€€", 4),
            ([0x00, 0xD8, 0x41, 0x00], .utf16LittleEndian, "\u{FFFD}A", 1), ([0x41], .utf16LittleEndian, "", 1),
            ([0x00, 0x11, 0x00, 0x00], .utf32BigEndian, "\u{FFFD}", 1),
        ]
        for (bytes, encoding, text, count) in cases {
            var decoder = TextDecoder(encoding, at: 0)
            var decoded = MappedText()
            decoder.decode(bytes[...], isEnd: true, into: &decoded)
            #expect(String(decoding: decoded.utf8, as: UTF8.self).replacing("\u{A0}", with: " ") == text, "\(bytes)")
            #expect(decoder.malformedCount == count, "\(bytes)")
        }
    }

    @Test("text without a byte order mark is told by its bytes")
    func guesses() {
        let text = "Op 20: Mill the spar flange to 3.175 mm, see drawing 827-9999-904 rev C.\nNext line.\n"
        for encoding in TextEncoding.allCases where encoding != .windows1252 {
            #expect(EncodingGuess(Self.encode(text, encoding), isWhole: true)?.encoding == encoding, "\(encoding)")
        }
        #expect(
            EncodingGuess(Self.encode(text + "Maß: 5 ± 0,1 µm", .windows1252), isWhole: true)?.encoding == .windows1252
        )
        #expect(EncodingGuess(Array("☃☃".utf8.dropLast()), isWhole: false)?.encoding == .utf8)
    }

    @Test("what is no text is not taken for one")
    func binary() {
        var generator = SeededGenerator(seed: 2)
        for length in [64, 300, 5_000, 70_000] {
            for _ in 0..<(length > 1_000 ? 3 : 50) {
                let bytes = generator.bytes(length)
                #expect(MediaType.of(bytes.prefix(MediaType.headBytesMax), isWhole: true).isText == false)
            }
        }
    }
}
