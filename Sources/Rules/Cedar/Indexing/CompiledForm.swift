internal import Synchronization

/// The index of a policy set: made at the first decision, kept up to date from the first change after that.
enum CompiledForm: Sendable {
    /// Not made, or made and shared with the copies of the set.
    case lazy(LazyIndex)
    /// Made, and changed since.
    case ready(PolicyIndex)

    /// Borrows the index.
    @inline(__always)
    func withIndex<Result>(of policies: [Policy], _ orders: [Int], _ body: (PolicyIndexView) -> Result) -> Result {
        switch self {
        case .lazy(let lazy): lazy.withIndex(of: policies, orders, body)
        case .ready(let index): index.withView(body)
        }
    }

    mutating func insert(_ policies: ArraySlice<Policy>, orders: ArraySlice<Int>) {
        change { for (policy, order) in zip(policies, orders) { $0.insert(policy, order: order) } }
    }

    mutating func remove(_ policy: Policy, order: Int) { change { $0.remove(policy, order: order) } }

    /// Changes the index in place if nobody else uses it. One that is not made yet needs no change, but copies of the set keep theirs.
    private mutating func change(_ edit: (inout PolicyIndex) -> Void) {
        var index: PolicyIndex?
        switch self {
        case .ready(let made): index = made
        case .lazy(let lazy): index = lazy.made
        }
        self = .lazy(LazyIndex())
        guard var changed = index.take() else { return }
        edit(&changed)
        self = .ready(changed)
    }
}

/// An index made when it is first asked for, safely from several threads.
final class LazyIndex: Sendable {
    private final class Made: Sendable {
        let index: PolicyIndex

        init(_ index: PolicyIndex) { self.index = index }
    }

    private let reference = AtomicLazyReference<Made>()

    /// The index, if it was asked for before.
    var made: PolicyIndex? { reference.load()?.index }

    @inline(__always)
    func withIndex<Result>(of policies: [Policy], _ orders: [Int], _ body: (PolicyIndexView) -> Result) -> Result {
        (reference.load() ?? make(policies, orders)).index.withView(body)
    }

    @inline(never)
    private func make(_ policies: [Policy], _ orders: [Int]) -> Made {
        var index = PolicyIndex()
        for (policy, order) in zip(policies, orders) { index.insert(policy, order: order) }
        return reference.storeIfNil(Made(index))
    }
}
