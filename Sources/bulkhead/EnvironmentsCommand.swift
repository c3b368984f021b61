import ArgumentParser
import Planning

/// `bulkhead environments`: what each environment really gives.
struct EnvironmentsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "environments",
        abstract:
            "Tell what each environment gives, which programs it satisfies, which not, and what single change would."
    )

    @OptionGroup var arguments: PlantArguments

    @OptionGroup var output: ReportOutput

    func run() throws {
        let plan = try arguments.plan()
        let sheets = FactSheet.sheets(of: plan)
        try output.print(PlanReport(plan, sheets: sheets), json: sheets)
    }
}
