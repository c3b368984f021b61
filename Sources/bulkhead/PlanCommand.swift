import ArgumentParser
import Foundation
import PlanSolver
import Planning
import PlantModel

/// `bulkhead plan`: the least fragmented placement of a plant.
struct PlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Plan a plant: 0 a plan, 1 no placement meets every obligation, 2 the input is wrong."
    )

    @Argument(help: "The plant file.")
    var plant: String

    @OptionGroup var location: CatalogueLocation

    @Flag(help: "Print the report as Markdown.")
    var markdown = false

    @Flag(help: "Print the plan as JSON, certificate included.")
    var json = false

    @Option(help: "Write the plan as JSON, certificate included, to a file.")
    var jsonFile: String?

    @Option(help: "Write the report as a self-contained page to a file.")
    var html: String?

    func run() throws {
        let plant = try CheckCommand.load(self.plant)
        let catalogue = try location.load()
        let plan: Plan
        do throws(Planner.Failure) {
            plan = try Planner(optimizer: PlacementOptimizer(solver: CoinSolver())).plan(plant, catalogue: catalogue)
        } catch {
            Console.error(error.description)
            throw ExitStatus.wrongInput
        }
        let encoded = try plan.file.map(Self.encode)
        do {
            if let jsonFile, let encoded { try encoded.write(toFile: jsonFile, atomically: true, encoding: .utf8) }
            if let html { try PlanPage.write(plan).write(toFile: html, atomically: true, encoding: .utf8) }
        } catch {
            Console.error("the report cannot be written: \(error.localizedDescription)")
            throw ExitStatus.wrongInput
        }
        if json {
            print(encoded ?? "{\"status\":\"infeasible\"}")
        } else {
            print(PlanText.write(plan, style: markdown ? .markdown : .plain), terminator: "")
        }
        if plan.status == .infeasible { throw ExitStatus.findings }
    }

    private static func encode(_ plan: PlanFile) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(plan), as: UTF8.self)
    }
}
