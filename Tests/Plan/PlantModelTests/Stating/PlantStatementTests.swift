import PlantModel
import Testing

@Suite("What a plant's files say, a value at a time")
struct PlantStatementTests {
    private func statements(_ text: String, _ more: [String: String] = [:]) -> [String: String] {
        let all = Plant.statements("plant.yaml", files: more.merging(["plant.yaml": text]) { $1 })
        return Dictionary(all.map { ($0.path, $0.value) }, uniquingKeysWith: { "\($0)|\($1)" })
    }

    private static let text = """
        bulkhead: 1
        enterprise: Test
        asOf: 2026-11-24
        sites: [ { id: main, country: US } ]
        audiences:
          - { id: staff, employer: owner, allUSPersons: { value: true, evidence: "I-9", expires: 2027-09-30 }, citizenships: [US, CA], worksIn: US }
        changeTiers: [ { tier: 2, approvals: [quality] } ]

        """

    @Test("entries are named by their ids, facts have what shows them, lists stand in one")
    func paths() {
        let found = statements(Self.text)
        #expect(found["asOf"] == "2026-11-24" && found["sites[main].country"] == "US")
        #expect(found["audiences[staff].allUSPersons"] == "true")
        #expect(found["audiences[staff].allUSPersons.evidence"] == "I-9")
        #expect(found["audiences[staff].allUSPersons.expires"] == "2027-09-30")
        #expect(found["audiences[staff].citizenships"] == "US, CA")
        #expect(found["changeTiers[2].approvals"] == "quality")
    }

    @Test("remarks, the order of entries and the file that they stand in say nothing")
    func wording() {
        let moved = Self.text.replacing(
            "sites: [ { id: main, country: US } ]\n",
            with: "include: [sites.yaml] # moved\n"
        )
        #expect(
            statements(moved, ["sites.yaml": "sites:\n  - country: US\n    id: main\n"]).filter { $0.key != "include" }
                == statements(Self.text)
        )
    }

    @Test("of what does not load the sound part is told")
    func unsound() {
        #expect(statements("bulkhead: 1\nenterprise: Test\nsites: [ { id: main } ]\n")["enterprise"] == "Test")
        #expect(statements("[").isEmpty)
    }
}
