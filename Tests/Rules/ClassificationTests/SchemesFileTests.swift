import Foundation
import Testing

@testable import Classification

@Suite("The file of schemes")
struct SchemesFileTests {
    private func message(_ json: String) -> String {
        do {
            _ = try Schemes(json: Array(json.utf8))
            return "no error"
        } catch {
            return error.description
        }
    }

    @Test("the catalogue's own schemes load and combine as the regulations say")
    func catalogue() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
        let schemes = try Schemes(json: Data(contentsOf: root.appending(path: "Catalogue/schemes.json")))
        let b = try schemes.label([Restriction("distribution", "B")])
        let d = try schemes.label([Restriction("distribution", "D"), Restriction("cui", "SP-CTI")])
        let audience = try #require(b.join(d).admitted(in: "distribution"))
        #expect(try schemes.scheme(named: "distribution").value(admitting: audience) == "E")
        #expect(try schemes.label([Restriction("distribution", "F")]).admitted(in: "distribution") == [])
        #expect(try schemes.label([Restriction("eccn", "EAR99")]) == .unrestricted)
        #expect(try schemes.label([Restriction("releasableTo", "FVEY")]).admitted(in: "releasableTo")?.count == 5)
    }

    @Test("a scheme of a new regime is data alone")
    func newScheme() throws {
        let schemes = try Schemes(
            json: Array(#"{"schemes":[{"name":"ca-cgp","join":"maximum","order":["none","controlled"]}]}"#.utf8)
        )
        let label = try schemes.label([Restriction("ca-cgp", "controlled"), Restriction("ca-cgp", "none")])
        #expect(label.level(in: "ca-cgp") == "controlled")
    }

    @Test(
        "what is wrong is said with its place",
        arguments: [
            (#"{"schemes":[{"name":"x"}]}"#, "schemes.json: schemes[0].join: this key is missing"),
            (#"{"schemes":[{"name":1,"join":"union"}]}"#, "schemes.json: schemes[0].name: expected text"),
            (#"{"schemes":{}}"#, "schemes.json: schemes: expected a list"),
            (
                #"{"schemes":[{"name":"x","join":"onion"}]}"#,
                "schemes.json: schemes[0].join: \"onion\" is no way to join; write union, intersection or maximum"
            ),
            (
                #"{"schemes":[{"name":"x","join":"union","vales":[]}]}"#,
                "schemes.json: schemes[0].vales: this key is not known here; did you mean \"values\"?"
            ),
            (
                #"{"schemes":[{"name":"x","join":"union","order":["a"]}]}"#,
                "schemes.json: schemes[0].order: only `\"join\": \"maximum\"` has an order"
            ),
            (
                #"{"schemes":[{"name":"x","join":"maximum"}]}"#,
                "scheme \"x\": joins by maximum, so `order` must list its levels from lowest to highest"
            ),
            (
                #"{"schemes":[{"name":"x","join":"maximum","order":["a","a"]}]}"#,
                "scheme \"x\": the level \"a\" stands twice in `order`; remove one"
            ),
            (
                #"{"schemes":[{"name":"x","join":"union","members":{"a":["b"]}}]}"#,
                "scheme \"x\": `members` says whom a value admits, which only `\"join\": \"intersection\"` has"
            ),
            (
                #"{"schemes":[{"name":"x","join":"union"},{"name":"x","join":"union"}]}"#,
                "the scheme \"x\" is declared twice; remove one"
            ),
        ]
    )
    func problems(json: String, expected: String) {
        #expect(message(json) == expected)
    }

    @Test(
        "what is no JSON at all is an error, never a crash",
        arguments: [
            "", "[", "null", "{\"schemes\":[}", "\u{0}", "{\"schemes\":[{\"name\":\"\\ud800\",\"join\":\"union\"}]}",
        ]
    )
    func malformed(json: String) {
        #expect(message(json).hasPrefix("schemes.json: "))
    }

    @Test("bad encoding, deep nesting and huge files are errors")
    func hostile() {
        #expect(throws: ClassificationError.self) { try Schemes(json: [0x7B, 0xFF, 0xFE, 0x22]) }
        #expect(message(String(repeating: "[", count: 200_000)).hasPrefix("schemes.json: "))
        let huge = message("\"" + String(repeating: "x", count: 2_000_000) + "\"")
        #expect(huge == "schemes.json: larger than 1048576 bytes; that is no list of schemes")
    }
}
