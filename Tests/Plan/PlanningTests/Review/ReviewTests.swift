import Planning
import PlantModel
import Testing

@Suite("Too much and too little")
struct ReviewTests {
    @Test("reviews are the golden ones", arguments: ["aerostructures", "over-separated"])
    func golden(example: String) throws {
        let plan = try ExampleTests.plan(example).plan
        let review = ClassificationReview(plan)
        try ExampleTests.expect(PlanReport(plan, review: review), isGolden: "Examples/\(example)/review.md")
    }

    @Test("fact sheets are the golden ones", arguments: ["aerostructures", "foreign-affiliate"])
    func sheets(example: String) throws {
        let plan = try ExampleTests.plan(example).plan
        let sheets = FactSheet.sheets(of: plan)
        try ExampleTests.expect(PlanReport(plan, sheets: sheets), isGolden: "Examples/\(example)/environments.md")
    }

    @Test("a sheet satisfies exactly what the plan may host there")
    func agrees() throws {
        let plan = try ExampleTests.plan("aerostructures").plan
        for sheet in FactSheet.sheets(of: plan) {
            let admitted = plan.places.indices.filter { unit in
                plan.admissibility.answer(of: unit).refusals[sheet.environment]?.isEmpty == true
            }.map { "\(plan.places[$0].program) at \(plan.places[$0].site)" }
            #expect(sheet.satisfies == admitted)
            #expect(sheet.satisfies.count + sheet.unmet.flatMap(\.units).count == plan.places.count)
        }
    }

    @Test("programs in three systems that nothing keeps apart are found, and their plan merges them")
    func overSeparated() throws {
        let plan = try ExampleTests.plan("over-separated").plan
        #expect(plan.answer?.placement?.instances.count == 1)
        #expect(ClassificationReview(plan).apart.map(\.instances).count == 3)
    }

    /// One program, as its classification, contract and data say.
    private func review(_ classification: String, contract: String = "", more: String = "", keys: String = "") throws
        -> ClassificationReview
    {
        let text = """
            bulkhead: 1
            enterprise: One program
            asOf: 2026-11-24
            sites: [ { id: here, country: US } ]
            parties: [ { id: self, kind: self, country: US }, { id: buyer, kind: customer, country: US } ]
            audiences: [ { id: staff, employer: self, allUSPersons: true, allUSCitizens: true, worksIn: US } ]
            programs:
              - id: P-1
                customer: buyer
                classification: { \(classification) }
                sites: [here]
                workCenters: {}
                systems: []
                resilience: {}
            \(contract.isEmpty ? "" : "    contract: { id: c-1, awarded: 2026-01-01, \(contract) }")
            \(more)
            environments:
              - id: host
                kind: onPremises
                tenancy: { model: dedicated, infrastructure: [rack] }
                locations: { processing: [US], storage: [US], backup: [US], support: [US] }
                administrators: [staff]
                support: [staff]
                \(keys)
                enforces: { isolation: record, attributes: true, fields: true }
                availability: { needsUplink: false }
                sites: all
                costs: { open: 1, validation: 1 }
            """
        let plant = try Plant.load("plant.yaml", files: ["plant.yaml": text])
        let catalogue = try ObligationCatalogue.load(directory: ExampleTests.path("Catalogue"))
        return ClassificationReview(
            try AudienceCopyTests.planner.plan(plant, catalogue: catalogue, neighbours: false)
        )
    }

    private static let determined = "determination: { by: export-office, date: 2026-01-01 }"
    private static let itar = "exports: [ { regime: ITAR, article: VIII(h), technicalData: VIII(i) } ]"
    private static let dfars = "clauses: [ { id: DFARS-252.204-7012 } ]"
    private static let statement = "distribution: { statement: D, reason: critical technology, date: 2026-01-01 }"

    @Test(
        "facts that disagree are shown to the determiner, each by the entry that expects otherwise",
        arguments: [
            // Markings against the contract.
            ("cui: [SP-CTI], \(statement)", "", ["agree-cui-contract"]),
            ("cui: none", dfars, ["agree-cdi-category"]),
            (
                "cui: [SP-CTI], \(statement)",
                "clauses: [ { id: DFARS-252.204-7012 }, { id: DFARS-252.204-7021, level: 1, assessment: self } ]",
                ["agree-cui-cmmc-level"]
            ),
            (
                "cui: [PRVCY]",
                "clauses: [ { id: DFARS-252.204-7021, level: 2, assessment: self } ]", ["agree-cmmc-clause"]
            ),
            // Markings against each other.
            ("cui: [SP-CTI]", dfars, ["agree-cti-distribution"]),
            (statement, "", ["agree-distribution-cti"]),
            ("dissemination: [FEDCON]", "", ["agree-dissemination-cui"]),
            (
                "cui: [SP-CTI], \(statement), releasableTo: [US, GB]", dfars, ["agree-distribution-release"]
            ),
            // Markings against USML and ECCN.
            (
                "exports: [ { regime: EAR, article: EAR99, technicalData: EAR99 } ], cui: [SP-EXPT]", dfars,
                ["agree-expt-listed"]
            ),
            ("\(itar), cui: [SP-CTI], \(statement)", dfars, ["agree-export-category"]),
        ]
    )
    func disagreements(classification: String, contract: String, expected: [String]) throws {
        let found = try review("\(classification), \(Self.determined)", contract: contract).disagreements
        #expect(found.map(\.obligation) == expected)
        #expect(found.allSatisfy { $0.determiner == "export-office" && !$0.settledBy.isEmpty })
    }

    @Test("a classification that nobody determined is found, one that holds together is not")
    func determiner() throws {
        #expect(try review(Self.itar).disagreements.map(\.obligation) == ["agree-determiner"])
        #expect(try review(Self.itar).disagreements.map(\.determiner) == [nil])
        #expect(try review("\(Self.itar), \(Self.determined)").disagreements == [])
        #expect(try review("exports: none, cui: none").isEmpty)
    }

    @Test("data that a determination restricts more than their program are found: the plan did not ask for that")
    func raised() throws {
        let data = """
                data:
                  attachments: { cui: [SP-CTI], determinedBy: cui-office, cite: "D-7" }
                  capacity: { export: none, determinedBy: cui-office, cite: "D-8" }
            """
        let found = try review("\(Self.itar), \(Self.determined)", more: data).raised
        #expect(found.map(\.dataClass) == ["attachments"])
        #expect(found.first?.restrictions == ["CUI SP-CTI"] && found.first?.determiner == "cui-office")
        #expect(found.first?.place.hasPrefix("plant.yaml:") == true)
    }

    @Test("controls that nothing hosted there asks for are found, and those that something asks for are not")
    func unasked() throws {
        let keys = "keys: { custody: self, fips140: { value: 3, evidence: certificate, expires: 2029-01-01 } }"
        let plain = try review("exports: none, cui: none", keys: keys).unasked
        #expect(plain.map(\.environment) == ["host"])
        #expect(plain.first?.facts.map(\.statement) == ["FIPS 140 level 3"])
        let cui = "cui: [SP-CTI], \(Self.statement), \(Self.determined)"
        let asked = try review(cui, contract: Self.dfars, keys: keys).unasked
        #expect(!asked.flatMap(\.facts).contains { $0.statement.hasPrefix("FIPS") })
    }

    @Test("determinations of one program by two offices are found, with both places")
    func contested() throws {
        let data = """
                data:
                  jobResponses: { export: none, determinedBy: shop-floor, cite: "note 3" }
                  capacity: { export: none, determinedBy: export-office, cite: "EC-9" }
            """
        let found = try review("\(Self.itar), \(Self.determined)", more: data).contested
        #expect(found.map(\.about) == ["jobResponses"])
        #expect(found.first?.determiner == "shop-floor" && found.first?.ofProgram == "export-office")
        #expect(found.first?.place != found.first?.ofProgramAt)
    }
}
