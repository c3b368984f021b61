internal import Synchronization

/// The index of a policy set: made at the first decision, kept up to date from the first change after that.
enum CompiledForm: Sendable {
    /// Not made, or made and shared with the copies of the set.
    case lazy(LazyIndex)
    /// Made, and changed since. An array of one: it is read without copying its parts, and changed in place.
    case ready([PolicyIndex])

    /// Borrows the index.
    @inline(__always)
    func withIndex<Result>(of policies: [Policy], _ orders: [Int], _ body: (PolicyIndexView) -> Result) -> Result {
        switch self {
        case .lazy(let lazy): lazy.withIndex(of: policies, orders, body)
        case .ready(let index): index.withUnsafeBufferPointer { PolicyIndex.withView($0, body) }
        }
    }

    mutating func insert(_ policies: ArraySlice<Policy>, orders: ArraySlice<Int>) {
        change { for (policy, order) in zip(policies, orders) { $0.insert(policy, order: order) } }
    }

    mutating func remove(_ policy: Policy, order: Int) { change { $0.remove(policy, order: order) } }

    /// Changes the index in place if nobody else uses it. One that is not made yet needs no change, but copies of the set keep theirs.
    private mutating func change(_ edit: (inout PolicyIndex) -> Void) {
        var index: [PolicyIndex]
        switch self {
        case .ready(let made): index = made
        case .lazy(let lazy): index = lazy.made
        }
        self = .lazy(LazyIndex())
        guard !index.isEmpty else { return }
        edit(&index[0])
        self = .ready(index)
    }
}

/// An index made when it is first asked for, safely from several threads. It is read far more often than made, so it is borrowed without
/// retaining it; it lives as long as this object.
final class LazyIndex: Sendable {
    private final class Made: Sendable {
        let index: [PolicyIndex]

        init(_ index: PolicyIndex) { self.index = [index] }

        @inline(__always)
        func withView<Result>(_ body: (PolicyIndexView) -> Result) -> Result {
            index.withUnsafeBufferPointer { PolicyIndex.withView($0, body) }
        }
    }

    private let reference = Atomic<Unmanaged<Made>?>(nil)

    deinit { reference.load(ordering: .acquiring)?.release() }

    /// The index, if it was asked for before, in an array of one.
    var made: [PolicyIndex] {
        reference.load(ordering: .acquiring).map { $0._withUnsafeGuaranteedRef { $0.index } } ?? []
    }

    @inline(__always)
    func withIndex<Result>(of policies: [Policy], _ orders: [Int], _ body: (PolicyIndexView) -> Result) -> Result {
        let made = reference.load(ordering: .acquiring) ?? make(policies, orders)
        return made._withUnsafeGuaranteedRef { $0.withView(body) }
    }

    @inline(never)
    private func make(_ policies: [Policy], _ orders: [Int]) -> Unmanaged<Made> {
        var index = PolicyIndex()
        for (policy, order) in zip(policies, orders) { index.insert(policy, order: order) }
        let made = Unmanaged.passRetained(Made(index))
        let (_, first) = reference.compareExchange(expected: nil, desired: made, ordering: .acquiringAndReleasing)
        guard let first else { return made }
        made.release()
        return first
    }
}

extension PolicyIndex {
    /// Borrows the index that an array of one holds.
    @inline(__always)
    fileprivate static func withView<Result>(
        _ only: UnsafeBufferPointer<PolicyIndex>,
        _ body: (PolicyIndexView) -> Result
    ) -> Result {
        guard let index = only.baseAddress else { return withUnsafePointer(to: PolicyIndex()) { withView($0, body) } }
        return withView(index, body)
    }
}
