/// The identifier of a decision point: a URL with the scheme https, without query or fragment (section 9.1.1 of the specification).
public struct DecisionPointIdentifier: Hashable, Sendable, CustomStringConvertible {
    /// The well-known URI that metadata is published under (section 9.2).
    public static let wellKnown = "/.well-known/authzen-configuration"

    private let url: String
    /// The path of the URL, empty or beginning with a slash.
    let path: String

    /// Takes the URL as it is published.
    /// - Throws: ``ConfigurationError/badIdentifier(_:)`` unless it is an https URL of printable ASCII with a host, without user, query,
    ///   fragment or a slash at the end.
    public init(_ url: String) throws(ConfigurationError) {
        let scheme = "https://"
        let refused: Set<UInt8> = Set("?#@\\\"<>".utf8)
        let rest = url.utf8.dropFirst(scheme.utf8.count)
        guard url.utf8.starts(with: scheme.utf8), let first = rest.first, first != UInt8(ascii: "/"),
            rest.last != UInt8(ascii: "/"), rest.allSatisfy({ (0x21...0x7E).contains($0) && !refused.contains($0) })
        else { throw .badIdentifier(url) }
        self.url = url
        path = String(decoding: rest.drop { $0 != UInt8(ascii: "/") }, as: UTF8.self)
    }

    /// The URL.
    public var description: String { url }

    /// The path of the metadata: the well-known part stands between host and path (section 9.2).
    var metadataPath: String { Self.wellKnown + path }
}
