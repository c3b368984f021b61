import ArgumentParser
import Planning
import PlantModel

/// `bulkhead compare`: what differs between the plans of two plants.
struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Plan two plants and tell what differs: 0 done, 1 one of them has no plan, 2 the input is wrong."
    )

    @Argument(help: "The first plant file.")
    var first: String

    @Argument(help: "The second plant file.")
    var second: String

    @OptionGroup var location: CatalogueLocation

    @OptionGroup var output: ReportOutput

    func run() throws {
        let catalogue = try location.load()
        let plans = try [first, second].map { path in
            try PlanCommand.plan(try CheckCommand.load(path), catalogue: catalogue, neighbours: false)
        }
        let comparison = PlanComparison(plans[0], plans[1])
        // A page that tells of both is marked as both are.
        let markings = Set(plans.compactMap(\.plant.marking)).sorted()
        let marking = markings.isEmpty ? nil : markings.joined(separator: " // ")
        try output.print(PlanReport(comparison, marking: marking), json: comparison)
        if plans.contains(where: { $0.status == .infeasible }) { throw ExitStatus.findings }
    }
}
