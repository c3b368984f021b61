import Foundation
import Storage
import Testing

@testable import HTTPExit

@Suite("Values in JSON")
struct JSONWritingTests {
    @Test(
        "any text comes back as it was",
        arguments: [
            "plain", "\"quoted\" \\ back", "line\nbreak\ttab\r", "\u{0}\u{1f}\u{7f}", "</script>&", "é 漢 😀",
            "\u{2028}\u{2029}",
        ]
    )
    func text(text: String) throws {
        var json = ""
        JSONWriting.append(text, to: &json)
        #expect(try JSONDecoder().decode(String.self, from: Data(json.utf8)) == text)
        #expect(!json.contains("<") && !json.contains("&"))
    }

    @Test("numbers, truth, bytes and nothing")
    func values() {
        func json(_ value: ViewValue) -> String {
            var json = ""
            JSONWriting.append(value, to: &json)
            return json
        }
        #expect(json(.integer(.min)) == "-9223372036854775808")
        #expect(json(.real(0.1)) == "0.1")
        #expect(json(.real(.nan)) == "null")
        #expect(json(.truth(false)) == "false")
        #expect(json(.bytes([0, 255])) == "\"00ff\"")
        #expect(json(.null) == "null")
    }
}
