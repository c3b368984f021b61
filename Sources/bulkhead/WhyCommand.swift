import ArgumentParser
import Cedar
import Planning
import PlantModel

/// `bulkhead why`: why a program is where it is.
struct WhyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "why",
        abstract: "Tell why a program is where it is, with whom, and not elsewhere: 0 done, 2 the input is wrong."
    )

    @OptionGroup var arguments: PlantArguments

    @Argument(help: "The program's id.")
    var program: String

    @Flag(help: "Print Markdown.")
    var markdown = false

    func run() throws {
        let plan = try arguments.plan()
        guard let report = PlanReport(plan, why: program) else {
            let near = NearestName.to(program, in: plan.plant.programs.map(\.id))
            Console.error("the plant has no program '\(program)'\(PlantProblem.hint(near))")
            throw ExitStatus.wrongInput
        }
        ReportOutput.print(report, markdown: markdown)
    }
}
