import Foundation
import RawHTTP
import TestFloor
import Testing

@Suite("Units that are built into units at the terminal", .serialized, .timeLimit(.minutes(10)))
struct ComponentPagesTests {
    typealias Desk = EngineerPagesTests.Desk

    private func fields(_ code: String) -> [String: String] { ["kind": "unit", "part": "BRK-1", "code": code] }

    @Test("the serial number on a finished bracket builds it in, once, and the housing's record leads to it")
    func serial() async throws {
        try await FloorVisit.run { visit in
            let bracket = try await GenealogyPagesTests().built(visit, "MED-1")
            let housing = try await visit.floor.orderHousing()
            let olga = try await Desk(visit, "olga")
            #expect(try await olga.browser.work(housing, "start").status == 303)
            let page = try await olga.browser.get("/units/\(housing)")
            #expect(page.body.contains("name=\"kind\" value=\"unit\"") && page.body.contains("type its serial number"))
            // What is not finished, of another part, of another compartment, unknown or none at all is refused in words, and nothing is built in.
            for (code, refusal) in [
                ("MED-2", "BH-E077"), ("ASM-1", "BH-E070"), ("MED-99", "BH-W117"), ("VEH-1", "BH-E070"),
                ("", "BH-W117"),
                ("L-55", "BH-W117"), ("BH1:x", "BH-"), (String(repeating: "9", count: 32), "BH-W117"),
                ("<script>", "BH-W117"),
            ] {
                let answer = try await olga.browser.work(housing, "consume", fields(code))
                let codes = answer.body.matches(of: /BH-[A-Z][0-9]+/).map(\.0)
                #expect(answer.status != 303 && answer.body.contains(refusal), "\(code): \(codes)")
                #expect(!answer.body.contains("<script>"))
            }
            #expect(try await olga.browser.work(housing, "consume", fields("MED-1")).status == 303)
            let again = try await olga.browser.work(housing, "consume", fields("MED-1"))
            #expect(again.status != 303 && again.body.contains("BH-E0"))
            let record = try await olga.browser.get("/units/\(housing)/record")
            #expect(record.status == 200 && record.body.contains(bracket) && record.body.contains("MED-1"))
        }
    }

    @Test("the code of the unit itself and that of its traveler build it in as well")
    func codes() async throws {
        try await FloorVisit.run { visit in
            let bracket = try await GenealogyPagesTests().built(visit, "MED-1")
            let housing = try await visit.floor.orderHousing()
            let olga = try await Desk(visit, "olga")
            #expect(try await olga.browser.work(housing, "start").status == 303)
            #expect(try await olga.browser.work(housing, "consume", fields(bracket.uppercased())).status == 303)
            #expect(try await olga.browser.get("/units/\(housing)/record").body.contains(bracket))
        }
    }
}
