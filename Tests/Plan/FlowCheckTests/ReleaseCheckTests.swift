import FlowCheck
import Foundation
import JSONMutation
import PlanCheck
import PlanSolver
import Planning
import PlantModel
import Testing

@Suite("The least cut verifies from the plant alone")
struct ReleaseCheckTests {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    static func path(_ below: String) -> String { root.appending(path: below).path(percentEncoded: false) }

    static let catalogue = Result { try ObligationCatalogue.load(directory: path("Catalogue")) }

    static func analysis(_ plant: Plant, today: Bool) throws -> Data {
        let catalogue = try catalogue.get()
        let solver = CoinSolver()
        let plan =
            today
            ? nil
            : try Planner(optimizer: PlacementOptimizer(solver: solver))
                .plan(plant, catalogue: catalogue, neighbours: false)
        return try JSONEncoder().encode(
            FlowFile(FlowAnalysis(plant, catalogue: catalogue, plan: plan, solver: solver))
        )
    }

    static func check(_ data: Data, _ plant: Plant) throws {
        let claim = try JSONDecoder().decode(ReleaseClaim.self, from: data)
        var check = try ReleaseCheck(plant: plant, catalogue: catalogue.get(), claim: claim)
        try check.check()
    }

    @Test(
        "of every example, with the plan's instances and with today's",
        arguments: ["aerostructures", "foreign-affiliate", "machine-shop", "medical", "over-separated"]
    )
    func examples(example: String) throws {
        let plant = try Plant.load(path: Self.path("Examples/\(example)/plant.yaml"))
        for today in [true, false] { try Self.check(Self.analysis(plant, today: today), plant) }
    }

    @Test("with any number, name, class or multiplier of cut and proof changed it does not, or shows no more")
    func tampering() throws {
        let plant = try Plant.load(path: Self.path("Examples/aerostructures/plant.yaml"))
        let data = try Self.analysis(plant, today: false)
        let whole = try JSONSerialization.jsonObject(with: data)
        let file = try JSONDecoder().decode(FlowFile.self, from: data)
        // These tell what was found and what is asked; the cut and its proof do not rest on them.
        let told: Set = ["releases", "holdings", "questions", "errors", "marking", "idle", "cuts", "place"]
        let mutants = JSONMutants(of: whole, ignoring: told) { !$0.hasSuffix(".end") && !$0.hasSuffix(".open") }.all
        #expect(mutants.count > 200)
        var passed: [String] = []
        // All of them in the long run; here every so many.
        let step = ProcessInfo.processInfo.environment["BULKHEAD_SOAK"] == nil ? 17 : 1
        let tried = stride(from: 0, to: mutants.count, by: step).map { mutants[$0] }
        for mutant in tried {
            let path = mutant.path
            let changed = try JSONSerialization.data(withJSONObject: mutant.value)
            guard let mutated = try? JSONDecoder().decode(FlowFile.self, from: changed), mutated != file else {
                continue
            }
            if (try? Self.check(changed, plant)) == nil { continue }
            // What an instance is called says nothing where neither cut nor proof names it.
            if path.hasPrefix(".instances["), path.hasSuffix(".id") { continue }
            // Another multiplier may show the same bound. Everything else that is claimed has to be refused.
            #expect(path.contains(".proof[") && mutated.cut?.bound == file.cut?.bound, "\(path)")
            passed.append(path)
        }
        #expect(passed.count < tried.count / 4)
    }

    @Test("a cheaper cut does not verify: it leaves something, or its cost is not the sum of its parts")
    func cheaper() throws {
        let plant = try Plant.load(path: Self.path("Examples/aerostructures/plant.yaml"))
        var whole = try #require(
            try JSONSerialization.jsonObject(with: Self.analysis(plant, today: false)) as? [String: Any]
        )
        var cut = try #require(whole["cut"] as? [String: Any])
        var parts = try #require(cut["parts"] as? [[String: Any]])
        let left = try #require(parts.removeLast()["cost"] as? Int)
        let cost = try #require(cut["cost"] as? Int)
        cut["parts"] = parts
        cut["cost"] = cost - left
        cut["bound"] = cost - left
        whole["cut"] = cut
        let error = #expect(throws: CheckFailure.self) {
            try Self.check(JSONSerialization.data(withJSONObject: whole), plant)
        }
        #expect(error?.description.hasPrefix("the cut leaves ") == true)
        whole["cut"] = nil
        let none = #expect(throws: CheckFailure.self) {
            try Self.check(JSONSerialization.data(withJSONObject: whole), plant)
        }
        #expect(none?.description == "something is possibly released, and no cut is claimed")
    }

    @Test("what is about another plant is refused")
    func another() throws {
        let plant = try Plant.load(path: Self.path("Examples/aerostructures/plant.yaml"))
        let other = try Plant.load(path: Self.path("Examples/medical/plant.yaml"))
        #expect(throws: CheckFailure.self) { try Self.check(Self.analysis(plant, today: true), other) }
    }
}
