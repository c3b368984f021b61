import ArgumentParser
import Foundation
import PlanSolver
import Planning
import PlantModel

/// `bulkhead plan`: the least fragmented placement of a plant.
struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Plan a plant: 0 a plan, 1 no placement meets every obligation, 2 the input is wrong."
    )

    @Argument(help: "The plant file.")
    var plant: String

    @OptionGroup var location: CatalogueLocation

    @Flag(help: "Print the report as Markdown.")
    var markdown = false

    @Flag(
        help:
            "Print the plan as JSON, certificate included; where there is no plan, the report, with what cannot hold together."
    )
    var json = false

    @Option(help: "Write the plan as JSON, certificate included, to a file.")
    var jsonFile: String?

    @Option(
        help: "Write the report as JSON to a file: from each program to obligation, cite, control, evidence and expiry."
    )
    var reportJson: String?

    @Flag(help: "Leave out the plans with one instance more, one fewer, and the fewest moves.")
    var withoutNeighbours = false

    @Option(help: "What if an obligation did not hold; may be given several times.")
    var without: [String] = []

    @Option(
        help:
            "What if the plant also had what this file lists, in the form of an included file; may be given several times."
    )
    var with: [String] = []

    @OptionGroup var cited: CitedEvidence

    @OptionGroup var drifted: CitedDrift

    @Option(help: "Write the report as a self-contained page to a file.")
    var html: String?

    func run() async throws {
        let (model, catalogue) = (try CheckCommand.load(plant, adding: with), try location.load())
        let filters = try await cited.standings(model, catalogue)
        var plan = try Self.plan(model, catalogue: catalogue, without: without, neighbours: !withoutNeighbours)
        plan.drift = try drifted.statement(of: plan)
        let report = PlanReport(plan, filters: filters)
        let encoded = try plan.file.map(ReportOutput.encode)
        do {
            if let jsonFile, let encoded { try encoded.write(toFile: jsonFile, atomically: true, encoding: .utf8) }
            if let reportJson {
                try ReportOutput.encode(ReportFile(plan, filters: filters))
                    .write(toFile: reportJson, atomically: true, encoding: .utf8)
            }
            if let html { try ReportPage.write(report).write(toFile: html, atomically: true, encoding: .utf8) }
        } catch {
            Console.error("the report cannot be written: \(error.localizedDescription)")
            throw ExitStatus.wrongInput
        }
        if json {
            print(try encoded ?? ReportOutput.encode(ReportFile(plan, filters: filters)))
        } else {
            ReportOutput.print(report, markdown: markdown)
        }
        if plan.status == .infeasible { throw ExitStatus.findings }
    }

    static let optimizer = PlacementOptimizer(solver: CoinSolver())

    /// Plans a plant; prints what is wrong and exits 2.
    static func plan(
        _ plant: Plant,
        catalogue: ObligationCatalogue,
        without: [String] = [],
        neighbours: Bool = true
    ) throws -> Plan {
        do throws(Planner.Failure) {
            return try Planner(optimizer: optimizer)
                .plan(plant, catalogue: catalogue, without: Set(without), neighbours: neighbours)
        } catch {
            Console.error(error.description)
            throw ExitStatus.wrongInput
        }
    }
}
