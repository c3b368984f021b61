import ArgumentParser
import Cedar
import Foundation
import PlanSolver
import Planning
import PlantModel

/// `bulkhead roadmap`: from today's systems to the plan.
struct RoadmapCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "roadmap",
        abstract:
            "Lead a plant from today's systems to its plan: 0 phases, 1 no feasible order, 2 the input is wrong."
    )

    @Argument(help: "The plant file.")
    var plant: String

    @OptionGroup var location: CatalogueLocation

    @Flag(help: "Print the roadmap as Markdown.")
    var markdown = false

    @Flag(help: "Print the roadmap as JSON (schemas/roadmap.schema.json).")
    var json = false

    func run() throws {
        let plant = try CheckCommand.load(self.plant)
        let catalogue = try location.load()
        let roadmap: Roadmap
        do {
            let plan = try Planner(optimizer: PlacementOptimizer(solver: CoinSolver()))
                .plan(plant, catalogue: catalogue, neighbours: false)
            let today = try FlowAnalysis(plant, catalogue: catalogue, plan: nil, solver: nil)
            roadmap = Roadmap(plan, leaks: today.leaks)
        } catch {
            Console.error("\(error)")
            throw ExitStatus.wrongInput
        }
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            print(String(decoding: try encoder.encode(RoadmapFile(roadmap)), as: UTF8.self))
        } else {
            print(ReportText.write(PlanReport(roadmap), style: markdown ? .markdown : .plain), terminator: "")
        }
        if !roadmap.isFeasible { throw ExitStatus.findings }
    }
}
