/// A way from a variable to a value: attributes, fields and tags in turn, such as `principal.employer.country`.
public struct AccessPath: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// One step.
    public enum Step: Hashable, Sendable {
        /// An attribute of an entity or a field of a record.
        case attribute(CedarString)
        /// A tag of an entity.
        case tag(CedarString)
    }

    /// Where it begins.
    public let root: Variable
    /// The steps; none is the variable itself.
    public let steps: [Step]

    /// A path.
    public init(_ root: Variable, _ steps: [Step] = []) {
        self.root = root
        self.steps = steps
    }

    /// A path of attributes alone.
    public init(_ root: Variable, attributes: String...) {
        self.init(root, attributes.map { .attribute(CedarString($0)) })
    }

    /// The path one step further.
    public func appending(_ step: Step) -> AccessPath { AccessPath(root, steps + [step]) }

    /// As in a policy.
    public var description: String {
        steps.reduce(root.rawValue) { text, step in
            switch step {
            case .attribute(let name): DataReader.path(text, name)
            case .tag(let key): "\(text).getTag(\(key.quoted))"
            }
        }
    }

    /// By description.
    public static func < (left: AccessPath, right: AccessPath) -> Bool {
        Value.byBytes(left.description, right.description)
    }
}
