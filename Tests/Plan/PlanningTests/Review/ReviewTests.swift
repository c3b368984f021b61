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
}
