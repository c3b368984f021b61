/// Text that may leave: what stands in the source of the program, and cleared values. There is no way to make one from a string.
///
///     let line: ClearedText = "Serial \(record.field("serial")), released"
///
/// Values stay apart from the text around them, so that an exit can escape them for its format.
public struct ClearedText: Sendable, ExpressibleByStringInterpolation {
    enum Piece: Sendable {
        case literal(String)
        case value(Cleared<String>)
        /// A value that is there and may not be shown.
        case withheld(Clearance)
    }

    /// Collects literals and cleared values.
    public struct StringInterpolation: StringInterpolationProtocol, Sendable {
        var pieces: [Piece] = []

        /// Begins a text.
        public init(literalCapacity: Int, interpolationCount: Int) {
            pieces.reserveCapacity(interpolationCount * 2 + 1)
        }

        /// What stands in the source.
        public mutating func appendLiteral(_ literal: StaticString) {
            let text = literal.description
            if !text.isEmpty { pieces.append(.literal(text)) }
        }

        /// A cleared value.
        public mutating func appendInterpolation(_ value: Cleared<String>) { pieces.append(.value(value)) }

        /// A field of a released record; one that is withheld shows that it is, one that is hidden shows nothing.
        public mutating func appendInterpolation(_ field: ReleasedField?) {
            switch field {
            case .cleared(let value)?:
                pieces.append(
                    .value(Cleared(ReleaseText.text(value.value), value.clearance, label: value.sharedLabel))
                )
            case .withheld(let clearance)?: pieces.append(.withheld(clearance.clearance))
            case nil: break
            }
        }

        /// Another text.
        public mutating func appendInterpolation(_ text: ClearedText) { pieces += text.pieces }
    }

    let pieces: [Piece]

    private init(pieces: [Piece]) { self.pieces = pieces }

    /// What stands in the source.
    public init(stringLiteral literal: StaticString) {
        var interpolation = StringInterpolation(literalCapacity: 0, interpolationCount: 0)
        interpolation.appendLiteral(literal)
        pieces = interpolation.pieces
    }

    /// Literals and cleared values.
    public init(stringInterpolation: StringInterpolation) { pieces = stringInterpolation.pieces }

    /// Texts one after the other.
    public static func joined(_ texts: [ClearedText], separator: StaticString = "") -> ClearedText {
        var interpolation = StringInterpolation(literalCapacity: 0, interpolationCount: texts.count)
        for (index, text) in texts.enumerated() {
            if index > 0 { interpolation.appendLiteral(separator) }
            interpolation.appendInterpolation(text)
        }
        return ClearedText(pieces: interpolation.pieces)
    }
}
