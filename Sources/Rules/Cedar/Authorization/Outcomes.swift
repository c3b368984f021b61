/// What the policies evaluated so far said. The index hands them over in no order, and some twice where several of their keys fit.
struct Outcomes {
    /// A policy by its place in the set and its number in the index.
    private struct Found {
        let order: Int
        let entry: Int
    }

    /// Policies found; the first, mostly the only one, without memory of its own.
    private struct List {
        var first: Found?
        var others: [Found] = []

        @inline(__always)
        mutating func add(_ found: Found) {
            if first == nil { first = found } else { others.append(found) }
        }
    }

    private var permits = List()
    private var forbids = List()
    private var errors: [(order: Int, error: Response.PolicyError)] = []
    /// Whether all policies count, or only as many as settle the decision.
    private let needsGrounds: Bool
    /// Whether no other policy can change the decision.
    private(set) var isSettled = false

    init(needsGrounds: Bool) { self.needsGrounds = needsGrounds }

    /// Evaluates a policy whose action constraint holds.
    @inline(__always)
    mutating func decide(_ number: Int, _ entries: UnsafeBufferPointer<IndexEntry>, _ bound: Bound) {
        let order = entries[number].order
        Unmanaged.passUnretained(entries[number].policy)._withUnsafeGuaranteedRef { policy in
            decide(policy, Found(order: order, entry: number), bound)
        }
    }

    private mutating func decide(_ policy: CompiledPolicy, _ found: Found, _ bound: Bound) {
        if !needsGrounds, policy.effect == .permit, permits.first != nil { return }
        do throws(EvaluationError) {
            guard policy.scope.entitiesMatch(bound), try policy.test.test(bound) else { return }
            if policy.effect == .permit {
                permits.add(found)
            } else {
                forbids.add(found)
                isSettled = !needsGrounds
            }
        } catch {
            guard needsGrounds else { return }
            errors.append((found.order, Response.PolicyError(policy: policy.id, error: error)))
        }
    }

    /// Granted if something permits and nothing forbids.
    var decision: Decision { forbids.first == nil && permits.first != nil ? .allow : .deny }

    /// The decision with its grounds, in the order of the set.
    func response(_ index: PolicyIndexView) -> Response {
        Response(
            decision: decision,
            reasons: Self.inOrder(forbids.first == nil ? permits : forbids, index.entries),
            errors: errors.isEmpty ? [] : Self.inOrder(errors)
        )
    }

    private static func inOrder(_ list: List, _ entries: UnsafeBufferPointer<IndexEntry>) -> [PolicyID] {
        guard let first = list.first else { return [] }
        if list.others.isEmpty { return [entries[first.entry].policy.id] }
        var found = list.others
        found.append(first)
        found.sort { $0.order < $1.order }
        var ids: [PolicyID] = []
        ids.reserveCapacity(found.count)
        var last = -1
        for one in found where one.order != last {
            ids.append(entries[one.entry].policy.id)
            last = one.order
        }
        return ids
    }

    private static func inOrder(_ errors: [(order: Int, error: Response.PolicyError)]) -> [Response.PolicyError] {
        var last = -1
        return errors.sorted { $0.order < $1.order }.compactMap { found in
            defer { last = found.order }
            return found.order == last ? nil : found.error
        }
    }
}
