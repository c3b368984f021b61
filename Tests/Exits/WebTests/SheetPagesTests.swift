import Foundation
import RawHTTP
import TestFloor
import Testing

@Suite("Lists that are taken away for a spreadsheet", .serialized, .timeLimit(.minutes(30)))
struct SheetPagesTests {
    private func program(_ visit: FloorVisit, _ name: String) async throws -> String {
        let page = try await visit.browser(of: "cora").get("/compliance/leaks").body
        let option = page.firstMatch(
            of: try Regex("<option value=\"([0-9a-f]{32})\">\(name)<", as: (Substring, Substring).self)
        )
        return String(try #require(option).output.1)
    }

    @Test("who can reach a program is a marked file, in which what somebody wrote computes nothing")
    func reach() async throws {
        try await FloorVisit.run { visit in
            let root = try await visit.browser(of: "root")
            let source = "=HYPERLINK(\"http://evil.example/\",\"HR\")"
            let fed = try await root.follow(
                "/administrator/persons",
                ["feed": TestFloor.feed, "source": source, "as-of": "2026-11-25"],
                from: try await root.get("/administrator")
            )
            #expect(fed.body.contains("taken over"))
            let cora = try await visit.browser(of: "cora")
            let sheet = try await program(visit, "VEH")
            #expect(
                try await cora.get("/compliance/access/\(sheet)").body.contains("/compliance/access/\(sheet)/list.csv")
            )
            let file = try await cora.get("/compliance/access/\(sheet)/list.csv")
            #expect(file.status == 200 && file.fields["content-type"]?.hasPrefix("text/csv") == true)
            #expect(file.fields["content-disposition"]?.contains("access.csv") == true)
            #expect(file.fields["x-marking"]?.hasPrefix("CUI") == true)
            #expect(file.body.hasPrefix("# CUI") || file.body.hasPrefix("\"# CUI"))
            #expect(file.body.contains("VEH,") && file.body.contains("olga"))
            #expect(file.body.contains("\"'=HYPERLINK(\"\"http://evil.example/\"\",\"\"HR\"\")\""))
            #expect(!file.body.contains(",=") && !file.body.contains(",\"="))
        }
    }

    @Test("who may not see the trail takes nothing away, and cannot tell it from what is not there")
    func others() async throws {
        try await FloorVisit.run { visit in
            let sheet = try await program(visit, "VEH")
            for person in ["olga", "colin"] {
                let browser = try await visit.browser(of: person)
                let nothing = try await browser.get("/compliance/access/\(String(repeating: "0", count: 32))/list.csv")
                let answer = try await browser.get("/compliance/access/\(sheet)/list.csv")
                #expect(nothing.status == 404 && [403, 404].contains(answer.status))
                #expect(!answer.body.contains("VEH,") && !answer.body.contains("person:"))
            }
        }
    }
}
