import Testing

@testable import Gateway

@Suite("Cutting a document of JSON into records as it comes")
struct JSONDocumentSplitterTests {
    private typealias Part = JSONDocumentSplitter.Part

    /// What is found, its bytes coming in pieces of a length.
    private static func parts(_ bytes: [UInt8], _ way: [String], by length: Int) throws -> [Part] {
        var splitter = JSONDocumentSplitter(way)
        var parts: [Part] = []
        for start in stride(from: 0, to: bytes.count, by: length) {
            parts += try splitter.append(bytes[start..<min(start + length, bytes.count)])
        }
        return try parts + splitter.finish()
    }

    private static func parts(_ text: String, _ way: String..., by length: Int = 1 << 20) throws -> [Part] {
        try parts(Array(text.utf8), way, by: length)
    }

    private static func record(_ text: String) -> Part { .record(Array(text.utf8)) }

    @Test(
        "records come in their order, with what stands beside them, however the bytes come",
        arguments: [1, 2, 3, 7, 1_000]
    )
    func lists(length: Int) throws {
        let text =
            " {\"count\" : 2, \"none\":null, \"r\":{\"a\":[ {\"x\":\"}]\\\"\"} , [1,{}],3.5e1 ,\"\u{E9}\"],\"z\":{\"r\":1}}, \"more\":\"\"}\n"
        #expect(
            try Self.parts(text, "r", "a", by: length) == [
                .beside("/count"), Self.record("{\"x\":\"}]\\\"\"}"), Self.record("[1,{}]"), Self.record("3.5e1"),
                Self.record("\"\u{E9}\""), .beside("/r/z"), .beside("/more"),
            ]
        )
        #expect(try Self.parts("\u{FEFF}[]", by: length) == [])
        #expect(try Self.parts("[ ]", by: length) == [])
        #expect(try Self.parts("null", by: length) == [])
        #expect(try Self.parts("{\"a\":1}", by: length) == [Self.record("{\"a\":1}")])
        #expect(try Self.parts("{\"d\":null}", "d", by: length) == [])
        #expect(try Self.parts("[null]", by: length) == [Self.record("null")])
    }

    @Test(
        "what is no document, or has no records where they belong, is refused however its bytes come",
        arguments: [
            "", " ", "{", "{}", "[]", "7", "\"a\"", "{\"d\":7}", "{\"d\":[}", "{\"d\":[1 2]}", "{\"d\":[1,]}",
            "{\"d\":[,1]}",
            "{\"d\":[],}", "{\"d\":[]} 1", "{\"d\":[]", "{\"d\":[]]", "{\"d\":[],\"d\":[]}",
            "{\"e\":1,\"e\":2,\"d\":[]}", "{d:[]}",
            "{\"d\" []}", "{\"d\":[{\"a\":1]}]}", "{\"d\":[\"\u{1}\"]}", "{\"d\":[\"\\ud800\"]}", "{\"d\":[tru]}",
            "{\"d\":[01]}",
            "{\"d\":[1", "{\"d\":[\"a", "{,\"d\":[]}", "{\"d\":[]}}", "{\"a\":[1},\"d\":[]}",
            "{\"a\":\"\\q\",\"d\":[]}",
        ]
    )
    func refused(text: String) {
        for length in [1, 3, 1_000] {
            #expect(throws: JSONLine.Fault.self, "by \(length)") { try Self.parts(text, "d", by: length) }
        }
    }

    @Test("a record that is longer than one may be is told with its beginning, and takes no more room")
    func long() throws {
        let big = "{\"a\":\"" + String(repeating: "x", count: 3 << 20) + "\"}"
        let parts = try Self.parts("[1,\(big),2]", by: 65_536)
        #expect(parts.count == 3 && parts.first == Self.record("1") && parts.last == Self.record("2"))
        guard case .longRecord(let beginning) = parts[1] else { throw TestFault() }
        #expect(beginning.count == RecordSplitter.recordBytesMax)
        let beside = String(repeating: "[1,2]", count: 300_000).replacing("][", with: "],[")
        #expect(try Self.parts("{\"b\":[\(beside)],\"d\":[1]}", "d", by: 65_536) == [.beside("/b"), Self.record("1")])
    }

    private struct TestFault: Error {}

    @Test("values that nest without end are refused where they become too deep")
    func deep() {
        var splitter = JSONDocumentSplitter([])
        #expect(throws: JSONLine.Fault.self) {
            for _ in 0..<1_000 { _ = try splitter.append(Array(repeating: UInt8(ascii: "["), count: 64)[...]) }
        }
    }

    @Test(
        "changed anywhere, a document gives the same by bytes as at once, or is refused by both",
        arguments: [UInt64(3)]
    )
    func mutations(seed: UInt64) {
        let text = Array("{\"a\":{\"b\":1},\"d\":[{\"x\":\"y\\n\"},[1,2],-3.25e-2,true],\"e\":[null]}".utf8)
        var random = TrialRandom(seed)
        for _ in 0..<3_000 {
            var bytes = text
            for _ in 0...random.below(3) {
                bytes[random.below(bytes.count)] = Array("{}[]\",:\\ 1ntx".utf8)[random.below(13)]
            }
            let whole = try? Self.parts(bytes, ["d"], by: bytes.count)
            let single = try? Self.parts(bytes, ["d"], by: 1)
            #expect(whole == single)
        }
    }
}
