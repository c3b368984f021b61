import ArgumentParser
import Planning

/// `bulkhead roadmap`: from today's systems to the plan.
struct RoadmapCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "roadmap",
        abstract:
            "Lead a plant from today's systems to its plan: 0 phases, 1 no feasible order, 2 the input is wrong."
    )

    @OptionGroup var arguments: PlantArguments

    @OptionGroup var output: ReportOutput

    func run() throws {
        let catalogue = try arguments.location.load()
        let plan = try arguments.plan(by: catalogue)
        let roadmap: Roadmap
        do throws(Planner.Failure) {
            roadmap = try Roadmap(plan, followingFlowsBy: catalogue)
        } catch {
            Console.error(error.description)
            throw ExitStatus.wrongInput
        }
        try output.print(PlanReport(roadmap), json: RoadmapFile(roadmap))
        if !roadmap.isFeasible { throw ExitStatus.findings }
    }
}
