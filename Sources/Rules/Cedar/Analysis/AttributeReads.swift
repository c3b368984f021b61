/// What a policy may read of a request: an upper bound, no read is missed.
///
/// Two requests over the same store have the same outcome under every policy covered if the ``ReadFingerprint`` of each entity and the context are equal for both.
public struct AttributeReads: Hashable, Sendable {
    /// How an entity is compared with a literal.
    public enum Relation: Hashable, Sendable {
        /// By `==` or `!=`.
        case equal
        /// By `in`.
        case isIn
    }

    /// A literal that a variable is compared with.
    public struct Comparison: Hashable, Sendable {
        /// How.
        public let relation: Relation
        /// The literal.
        public let entity: EntityUID

        /// A comparison.
        public init(_ relation: Relation, _ entity: EntityUID) {
            self.relation = relation
            self.entity = entity
        }
    }

    /// The paths whose value, or whose existence, may be read; each with all paths on the way to it. Never a bare variable.
    public internal(set) var paths: Set<AccessPath> = []
    /// The variables used as a whole value in another way than in ``comparisons`` and ``typeTests``: the outcome may hang on
    /// which entity it is.
    public internal(set) var wholeVariables: Set<Variable> = []
    /// The literals that variables are compared with where the literal is all that matters.
    public internal(set) var comparisons: [Variable: Set<Comparison>] = [:]
    /// The variables whose entity type is tested.
    public internal(set) var typeTests: Set<Variable> = []

    /// Nothing read.
    public init() {}

    /// What either reads.
    public mutating func formUnion(_ other: AttributeReads) {
        paths.formUnion(other.paths)
        wholeVariables.formUnion(other.wholeVariables)
        comparisons.merge(other.comparisons) { $0.union($1) }
        typeTests.formUnion(other.typeTests)
    }

    /// The paths that begin at a variable, in order.
    public func paths(from root: Variable) -> [AccessPath] { paths.filter { $0.root == root }.sorted() }
}

extension Policy {
    /// What the scope and the clauses may read.
    public var attributesRead: AttributeReads {
        var analysis = ReadAnalysis()
        analysis.read(scope)
        for condition in conditions { analysis.consume(condition.body) }
        return analysis.reads
    }
}

extension PolicySet {
    /// What any of the policies may read.
    public var attributesRead: AttributeReads {
        policies.reduce(into: AttributeReads()) { $0.formUnion($1.attributesRead) }
    }
}
