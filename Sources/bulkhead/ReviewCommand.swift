import ArgumentParser
import Planning
import PlantModel

/// `bulkhead environments`: what each environment really gives.
struct EnvironmentsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "environments",
        abstract:
            "Tell what each environment gives, which programs it satisfies, which not, and what single change would."
    )

    @Argument(help: "The plant file.")
    var plant: String

    @OptionGroup var location: CatalogueLocation

    @Flag(help: "Print Markdown.")
    var markdown = false

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let plan = try PlanCommand.plan(
            try CheckCommand.load(plant),
            catalogue: try location.load(),
            neighbours: false
        )
        let sheets = FactSheet.sheets(of: plan)
        if json { return print(try PlanCommand.encode(sheets)) }
        let report = PlanReport(plan, sheets: sheets)
        print(ReportText.write(report, style: markdown ? .markdown : .plain), terminator: "")
    }
}

/// `bulkhead review`: where a plant separates or restricts too much or too little.
struct ReviewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review",
        abstract:
            "Find what is separated or restricted more than anything asks, and facts that disagree: 0 nothing, 1 findings, 2 wrong input."
    )

    @Argument(help: "The plant file.")
    var plant: String

    @OptionGroup var location: CatalogueLocation

    @Flag(help: "Print Markdown.")
    var markdown = false

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let plan = try PlanCommand.plan(
            try CheckCommand.load(plant),
            catalogue: try location.load(),
            neighbours: false
        )
        let review = ClassificationReview(plan)
        if json {
            print(try PlanCommand.encode(review))
        } else {
            let report = PlanReport(plan, review: review)
            print(ReportText.write(report, style: markdown ? .markdown : .plain), terminator: "")
        }
        if !review.isEmpty { throw ExitStatus.findings }
    }
}
