import Boundary
import Execution
import Foundation
import PlantModel
import RawHTTP
import TestFloor
import Testing

/// Defects that manufacturing systems of others have had, each over HTTP as somebody would meet it. `docs/known-defects.md` says where the rest of each is tested.
@Suite("Defects that other systems have had", .serialized, .timeLimit(.minutes(30)))
struct KnownDefectTests {
    /// Addresses of the API that show something of one record.
    private func readings(_ visit: FloorVisit) async throws -> [String] {
        let answer = try await Answer.get("/openapi.json", port: visit.port)
        let read = try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [String: Any]
        let paths = try #require(read?["paths"] as? [String: [String: Any]])
        return paths.filter { $0.value["get"] != nil }.keys.filter {
            $0.components(separatedBy: "{").count == 2 && $0.contains("{id}")
        }
        .sorted()
    }

    private func ids(_ answer: Answer) throws -> Set<String> {
        guard answer.status == 200 else { return [] }
        let read = try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [String: Any]
        return Set((read?["records"] as? [[String: Any]] ?? []).compactMap { $0["id"] as? String })
    }

    /// A unit of the ITAR program with a measurement, bolts and a nonconformance; all ids of it.
    private func built(_ visit: FloorVisit) async throws -> [String] {
        let unit = try #require(visit.floor.work["VEH-1"])
        let olga = try await visit.browser(of: "olga")
        #expect(try await olga.work(unit, "start").status == 303)
        let measured = ["characteristic": "1", "value": "12.70", "gauge": "G-7"]
        #expect(try await olga.work(unit, "measure", measured).status == 303)
        let bolts = ["part": "BOLT-6", "code": "L-55", "quantity": "4"]
        #expect(try await olga.work(unit, "consume", bolts).status == 303)
        #expect(try await olga.work(unit, "nonconformance", ["description": "Scratch"]).status == 303)
        let quin = try await visit.browser(of: "quin")
        let reports = try ids(try await quin.get("/api/nonconformances"))
        #expect(reports.count == 1)
        return try [unit, #require(visit.floor.work["O-VEH"]), #require(visit.floor.work["BRK-1 VEH"])]
            + reports.sorted()
    }

    @Test("the label does not stop at the part: nothing that is recorded of it shows to whom the part does not")
    func labels() async throws {
        try await FloorVisit.run { visit in
            let all = try await built(visit)
            let readings = try await readings(visit)
            let fred = try await visit.browser(of: "fred")
            var shown: Set<String> = []
            let cleared = [
                try await visit.browser(of: "olga"), try await visit.browser(of: "quin"),
                try await visit.browser(of: "eve"),
            ]
            for reading in readings {
                for id in all {
                    let address = reading.replacing("{id}", with: id)
                    let hidden = try await fred.get(address)
                    #expect([400, 403, 404].contains(hidden.status), "\(address): \(hidden.status)")
                    #expect(!hidden.body.contains("VEH-1") && !hidden.body.contains("Scratch"))
                    for person in cleared where try await person.get(address).status == 200 { shown.insert(reading) }
                }
            }
            // Of one that nobody may read the test would say nothing.
            #expect(shown.count >= 8, "\(shown.sorted())")
            for list in [
                "/api/orders", "/api/definitions?state=released", "/api/nonconformances", "/api/dispatch?center=mill",
                "/api/capacity",
            ] {
                let seen = try await fred.get(list)
                #expect(!seen.body.contains("VEH") && all.allSatisfy { !seen.body.contains($0) }, "\(list)")
            }
        }
    }

    @Test(
        "there is one rule and no second copy: what a list has is what can be asked for by itself, for every person",
        arguments: [("orders", ""), ("definitions", "?state=released"), ("nonconformances", "")]
    )
    func agreement(kind: String, which: String) async throws {
        try await FloorVisit.run { visit in
            _ = try await built(visit)
            var lists: [String: Set<String>] = [:]
            for person in visit.floor.staff.keys where person != "root" {
                let answer = try await visit.browser(of: person).get("/api/\(kind)\(which)")
                #expect([200, 403].contains(answer.status), "\(person): \(answer.status)")
                lists[person] = try ids(answer)
            }
            let all = lists.values.reduce(into: Set<String>()) { $0.formUnion($1) }
            #expect(!all.isEmpty && lists["fred"] != lists["quin"])
            for (person, listed) in lists {
                let browser = try await visit.browser(of: person)
                for id in all {
                    let status = try await browser.get("/api/\(kind)/\(id)").status
                    #expect((status == 200) == listed.contains(id), "\(person) \(id): \(status)")
                }
            }
        }
    }

    @Test("control is no island: a fact of the register that changes changes every road at the next request")
    func island() async throws {
        try await FloorVisit.run { visit in
            let all = try await built(visit)
            let readings = try await readings(visit)
            let olga = try await visit.browser(of: "olga")
            var before = 0
            for reading in readings {
                for id in all where try await olga.get(reading.replacing("{id}", with: id)).status == 200 {
                    before += 1
                }
            }
            #expect(before > 3)
            let feed = """
                person,badge,name,employer,role,home,usPerson,usCitizen,citizenships,residencies,worksIn,needToKnow
                olga,B-OLGA,Olga Example,owner,operator,operator,no,no,FR,FR,US,
                """
            let day = try #require(Day("2026-11-25"))
            let register = PersonRegister(visit.floor.hull, visit.floor.accounts)
            _ = try await register.take(
                PersonFeed(feed, file: "persons.csv", source: "HR", asOf: day),
                by: .person("root")
            )
            for reading in readings {
                for id in all {
                    let answer = try await olga.get(reading.replacing("{id}", with: id))
                    #expect(answer.status != 200, "\(reading)")
                }
            }
            #expect(try await !olga.get("/api/dispatch?center=mill").body.contains("VEH"))
        }
    }

    @Test("a gate has no polite exit: an operation that lacks something is not finished, whatever is sent along")
    func gates() async throws {
        try await FloorVisit.run { visit in
            let unit = try #require(visit.floor.work["MED-1"])
            let olga = try await visit.browser(of: "olga")
            let pin = try #require(visit.floor.staff["olga"]?["pin"])
            #expect(try await olga.work(unit, "start").status == 303)
            let ways: [[String: String]] = [
                ["pin": pin], ["pin": pin, "force": "true"], ["pin": pin, "confirm": "yes", "finish": "anyway"],
                ["pin": pin, "skip": "1", "override": "on", "reason": "late"],
            ]
            for way in ways {
                let answer = try await olga.work(unit, "complete", way)
                #expect(answer.status == 400 || answer.status == 409, "\(way): \(answer.status)")
                #expect(answer.body.contains("BH-E"))
            }
            let measured = ["characteristic": "1", "value": "12.70", "gauge": "G-7"]
            #expect(try await olga.work(unit, "measure", measured).status == 303)
            // The bolts are not there yet; the second operation does not begin before the first ended.
            #expect(try await [400, 409].contains(olga.work(unit, "complete", ["pin": pin]).status))
            let next = try await olga.command("/api/units/\(unit)/start", #"{"sequence":20}"#)
            #expect(next.status == 409 && next.body.contains("BH-E"))
        }
    }

    @Test("no page of the guide promises work without the server")
    func promises() throws {
        let guide = URL(filePath: FloorVisit.catalogue).deletingLastPathComponent().appending(path: "docs/guide")
        let pages = try FileManager.default.contentsOfDirectory(at: guide, includingPropertiesForKeys: nil)
        #expect(pages.count > 10)
        for page in pages {
            for line in try String(contentsOf: page, encoding: .utf8).split(separator: "\n") {
                // A duty of the plan, and what is verified on another machine.
                let others = ["offlineHours", "audit verify"]
                #expect(
                    others.contains { line.contains($0) } || !line.localizedCaseInsensitiveContains("offline"),
                    "\(page.lastPathComponent): \(line)"
                )
            }
        }
    }
}
