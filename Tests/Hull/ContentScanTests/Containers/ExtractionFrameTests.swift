import SeededGeneration
import Testing

@testable import ContentScan

@Suite("Frames of a content-inspector are read as they were written, and nothing else is believed")
struct ExtractionFrameTests {
    private static let frames: [ExtractionFrame] = [
        .begin(.raw, name: Array("a/b.txt".utf8)), .begin(.parsed, name: []), .raw([1, 2, 3]), .raw([]), .text([0x41]),
        .attributes([0x42, 0x0A]),
        .field(2, value: Array("NONE".utf8)), .uninspected(.encrypted), .end, .done(.max), .done(0x0102_0304_0506_0708),
        .raw([UInt8](repeating: 7, count: ExtractionFrame.payloadBytesMax)),
    ]

    @Test("whatever the pieces they come in")
    func pieces() throws {
        var generator = SeededGenerator(seed: 1)
        let bytes = Self.frames.flatMap(\.bytes)
        for _ in 0..<20 {
            var reader = FrameReader()
            var read: [ExtractionFrame] = []
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = Int.random(in: 1...20_000, using: &generator)
                read += try reader.frames(adding: rest.prefix(count))
                rest = rest.dropFirst(count)
            }
            #expect(read == Self.frames && reader.isAtEnd)
        }
    }

    @Test("a frame of an unknown kind, an impossible length or an unknown reason ends it")
    func refused() {
        for bytes: [UInt8] in [
            [0, 0, 0, 0, 0], [10, 0, 0, 0, 0], [9, 0, 0, 0, 1, 1], [2, 0xFF, 0xFF, 0xFF, 0xFF], [2, 0, 1, 0, 1],
            [8, 0, 0, 0, 1, 1],
            [1, 0, 0, 0, 1, 9], [1, 0, 0, 0, 0],
        ] {
            #expect(throws: FrameReader.NotAFrame.self, "\(bytes)") {
                var reader = FrameReader()
                _ = try reader.frames(adding: bytes)
            }
        }
        let unknown: [UInt8] = [7, 0, 0, 0, 4] + Array("fine".utf8)
        #expect(throws: FrameReader.NotAFrame.self) {
            var reader = FrameReader()
            _ = try reader.frames(adding: unknown)
        }
    }

    @Test("noise is refused or waits for more, and is never more than one buffer")
    func noise() {
        var generator = SeededGenerator(seed: 2)
        for _ in 0..<500 {
            var reader = FrameReader()
            let bytes = generator.bytes(200)
            if let frames = try? reader.frames(adding: bytes) { #expect(frames.count <= 40) }
        }
    }
}
