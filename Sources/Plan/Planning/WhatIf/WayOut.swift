import PlantModel

/// The cheapest set of changes with which an infeasible plant has a plan.
///
/// Found by hitting every conflict: as long as the plant stays infeasible with the changes made, a further minimal set of what cannot
/// hold together is found and has to be hit, too. What is answered makes the plant feasible, and nothing of less effort does as far as
/// conflicts were found.
public struct WayOut: Sendable, Equatable {
    /// What has to be done about an element.
    public enum Remedy: String, Sendable, CaseIterable, Codable {
        /// Let an environment hold or carry more.
        case raiseLimits = "raise-limits"
        /// Let an environment serve further sites.
        case extendReach = "extend-reach"
        /// Change facts of an environment so that they meet the obligation.
        case changeFacts = "change-facts"
        /// Agree with the customer on another flowdown.
        case renegotiate
        /// Obtain an authorization, or change facts so that the rule is met.
        case obtainAuthorization = "obtain-authorization"
        /// Add an environment for it, or leave the unit out of the plan.
        case addEnvironment = "add-environment"
    }

    /// One change.
    public struct Step: Sendable, Equatable {
        /// What it is about.
        public let element: PlanBlame.Element
        /// What has to be done.
        public let remedy: Remedy
        /// How hard it is held to be, in points: a ranking, no estimate.
        public let effort: Int
    }

    /// The changes, in order; all of them are needed.
    public let steps: [Step]
    /// Whether less effort was shown not to suffice.
    public let isLeast: Bool

    /// The sum of their efforts.
    public var effort: Int { steps.reduce(0) { $0 + $1.effort } }
}

/// Finds the cheapest way out.
struct WayOutSearch {
    let blame: BlameSearch
    let efforts: Plant.RemedyEfforts
    /// Conflicts that are found before the search gives up on the least.
    static let conflictsMax = 40
    /// Choices that are tried among them.
    static let choicesMax = 50_000

    /// The cheapest way, and where that leaves units to a new environment the cheapest with the environments that there are.
    func run() -> [WayOut] {
        guard let least = run(where: { _ in true }) else { return [] }
        func isUnit(_ element: PlanBlame.Element) -> Bool { if case .unit = element { true } else { false } }
        guard least.steps.contains(where: { isUnit($0.element) }) else { return [least] }
        return [least] + (run(where: { !isUnit($0) }).map { [$0] } ?? [])
    }

    /// Nil where no way out was found among the elements that may be changed.
    private func run(where mayChange: (PlanBlame.Element) -> Bool) -> WayOut? {
        var conflicts: [[PlanBlame.Element]] = []
        while conflicts.count < Self.conflictsMax {
            var choices = Self.choicesMax
            let chosen = cheapest(conflicts, [], best: nil, choices: &choices) ?? []
            guard let conflict = blame.conflict(without: Set(chosen)) else {
                return WayOut(
                    steps: chosen.sorted().map { step($0) },
                    isLeast: choices > 0
                )
            }
            let changeable = conflict.elements.filter(mayChange)
            if changeable.isEmpty { return nil }
            conflicts.append(changeable)
        }
        return nil
    }

    /// The cheapest set that has an element of every conflict, by depth-first choice among the elements of the first that has none.
    private func cheapest(
        _ conflicts: [[PlanBlame.Element]],
        _ chosen: [PlanBlame.Element],
        best: [PlanBlame.Element]?,
        choices: inout Int
    ) -> [PlanBlame.Element]? {
        var best = best
        if let best, effort(chosen) >= effort(best) { return best }
        guard let open = conflicts.first(where: { $0.allSatisfy { !chosen.contains($0) } }) else { return chosen }
        for element in open.sorted(by: { (effort([$0]), $0) < (effort([$1]), $1) }) {
            guard choices > 0 else { return best }
            choices -= 1
            best = cheapest(conflicts, chosen + [element], best: best, choices: &choices)
        }
        return best
    }

    private func effort(_ elements: [PlanBlame.Element]) -> Int {
        elements.reduce(0) { $0 + step($1).effort }
    }

    private func step(_ element: PlanBlame.Element) -> WayOut.Step {
        let remedy = remedy(element)
        return WayOut.Step(element: element, remedy: remedy, effort: efforts.effort(of: remedy))
    }

    private func remedy(_ element: PlanBlame.Element) -> WayOut.Remedy {
        switch element {
        case .unit: return .addEnvironment
        case .limits: return .raiseLimits
        case .reach: return .extendReach
        case .obligation(let id):
            switch blame.obligations.byID[id]?.basis {
            case .contract, .customer, .preference: return .renegotiate
            case .law, .regulation: return .obtainAuthorization
            case .control, nil: return .changeFacts
            }
        }
    }
}

extension Plant.RemedyEfforts {
    /// The points of a remedy.
    func effort(of remedy: WayOut.Remedy) -> Int {
        switch remedy {
        case .raiseLimits: raiseLimits
        case .extendReach: extendReach
        case .changeFacts: changeFacts
        case .renegotiate: renegotiate
        case .obtainAuthorization: obtainAuthorization
        case .addEnvironment: addEnvironment
        }
    }
}
