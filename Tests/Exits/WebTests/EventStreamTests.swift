import Boundary
import Foundation
import RawHTTP
import TestFloor
import Testing

@Suite("Events are followed as far as one may see them", .serialized, .timeLimit(.minutes(30)))
struct EventStreamTests {
    private static let beginning = "0-\(String(repeating: "0", count: 32))"

    /// What there is after an event, at once.
    private func events(_ browser: FloorVisit.Browser, after last: String = beginning) async throws -> [[String:
        String]]
    {
        let answer = try await browser.get("/events?after=\(last)&wait=0")
        #expect(answer.status == 200 && answer.fields["content-type"] == "text/event-stream")
        return Self.read(answer.body)
    }

    /// Events by their fields, from a body that may be in chunks.
    private static func read(_ body: String) -> [[String: String]] {
        body.components(separatedBy: "\n\n").compactMap { block in
            var fields: [String: String] = [:]
            for line in block.split(whereSeparator: \.isNewline) {
                let parts = line.split(separator: ":", maxSplits: 1)
                if parts.count == 2 { fields[String(parts[0])] = parts[1].trimmingCharacters(in: .whitespaces) }
            }
            return fields["id"] == nil ? nil : fields
        }
    }

    /// Long enough for what just happened to be settled.
    private func settle() async throws { try await Task.sleep(for: .milliseconds(1_300)) }

    @Test(
        "each sees what happened to records that they may see, with marking, kind and id, and it is recorded that they got it"
    )
    func own() async throws {
        try await FloorVisit.run { visit in
            try await settle()
            let (olga, fred) = (try await visit.browser(of: "olga"), try await visit.browser(of: "fred"))
            let (all, some) = (try await events(olga), try await events(fred))
            let restricted = try #require(visit.floor.work["VEH-1"])
            #expect(
                all.contains { $0["event"] == "job-order.created" }
                    && some.contains { $0["event"] == "job-order.created" }
            )
            #expect(all.count > some.count && !some.isEmpty)
            #expect(all.contains { $0["data"]?.contains("CUI//SP-CTI/SP-EXPT") == true })
            #expect(!some.contains { $0["data"]?.contains("CUI") == true || $0["data"]?.contains(restricted) == true })
            #expect(Set(some.compactMap { $0["id"] }).isSubset(of: all.compactMap { $0["id"] }))
            // Whoever sees no orders is told of none.
            let aude = try await visit.browser(of: "aude")
            #expect(try await events(aude).isEmpty)
            let cora = try await visit.browser(of: "cora")
            #expect(try await cora.get("/compliance/releases").body.contains("api"))
        }
    }

    @Test("a stream goes on after the last event that was had, and gives each once")
    func resumed() async throws {
        try await FloorVisit.run { visit in
            let olga = try await visit.browser(of: "olga")
            try await settle()
            let before = try await events(olga)
            let last = try #require(before.last?["id"])
            #expect(try await events(olga, after: last).isEmpty)
            #expect(try await olga.work(visit.floor.work["VEH-1"] ?? "", "start").status == 303)
            try await settle()
            let after = try await events(olga, after: last)
            #expect(after.map { $0["event"] } == ["operation.started"])
            #expect(after.first?["data"]?.contains(visit.floor.work["VEH-1"] ?? "-") == true)
            // From the middle on it is the rest, in the same order.
            let middle = try #require(before[before.count / 2]["id"])
            let rest = try await events(olga, after: middle).compactMap { $0["id"] }
            #expect(
                Array(rest.suffix(before.count - before.count / 2 - 1 + 1).dropLast())
                    == before.suffix(from: before.count / 2 + 1).compactMap { $0["id"] }
            )
            // Without an id it begins now.
            #expect(Self.read(try await olga.get("/events?wait=0").body).isEmpty)
        }
    }

    @Test("two worlds that differ in restricted work alone look the same to whoever may not see it")
    func worlds() async throws {
        func seen(_ isBusy: Bool) async throws -> ([String?], [Int]) {
            var kinds: [String?] = []
            var lengths: [Int] = []
            try await FloorVisit.run { visit in
                let fred = try await visit.browser(of: "fred")
                let olga = try await visit.browser(of: "olga")
                let unit = visit.floor.work["VEH-1"] ?? ""
                if isBusy {
                    for action in ["start", "pause", "start", "pause"] {
                        #expect(try await olga.work(unit, action).status == 303)
                    }
                }
                #expect(try await olga.work(visit.floor.work["MED-1"] ?? "", "start").status == 303)
                try await settle()
                let answer = try await fred.get("/events?after=\(Self.beginning)&wait=0")
                kinds = Self.read(answer.body).map { $0["event"] }
                lengths = Self.read(answer.body).map { $0.values.reduce(0) { $0 + $1.utf8.count } }
            }
            return (kinds, lengths)
        }
        let (quiet, busy) = (try await seen(false), try await seen(true))
        #expect(quiet.0 == busy.0 && quiet.1 == busy.1 && quiet.0.last == "operation.started")
    }

    @Test("what is no event's id, no time to wait, or one stream too many is refused; nobody follows without a session")
    func hostile() async throws {
        try await FloorVisit.run { visit in
            let olga = try await visit.browser(of: "olga")
            for after in [
                "x", "-1-00", "0-0", "99999999999999999999-\(String(repeating: "0", count: 32))", "%0a",
                "0-\(String(repeating: "g", count: 32))",
            ] {
                #expect(try await olga.get("/events?wait=0&after=\(after)").status == 400, "\(after)")
            }
            for wait in ["-1", "21", "x", "99999999999999999999999"] {
                #expect(try await olga.get("/events?wait=\(wait)").status == 400, "\(wait)")
            }
            #expect(try await Answer.get("/events", port: visit.port).status == 303)
            // One that ends after a second, and is answered meanwhile by nothing that keeps the server.
            let answer = try await olga.get("/events?wait=1")
            #expect(answer.status == 200 && answer.body.contains("retry: 1000"))
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<6 { group.addTask { try await olga.get("/events?wait=3").status } }
                var found: [Int] = []
                for try await status in group { found.append(status) }
                #expect(found.filter { $0 == 200 }.count == 4 && found.filter { $0 == 429 }.count == 2)
            }
        }
    }
}

@Suite("Codes are explained where a problem's type leads", .serialized, .timeLimit(.minutes(30)))
struct CodePageTests {
    @Test("the type of a problem is a page, for anybody; a code that there is none of is not found")
    func pages() async throws {
        try await FloorVisit.run { visit in
            let olga = try await visit.browser(of: "olga")
            let problem = try await olga.get("/api/units/\(String(repeating: "0", count: 32))/operation")
            let type = try #require(problem.body.firstMatch(of: /"type":"(\/explain\/BH-[A-Z0-9]+)"/)).output.1
            let page = try await Answer.get(String(type), port: visit.port)
            #expect(page.status == 200 && page.body.contains("BH-W404: There is nothing of that name"))
            #expect(try await Answer.get("/explain/bh-w404", port: visit.port).status == 200)
            #expect(try await Answer.get("/explain", port: visit.port).body.contains("/explain/BH-W403"))
            for none in [
                "/explain/BH-W999", "/explain/<script>", "/explain/%3Cscript%3E",
                "/explain/\(String(repeating: "x", count: 1_000))",
            ] {
                let answer = try await Answer.get(none, port: visit.port)
                #expect([400, 404].contains(answer.status) && !answer.body.contains("<script>x"))
            }
        }
    }
}
