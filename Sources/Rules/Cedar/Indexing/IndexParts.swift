/// A policy in the index.
struct IndexEntry: Sendable {
    /// Where the policy stands in its set; unique.
    let order: Int
    let policy: CompiledPolicy
    /// The tests that a table can answer for it, best first.
    let candidates: [PinCandidate]
}

/// A policy in a list; lists are chains, whose end is -1.
struct IndexPosting: Sendable {
    let entry: Int32
    var next: Int32
}

/// Policies sorted by what tables can answer for them: some in a list, others in groups by the same test. It belongs to a cell of the
/// index, or it is what a group holds under a key.
struct IndexNode: Sendable {
    var firstPosting: Int32 = -1
    var postingCount: Int32 = 0
    var firstGroup: Int32 = -1
    var groupCount: Int32 = 0
    /// The group that holds it, -1 for a cell's.
    var group: Int32 = -1
    var key = 0
    /// Its neighbours among the nodes of the group.
    var previous: Int32 = -1
    var next: Int32 = -1

    var isEmpty: Bool { postingCount == 0 && groupCount == 0 }

    /// About how many policies are gone through.
    var length: Int { Int(postingCount) + Int(groupCount) }

    /// Among the keys of all groups.
    @inline(__always)
    static func digest(_ group: Int32, _ key: Int) -> Int {
        // The golden ratio in 64 bits spreads numbers that differ in few bits (Knuth, TAOCP 3, 6.4).
        let mixed = (key ^ Int(group) &+ 1) &* Int(truncatingIfNeeded: 0x9E37_79B9_7F4A_7C15 as UInt64)
        return mixed ^ (mixed >> 32)
    }
}

/// Policies of a node that are sorted by the same test.
struct IndexGroup: Sendable {
    let pin: Pin
    let node: Int32
    var next: Int32
    var firstNode: Int32 = -1

    /// Among the groups of all nodes.
    static func digest(_ node: Int32, _ pin: Pin) -> Int { IndexNode.digest(node, pin.digest) }
}

/// What the scope asks of the action.
enum ActionKey: Hashable, Sendable {
    case any
    case equal(EntityUID)
    case isIn(EntityUID)

    var digest: Int {
        switch self {
        case .any: 0
        case .equal(let uid): uid.digest
        case .isIn(let uid): ~uid.digest
        }
    }
}

/// An action that scopes ask for, with the number of cells by which types they ask for.
struct IndexAction: Sendable {
    let key: ActionKey
    /// Neither type, the principal's, the resource's, both.
    var cells: (neither: Int32, principal: Int32, resource: Int32, both: Int32) = (0, 0, 0, 0)

    mutating func count(_ principal: EntityTypeName?, _ resource: EntityTypeName?, _ change: Int32) {
        switch (principal, resource) {
        case (nil, nil): cells.neither += change
        case (_?, nil): cells.principal += change
        case (nil, _?): cells.resource += change
        case (_?, _?): cells.both += change
        }
    }

    var isEmpty: Bool { cells.neither + cells.principal + cells.resource + cells.both == 0 }
}

/// Action and types, the first that a policy is sorted by.
struct IndexCell: Sendable {
    let action: Int32
    let principal: EntityTypeName?
    let resource: EntityTypeName?
    let node: Int32

    /// The names' digests are spread already; the factors keep exchanged parts apart.
    @inline(__always)
    static func digest(_ action: Int32, _ principal: Int, _ resource: Int) -> Int {
        IndexNode.digest(action, principal &* 0x2545_F491_4F6C_DD1D &+ resource &* 0x1B87_3593_CC9E_2D51)
    }
}
