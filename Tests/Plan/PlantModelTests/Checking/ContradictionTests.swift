import Foundation
import PlantModel
import Testing

@Suite("What cannot hold together is said, with the place of both")
struct ContradictionTests {
    /// Codes of the problems after one text of the sound plant was replaced.
    private func codes(_ from: String, _ to: String) throws -> [ProblemCode] {
        let text = try #require(Plants.sound(from, to), "the sound plant has no '\(from)'")
        return Plants.found(text).map(\.code)
    }

    private let flowdown = "- { id: apart, from: customer, separation: instance, against: otherCustomers }"

    /// Codes with further flowdowns of the program `item`.
    private func codes(flowdowns: String...) throws -> [ProblemCode] {
        let lines = ([flowdown] + flowdowns).joined(separator: "\n      ")
        return try codes(flowdown, lines).filter { $0 != .siteAbroadOnUSOnly }
    }

    @Test("distribution statements: public but controlled, excluding the holder, incomplete")
    func distribution() throws {
        #expect(try codes("statement: D,", "statement: A,") == [.publicButControlled])
        #expect(try codes("statement: D,", "statement: B,") == [.distributionExcludesHolder])
        #expect(try codes("statement: D,", "statement: E,") == [.distributionExcludesHolder])
        #expect(try codes("statement: D,", "statement: C,") == [])
        #expect(
            try codes("id: owner, kind: self, country: US", "id: owner, kind: self, country: CA").contains(
                .distributionExcludesHolder
            )
        )
        #expect(try codes(", date: 2026-01-01 }", " }") == [.distributionIncomplete])
    }

    @Test("a foreign party, audience or site on a program for U.S. citizens only")
    func foreign() throws {
        let citizens = "- { id: us, from: contract, persons: usCitizens, cite: H-1 }"
        #expect(try codes(flowdowns: citizens) == [])
        let text = try #require(Plants.sound(flowdown, flowdown + "\n      " + citizens))
        let licensed = text.replacingOccurrences(of: "programs: [other]", with: "programs: [item]")
        let found = Plants.found(licensed)
        #expect(found.map(\.code) == [.foreignOnUSOnly])
        #expect(found.first?.message.contains("TAA-1") == true)
        #expect(found.first?.place.line == 17)
        // An expired authorization is no authorization: it admits nobody, and only that is said.
        let expired = licensed.replacingOccurrences(of: "until: 2027-01-01", with: "until: 2026-11-23")
        #expect(Plants.found(expired).map(\.code) == [.authorizationNotInForce])
        let abroad = text.replacingOccurrences(
            of: "sites: [main]\n    workCenters",
            with: "sites: [main, abroad]\n    workCenters"
        )
        #expect(abroad != text)
        #expect(Plants.found(abroad).map(\.code) == [.siteAbroadOnUSOnly])
        let guests = text.replacingOccurrences(
            of: "citizenships: [MX], worksIn: MX",
            with:
                "citizenships: [MX], worksIn: MX, needToKnow: { programs: [item], sponsor: quality, expires: 2027-01-01 }"
        )
        #expect(Plants.found(guests).map(\.code) == [.foreignOnUSOnly])
    }

    @Test("retain against purge, with the ways out; of one trigger it depends on the periods")
    func retention() throws {
        let keep = "- { id: keep, from: contract, retain: 10y, trigger: delivery, cite: K }"
        let purge = "- { id: purge, from: customer, purge: 12m, trigger: completion, cite: P }"
        #expect(try codes(flowdowns: keep) == [])
        #expect(try codes(flowdowns: keep, purge) == [.retainAgainstPurge])
        #expect(try codes(flowdowns: purge) == [.retainAgainstPurge])
        let late = purge.replacingOccurrences(of: "12m, trigger: completion", with: "11y, trigger: delivery")
        #expect(try codes(flowdowns: keep, late) == [])
        let early = purge.replacingOccurrences(of: "12m, trigger: completion", with: "9y, trigger: delivery")
        #expect(try codes(flowdowns: keep, early) == [.retainAgainstPurge])
    }

    @Test("flowdowns that can never both be met")
    func flowdowns() throws {
        let cloud = "- { id: c, from: contract, hosting: [cloud] }"
        let cellar = "- { id: l, from: customer, hosting: [onPremises] }"
        #expect(try codes(flowdowns: cloud, cellar) == [.flowdownsContradict])
        #expect(try codes(flowdowns: cloud, cellar.replacingOccurrences(of: "customer", with: "preference")) == [])
        let dedicated = "- { id: d, from: contract, tenancy: dedicated }"
        #expect(try codes(flowdowns: cloud, dedicated) == [.flowdownsContradict])
        #expect(try codes(flowdowns: cellar, dedicated) == [])
        #expect(try codes("against: otherCustomers", "against: [buyer]") == [.flowdownsContradict])
        #expect(try codes(flowdowns: "- { id: nothing, from: contract }") == [.emptyFlowdown])
        #expect(try codes(flowdowns: "- { id: half, from: contract, retain: 1y }").contains(.keysDisagree))
        #expect(
            try codes(flowdowns: "- { id: apart, from: contract, noSubtier: true }").contains(.duplicateEntry)
        )
    }

    @Test("a policy that is no Cedar is located")
    func policies() throws {
        let policy = "- { id: odd, from: customer, policy: \"forbit (principal, action, resource);\" }"
        let text = try #require(Plants.sound(flowdown, flowdown + "\n      " + policy))
        let found = Plants.found(text)
        #expect(found.map(\.code) == [.invalidPolicy])
        #expect(found.first?.description.contains("did you mean `forbid`?") == true)
        #expect((found.first?.place.line ?? 0) > 20)
        #expect(try codes(flowdowns: policy.replacingOccurrences(of: "forbit", with: "forbid")) == [])
    }

    @Test("export entries: grammar, groups, the missing technical data, regimes nobody declared")
    func exports() throws {
        #expect(try codes(", technicalData: VIII(i)", "") == [.missingTechnicalData])
        #expect(try codes("article: VIII(h)", "article: VIIII(h)") == [.invalidUSML])
        #expect(try codes("article: VIII(h)", "article: XXII(a)") == [.invalidUSML])
        #expect(try codes("article: VIII(h)", "article: XI(a)(4)(iii)") == [.classificationDisagrees])
        #expect(try codes("regime: ITAR", "regime: ITRA") == [.unknownRegime])
        let ear = "regime: EAR, article: 9A610.x, technicalData: 9E610"
        #expect(try codes("regime: ITAR, article: VIII(h), technicalData: VIII(i)", ear) == [])
        for wrong in ["9F610", "9A61", "A9610", "9A610.", "9A610.x.y.zzzzzz"] {
            let entry = ear.replacingOccurrences(of: "9A610.x", with: wrong)
            #expect(
                try codes("regime: ITAR, article: VIII(h), technicalData: VIII(i)", entry).contains(.invalidECCN),
                "\(wrong)"
            )
        }
        let swapped = "regime: EAR, article: 9E610, technicalData: 9A610.x"
        let disagreeing = try codes("regime: ITAR, article: VIII(h), technicalData: VIII(i)", swapped)
        #expect(disagreeing == [.classificationDisagrees, .classificationDisagrees])
    }

    @Test("the owner, places, hosts of ciphertext, overload and classified work")
    func others() throws {
        #expect(try codes("kind: self", "kind: affiliate").contains(.ownerUnclear))
        #expect(try codes("id: rival, kind: customer", "id: rival, kind: self") == [.ownerUnclear])
        #expect(try codes("site: main, zone: floor", "site: abroad, zone: floor").contains(.misplacedReference))
        #expect(try codes("hoursPerWeek: 100", "hoursPerWeek: 10") == [.workCenterOverloaded])
        #expect(try codes("kind: onPremises", "kind: onPremises\n    keys: { endToEnd: true }") == [.endToEndHost])
        #expect(try codes("classification:\n", "classification:\n      classified: true\n") == [.classifiedProgram])
    }

    @Test("expired assurances and overdue determinations are said and do not count")
    func dates() throws {
        let assurance = "kind: onPremises\n    assurances: [ { kind: FedRAMP, level: High, expires: 2026-11-23 } ]"
        let found = try codes("kind: onPremises", assurance)
        #expect(found.contains(.assuranceNotInForce))
        #expect(found.allSatisfy { $0.severity == .warning })
        #expect(
            try codes("from: 2026-01-01, until: 2027-01-01", "from: 2026-12-01, until: 2027-01-01") == [
                .authorizationNotInForce
            ]
        )
        let due = "classification:\n      determination: { by: office, date: 2025-01-01, review: 2026-01-01 }\n"
        #expect(try codes("classification:\n", due) == [.determinationDue])
    }

    @Test(
        "two determinations of one data class are refused, a flow of an unknown class with the nearest name"
    )
    func determinations() throws {
        let data = "systems: [erp]\n    data:\n      capacity: { export: none, determinedBy: office, cite: A }\n"
        let twice = data + "      capacity: { cui: none, determinedBy: other, cite: B }"
        #expect(try codes("systems: [erp]", data) == [])
        let text = try #require(Plants.sound("systems: [erp]", twice))
        let found = Plants.found(text)
        #expect(found.map(\.code) == [.duplicateKey])
        let line = text[..<(try #require(text.range(of: "capacity"))).lowerBound].count { $0 == "\n" } + 1
        #expect((line...line + 1).contains(found.first?.place.line ?? 0))
        let flows = "systems: [ { id: erp, kind: ERP, hosting: { site: main }, audiences: [staff] } ]"
        let flow = "\nflows: [ { id: f, from: mes, to: erp, carries: [nonconformance], programs: [item] } ]"
        let odd = Plants.found(try #require(Plants.sound(flows, flows + flow)))
        #expect(odd.count == 1)
        #expect(odd.first?.description.contains("did you mean 'nonconformances'?") == true)
        #expect(odd.first?.place.line == Plants.sound.count { $0 == "\n" } + 1)
    }
}
