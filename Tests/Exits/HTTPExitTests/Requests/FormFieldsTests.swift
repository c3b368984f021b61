import Testing

@testable import HTTPExit

@Suite("Fields of forms and queries")
struct FormFieldsTests {
    private let limits = ServerLimits()

    private func fields(_ text: String) throws -> FormFields { try FormFields(Array(text.utf8), limits: limits) }

    @Test("names and values are decoded, an absent value is empty")
    func decoded() throws {
        let form = try fields("serial=SN%2D1+b&note=caf%C3%A9&empty")
        #expect(form["serial"] == "SN-1 b")
        #expect(form["note"] == "café")
        #expect(form["empty"]?.isEmpty == true)
        #expect(form["other"] == nil)
    }

    @Test("what a scanner sends between the elements of a GS1 symbol is text")
    func groupSeparator() throws {
        #expect(try fields("scan=0101%1D21A")["scan"] == "0101\u{1d}21A")
    }

    @Test(
        "what is not well-formed is refused as a whole",
        arguments: ["a=%", "a=%4", "a=%zz", "a=%ff", "a=%c3%28", "a=%ed%a0%80", "a=%00", "a=%1b%5b2J", "%00=a"]
    )
    func malformed(text: String) {
        #expect(throws: MalformedRequest.wrongEncoding) { try fields(text) }
    }

    @Test("raw bytes that are no UTF-8 are refused")
    func rawBytes() {
        #expect(throws: MalformedRequest.wrongEncoding) {
            try FormFields([UInt8(ascii: "a"), UInt8(ascii: "="), 0xfe, 0xff], limits: limits)
        }
    }

    @Test("a field that comes twice is refused, however its name is written")
    func repeated() {
        #expect(throws: MalformedRequest.repeatedField) { try fields("a=1&a=2") }
        #expect(throws: MalformedRequest.repeatedField) { try fields("a=1&%61=2") }
    }

    @Test("fields and bytes have bounds")
    func bounds() {
        let many = (0...limits.fieldsMax).map { "f\($0)=1" }.joined(separator: "&")
        #expect(throws: MalformedRequest.tooManyFields) { try fields(many) }
        let long = "a=" + String(repeating: "x", count: limits.bodyBytesMax)
        #expect(throws: MalformedRequest.tooLarge) { try fields(long) }
    }

    @Test("names that look alike and are no same scalars are two names")
    func composed() throws {
        let form = try fields("%C3%A9=1&e%CC%81=2")
        #expect(form.all(beginningWith: "").count == 2)
    }
}
