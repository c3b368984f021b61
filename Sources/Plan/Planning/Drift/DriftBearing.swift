import PlantModel

/// What a finding of drift means for a plan: which of its decisions rest on what has ended.
struct DriftBearing: Equatable {
    /// The units whose placing was argued with it, by name.
    let units: [String]
    /// The obligations that it was argued for, by id.
    let obligations: [String]
    /// What it means, in a sentence.
    let means: String
    /// Whether a decision of the plan no longer holds as it was argued.
    let undermines: Bool
}

extension ReportWriter {
    /// Codes of findings, as `Governance` gives them; a code never changes its meaning.
    private enum Code {
        static let papers: Set<String> = ["BH-D001", "BH-D002"]
        static let environmentFact = "BH-D003"
        static let personFacts = "BH-D004"
        static let unassignedProgram = "BH-D006"
        static let lapsedVariants = "BH-D007"
        static let movedStandards = "BH-D013"
        static let planLapsed = "BH-D008"
        static let clockBehind = "BH-D009"
        static let flows: Set<String> = ["BH-D010", "BH-D011"]
        static let records: Set<String> = ["BH-D005", "BH-D012"]
        static let staleRegister = "BH-D014"
    }

    /// The code of the finding that says that a fact has ended since; nil where none does.
    func lapse(of fact: ReadFact) -> String? {
        plan.drift?.findings.first { Self.names($0, fact) }?.code
    }

    private static func names(_ finding: DriftStatement.Finding, _ fact: ReadFact) -> Bool {
        if Code.papers.contains(finding.code) { return fact.subject == "authorization \(finding.about)" }
        return finding.code == Code.environmentFact && "\(fact.subject): \(fact.statement)" == finding.about
    }

    /// What each finding means for this plan, in their order.
    func bearings(_ groups: [Group]) -> [(finding: DriftStatement.Finding, bearing: DriftBearing)] {
        (plan.drift?.findings ?? []).map { ($0, bearing(of: $0, groups)) }
    }

    private func bearing(of finding: DriftStatement.Finding, _ groups: [Group]) -> DriftBearing {
        switch finding.code {
        case let code where Code.papers.contains(code) || code == Code.environmentFact:
            return resting(on: finding, groups)
        case Code.personFacts: return asked(of: finding, groups)
        case Code.planLapsed:
            return DriftBearing(
                units: [],
                obligations: [],
                means: "The plan says of itself that it holds no longer: every decision in it has to be made anew.",
                undermines: true
            )
        case Code.unassignedProgram:
            return nothing("The plan decides nothing for it, and no instance takes its data.")
        case let code where Code.flows.contains(code):
            return nothing(
                "The flows were followed without it: what is said of leaks and of the least cut does not hold for what it carries.",
                undermines: true
            )
        case let code where Code.records.contains(code):
            return nothing(
                "The plan reckons with labels that are read and name their programs; where programs are does not rest on it."
            )
        case Code.staleRegister:
            return nothing("Who left or changed since may still be let in; where programs are does not rest on it.")
        case Code.lapsedVariants:
            return nothing("The standard counts again; where programs are does not rest on it.")
        case Code.movedStandards:
            return nothing(
                "What differs was weighed against another standard; where programs are does not rest on it."
            )
        case Code.clockBehind:
            return nothing("Facts count as of the later day until the clock is right.")
        default:
            return nothing("This version does not know the code: read what it says.", undermines: true)
        }
    }

    private func nothing(_ means: String, undermines: Bool = false) -> DriftBearing {
        DriftBearing(units: [], obligations: [], means: means, undermines: undermines)
    }

    /// Decisions that were argued with a fact that ended.
    private func resting(on finding: DriftStatement.Finding, _ groups: [Group]) -> DriftBearing {
        let (units, obligations) = argued(groups) { trace in trace.facts.contains { Self.names(finding, $0) } }
        guard !units.isEmpty else { return nothing("No decision of the plan was argued with it.") }
        return DriftBearing(
            units: units,
            obligations: obligations,
            means:
                "\(PlanReport.brief(units, shown: 20)): that \(obligations.joined(separator: ", ")) is met there was argued with it, and the argument no longer holds.",
            undermines: true
        )
    }

    /// Obligations that ask persons for a fact of which some ended.
    private func asked(of finding: DriftStatement.Finding, _ groups: [Group]) -> DriftBearing {
        let name = finding.about.prefix { $0 != " " }
        let asking = Set(evidence.obligations(askingPersonsFor: String(name)))
        let (units, obligations) = argued(groups) { asking.contains($0.obligation) }
        guard !units.isEmpty else { return nothing("No obligation of a program in the plan asks persons for it.") }
        return DriftBearing(
            units: units,
            obligations: obligations,
            means:
                "\(PlanReport.brief(units, shown: 20)): \(obligations.joined(separator: ", ")) ask persons for it, and admit these persons no longer; where programs are does not rest on it.",
            undermines: false
        )
    }

    private func argued(_ groups: [Group], _ rests: (Trace) -> Bool) -> (units: [String], obligations: [String]) {
        var units: Set<Int> = []
        var obligations: Set<String> = []
        for group in groups {
            let own = group.traces.filter(rests)
            guard !own.isEmpty else { continue }
            units.formUnion(group.units)
            obligations.formUnion(own.map(\.obligation))
        }
        return (units.sorted().map(name), obligations.sorted())
    }
}
