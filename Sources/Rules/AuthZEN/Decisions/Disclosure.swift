import Cedar

/// What a decision's context tells the caller (section 5.5.1 of the specification). No level tells texts of policies or values of
/// attributes.
public enum Disclosure: Hashable, Sendable {
    /// The decision alone.
    case decision
    /// Of a denial that it is one: `{"reason": "not_permitted"}`, whatever the reason, so that nobody learns from it whether an
    /// entity exists or which rule it falls under.
    case outcome
    /// Why: `permitted`, `forbidden`, `no_permit`, `policy_error`, `unknown_type`, `unknown_entity` or `not_in_schema`. For callers who
    /// may know of every entity.
    case reason
    /// Why, and the ids of the policies that decided, as `policies`.
    case policies
}

extension Ruling {
    /// The decision as JSON (section 5.5).
    func json(_ disclosure: Disclosure) -> String {
        var context: [(key: String, json: String)] = []
        switch disclosure {
        case .decision: break
        case .outcome: if !decision { context.append((key: "reason", json: JSONText.string("not_permitted"))) }
        case .reason, .policies: context.append((key: "reason", json: JSONText.string(reason.rawValue)))
        }
        if disclosure == .policies, !policies.isEmpty {
            let ids = JSONText.array(policies.map { JSONText.string($0.description) })
            context.append((key: "policies", json: ids))
        }
        return Self.json(decision, context)
    }

    static func json(_ decision: Bool, _ context: [(key: String, json: String)]) -> String {
        var members = [(key: "decision", json: decision ? "true" : "false")]
        if !context.isEmpty { members.append((key: "context", json: JSONText.object(context))) }
        return JSONText.object(members)
    }

    /// The denial that stands for an evaluation that is ill-formed (section 7.2.1).
    static func json(of problem: RequestProblem) -> String {
        let error = JSONText.object([
            (key: "status", json: "\(problem.status)"), (key: "message", json: JSONText.string(problem.message)),
        ])
        return json(false, [(key: "error", json: error)])
    }
}
