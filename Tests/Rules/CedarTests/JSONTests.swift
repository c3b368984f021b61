import Cedar
import Testing

@Suite("JSON")
struct JSONTests {
    private func error(_ text: String) -> String { error(Array(text.utf8)) }

    private func error(_ bytes: [UInt8]) -> String {
        do {
            _ = try JSONNode(parsing: bytes, file: "j")
            return "none"
        } catch {
            return error.description
        }
    }

    @Test(
        "a wrong text is refused where it is wrong",
        arguments: [
            ("", "1:1: expected a JSON value, found the end of the text"),
            ("[1,]", "1:4: expected a JSON value, found `]`"),
            ("[1 2]", "1:4: expected `,` or `]`, found `2`"),
            ("{\"a\" 1}", "1:6: expected `:` after the key, found `1`"),
            ("{a: 1}", "1:2: expected a key in double quotes, found `a`"),
            ("{\"a\": 1,}", "1:9: expected a key in double quotes, found `}`"),
            ("{\"a\": 1, \"a\": 1}", "1:10: the key \"a\" stands twice in the object"),
            ("{\"a\": 1, \"\\u0061\": 1}", "1:10: the key \"a\" stands twice in the object"),
            ("1.5", "1:1: numbers must be integers; write a decimal as a string"),
            ("1e3", "1:1: numbers must be integers; write a decimal as a string"),
            ("01", "1:1: a number has no leading zeros"),
            ("-", "1:2: expected a digit after `-`, found the end of the text"),
            ("9223372036854775808", "1:1: the number does not fit 64 bits"),
            ("[1]\n]", "2:1: something follows the JSON value; remove it"),
            ("\"a", "1:1: the string that begins here is not closed"),
            ("\"\u{1}\"", "1:2: a control character in a string must be escaped, as `\\u0001`"),
            ("\"\\x\"", "1:2: a backslash may be followed by one of \" \\ / b f n r t u"),
            ("\"\\u12g4\"", "1:2: `\\u` takes four hexadecimal digits"),
            ("\"\\ud800\"", "1:2: a surrogate stands alone; write the pair, or the character itself"),
            ("\"\\ud800\\u0041\"", "1:2: a surrogate stands alone; write the pair, or the character itself"),
            ("\"\\udc00\"", "1:2: a surrogate stands alone; write the pair, or the character itself"),
            ("tru", "1:1: expected `true`, found something else"),
            ("{\"ä\": ?}", "1:7: expected a JSON value, found `?`"),
            ("\u{FEFF}1", "1:1: expected a JSON value, found byte 0xef"),
            ("NaN", "1:1: expected a JSON value, found `N`"),
        ]
    )
    func refused(text: String, message: String) {
        #expect(error(text) == "j:" + message)
    }

    @Test("a reader that is told to keeps numbers that are no 64-bit integers as they are written")
    func numbersKept() throws {
        let numbers = ["1.5", "-0.0", "1e3", "1E-07", "2.50e+1", "9223372036854775808", "0e0"]
        let text = "[" + numbers.joined(separator: ", ") + ", -9223372036854775808]"
        let node = try JSONNode(keepingNumbersOf: Array(text.utf8), file: "j")
        let kept = try #require(node.elements).map { element in
            switch element.kind {
            case .number(let text): text.text
            case .integer(let value): "integer \(value)"
            default: "neither"
            }
        }
        #expect(kept == numbers + ["integer -9223372036854775808"])
    }

    @Test(
        "what is no number in JSON is refused by such a reader too",
        arguments: [
            ("1.", "1:3: expected a digit after the point, found the end of the text"),
            ("1.e1", "1:3: expected a digit after the point, found `e`"),
            ("1e", "1:3: expected a digit of the exponent, found the end of the text"),
            ("1e+", "1:4: expected a digit of the exponent, found the end of the text"),
            ("01.5", "1:1: a number has no leading zeros"), (".5", "1:1: expected a JSON value, found `.`"),
            ("1.5.5", "1:4: something follows the JSON value; remove it"),
        ]
    )
    func noNumbers(text: String, message: String) {
        do {
            _ = try JSONNode(keepingNumbersOf: Array(text.utf8), file: "j")
            Issue.record("read")
        } catch {
            #expect(error.description == "j:" + message)
        }
    }

    @Test("values are read with their places")
    func values() throws {
        let text = "{\"a\": [1, -9223372036854775808, true, null],\n \"b\": \"\\ud83d\\ude00\\u00e9\\n\\/\"}"
        let node = try JSONNode(parsing: Array(text.utf8), file: "j")
        #expect(node["a"]?.elements?.count == 4)
        #expect(node["b"]?.text.map { Array($0.unicodeScalars.map(\.value)) } == [0x1F600, 0xE9, 0x0A, 0x2F])
        #expect(node["b"]?.position == SourcePosition(offset: 51, line: 2, column: 7))
        #expect(node["c"] == nil)
    }

    @Test("keys that differ by scalars alone are two keys")
    func scalarKeys() {
        #expect(error("{\"\u{e9}\": 1, \"e\u{301}\": 2}") == "none")
    }

    @Test("invalid UTF-8 is refused at its byte")
    func encoding() {
        #expect(
            error(Array("[\"".utf8) + [0xED, 0xA0, 0x80] + Array("\"]".utf8)).hasPrefix(
                "j:1:3: the text is not UTF-8: byte 2"
            )
        )
    }

    @Test("nesting is bounded")
    func depth() {
        let limit = CedarLimits.jsonDepth
        #expect(error(String(repeating: "[", count: limit) + String(repeating: "]", count: limit)) == "none")
        #expect(
            error(String(repeating: "[", count: 100_000))
                == "j:1:\(limit + 1): the JSON nests deeper than \(limit) levels"
        )
        #expect(error(String(repeating: "{\"a\":", count: 100_000)).contains("nests deeper"))
    }
}
