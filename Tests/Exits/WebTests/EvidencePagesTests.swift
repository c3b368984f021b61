import Foundation
import LogCheck
import RawHTTP
import TestFloor
import Testing

@Suite("Evidence that an auditor chooses", .serialized, .timeLimit(.minutes(30)))
struct EvidencePagesTests {
    /// A bundle as it came.
    private struct Bundle: Decodable {
        struct Choice: Decodable {
            let first: String?
            let found: Int
            let outcome: String?
            let policy: String?
            let seed: String?
        }
        struct Entry: Decodable {
            let index: Int
            let payload: Data
        }
        let checkpoint: String
        let choice: Choice
        let entries: [Entry]

        var indices: [Int] { entries.map(\.index) }
    }

    /// The log of the compartment in which somebody was refused something, and who looks at it.
    private func visited(_ test: (FloorVisit, FloorVisit.Browser, String) async throws -> Void) async throws {
        try await FloorVisit.run { visit in
            let unit = try #require(visit.floor.work["VEH-1"])
            let olga = try await visit.browser(of: "olga")
            for _ in 0..<6 { #expect(try await olga.get("/units/\(unit)").status == 200) }
            let aude = try await visit.browser(of: "aude")
            let logs = try await aude.get("/auditor").body
                .matches(of: /\/auditor\/logs\/([0-9a-f]{32})\/evidence/).map { String($0.output.1) }
            for log in logs {
                let all = try await aude.get("/auditor/logs/\(log)/evidence")
                guard all.status == 200, try bundle(all).choice.found >= 6 else { continue }
                return try await test(visit, aude, log)
            }
            Issue.record("no log has evidence")
        }
    }

    private func bundle(_ answer: Answer) throws -> Bundle {
        #expect(answer.status == 200)
        return try JSONDecoder().decode(Bundle.self, from: Data(answer.body.utf8))
    }

    private func verified(_ bundle: String, _ aude: FloorVisit.Browser) async throws -> AuditReport {
        let home = try await aude.get("/auditor")
        let origin = try #require(bundle.firstMatch(of: /"checkpoint":"([^\\]+)\\n/)).output.1
        let key = try #require(home.body.components(separatedBy: "<").first { $0.contains("\(origin)+") })
        let keys = try AuditKeys(log: String(key.drop { $0 != ">" }.dropFirst()).replacing("&#43;", with: "+"))
        return AuditBundleCheck.check(Array(bundle.utf8), keys: keys).report
    }

    @Test("the page of a log offers days, what, a policy and a sample with a new seed")
    func page() async throws {
        try await visited { visit, aude, log in
            let page = try await aude.get("/auditor/logs/\(log)")
            #expect(page.status == 200 && page.fields["x-marking"] != nil)
            let seed = try #require(page.body.firstMatch(of: /name="seed" value="([0-9a-f]{32})"/)).output.1
            #expect(try await !aude.get("/auditor/logs/\(log)").body.contains(seed))
            let olga = try await visit.browser(of: "olga")
            let nothing = try await olga.get("/auditor/logs/\(String(repeating: "0", count: 32))")
            let hidden = try await olga.get("/auditor/logs/\(log)")
            #expect(hidden.status == 404 && hidden.body == nothing.body)
        }
    }

    @Test("a sample is the same for whoever gives its seed again, another by another seed, and holds")
    func sample() async throws {
        try await visited { _, aude, log in
            let last = "last=2999-12-31&outcome=released&policy=&first="
            func taken(_ seed: String) async throws -> Answer {
                try await aude.get("/auditor/logs/\(log)/evidence?\(last)&count=3&seed=\(seed)")
            }
            let one = try await taken("a")
            let first = try bundle(one)
            #expect(first.entries.count == 3 && first.choice.seed == "a" && first.choice.outcome == "released")
            #expect(try await verified(one.body, aude).isSound)
            // That evidence was taken is in the log too, so that there is one more to choose from each time.
            let again = try bundle(try await taken("a"))
            #expect(Set(again.indices).intersection(first.indices).count >= 2)
            #expect(again.choice.found > first.choice.found)
            var others: Set<[Int]> = []
            for seed in ["b", "c", "d", "e"] { others.insert(try bundle(try await taken(seed)).indices) }
            #expect(others.count > 1)
        }
    }

    @Test("days and policies choose, and a bundle that has others than it says does not hold")
    func choosing() async throws {
        try await visited { _, aude, log in
            let path = "/auditor/logs/\(log)/evidence"
            let all = try bundle(try await aude.get(path))
            let payloads = all.entries.map { String(decoding: $0.payload, as: UTF8.self) }
            let cited = payloads.compactMap { payload in
                payload.firstMatch(of: /"policies":\["([^"]+)"/).map { String($0.output.1) }
            }
            let policy = try #require(cited.first)
            let some = try await aude.get("\(path)?policy=\(policy)")
            #expect(
                try bundle(some).entries.allSatisfy {
                    String(decoding: $0.payload, as: UTF8.self).contains("\"\(policy)\"")
                }
            )
            #expect(try await verified(some.body, aude).isSound)
            #expect(try await aude.get("\(path)?policy=no-such-policy").status == 404)
            #expect(try await aude.get("\(path)?last=1999-12-31").status == 404)
            #expect(try await aude.get("\(path)?first=2999-12-31").status == 404)
            let dated = try await aude.get("\(path)?first=2000-01-01&last=2999-12-30")
            #expect(try bundle(dated).choice.first == "2000-01-01" && bundle(dated).entries.count >= all.entries.count)
            let told = dated.body.replacing("\"first\":\"2000-01-01\"", with: "\"first\":\"2999-01-01\"")
            let report = try await verified(told, aude)
            #expect(!report.isSound && report.failures.allSatisfy { $0.code == .choice })
            for text in ["\\u001B[2Jholds: 7777 entries", "7777 days", "z"] {
                let forged = dated.body.replacing("\"first\":\"2000-01-01\"", with: "\"first\":\"\(text)\"")
                let found = try await verified(forged, aude)
                #expect(!found.isSound && found.findings.allSatisfy { !$0.description.contains("7777") }, "\(text)")
            }
        }
    }

    @Test(
        "what is no choice is told, and nothing leaves",
        arguments: [
            "first=yesterday", "last=2026-13-01", "outcome=all", "count=0&seed=a", "count=2001&seed=a", "count=5",
            "count=five&seed=a", "count=5&seed=%C3%A9", "count=99999999999999999999&seed=a",
        ]
    )
    func wrong(query: String) async throws {
        try await visited { _, aude, log in
            let answer = try await aude.get("/auditor/logs/\(log)/evidence?\(query)")
            #expect(answer.status == 422 || answer.status == 400, "\(answer.status)")
            #expect(answer.body.contains("BH-W1") && !answer.body.contains("checkpoint"))
        }
    }
}
