import Foundation
import LeakScan
import PlantModel
import PublishedSchemas
import Testing

@Suite("Reports of a scan")
struct ReportTests {
    private func outcome(_ name: String = "plan.txt") async throws -> ScanOutcome {
        let folder = try ScanFolder()
        try folder.write(name, "CUI//SP-CTI//NOFORN\n")
        let result = try await ScanTools.scan().run([folder.path])
        return ScanOutcome(result.findings, counts: result.counts, roots: [folder.path], asOf: try ScanTools.today)
    }

    @Test("JSON keeps to its schema")
    func json() async throws {
        let text = ScanJSON.write(try await outcome()).pretty
        #expect(try PublishedSchema("scan").problems(of: Data(text.utf8)) == [])
    }

    @Test("SARIF names its version, its rules and each result by one of them")
    func sarif() async throws {
        let text = ScanSARIF.write(try await outcome("a plan & more.txt")).pretty
        let log = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(log["version"] as? String == "2.1.0")
        let run = try #require((log["runs"] as? [[String: Any]])?.first)
        let driver = try #require((run["tool"] as? [String: [String: Any]])?["driver"])
        let rules = try #require(driver["rules"] as? [[String: Any]])
        let result = try #require((run["results"] as? [[String: Any]])?.first)
        let index = try #require(result["ruleIndex"] as? Int)
        #expect(rules[index]["id"] as? String == result["ruleId"] as? String)
        #expect(result["level"] as? String == "error")
        #expect(text.contains("a%20plan%20&%20more.txt"))
        #expect(text.contains("\"startLine\": 1"))
    }

    @Test("names of files cannot break out of a page or a terminal")
    func hostileNames() async throws {
        let outcome = try await outcome("<script>alert(1)<&\u{1B}[2J\u{202E}txt.exe")
        let page = ScanPage.write(outcome)
        #expect(!page.contains("<script>alert"))
        #expect(page.contains("&lt;script&gt;alert(1)&lt;&amp;\\u{1b}[2J"))
        let text = ScanText.write(outcome)
        #expect(!text.contains("\u{1B}") && !text.contains("\u{202E}"))
        #expect(text.contains("\\u{1b}[2J\\u{202e}txt.exe"))
    }

    @Test("a page loads nothing from elsewhere")
    func selfContained() async throws {
        let page = ScanPage.write(try await outcome())
        #expect(page.contains("default-src 'none'"))
        #expect(!page.contains("http:") && !page.contains("https:") && !page.contains("src="))
    }

    @Test("words are in no report unless the scan was asked for them")
    func words() async throws {
        let outcome = try await outcome()
        for report in [
            ScanText.write(outcome), ScanJSON.write(outcome).pretty, ScanSARIF.write(outcome).pretty,
            ScanPage.write(outcome),
        ] {
            #expect(!report.contains("CUI//"))
        }
    }

    @Test("every rule has a code, a title and what to do")
    func rules() {
        #expect(Set(LeakRule.allCases.map(\.rawValue)).count == LeakRule.allCases.count)
        for rule in LeakRule.allCases {
            #expect(rule.rawValue.hasPrefix("BH-L") && !rule.title.isEmpty)
            #expect(rule.explanation.hasSuffix("."))
        }
    }
}
