public import Cedar
public import Journal
internal import PlantModel

/// A refusal that the asker may know of: which policies refuse, what stands behind them, and the smallest changes that would permit it.
///
/// It is made only for who may know that the record is there. Of others' facts it tells nothing: where a system is refused because of who
/// reads it, the readers' facts are hidden.
public struct Denial: Sendable {
    /// A policy that refuses.
    public struct Reason: Hashable, Sendable {
        /// Its id; `default-deny` where nothing permits, `sealed` where the label is not known.
        public let policy: String
        /// What it asks, in one statement.
        public let says: String
        /// Where it is written.
        public let cite: String
        /// What meets it.
        public let metBy: String
    }

    /// Who asked.
    public let subject: Subject
    /// For what.
    public let action: RecordAction
    /// The record that is refused, where one is there and the asker came to it by its id.
    public let record: AggregateID?
    /// What refuses.
    public let reasons: [Reason]
    private let request: (request: Request, entities: Entities)?
    private let world: DecisionWorld

    init(
        _ verdict: Verdict,
        subject: Subject,
        action: RecordAction,
        world: DecisionWorld,
        record: AggregateID? = nil
    ) {
        self.record = record
        self.subject = subject
        self.action = action
        self.world = world
        request = verdict.denied
        reasons = verdict.policies.map { Self.reason($0, in: world) }
    }

    static func reason(_ id: String, in world: DecisionWorld) -> Reason {
        if let obligation = world.obligations.byID[id] {
            return Reason(policy: id, says: obligation.says, cite: obligation.cite, metBy: obligation.metBy)
        }
        switch id {
        case "sealed":
            return Reason(
                policy: id,
                says: "The label is not known, contradicts itself, or cannot be asked about",
                cite: "",
                metBy: "a determination of the record's label"
            )
        case "unknown-subject":
            return Reason(
                policy: id,
                says: "Whoever is not in the register is given nothing",
                cite: "",
                metBy: "an entry in the register"
            )
        default:
            let policy = world.policies[PolicyID(id)]
            return Reason(
                policy: id,
                says: policy?.annotation("says") ?? "Nothing permits it",
                cite: policy?.annotation("cite") ?? "",
                metBy: policy?.annotation("met_by") ?? "a grant of the plant"
            )
        }
    }

    /// Whether a need to know for the record's program is all that the asker lacks, beside a second factor, so that it can be asked for.
    /// - Complexity: two decisions.
    public var isMetByNeedToKnow: Bool {
        guard let (request, entities) = request, request.principal == subject.uid, case .person = subject,
            let program = entities[request.resource]?.attributes["program"],
            var attributes = entities[request.principal]?.attributes
        else { return false }
        var needs: Set<Value> = [program]
        if case .set(let known)? = attributes["needToKnow"] { needs.formUnion(known) }
        attributes["needToKnow"] = .set(needs)
        // How the session was begun is asked for when the need is on file.
        let asked = Self.surely(request)
        return !world.ask(asked, entities).isAllowed
            && world.ask(asked, entities.replacingAttributes(of: request.principal, with: attributes)).isAllowed
    }

    /// The same in a session that was begun by as many factors as there are.
    private static func surely(_ request: Request) -> Request {
        var context = request.context
        context["factors"] = .long(Int64(Whereabouts.factorsMax))
        return Request(
            principal: request.principal,
            action: request.action,
            resource: request.resource,
            context: context
        )
    }

    /// Whether a session that is begun by two factors is all that the asker lacks.
    /// - Complexity: one decision.
    public var isMetByTwoFactors: Bool {
        guard let (request, entities) = request, request.principal == subject.uid, case .person = subject,
            case .long(let factors)? = request.context["factors"], factors < Whereabouts.factorsMax
        else { return false }
        return world.ask(Self.surely(request), entities).isAllowed
    }

    /// The smallest changes that would permit it, and who can make them, fewest first. Takes up to about a second.
    public func remedies(granters: Granters = .none) -> [[String]] {
        guard let request else { return [] }
        var hidden: [AccessPath] = []
        // Of a reader of a system the asker may not learn why.
        if request.request.principal != subject.uid { hidden.append(AccessPath(.principal)) }
        let explainer = Explainer(
            world.policies,
            schema: world.schema,
            granters: granters,
            hidden: HiddenFacts(values: hidden),
            erringForbid: .denies,
            limits: Explainer.Limits(worldsMax: 400)
        )
        guard let explanation = try? explainer.explain(request.request, entities: request.entities) else { return [] }
        return explanation.remedies.map { $0.changes.map(\.description) }
    }
}

extension Denial.Reason {
    /// What the policy asks, for a page: whoever has the denial may be told.
    public var statement: ClearedText { ClearedText(pieces: [.own(says)]) }
    /// Where it is written.
    public var citation: ClearedText { ClearedText(pieces: [.own(cite)]) }
    /// What meets it.
    public var remedy: ClearedText { ClearedText(pieces: [.own(metBy)]) }
    /// The policy's id.
    public var name: ClearedText { ClearedText(pieces: [.own(policy)]) }
}

extension Denial: CustomStringConvertible {
    /// Each reason with its cite.
    public var description: String {
        "\(action.rawValue) is refused: "
            + reasons.map { "\($0.says) [\($0.policy)\($0.cite.isEmpty ? "" : ", \($0.cite)")]; met by \($0.metBy)" }
            .joined(separator: "; ")
    }
}
