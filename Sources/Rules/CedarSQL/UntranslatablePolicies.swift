public import Cedar

/// Why policies cannot become a predicate. Never empty.
public struct UntranslatablePolicies: Error, Hashable, Sendable, CustomStringConvertible {
    /// One reason.
    public struct Problem: Hashable, Sendable, CustomStringConvertible {
        /// The policy; nil where the column map is at fault.
        public let policy: PolicyID?
        /// The file of the policy.
        public let file: String
        /// Where.
        public let range: SourceRange
        /// What has no form in SQL, and what to do.
        public let message: String

        /// `file:line:column: policy: message`.
        public var description: String {
            guard let policy else { return "column map: \(message)" }
            return "\(file):\(range.start.line):\(range.start.column): policy `\(policy)`: \(message)"
        }
    }

    /// All reasons; of one policy the first.
    public let problems: [Problem]

    /// One reason a line.
    public var description: String { problems.map(\.description).joined(separator: "\n") }
}

/// A part of a policy that has no form in SQL.
struct Untranslatable: Error {
    let range: SourceRange
    let message: String

    init(_ residual: Residual, _ message: String) {
        range = residual.range
        self.message = message
    }
}

/// Bounds on what is written. They are far above what policies of people come to and below what the databases refuse.
enum SQLLimits {
    /// The longest predicate of one policy, in bytes.
    static let policyBytes = 256 << 10
    /// The longest predicate of a list, in bytes; SQLite takes 1,000,000 by default.
    static let predicateBytes = 900_000
    /// How many operations may be open around one another; chains of `&&` and `||` count once. Chosen so that an unoptimized build
    /// fits the 512 KiB stack of a secondary thread.
    static let nesting = 32
    /// SQLite takes 1,000 levels.
    static let depth = 400
    /// SQLite takes 32,766 placeholders, PostgreSQL 65,535.
    static let parameters = 32_000
    /// The longest pattern of `like`, in bytes; SQLite takes 50,000.
    static let patternBytes = 10_000
}
