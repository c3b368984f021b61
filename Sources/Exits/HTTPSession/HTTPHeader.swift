/// A field of a request or an answer.
public struct HTTPHeader: Hashable, Sendable {
    /// Its name.
    public let name: String
    /// Its value.
    public let value: String

    /// A field.
    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

extension [HTTPHeader] {
    /// The value of a field that is there once; nil where it is not, or several times.
    public func one(_ name: String) -> String? {
        let found = filter { $0.name.lowercased() == name.lowercased() }
        return found.count == 1 ? found[0].value : nil
    }

    /// Whether there is a field of a name.
    public func has(_ name: String) -> Bool { contains { $0.name.lowercased() == name.lowercased() } }

    /// The media type of the content, in lower case and without parameters (RFC 9110, 8.3); nil where none is said, or several are.
    public var mediaType: String? {
        one("content-type")?.split(separator: ";").first.map { type in
            type.drop(while: \.isWhitespace).prefix { !$0.isWhitespace }.lowercased()
        }
    }

    /// Whether the content is of one of some media types and not encoded (RFC 9110, 8.4).
    public func sayContent(of mediaTypes: [String]) -> Bool {
        mediaType.map(mediaTypes.contains) ?? false && !has("content-encoding")
    }
}
