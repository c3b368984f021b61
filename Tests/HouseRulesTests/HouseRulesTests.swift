import Foundation
import Testing

@Suite("The house rules hold")
struct HouseRulesTests {
    let repository = Repository()

    /// Above this a file can no longer be read in one sitting.
    static let fileLinesMax = 700
    static let functionLinesMax = 100
    /// The checker is part of the trusted argument, so it stays small enough to be read whole.
    static let planCheckLinesMax = 600

    @Test("product code calls nothing that is banned")
    func bans() {
        for file in repository.files(below: "Sources", withExtension: "swift") {
            let findings = HouseRules.bannedCalls(in: file.text, target: file.target)
            #expect(findings.isEmpty, "\(file.path): \(findings.joined(separator: "; "))")
        }
    }

    @Test("files and functions are short enough to read in one sitting")
    func lengths() {
        for folder in ["Sources", "Tests"] {
            for file in repository.files(below: folder, withExtension: "swift") {
                #expect(file.lines.count <= Self.fileLinesMax, "\(file.path) has \(file.lines.count) lines")
                let long = HouseRules.longFunctions(in: file.text, linesMax: Self.functionLinesMax)
                #expect(long.isEmpty, "\(file.path): \(long.joined(separator: "; "))")
            }
        }
    }

    @Test("the checker is under 600 lines")
    func checkerLength() {
        let lines = repository.files(below: "Sources/Plan/PlanCheck", withExtension: "swift").map(\.lines.count).reduce(
            0,
            +
        )
        #expect(lines < Self.planCheckLinesMax, "PlanCheck has \(lines) lines")
    }

    @Test("names say what a thing is")
    func names() {
        for folder in ["Sources", "Tests"] {
            for file in repository.files(below: folder, withExtension: "swift") {
                #expect(HouseRules.emptyName(in: file.path) == nil, "\(file.path): name it for what it holds")
            }
        }
    }

    @Test("every import is in the table of docs/architecture.md, and every target has a row")
    func imports() throws {
        let allowed = HouseRules.allowedImports(in: try repository.text("docs/architecture.md"))
        #expect(!allowed.isEmpty)
        var seen: Set<String> = []
        for file in repository.files(below: "Sources", withExtension: "swift") {
            seen.insert(file.target)
            let row = try #require(allowed[file.target], "\(file.target) has no row in docs/architecture.md")
            for module in HouseRules.imports(in: file.text) {
                #expect(row.contains(module), "\(file.path) imports \(module), which \(file.target) may not")
            }
        }
        #expect(
            Set(allowed.keys).subtracting(seen).isEmpty,
            "rows without a target: \(Set(allowed.keys).subtracting(seen).sorted())"
        )
    }

    @Test("every document has exactly one title")
    func titles() {
        let documents =
            repository.files(below: "docs", withExtension: "md")
            + repository.files(below: "Catalogue", withExtension: "md")
        for file in documents {
            var fenced = false
            var titles = 0
            for line in file.lines {
                if line.hasPrefix("```") { fenced.toggle() }
                if !fenced, line.hasPrefix("# ") { titles += 1 }
            }
            #expect(titles == 1, "\(file.path) has \(titles) titles")
        }
    }

    @Test("the repository holds no build products")
    func buildProducts() throws {
        let ignored = try repository.text(".gitignore")
        #expect(ignored.contains(".build"))
        #expect(ignored.contains("Package.resolved"))
    }
}

@Suite("The house rules find what they look for")
struct HouseRulesOwnTests {
    @Test("a banned call is found with its replacement, and comments are not code")
    func bans() {
        let found = HouseRules.bannedCalls(in: "let a = 1\n  let b = try! read()\n// try! is banned\n", target: "Cedar")
        #expect(found == ["line 2: let b = try! read(): use handle the error or let it be thrown"])
        #expect(HouseRules.bannedCalls(in: "print(1)", target: "bulkhead").isEmpty)
        #expect(HouseRules.bannedCalls(in: "print(1)", target: "Cedar").count == 1)
    }

    @Test(
        "what could carry data past the boundary is found outside the targets that may",
        arguments: [
            ("@_spi(Exits) import Boundary", "HTTPExit"), ("@_spi(Exits) internal import Boundary", "CommandOutput"),
            ("    fputs(text, stderr)", "bulkhead"), ("let out = FileHandle.standardOutput", "CommandOutput"),
            ("    try bytes.withUnsafeBytes { send($0) }", "Storage"), ("let p: UnsafeRawPointer = q", "CedarAnalysis"),
            ("    dump(value)", "bulkhead"),
        ]
    )
    func waysOut(line: String, allowed: String) {
        #expect(HouseRules.bannedCalls(in: line, target: "Execution").count == 1)
        #expect(HouseRules.bannedCalls(in: line, target: "Boundary").count == 1)
        #expect(HouseRules.bannedCalls(in: line, target: allowed).isEmpty)
    }

    @Test("only targets below Sources/Exits are exits, and each of them conforms to one")
    func exits() {
        for file in Repository().files(below: "Sources", withExtension: "swift") {
            let conforms = file.text.range(of: #":[^{\n]*\bExit\b[^{\n]*\{"#, options: .regularExpression) != nil
            guard conforms, file.target != "Boundary" else { continue }
            #expect(file.path.hasPrefix("Sources/Exits/"), "\(file.path) conforms to Exit and is no exit")
            #expect(HouseRules.exits.contains(file.target), "\(file.target) is not in the list of exits")
        }
    }

    @Test("imports are read whatever their access level")
    func imports() {
        #expect(
            HouseRules.imports(in: "public import Cedar\nimport struct Foundation.URL\nlet x = 1\n") == [
                "Cedar", "Foundation",
            ]
        )
    }

    @Test("a long function is named with its length")
    func longFunctions() {
        let body = Array(repeating: "    x()", count: 5).joined(separator: "\n")
        #expect(
            HouseRules.longFunctions(in: "func long() {\n\(body)\n}\n", linesMax: 6) == ["func long() { is 7 lines"]
        )
        #expect(HouseRules.longFunctions(in: "func long() {\n\(body)\n}\n", linesMax: 7).isEmpty)
    }

    @Test("the table of imports is read from the document")
    func table() {
        let document =
            "| target | may import (ours) | may import (others) |\n|---|---|---|\n| `A` | B, C | – |\n\ntext\n"
        #expect(HouseRules.allowedImports(in: document) == ["A": ["B", "C"]])
    }
}
