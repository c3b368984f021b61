public import Classification
import PlantModel

/// How a document about a plan is marked: the join of what it names.
public struct PlanMarking: Sendable {
    /// The marking.
    public let marking: Marking
    /// What the plant file itself says that documents about it carry.
    public let ofFile: String?

    /// Marks what tells of a plan's programs.
    ///
    /// - Throws: where a classification names a value that the catalogue's schemes do not have.
    public init(_ plan: Plan, schemes: Schemes, profile: MarkingProfile) throws(ClassificationError) {
        ofFile = plan.plant.marking
        var label = Label.unrestricted
        var facts = DesignationFacts()
        for program in plan.plant.programs {
            let own = try schemes.label(Self.restrictions(program, schemes))
            label = label.join(own)
            if own.isUnrestricted { continue }
            facts = facts.joined(with: Self.facts(program, enterprise: plan.plant.enterprise))
        }
        marking = schemes.marking(of: label, profile: profile, facts: facts)
    }

    /// The line that stands on each page; nil where nothing asks for one.
    public var banner: String? {
        let lines = [ofFile, marking.banner].compactMap(\.self)
        return lines.isEmpty ? nil : Set(lines).sorted().joined(separator: " | ")
    }

    /// What stands on the first page, a line each.
    public var firstPage: [String] { marking.designationBlock + marking.notices }

    private static func restrictions(_ program: Plant.Program, _ schemes: Schemes) -> [Restriction] {
        let classification = program.classification
        var restrictions: [Restriction] = []
        func add(_ scheme: String, _ values: [String]) {
            guard schemes.byName[scheme] != nil else { return }
            restrictions += values.map { Restriction(scheme, $0) }
        }
        add("regimes", classification.exports.map(\.regime))
        add("usml", classification.exports.filter { $0.regime == "ITAR" }.compactMap(\.technicalData))
        add("eccn", classification.exports.filter { $0.regime != "ITAR" }.compactMap(\.technicalData))
        add("cui", classification.cui.map(\.value))
        add("dissemination", classification.dissemination.map(\.value))
        add("releasableTo", classification.releasableTo ?? [])
        add("distribution", classification.distribution.map { [$0.statement.rawValue] } ?? [])
        return restrictions
    }

    private static func facts(_ program: Plant.Program, enterprise: String) -> DesignationFacts {
        let classification = program.classification
        let office = classification.determination.map { "\(enterprise), \($0.by)" } ?? enterprise
        return DesignationFacts(
            controlledBy: [office],
            distributions: classification.distribution.map { distribution in
                [
                    DesignationFacts.Distribution(
                        statement: distribution.statement.rawValue,
                        reason: distribution.reason,
                        date: distribution.date?.description,
                        controllingOffice: distribution.controllingOffice
                    )
                ]
            } ?? []
        )
    }
}
