import Foundation
import PlantModel
import Testing

@Suite("Hostile files get a located error and never a crash")
struct HostileYAMLTests {
    private func first(_ text: String) -> String { Plants.problems(text).first ?? "" }

    private func first(_ bytes: [UInt8]) throws -> String {
        try Plants.problems(inFolder: ["plant.yaml": Data(bytes)]).first ?? ""
    }

    @Test("no YAML, no mapping, nothing")
    func malformed() {
        #expect(first("").contains("BH-M031"))
        #expect(first("# only a comment\n").contains("BH-M031"))
        #expect(first("a: [").contains("BH-M005"))
        #expect(first("a: b: c").hasPrefix("plant.yaml:1:"))
        #expect(first("a: 'b\n").contains("BH-M005"))
        #expect(first("just a word").contains("BH-M022"))
        #expect(first("- a\n- b\n").contains("BH-M022"))
        #expect(first("a: 1\n---\nb: 2\n").contains("BH-M005"))
    }

    @Test("a tab that indents is named at its place")
    func tabs() {
        let found = first("bulkhead: 1\nsites:\n\t- { id: x }\n")
        #expect(found.hasPrefix("plant.yaml:3:1: error BH-M005"), "\(found)")
    }

    @Test("other encodings, broken UTF-8, NUL and invisible characters are named at their place")
    func encodings() throws {
        #expect(try first([0xFF, 0xFE, 0x61, 0x00]).contains("UTF-16"))
        #expect(try first(Array("a: b\nc: ".utf8) + [0xE9]).hasPrefix("plant.yaml:2:4: error BH-M003"))
        #expect(try first(Array("a: b\n\u{0}".utf8)).hasPrefix("plant.yaml:2:1: error BH-M004: NUL"))
        #expect(first("a: b\nc: \u{202E}x\n").hasPrefix("plant.yaml:2:4: error BH-M004"))
        #expect(first("a: \u{E000}\n").contains("BH-M004"))
        #expect(try first([0xC0, 0x80]).contains("BH-M003"))
    }

    @Test("a byte order mark is no problem, and moves no place")
    func byteOrderMark() throws {
        #expect(Plants.problems("\u{FEFF}" + Plants.sound) == [])
        let text = "\u{FEFF}" + Plants.sound.replacingOccurrences(of: "bulkhead: 1", with: "bulkheat: 1")
        #expect(Plants.problems(text).contains { $0.hasPrefix("plant.yaml:1:1: error BH-M020") })
    }

    @Test("lines may end in CR LF")
    func lineEnds() {
        #expect(Plants.problems(Plants.sound.replacingOccurrences(of: "\n", with: "\r\n")) == [])
    }

    /// Named, so that a failure does not print them.
    private static let nested: [String: String] = [
        "[": String(repeating: "[", count: 100_000), "{": String(repeating: "{a: ", count: 100_000),
        "-": String(repeating: "- ", count: 100_000), "?": String(repeating: "? ", count: 100_000),
        "fields": (0..<3_000).map { String(repeating: " ", count: $0) + "a:\n" }.joined(),
        "lists": (0..<3_000).map { String(repeating: " ", count: $0) + "-\n" }.joined(),
        "fields of 900": (0..<900).map { String(repeating: " ", count: $0) + "a:\n" }.joined(),
        "200": "a: " + String(repeating: "[", count: 200) + String(repeating: "]", count: 200),
        "380": "a: " + String(repeating: "[", count: 380) + String(repeating: "]", count: 380),
    ]

    @Test("deep nesting in every style is refused", arguments: nested.keys.sorted())
    func deep(style: String) throws {
        let found = Plants.problems(try #require(Self.nested[style]))
        #expect(found.contains { $0.contains("BH-M006") }, "\(found)")
    }

    @Test("aliases of aliases are counted as if written out")
    func bomb() {
        var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            let uses = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            bomb += "a\(level): &a\(level) [\(uses)]\n"
        }
        #expect(Plants.problems(bomb).contains { $0.contains("BH-M007") })
    }

    @Test("an alias within itself, as a key, or without an anchor is an error; one as a value is fine")
    func aliases() throws {
        #expect(Plants.problems("sites: &s [*s]\n").contains { $0.contains("BH-M008") })
        #expect(Plants.problems("&k enterprise: x\n*k : y\n").contains { $0.contains("BH-M008") })
        #expect(Plants.problems("enterprise: *none\n").contains { $0.contains("has no anchor") })
        let text = try #require(
            Plants.sound("country: US, zones", "country: &us US, zones")?
                .replacingOccurrences(of: "kind: self, country: US", with: "kind: self, country: *us")
        )
        #expect(Plants.problems(text) == [])
    }

    @Test("keys that are no names, tags and documents of ten thousand mistakes are answered")
    func strange() {
        #expect(Plants.problems("? [a, b]\n: c\n").contains { $0.contains("BH-M008") })
        #expect(Plants.problems("enterprise: !!python/object:os.system x\n").contains { $0.contains("BH-M008") })
        let wrong = (0..<10_000).map { "k\($0): 1\n" }.joined()
        do throws(PlantProblems) {
            _ = try Plant.load("plant.yaml", files: ["plant.yaml": wrong])
            Issue.record("a plant of unknown keys loaded")
        } catch {
            #expect(error.problems.count <= 600)
            #expect(error.omitted > 9_000)
        }
    }

    @Test("a file of 100 MB is refused by its size before it is read")
    func large() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "bulkhead-large-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "plant.yaml")
        try Data("bulkhead: 1\n".utf8).write(to: file)
        let handle = try FileHandle(forWritingTo: file)
        try handle.truncate(atOffset: 100 << 20)
        try handle.close()
        let found = Plants.problems(atPath: file.path(percentEncoded: false))
        #expect(found.count == 1)
        // Had it been read, the NUL bytes it is filled with would have been named.
        #expect(found.first?.contains("BH-M002") == true)
    }

    @Test("a folder, a missing file and a device are no plant")
    func unreadable() {
        #expect(Plants.problems(atPath: "/dev/zero").first?.contains("BH-M001") == true)
        #expect(Plants.problems(atPath: "/nowhere/plant.yaml").first?.contains("BH-M001") == true)
        #expect(Plants.problems(atPath: NSTemporaryDirectory()).first?.contains("BH-M0") == true)
    }
}
