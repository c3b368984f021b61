import Foundation
import JSONMutation
import PlanCheck
import PlanSolver
import Planning
import PlantModel
import Testing

@Suite("The examples plan as their golden reports say")
struct ExampleTests {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func path(_ below: String) -> String { root.appending(path: below).path(percentEncoded: false) }

    static func plan(_ example: String) throws -> (plant: Plant, catalogue: ObligationCatalogue, plan: Plan) {
        let plant = try Plant.load(path: path("Examples/\(example)/plant.yaml"))
        let catalogue = try ObligationCatalogue.load(directory: path("Catalogue"))
        let plan = try Planner(optimizer: PlacementOptimizer(solver: CoinSolver())).plan(plant, catalogue: catalogue)
        return (plant, catalogue, plan)
    }

    @Test(
        "the report is the golden one; BULKHEAD_RECORD=1 writes it anew",
        arguments: [
            "aerostructures", "foreign-affiliate", "infeasible", "machine-shop", "medical", "over-separated", "prime",
        ]
    )
    func golden(example: String) throws {
        try Self.expect(PlanReport(try Self.plan(example).plan), isGolden: "Examples/\(example)/report.md")
    }

    /// Compares a report with the golden one; with BULKHEAD_RECORD=1 writes it anew.
    static func expect(_ report: PlanReport, isGolden path: String) throws {
        let text = ReportText.write(report, style: .markdown)
        let file = URL(filePath: Self.path(path))
        if ProcessInfo.processInfo.environment["BULKHEAD_RECORD"] != nil {
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(text == (try String(contentsOf: file, encoding: .utf8)), "\(path)")
    }

    @Test(
        "the aerostructures plan is proved: three instances, the civil program shared across its sites, the hypersonic article alone"
    )
    func aerostructures() throws {
        let (_, _, plan) = try Self.plan("aerostructures")
        #expect(plan.status == .proved)
        let held = try #require(plan.answer?.placement).instances.map { instance in
            plan.problem.environments[instance.environment].id + ": "
                + instance.units.map { "\(plan.places[$0].program)@\(plan.places[$0].site)" }.joined(separator: " ")
        }
        #expect(
            held == [
                "enterprise-cloud: COM-200@monterrey COM-200@wichita", "huntsville-enclave: HYP-9@huntsville",
                "wichita-onprem: FTR-35@wichita",
            ]
        )
    }

    @Test("without export control one shared instance is right, and no plan has fewer")
    func medical() throws {
        let (_, _, plan) = try Self.plan("medical")
        #expect(plan.status == .proved)
        #expect(plan.answer?.placement?.instances.count == 1)
    }

    @Test("one instance more may stand beside another in the same environment")
    func oneMore() throws {
        // By hand: 40 for the instance, 2 for its compartment, 6 for the program that is split, 20 for two links, 16 for two validation
        // packages, 1 for the process variant: 85 above the plan's 99.
        let more = try #require(try Self.plan("medical").plan.neighbours.first { $0.kind == .oneMore }?.answer)
        #expect(more.placement?.instances.count == 2)
        #expect(more.objective[0] == 99 + 85)
    }

    @Test("without its enclave the hypersonic program has no place, and the blame is minimal")
    func infeasible() throws {
        let (_, _, plan) = try Self.plan("infeasible")
        #expect(plan.status == .infeasible)
        let blame = try #require(plan.blame.first)
        #expect(plan.blame.count == 1)
        #expect(blame.units == [PlacementFacts.Place(program: "HYP-9", site: "huntsville")])
        let unit = try #require(plan.places.firstIndex(of: blame.units[0]))
        // An environment refuses the unit as long as something of the set refuses it there; one that does not serve the site may do so, too.
        func refuse(_ elements: Set<PlanBlame.Element>) -> Bool {
            plan.admissibility.answer(of: unit).refusals.filter {
                !$0.value.map(\.obligation).contains(Admissibility.reach)
            }
            .allSatisfy { environment, refusals in
                refusals.contains { refusal in
                    refusal.obligation == Admissibility.reach
                        ? elements.contains(.reach(environment: environment))
                        : elements.contains(.obligation(refusal.obligation))
                }
            }
        }
        let elements = Set(blame.elements)
        #expect(refuse(elements))
        for element in elements where element != .unit(blame.units[0]) {
            #expect(!refuse(elements.subtracting([element])), "\(element) is not needed")
        }
        let report = ReportText.write(PlanReport(plan), style: .plain)
        for element in blame.obligations { #expect(report.contains("[\(element);")) }
        #expect(report.contains("plant.yaml:"))
    }

    @Test("a plan verifies from the plant, and with any of its numbers, names or multipliers changed it does not")
    func tampering() throws {
        let (plant, catalogue, plan) = try Self.plan("aerostructures")
        let file = try #require(plan.file)
        let check = try PlantCheck(plant: plant, catalogue: catalogue)
        try check.check(file)
        let whole = try JSONSerialization.jsonObject(with: JSONEncoder().encode(file))
        let mutants = JSONMutants(of: whole).all
        #expect(mutants.count > 60)
        for changed in mutants {
            let path = changed.path
            let data = try JSONSerialization.data(withJSONObject: changed.value)
            // A multiplier one bit off may still prove the same bound, another clique may be one; it is no lie. Everything else has to be refused.
            guard let mutant = try? JSONDecoder().decode(PlanFile.self, from: data), mutant != file else { continue }
            if path.contains("end") || path.contains("open") || path.contains("clique") {
                if (try? check.check(mutant)) != nil {
                    #expect(mutant.bound == file.bound && mutant.instances == file.instances)
                }
                continue
            }
            #expect(throws: CheckFailure.self, "\(path)") { try check.check(mutant) }
        }
    }

    @Test("the page is self-contained and escapes what the plant file says")
    func page() throws {
        let page = try ReportPage.write(PlanReport(try Self.plan("aerostructures").plan))
        #expect(page.contains("<svg"))
        #expect(
            !page.contains("<script") && !page.contains("src=")
                && !page.replacing("href=\"#", with: "").contains("href=")
        )
    }
}
