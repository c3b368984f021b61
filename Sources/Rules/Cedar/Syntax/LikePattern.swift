/// The right side of `like`: literal stretches and wildcards, each wildcard matching any run of scalars, the empty one included.
public struct LikePattern: Hashable, Sendable, CustomStringConvertible {
    /// A part of a pattern.
    public enum Element: Hashable, Sendable {
        /// Any run of scalars.
        case wildcard
        /// Exactly this text.
        case literal(CedarString)
    }

    /// The parts in order.
    public let elements: [Element]
    /// The literals' bytes; nil stands for a wildcard.
    private let parts: [[UInt8]?]

    /// A pattern made of these parts.
    public init(_ elements: [Element]) {
        self.elements = elements
        parts = elements.map {
            switch $0 {
            case .wildcard: nil
            case .literal(let text): Array(text.text.utf8)
            }
        }
    }

    /// Whether all of `text` matches. Bytes may stand for scalars because UTF-8 never matches inside a scalar. Each literal after a
    /// wildcard is taken where it first fits, which is enough; the time is at most length of text times length of pattern.
    public func matches(_ text: CedarString) -> Bool {
        var text = text.text
        return text.withUTF8 { matches($0) }
    }

    private func matches(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var position = 0
        var floating = false
        for (index, part) in parts.enumerated() {
            guard let part else {
                floating = true
                continue
            }
            let isLast = index == parts.count - 1
            if isLast {
                guard bytes.count - position >= part.count, floating || bytes.count - position == part.count else {
                    return false
                }
                return bytes[(bytes.count - part.count)...].elementsEqual(part)
            }
            guard let found = Self.find(part, in: bytes, from: position, floating: floating) else { return false }
            position = found + part.count
            floating = false
        }
        return floating || position == bytes.count
    }

    private static func find(
        _ part: [UInt8],
        in bytes: UnsafeBufferPointer<UInt8>,
        from start: Int,
        floating: Bool
    ) -> Int? {
        var candidate = start
        while candidate + part.count <= bytes.count {
            if bytes[candidate..<candidate + part.count].elementsEqual(part) { return candidate }
            guard floating else { return nil }
            candidate += 1
        }
        return nil
    }

    /// The pattern as a string literal of Cedar.
    public var description: String {
        let inner = elements.map { element -> String in
            switch element {
            case .wildcard: return "*"
            case .literal(let text):
                return String(text.quoted.dropFirst().dropLast()).split(
                    separator: "*",
                    omittingEmptySubsequences: false
                )
                .joined(separator: "\\*")
            }
        }
        return "\"" + inner.joined() + "\""
    }
}
