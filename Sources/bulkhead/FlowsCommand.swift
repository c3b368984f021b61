import ArgumentParser
import Foundation
import PlanSolver
import Planning

/// `bulkhead flows`: where restricted data can get, and what would cut it.
struct FlowsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "flows",
        abstract:
            "Follow restricted data along the flows of a plant: 0 nothing is possibly released, 1 something is, 2 the input is wrong."
    )

    @OptionGroup var arguments: PlantArguments

    @Flag(help: "Take today's instances as MES, not those of the plan.")
    var today = false

    @OptionGroup var output: ReportOutput

    @Option(help: "Write the analysis as JSON, the proof of the least cut included, to a file.")
    var jsonFile: String?

    @Flag(help: "Do not look for the least cut.")
    var withoutCut = false

    func run() throws {
        let analysis = try self.analysis()
        if let jsonFile {
            do {
                try ReportOutput.encode(FlowFile(analysis)).write(toFile: jsonFile, atomically: true, encoding: .utf8)
            } catch {
                Console.error("\(jsonFile): the analysis cannot be written: \(error.localizedDescription)")
                throw ExitStatus.wrongInput
            }
        }
        try output.print(PlanReport(analysis), json: FlowFile(analysis))
        if !analysis.releases.isEmpty { throw ExitStatus.findings }
    }

    private func analysis() throws -> FlowAnalysis {
        let catalogue = try arguments.location.load()
        let plan = today ? nil : try arguments.plan(by: catalogue)
        if plan?.status == .infeasible {
            Console.error(
                "\(arguments.plant): no placement meets every obligation, so there is no plan whose flows could be followed; "
                    + "`bulkhead plan` says why, `--today` follows those of today's instances"
            )
            throw ExitStatus.wrongInput
        }
        let plant = try plan?.plant ?? CheckCommand.load(arguments.plant)
        do throws(Planner.Failure) {
            return try FlowAnalysis(
                plant,
                catalogue: catalogue,
                plan: plan,
                solver: withoutCut ? nil : CoinSolver()
            )
        } catch {
            Console.error(error.description)
            throw ExitStatus.wrongInput
        }
    }
}
