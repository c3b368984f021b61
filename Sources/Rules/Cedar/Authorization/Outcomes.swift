/// What the policies evaluated so far said. The index hands them over in no order, and some twice where several of their keys fit.
struct Outcomes {
    private var permits: [IndexEntry] = []
    private var forbids: [IndexEntry] = []
    private var errors: [(order: Int, error: Response.PolicyError)] = []

    init() {}

    /// Evaluates a policy whose action constraint holds.
    @inline(__always)
    mutating func decide(_ entry: IndexEntry, _ evaluator: Evaluator) {
        do throws(EvaluationError) {
            guard entry.policy.scope.entitiesMatch(evaluator), try entry.policy.conditions.hold(evaluator) else {
                return
            }
            if entry.policy.effect == .permit { permits.append(entry) } else { forbids.append(entry) }
        } catch {
            errors.append((entry.order, Response.PolicyError(policy: entry.policy.id, error: error)))
        }
    }

    /// The decision with its grounds, in the order of the set.
    func response() -> Response {
        let reasons = forbids.isEmpty ? permits : forbids
        return Response(
            decision: forbids.isEmpty && !permits.isEmpty ? .allow : .deny,
            reasons: Self.inOrder(reasons),
            errors: Self.inOrder(errors)
        )
    }

    private static func inOrder(_ entries: [IndexEntry]) -> [PolicyID] {
        guard let first = entries.first else { return [] }
        if entries.count == 1 { return [first.policy.id] }
        var last = -1
        return entries.sorted { $0.order < $1.order }.compactMap { entry in
            defer { last = entry.order }
            return entry.order == last ? nil : entry.policy.id
        }
    }

    private static func inOrder(_ errors: [(order: Int, error: Response.PolicyError)]) -> [Response.PolicyError] {
        if errors.isEmpty { return [] }
        var last = -1
        return errors.sorted { $0.order < $1.order }.compactMap { found in
            defer { last = found.order }
            return found.order == last ? nil : found.error
        }
    }
}
