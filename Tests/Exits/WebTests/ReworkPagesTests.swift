import Execution
import Foundation
import RawHTTP
import TestFloor
import Testing

@Suite("Reworks on pages", .serialized, .timeLimit(.minutes(10)))
struct ReworkPagesTests {
    typealias Desk = EngineerPagesTests.Desk

    private static let operation = [
        "sequence": "10", "name": "Blend the floor", "center": "mill", "minutes": "20",
        "instructions": "Blend by hand.", "c0-number": "7", "c0-name": "Roughness", "c0-unit": "um", "c0-upper": "3.2",
        "buy-off": "yes",
    ]

    /// A unit whose pocket is too deep, and the nonconformance by its address.
    private func reported(_ visit: FloorVisit, _ serial: String = "MED-1") async throws -> (unit: String, page: String)
    {
        let olga = try await visit.browser(of: "olga")
        let unit = try #require(visit.floor.work[serial])
        #expect(try await olga.work(unit, "start").status == 303)
        #expect(try await olga.work(unit, "nonconformance", ["description": "Pocket too deep"]).status == 303)
        let home = try await visit.browser(of: "quin").get("/quality")
        return (unit, String(try #require(home.body.firstMatch(of: /href="(\/nonconformances\/[0-9a-f]{32})"/)).1))
    }

    /// A rework for a nonconformance that eve wrote, ed approved and eve released, by its id.
    private func written(
        _ visit: FloorVisit,
        for page: String,
        part: String = "BRK-1",
        revision: String = "RW-1"
    ) async throws -> String {
        let (eve, ed) = (try await Desk(visit, "eve"), try await Desk(visit, "ed"))
        let id = String(page.split(separator: "/")[1])
        let form = "/definitions/new?nonconformance=\(id)"
        let shown = try await eve.browser.get(form)
        #expect(shown.body.contains("name=\"rework\" value=\"yes\" checked") && shown.body.contains(id))
        var fields = Self.operation
        fields.merge(
            ["program": "MED", "part": part, "revision": revision, "title": "Blend the pocket", "rework": "yes"]
        ) { $1 }
        fields["nonconformance"] = id
        let made = try await eve.send("/definitions", fields, on: form)
        #expect(made.status == 303)
        let definition = try #require(made.fields["location"])
        #expect(try await eve.send("\(definition)/submit", ["reason": "MRB 12"], on: definition).status == 303)
        let approval = ["capacity": "manufacturing", "pin": ed.pin]
        #expect(try await ed.send("\(definition)/approve", approval, on: definition).status == 303)
        #expect(try await eve.send("\(definition)/release", ["pin": eve.pin], on: definition).status == 303)
        return String(definition.split(separator: "/")[1])
    }

    @Test("from a rework that is written for a nonconformance to the unit that goes on after its operations")
    func journey() async throws {
        try await FloorVisit.run { visit in
            let (unit, page) = try await reported(visit)
            let quin = try await Desk(visit, "quin")
            #expect(try await quin.browser.get(page).body.contains("Write a rework for this nonconformance"))
            let definition = try await written(visit, for: page)
            let shown = try await quin.browser.get("/definitions/\(definition)")
            #expect(shown.body.contains("rework for <a") && !shown.body.contains("Order units"))
            #expect(try await quin.browser.get(page).body.contains("<option value=\"\(definition)\">Blend the pocket"))
            let form = [
                "disposition": "rework", "from": "10", "definition": definition, "reason": "MRB 12", "pin": quin.pin,
            ]
            var wrong = form
            wrong["definition"] = "<script>"
            #expect(try await quin.send("\(page)/dispose", wrong, on: page).status == 404)
            #expect(try await quin.send("\(page)/dispose", form, on: page).status == 303)
            let olga = try await Desk(visit, "olga")
            let floor = try await olga.browser.get("/units/\(unit)")
            #expect(floor.body.contains("10010 Blend the floor") && floor.body.contains("Blend by hand."))
            #expect(floor.body.contains("in rework") && floor.body.contains("goes on at operation 10"))
            #expect(try await olga.browser.work(unit, "start").status == 303)
            let measured = ["characteristic": "7", "value": "1.6"]
            #expect(try await olga.browser.work(unit, "measure", measured).status == 303)
            #expect(try await olga.browser.work(unit, "complete", ["pin": olga.pin]).status == 303)
            #expect(try await quin.browser.work(unit, "buy-off", ["pin": quin.pin]).status == 303)
            let after = try await olga.browser.get("/units/\(unit)")
            #expect(after.body.contains("10 Mill the pocket") && !after.body.contains("in rework</span>"))
            let record = try await quin.browser.get("/units/\(unit)/record")
            #expect(record.body.contains("Rework 1 of MED-1") && record.body.contains("10010 Blend the floor"))
            #expect(record.body.contains("complete</span>") && record.body.contains("person:olga"))
        }
    }

    @Test("a traveler of two units in rework has one box for a number; nobody orders by a rework")
    func traveler() async throws {
        try await FloorVisit.run { visit in
            let quin = try await Desk(visit, "quin")
            for (serial, revision) in [("MED-1", "RW-1"), ("MED-2", "RW-2")] {
                let (_, page) = try await reported(visit, serial)
                let definition = try await written(visit, for: page, revision: revision)
                let form = [
                    "disposition": "rework", "from": "10", "definition": definition, "reason": "MRB", "pin": quin.pin,
                ]
                #expect(try await quin.send("\(page)/dispose", form, on: page).status == 303)
            }
            let pia = try await Desk(visit, "pia")
            let planner = try await pia.browser.get("/planner")
            #expect(planner.body.contains("BRK-1") && !planner.body.contains("RW-1"))
            let order = try #require(visit.floor.work["O-MED"])
            let made = try await pia.send("/orders/\(order)/traveler", on: "/orders/\(order)", key: UUID().uuidString)
            let paper = try #require(made.fields["location"])
            let shown = try await quin.browser.get(paper)
            #expect(shown.body.ranges(of: "name=\"signed-10010\"").count == 1)
            let signed = try await quin.send("\(paper)/return", ["signed-10010": "yes"], on: paper)
            #expect(signed.status == 303)
        }
    }

    @Test("a definition by which the part is made reworks nothing, by page and by program")
    func otherDefinition() async throws {
        try await FloorVisit.run { visit in
            let (_, page) = try await reported(visit)
            let quin = try await Desk(visit, "quin")
            let home = try await visit.browser(of: "eve").get("/engineer")
            let found = home.body.matches(of: /href="\/definitions\/([0-9a-f]{32})">BRK-1/).map { String($0.1) }
            var answers: [Int] = []
            for definition in found {
                var form = [
                    "disposition": "rework", "from": "10", "definition": definition, "reason": "x", "pin": quin.pin,
                ]
                let refused = try await quin.send("\(page)/dispose", form, on: page)
                answers.append(refused.status)
                #expect(refused.status == 404 || refused.body.contains("BH-E131"))
                form["disposition"] = "useAsIs"
                #expect(try await quin.send("\(page)/dispose", form, on: page).body.contains("BH-E010"))
            }
            // Those of other compartments are not there, whatever they are.
            #expect(answers.contains(409) && Set(answers).isSubset(of: [404, 409]))
        }
    }
}
