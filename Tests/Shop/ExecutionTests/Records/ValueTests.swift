import Boundary
import Execution
import Testing

@Suite("Ids, keys and numbers are read strictly")
struct ValueTests {
    @Test("an id has 32 lower-case hexadecimal digits, and is written as it was read")
    func ids() throws {
        let text = "00112233445566778899aabbccddeeff"
        #expect(RecordID(text: text)?.description == text)
        for wrong in [
            "", "0", String(text.dropLast()), text + "0", text.uppercased(), "+" + text.dropFirst(),
            " " + text.dropFirst(),
            String(repeating: "é", count: 16), "../../etc/passwd", String(repeating: "0", count: 1_000_000),
        ] {
            #expect(RecordID(text: wrong) == nil, "\(wrong.prefix(40))")
        }
    }

    @Test(
        "a number has decimal digits, a point between them, and no more than can be held exactly",
        arguments: [
            ("0", true), ("-0.000000001", true), ("999999999999.999999999", true), ("12.70", true), ("", false),
            ("-", false), (".5", false), ("5.", false), ("1,5", false), ("1e3", false), ("+1", false), ("NaN", false),
            (" 1", false), ("1.0000000001", false), ("1234567890123", false), ("١٢", false), ("1.2.3", false),
            ("--1", false),
        ]
    )
    func numbers(_ text: String, _ isNumber: Bool) {
        #expect((DecimalNumber(text) != nil) == isNumber)
        if isNumber { #expect(DecimalNumber(text)?.description == text) }
    }

    @Test("numbers are compared exactly")
    func exact() throws {
        #expect(try ShopPlant.number("0.1") < ShopPlant.number("0.100000001"))
        #expect(try ShopPlant.number("999999999999.999999998") < ShopPlant.number("999999999999.999999999"))
        #expect(try ShopPlant.number("1.50") == ShopPlant.number("1.5"))
        #expect(try ShopPlant.number("-2") < ShopPlant.number("-1"))
    }

    @Test("a key is a subject's own and bounded")
    func keys() throws {
        #expect(CommandKey("", of: .person("a")) == nil)
        #expect(CommandKey(String(repeating: "x", count: 201), of: .person("a")) == nil)
        // No two pairs of subject and key run into one another.
        let pairs: [(String, Subject)] = [
            ("k", .person("a")), ("k", .person("b")), ("k", .system("a")), ("b\nk", .person("a")),
            ("k", .person("a\nb")),
        ]
        let keys = pairs.compactMap { CommandKey($0.0, of: $0.1).map { "\($0)" } }
        #expect(Set(keys).count == pairs.count)
    }
}
