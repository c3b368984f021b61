import ArgumentParser
import Planning
import PlantModel

/// `bulkhead price`: what the plan would save without each obligation.
struct PriceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "price",
        abstract:
            "Find what each obligation costs the plan, by solving without it: 0 done, 1 there is no plan, 2 the input is wrong."
    )

    @OptionGroup var arguments: PlantArguments

    @OptionGroup var output: ReportOutput

    func run() throws {
        let catalogue = try arguments.location.load()
        let plan = try arguments.plan(by: catalogue)
        let search = PriceSearch(optimizer: PlanCommand.optimizer)
        var prices: [ObligationPrice]
        do {
            prices = try search.prices(of: plan) { number, count, id in Console.error("\(number)/\(count) \(id)") }
            prices += try search.preferences(of: plan, catalogue: catalogue)
        } catch {
            Console.error("the prices cannot be computed: \(error)")
            throw ExitStatus.wrongInput
        }
        try output.print(PlanReport(plan, prices: prices), json: prices)
        if plan.status == .infeasible { throw ExitStatus.findings }
    }
}
