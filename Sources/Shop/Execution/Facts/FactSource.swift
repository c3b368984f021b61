/// Who states a fact, and as of when.
public struct FactSource: Codable, Hashable, Sendable {
    /// The system that owns the fact, such as `QMS` or `HR`.
    public let source: String
    /// The day as of which it is stated, ISO 8601. A statement never takes the place of a newer one.
    public let asOf: String

    /// A source.
    public init(source: String, asOf: String) {
        self.source = source
        self.asOf = asOf
    }
}
