import Foundation
import RawHTTP
import TestFloor
import Testing

@Suite("An order is released, corrected and cancelled on pages and by programs", .serialized, .timeLimit(.minutes(10)))
struct OrderPagesTests {
    typealias Desk = EngineerPagesTests.Desk

    private func json(_ answer: Answer) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [String: Any])
    }

    private func records(_ answer: Answer) throws -> [[String: Any]] {
        try #require(try json(answer)["records"] as? [[String: Any]])
    }

    private func post(
        _ visit: FloorVisit,
        _ target: String,
        _ body: String,
        _ person: FloorVisit.Browser,
        key: String? = UUID().uuidString
    ) async throws -> Answer {
        let token = try await person.get("/operator").formToken ?? ""
        return try await Answer.to(
            "POST \(target) HTTP/1.1\r\nHost: 127.0.0.1:\(visit.port)\r\nConnection: close\r\nCookie: \(person.cookie)\r\n"
                + "X-Form-Token: \(token)\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n"
                + (key.map { "Idempotency-Key: \($0)\r\n" } ?? "") + "\r\n\(body)",
            port: visit.port
        )
    }

    /// A released definition of the ordinary program.
    private func definition(_ pia: FloorVisit.Browser) async throws -> String {
        let found = try await records(pia.get("/api/definitions?state=released"))
        for each in found {
            let id = try #require(each["id"] as? String)
            if try await pia.get("/definitions/\(id)").fields["x-marking"] == "PROPRIETARY" { return id }
        }
        return ""
    }

    @Test("a planned order waits, is released, and what has not begun of it is cancelled by its planner")
    func pages() async throws {
        try await FloorVisit.run { visit in
            let pia = try await Desk(visit, "pia")
            let form = "/orders/new/\(try await definition(pia.browser))"
            let fields = ["number": "O-8", "serials": "PL-1 to PL-3", "due": "2099-01-08", "planned": "yes"]
            let order = try #require(try await pia.send(form, fields, on: form).fields["location"])
            let page = try await pia.browser.get(order)
            #expect(page.body.contains("planned, not released") && page.body.contains("Release to the floor"))
            #expect(try await pia.browser.get("/planner?state=planned").body.contains("O-8"))
            #expect(try await !pia.browser.get("/planner?state=released").body.contains("O-8"))
            let unit = try #require(page.body.firstMatch(of: /href="\/units\/([0-9a-f]{32})"/).map { String($0.1) })
            let olga = try await visit.browser(of: "olga")
            let early = try await olga.work(unit, "start")
            #expect(early.status == 409 && early.body.contains("BH-E032"))
            #expect(try await pia.send("\(order)/release", [:], on: order).status == 303)
            #expect(try await olga.work(unit, "start").status == 303)
            let change = "\(order)/change"
            let shown = try await pia.browser.get(change)
            let free = shown.body.matches(of: /name="unit-([0-9a-f]{32})"/).map { String($0.1) }
            #expect(free.count == 2 && !free.contains(unit) && shown.body.contains("Begun, on hold or done"))
            let none = try await pia.send("\(order)/cancel", ["reason": "x", "pin": pia.pin], on: change)
            #expect(none.status == 400 && none.body.contains("BH-W115"))
            var cancel = ["unit-\(free[0])": "yes", "unit-\(unit)": "yes", "reason": "Lost", "pin": pia.pin]
            let begun = try await pia.send("\(order)/cancel", cancel, on: change)
            #expect(begun.status == 400 && begun.body.contains("BH-E010"))
            cancel["unit-\(unit)"] = nil
            #expect(try await pia.send("\(order)/cancel", cancel, on: change).status == 303)
            let later = ["due": "2099-02-01", "priority": "2", "reason": "Moved", "pin": pia.pin]
            #expect(try await pia.send("\(order)/correct", later, on: change).status == 303)
            let done = try await pia.browser.get(change)
            for text in ["Lost", "Moved", "2099-01-08", "2099-02-01", "Pia Example"] {
                #expect(done.body.contains(text), "\(text)")
            }
            let gone = try await olga.get("/units/\(free[0])")
            #expect(gone.body.contains(">cancelled<") && !gone.body.contains("data-command=\"START\""))
        }
    }

    @Test("a program makes an order once for each key, releases it, and cancels it; the list has its state")
    func programs() async throws {
        try await FloorVisit.run { visit in
            let pia = try await visit.browser(of: "pia")
            let pin = try #require(visit.floor.staff["pia"]?["pin"])
            let body = """
                {"definition":"\(try await definition(pia))","number":"O-9","serials":["AP-1","AP-2"],"due":"2099-01-08","planned":true}
                """
            #expect(try await post(visit, "/api/orders", body, pia, key: nil).status == 400)
            var ids: Set<String> = []
            for _ in 0..<2 {
                let made = try await post(visit, "/api/orders", body, pia, key: "once")
                #expect(made.status == 200 && made.body.contains("\"state\":\"planned\""))
                ids.insert(try #require(records(made).first?["id"] as? String))
            }
            let id = try #require(ids.first)
            #expect(ids.count == 1)
            #expect(try await post(visit, "/api/orders", body, pia).body.contains("BH-E030"))
            #expect(try await records(pia.get("/api/orders?state=planned")).count == 1)
            let first = try await json(pia.get("/api/orders?limit=1"))
            let next = try #require(first["next"] as? String)
            #expect(try await pia.get("/api/orders?limit=1&after=\(next)").status == 200)
            let order = try await pia.get("/api/orders/\(id)")
            let tag = try #require(order.fields["etag"])
            let same = try await Answer.get(
                "/api/orders/\(id)",
                "Cookie: \(pia.cookie)\r\nIf-None-Match: \(tag)\r\n",
                port: visit.port
            )
            #expect(same.status == 304)
            let released = try await post(visit, "/api/orders/\(id)/release", "{}", pia)
            #expect(released.status == 200 && released.body.contains("\"state\":\"released\""))
            let wrong = #"{"reason":"Lost","pin":"000001"}"#
            #expect(try await post(visit, "/api/orders/\(id)/cancel", wrong, pia).body.contains("BH-P001"))
            let cancelled = try await post(
                visit,
                "/api/orders/\(id)/cancel",
                #"{"reason":"Lost","pin":"\#(pin)"}"#,
                pia
            )
            #expect(cancelled.status == 200 && cancelled.body.contains("\"state\":\"cancelled\""))
            let cells = try await records(pia.get("/api/capacity?center=mill&weeks=2"))
            #expect(cells.count == 2)
            for target in [
                "/api/orders?state=any", "/api/orders?from=soon", "/api/capacity?center=none", "/api/capacity?weeks=99",
            ] {
                let answer = try await pia.get(target)
                #expect(
                    answer.status == 400 && answer.fields["content-type"] == "application/problem+json",
                    "\(target)"
                )
            }
        }
    }

    @Test("a program reports a nonconformance, and one that may disposes of it; both are refused what pages refuse")
    func quality() async throws {
        try await FloorVisit.run { visit in
            let (olga, quin) = (try await visit.browser(of: "olga"), try await visit.browser(of: "quin"))
            let pin = try #require(visit.floor.staff["quin"]?["pin"])
            let unit = try #require(visit.floor.work["MED-1"])
            let report = #"{"description":"Scratch"}"#
            let made = try await post(visit, "/api/units/\(unit)/nonconformance", report, olga)
            #expect(made.status == 200)
            let id = try #require(records(made).first?["id"] as? String)
            let address = "/api/nonconformances/\(id)"
            let scrap = #"{"disposition":"scrap","reason":"Deep","pin":"\#(pin)"}"#
            let rework = #"{"disposition":"rework","reason":"Deep","pin":"\#(pin)"}"#
            #expect(try await post(visit, "\(address)/dispose", rework, quin).body.contains("BH-W115"))
            let olgas = try #require(visit.floor.staff["olga"]?["pin"])
            let own = try await post(visit, "\(address)/dispose", scrap.replacing(pin, with: olgas), olga)
            #expect(own.status == 409 && own.body.contains("BH-E082"))
            let words = #"{"seen":"Scratch","description":"Scratch on A","reason":"Where","pin":"\#(pin)"}"#
            #expect(try await post(visit, "\(address)/correct", words, quin).body.contains("Scratch on A"))
            let early = try await post(visit, "\(address)/accept", #"{"pin":"\#(pin)"}"#, quin)
            #expect(early.status == 403 && early.body.contains("BH-E085"))
            let done = try await post(visit, "\(address)/dispose", scrap, quin)
            #expect(done.status == 200 && done.body.contains("\"state\":\"disposed\""))
            let contain = #"{"suspect":"lot","number":"L-55","part":"BOLT-6","reason":"Cracks"}"#
            let held = try await post(visit, "/api/containments", contain, quin)
            let containment = try #require(held.body.firstMatch(of: /"id":"([0-9a-f]{32})"/)).output.1
            #expect(held.status == 200)
            _ = try await quin.settled("/containments/\(containment)")
            let placed = try await quin.get("/api/containments/\(containment)")
            #expect(placed.status == 200 && placed.body.contains("\"state\":\"placed\""))
            #expect(try await quin.get("/api/containments/\(String(containment.reversed()))").status == 404)
            #expect(
                try await post(visit, "/api/containments", contain.replacing("lot", with: "cat"), quin).status == 400
            )
            let veh = try #require(visit.floor.work["VEH-1"])
            let fred = try await visit.browser(of: "fred")
            let hidden = try await post(visit, "/api/units/\(veh)/nonconformance", report, fred)
            let nothing = try await post(visit, "/api/units/\(String(veh.reversed()))/nonconformance", report, fred)
            #expect(hidden.status == 404 && hidden.body == nothing.body)
        }
    }
}
