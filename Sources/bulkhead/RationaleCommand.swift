import ArgumentParser
import Classification
import Foundation
import PlanSolver
import Planning
import PlantModel

/// `bulkhead rationale`: the whole argument around a plan, as one marked document.
struct RationaleCommand: AsyncParsableCommand {
    /// Whose rules the marking follows.
    enum Profile: String, ExpressibleByArgument, CaseIterable {
        case nara
        case dod
    }

    static let configuration = CommandConfiguration(
        commandName: "rationale",
        abstract:
            "Write the whole argument around a plan as one marked document: 0 done, 1 there is no plan, 2 the input is wrong."
    )

    @Argument(help: "The plant file.")
    var plant: String

    @OptionGroup var location: CatalogueLocation

    @Option(name: .customLong("for"), help: "Leave out what this audience may not see, with what follows from it.")
    var audience: String?

    @Option(help: "Whose rules the marking follows: nara or dod.")
    var profile = Profile.nara

    @OptionGroup var cited: CitedEvidence

    @OptionGroup var drifted: CitedDrift

    @OptionGroup var output: ReportOutput

    @Option(help: "Write it as a self-contained page to a file.")
    var html: String?

    func validate() throws {
        guard audience == nil || cited.evidence == nil else {
            throw ValidationError(
                "a copy for an audience cites no evidence, which hangs on every program; leave out --evidence"
            )
        }
        guard audience == nil || drifted.drift == nil else {
            throw ValidationError(
                "a statement of drift is for whom it was given to, and not for an audience; leave out --drift"
            )
        }
    }

    func run() async throws {
        let catalogue = try location.load()
        let filters = try await cited.standings(try CheckCommand.load(plant), catalogue)
        var plan = try PlanCommand.plan(try CheckCommand.load(plant), catalogue: catalogue)
        plan.drift = try drifted.statement(of: plan)
        let status = plan.status
        let report: PlanReport
        let rationale: Rationale
        do {
            if let audience {
                plan = try Planner(optimizer: PlanCommand.optimizer)
                    .copy(of: plan, for: audience, catalogue: catalogue)
            }
            let marking: MarkingProfile = profile == .dod ? .dod : .nara(.acronym)
            rationale = try Rationale(
                plan,
                catalogue: catalogue,
                profile: marking,
                solver: CoinSolver(),
                filters: filters
            )
            report = PlanReport(rationale)
            if let html { try ReportPage.write(report).write(toFile: html, atomically: true, encoding: .utf8) }
        } catch {
            Console.error("the document cannot be written: \(error)")
            throw ExitStatus.wrongInput
        }
        try output.print(report, json: RationaleFile(rationale))
        if status == .infeasible { throw ExitStatus.findings }
    }
}
