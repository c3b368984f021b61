/// One thing that restricts a record: a value of a scheme, such as `cui = SP-CTI` or `releasableTo = AU`.
public struct Restriction: Hashable, Sendable {
    /// The name of the scheme, as `Catalogue/schemes.json` declares it.
    public let scheme: String
    /// The value as the scheme writes it.
    public let value: String

    /// A restriction by value; whether its scheme knows it is checked by `Schemes.label(_:)`.
    public init(_ scheme: String, _ value: String) {
        self.scheme = scheme
        self.value = value
    }
}

extension Restriction: Comparable {
    /// By scheme, then by value, scalar by scalar: an order for output, without meaning for labels.
    public static func < (left: Restriction, right: Restriction) -> Bool {
        (left.scheme, left.value) < (right.scheme, right.value)
    }
}

extension Restriction: CustomStringConvertible {
    /// `scheme=value`.
    public var description: String { "\(scheme)=\(value)" }
}
