import Boundary
import Classification
import Documents
import Execution
import Journal
import PlantModel
import Web

extension ServeCommand {
    /// What prints its documents.
    func press(_ baseline: PolicyBaseline, key: TravelerKey, signer: NoteSigner) -> PaperPress {
        PaperPress(
            paper: paper == .a4 ? .a4 : .letter,
            marking: MarkingRules(
                schemes: baseline.catalogue.schemes,
                profile: markingProfile,
                facts: DesignationFacts(controlledBy: [baseline.plant.enterprise], pointOfContact: contact),
                programs: Self.designations(baseline.plant)
            ),
            key: key,
            signer: signer
        )
    }

    /// What the plant file says of the distribution of each program's records.
    private static func designations(_ model: Plant) -> [String: DesignationFacts] {
        var found: [String: DesignationFacts] = [:]
        for program in model.programs {
            guard let distribution = program.classification.distribution else { continue }
            found[program.id] = DesignationFacts(distributions: [
                DesignationFacts.Distribution(
                    statement: distribution.statement.rawValue,
                    reason: distribution.reason,
                    date: distribution.date?.description,
                    controllingOffice: distribution.controllingOffice
                )
            ])
        }
        return found
    }
}
