import Testing

@testable import Gateway

@Suite("Cutting files into records")
struct RecordSplitterTests {
    private func pieces(_ text: String, quotes: Bool = true, by count: Int = 1 << 20) -> [RecordSplitter.Piece] {
        var splitter = RecordSplitter(respectsQuotes: quotes)
        let bytes = Array(text.utf8)
        var pieces: [RecordSplitter.Piece] = []
        for start in stride(from: 0, to: bytes.count, by: count) {
            pieces += splitter.append(bytes[start..<min(start + count, bytes.count)])
        }
        if let last = splitter.finish() { pieces.append(last) }
        return pieces
    }

    @Test("a record ends at a line break outside quotes, and knows the line it began on")
    func quotes() {
        let found = pieces("a,b\r\n\"x\ny\",2\r\n\r\n3,4")
        #expect(found.map(\.line) == [1, 2, 5])
        #expect(found.map { String(decoding: $0.bytes, as: UTF8.self) } == ["a,b", "\"x\ny\",2", "3,4"])
        #expect(found.allSatisfy { $0.fault == nil })
    }

    @Test("it does not matter how the bytes come", arguments: [1, 2, 3, 7])
    func chunks(count: Int) {
        let text = "\u{FEFF}a,b\n\"x\n\"\"y\"\"\",2\n3,4\n"
        #expect(pieces(text, by: count) == pieces(text))
    }

    @Test("a byte order mark belongs to no field")
    func mark() { #expect(pieces("\u{FEFF}a\n").first?.bytes == [0x61]) }

    @Test("a quote that is never closed is a fault of its record")
    func openQuote() { #expect(pieces("a\n\"b,c\nd").last?.fault == .openQuote) }

    @Test("an endless record is cut off and takes no more room; what follows is read again")
    func endless() {
        let found = pieces("a\n\"" + String(repeating: "x", count: RecordSplitter.recordBytesMax + 100) + "\nb\n")
        #expect(found.map(\.fault) == [nil, .tooLong, nil])
        #expect(found.allSatisfy { $0.bytes.count <= RecordSplitter.recordBytesMax })
    }
}

@Suite("Reading one record")
struct RecordReadingTests {
    @Test("comma-separated fields are read as RFC 4180 has them")
    func commaSeparated() throws {
        #expect(try CommaSeparatedRecord.fields(Array("a,\"b,\"\"c\"\"\",,\"\"".utf8)) == ["a", "b,\"c\"", "", ""])
    }

    @Test(
        "a quote where none belongs is refused, never guessed at",
        arguments: ["a\"b", "\"a\"b", "\"a", "x,\"a\" ,b"]
    )
    func quotes(text: String) {
        #expect(throws: CommaSeparatedRecord.Fault.self) { try CommaSeparatedRecord.fields(Array(text.utf8)) }
    }

    @Test("bytes that are no UTF-8 and more fields than there can be are refused")
    func bounds() {
        #expect(throws: CommaSeparatedRecord.Fault.self) { try CommaSeparatedRecord.fields([0x61, 0xFF]) }
        #expect(throws: CommaSeparatedRecord.Fault.self) {
            try CommaSeparatedRecord.fields([UInt8](repeating: UInt8(ascii: ","), count: 2_000))
        }
    }

    @Test("a JSON object is read member by member, numbers as they are written")
    func object() throws {
        let members = try JSONLine.object(
            Array(#" {"a":"x\n\u00e9\ud83d\ude00","b":1.10e+2,"c":true,"d":null,"e":[{"f":[1]}]} "#.utf8)
        )
        #expect(members.map(\.name) == ["a", "b", "c", "d", "e"])
        #expect(
            members.map(\.value) == [.text("x\né😀"), .literal("1.10e+2"), .literal("true"), .null, .nested]
        )
    }

    @Test(
        "what is no JSON object is refused",
        arguments: [
            "", "{", "[]", "{\"a\"}", "{\"a\":}", "{\"a\":01}", "{\"a\":1,}", "{a:1}", "{\"a\":1} x",
            "{\"a\":\"\u{1}\"}",
            "{\"a\":\"\\ud800\"}", "{\"a\":\"\\udc00\"}", "{\"a\":\"\\u+123\"}", "{\"a\":NaN}", "{\"a\":'x'}",
            "{\"a\":1,\"a\":2}", "{\"a\":\"x", "{\"a\":\\\"x\"}",
        ]
    )
    func malformed(text: String) {
        #expect(throws: JSONLine.Fault.self) { try JSONLine.object(Array(text.utf8)) }
    }

    @Test("values that nest without end are refused before they take the stack")
    func deep() {
        let text = "{\"a\":" + String(repeating: "[", count: 100_000)
        #expect(throws: JSONLine.Fault.self) { try JSONLine.object(Array(text.utf8)) }
    }

    @Test("what is written as JSON is read back")
    func roundTrip() throws {
        let text = "a\"b\\c\n\r\t\u{1}é😀/"
        var bytes: [UInt8] = [UInt8(ascii: "[")]
        JSONText.quote(text, into: &bytes)
        bytes.append(UInt8(ascii: "]"))
        #expect(try JSONLine.list(bytes) == [.text(text)])
    }
}
