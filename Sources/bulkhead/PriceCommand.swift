import ArgumentParser
import Foundation
import PlanSolver
import Planning
import PlantModel

/// `bulkhead price`: what the plan would save without each obligation.
struct PriceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "price",
        abstract:
            "Find what each obligation costs the plan, by solving without it: 0 done, 1 there is no plan, 2 the input is wrong."
    )

    @Argument(help: "The plant file.")
    var plant: String

    @OptionGroup var location: CatalogueLocation

    @Flag(help: "Print Markdown.")
    var markdown = false

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let catalogue = try location.load()
        let plan = try PlanCommand.plan(try CheckCommand.load(plant), catalogue: catalogue, neighbours: false)
        let search = PriceSearch(optimizer: PlanCommand.optimizer)
        var prices: [ObligationPrice]
        do {
            prices = try search.prices(of: plan) { number, count, id in Console.error("\(number)/\(count) \(id)") }
            prices += try search.preferences(of: plan, catalogue: catalogue)
        } catch {
            Console.error("the prices cannot be computed: \(error)")
            throw ExitStatus.wrongInput
        }
        if json {
            print(try PlanCommand.encode(prices))
        } else {
            let report = PlanReport(plan, prices: prices)
            print(ReportText.write(report, style: markdown ? .markdown : .plain), terminator: "")
        }
        if plan.status == .infeasible { throw ExitStatus.findings }
    }
}
