import ArgumentParser
import Foundation
import PlanSolver
import Planning
import PlantModel

/// `bulkhead flows`: where restricted data can get, and what would cut it.
struct FlowsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "flows",
        abstract:
            "Follow restricted data along the flows of a plant: 0 nothing is possibly released, 1 something is, 2 the input is wrong."
    )

    @Argument(help: "The plant file.")
    var plant: String

    @OptionGroup var location: CatalogueLocation

    @Flag(help: "Take today's instances as MES, not those of the plan.")
    var today = false

    @Flag(help: "Print the report as Markdown.")
    var markdown = false

    @Flag(help: "Print the analysis as JSON, every possible release included.")
    var json = false

    @Flag(help: "Do not look for the least cut.")
    var withoutCut = false

    func run() throws {
        let plant = try CheckCommand.load(self.plant)
        let catalogue = try location.load()
        let analysis = try analysis(of: plant, catalogue)
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            print(String(decoding: try encoder.encode(FlowFile(analysis)), as: UTF8.self))
        } else {
            print(ReportText.write(PlanReport(analysis), style: markdown ? .markdown : .plain), terminator: "")
        }
        if !analysis.releases.isEmpty { throw ExitStatus.findings }
    }

    private func analysis(of plant: Plant, _ catalogue: ObligationCatalogue) throws -> FlowAnalysis {
        let solver = CoinSolver()
        do {
            var plan: Plan?
            if !today {
                let made = try Planner(optimizer: PlacementOptimizer(solver: solver))
                    .plan(plant, catalogue: catalogue, neighbours: false)
                guard made.status != .infeasible else {
                    Console.error(
                        "\(self.plant): no placement meets every obligation, so there is no plan whose flows could be followed; "
                            + "`bulkhead plan` says why, `--today` follows those of today's instances"
                    )
                    throw ExitStatus.wrongInput
                }
                plan = made
            }
            return try FlowAnalysis(plant, catalogue: catalogue, plan: plan, solver: withoutCut ? nil : solver)
        } catch let error as Planner.Failure {
            Console.error(error.description)
            throw ExitStatus.wrongInput
        }
    }
}
