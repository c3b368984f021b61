import Governance
import PlanCheck
import Planning
import PlantModel

/// The plan by which an instance hosts: one that was given is checked as `bulkhead verify` does, and where none was it is made.
enum HostedPlan {
    /// Checks or makes a plan; seconds, of a plant with hundreds of programs minutes.
    static let planning: BaselineDraft.Planning = { (plant, catalogue, given) throws(GovernanceRefusal) in
        guard let given else { return try made(of: plant, catalogue) }
        let check: PlantCheck
        do {
            check = try PlantCheck(plant: plant, catalogue: catalogue)
        } catch {
            throw GovernanceRefusal(planning: .unsound("\(error)"))
        }
        do throws(CheckFailure) {
            try check.check(given)
        } catch {
            throw GovernanceRefusal(planning: .wrong("\(error)"))
        }
        return given
    }

    private static func made(of plant: Plant, _ catalogue: ObligationCatalogue) throws(GovernanceRefusal) -> PlanFile {
        let plan: Plan
        do throws(Planner.Failure) {
            plan = try Planner(optimizer: PlanCommand.optimizer).plan(plant, catalogue: catalogue, neighbours: false)
        } catch {
            throw GovernanceRefusal(planning: .unsound(error.description))
        }
        guard let file = plan.file else { throw GovernanceRefusal(planning: .none("")) }
        return file
    }
}
