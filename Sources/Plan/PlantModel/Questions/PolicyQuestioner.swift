public import Cedar

/// Asks the policies of a plant and reads their answers the way Bulkhead does: a forbid that errs forbids, and says so.
public struct PolicyQuestioner: Sendable {
    /// What the policies said to one request.
    public struct Answer: Sendable, Hashable {
        /// Whether the request is permitted.
        public let permitted: Bool
        /// Ids of the policies that refuse, sorted; `default-deny` where none permits.
        public let refusedBy: [String]
        /// Policies that erred, each with its place and what went wrong. An obligation that errs refuses.
        public let errors: [String]
    }

    /// The obligations in force.
    public let obligations: PlantObligations
    /// The facts asked about.
    public let facts: PlantFacts
    private let authorizer = Authorizer()

    /// Prepares the questions.
    public init(obligations: PlantObligations, facts: PlantFacts) {
        self.obligations = obligations
        self.facts = facts
    }

    /// Asks one request.
    public func ask(_ request: Request) -> Answer { ask(request, of: facts.entities) }

    /// Asks one request about entities that hold more than the plant's facts.
    func ask(_ request: Request, of entities: Entities) -> Answer {
        let response = authorizer.authorize(request, policies: obligations.policies, entities: entities)
        var refusing: Set<String> = []
        if response.decision == .deny { refusing.formUnion(response.reasons.map(\.description)) }
        var errors: [String] = []
        for failure in response.errors {
            guard let obligation = obligations.byID[failure.policy.description] else { continue }
            if obligation.policy.effect == .forbid { refusing.insert(obligation.id) }
            errors.append("\(obligation.place): \(obligation.id): \(failure.error)")
        }
        if response.decision == .deny, refusing.isEmpty { refusing.insert("default-deny") }
        return Answer(permitted: refusing.isEmpty, refusedBy: refusing.sorted(), errors: errors.sorted())
    }

    /// The obligations that apply to a request: those whose `when` holds, met or not. One whose `when` errs applies.
    public func applying(to request: Request, among candidates: [Obligation]) -> [Obligation] {
        let evaluator = Evaluator(request, facts.entities)
        return candidates.filter { obligation in
            guard (try? evaluator.scopeMatches(obligation.policy)) == true else { return false }
            return evaluator.whenConditions(of: obligation.policy) != .notSatisfied
        }
    }
}

extension PlantObligations {
    /// The obligations whose scope admits an action.
    public func asking(_ action: String) -> [Obligation] {
        let uid = Question.action(action)
        return inForce.filter { obligation in
            switch obligation.policy.scope.action {
            case .any: true
            case .equal(let named), .isIn(let named): named == uid
            case .isInAny(let named): named.contains(uid)
            }
        }
    }
}

extension PolicyQuestioner {
    /// Asks `share` for a program and another one that is equal to it in everything but its name.
    public func askTwin(
        _ place: PlacementFacts.Place,
        separation: PlacementProblem.Separation,
        enforcement: PlacementFacts.Enforcement
    ) -> Answer {
        let twin = PlacementFacts.Place(program: place.program + Self.twinSuffix, site: place.site)
        return ask(Question.share(place, twin, separation: separation, enforcement: enforcement, facts))
    }

    /// No id in a plant file ends in it: the loader takes only visible characters.
    static let twinSuffix = "\u{1}twin"
}
