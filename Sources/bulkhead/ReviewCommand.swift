import ArgumentParser
import Planning

/// `bulkhead review`: where a plant separates or restricts too much or too little.
struct ReviewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review",
        abstract:
            "Find what is separated or restricted more than anything asks, and facts that disagree: 0 nothing, 1 findings, 2 wrong input."
    )

    @OptionGroup var arguments: PlantArguments

    @OptionGroup var output: ReportOutput

    func run() throws {
        let plan = try arguments.plan()
        let review = ClassificationReview(plan)
        try output.print(PlanReport(plan, review: review), json: review)
        if !review.isEmpty { throw ExitStatus.findings }
    }
}
