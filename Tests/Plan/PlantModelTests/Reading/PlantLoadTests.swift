import Foundation
import PlantModel
import Testing

@Suite("A plant file is read whole, and whatever is wrong with it is said with its place")
struct PlantLoadTests {
    @Test("the example loads, and purge against keeping is reported with the ways out")
    func loads() throws {
        let plant = try Plant.load("plant.yaml", files: ["plant.yaml": Plants.example("aerostructures")])
        #expect(plant.programs.map(\.id) == ["COM-200", "FTR-35", "HYP-9"])
        #expect(plant.warnings.map(\.code) == [.retainAgainstPurge])
        #expect(plant.warnings.first?.message.contains("ways out") == true)
        #expect(plant.programs[2].resilience.longestOutageMinutes?.value == 30)
    }

    @Test("a sound plant has no problem at all")
    func sound() { #expect(Plants.problems(Plants.sound) == []) }

    @Test("a fact without evidence is claimed, one with evidence is shown, one past its end is expired")
    func standing() throws {
        let text = try #require(
            Plants.sound(
                "{ id: abroad, country: MX }",
                "{ id: abroad, country: { value: MX, evidence: deed, expires: 2030-01-01 } }"
            )
        )
        let shown = try Plant.load("plant.yaml", files: ["plant.yaml": text])
        let claimed = try Plant.load("plant.yaml", files: ["plant.yaml": Plants.sound])
        #expect(shown.facts.shown == claimed.facts.shown + 1)
        #expect(shown.facts.claimed == claimed.facts.claimed - 1)
        let late = text.replacingOccurrences(of: "2030-01-01", with: "2026-11-23")
        let expired = try Plant.load("plant.yaml", files: ["plant.yaml": late])
        #expect(expired.facts.expired == 1)
        #expect(expired.warnings.map(\.code) == [.expiredFact])
        #expect(expired.sites[1].country.value(on: expired.asOf) == nil)
    }

    static let mistakes: [(String, String, String)] = [
        ("tenancy: { model: multiTenant,", "tenancy: { modle: multiTenant,", "unknown key 'modle'"),
        ("tenancy: { model: multiTenant,", "tenancy: { modle: multiTenant,", "did you mean 'model'?"),
        ("customer: civil-oem\n", "customer: civil-oen\n", "did you mean 'civil-oem'?"),
        ("kind: governmentCloud", "kind: govermentCloud", "did you mean 'governmentCloud'?"),
        ("longestOutageHours: 0.5, maintenanceHours: 1", "longestOutageHours: -1, maintenanceHours: 1", "is negative"),
        ("hoursPerWeek: 480", "hoursPerWeek: 99999999999999999999", "is out of limits"),
        ("hoursPerWeek: 480", "hoursPerWeek: -480", "is negative"),
        ("hoursPerWeek: 480", "hoursPerWeek: 4.8e2", "no whole number"),
        ("hoursPerWeek: 480", "hoursPerWeek: 480 h", "no whole number"),
        ("until: 2027-01-31, useLimit", "until: 2027-02-31, useLimit", "no day of the calendar"),
        ("from: 2025-02-01, until: 2027-01-31", "from: 2027-02-01, until: 2027-01-31", "lies after"),
        ("country: MX, uplink", "country: Mexico, uplink", "did you mean 'MX'?"),
        ("separation: compartment", "separation: compartmnt", "did you mean 'compartment'?"),
        ("- { id: hsv-clean,", "- { id: wic-ndt,", "is already defined at plant.yaml:"),
        ("safetyCritical: true }   #", "classified: true }   #", "belongs on its own authorized system"),
        ("hoursPerWeek: 480", "hoursPerWeek:", "nothing is written here"),
        ("retain: 10y", "retain: 10 years", "no period"),
        ("enterprise: Example", "enterprise: Example\nenterprise: Example", "is written twice"),
    ]

    @Test("one wrong word is said with its place and what was expected", arguments: mistakes)
    func oneMistake(from: String, to: String, expected: String) throws {
        let text = try Plants.example("aerostructures")
        #expect(text.contains(from))
        let found = Plants.problems(text.replacingOccurrences(of: from, with: to))
        #expect(found.contains { $0.contains(expected) && $0.hasPrefix("plant.yaml:") }, "\(found)")
    }

    @Test("several mistakes are reported at once, in the order of the file")
    func atOnce() throws {
        let text = try Plants.example("aerostructures")
            .replacingOccurrences(of: "country: MX, uplink", with: "country: Mexico, uplnk")
            .replacingOccurrences(of: "custody: vendor", with: "custody: vendr")
            .replacingOccurrences(of: "statement: D,", with: "statement: A,")
        let found = Plants.found(text)
        let codes = Set(found.map(\.code))
        #expect(codes.isSuperset(of: [.invalidCountry, .unknownKey, .invalidChoice, .publicButControlled]), "\(found)")
        #expect(found.map(\.place) == found.map(\.place).sorted())
    }

    @Test("any cut or changed byte of a plant file is answered, never a crash")
    func mutated() throws {
        let bytes = Array(try Plants.example("aerostructures").utf8)
        for step in 0..<120 {
            var copy = bytes
            let place = (step * 7_919) % bytes.count
            switch step % 3 {
            case 0: copy.removeSubrange(place...)
            case 1: copy[place] = UInt8(truncatingIfNeeded: step * 37)
            default: copy.insert(contentsOf: [0x7B, 0x5B, 0x26], at: place)
            }
            _ = Plants.problems(String(decoding: copy, as: UTF8.self))
        }
    }
}
