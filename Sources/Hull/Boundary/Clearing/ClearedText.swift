public import Classification
public import Journal
internal import Storage

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
        /// The portion mark of a field's label.
        case mark(SharedLabel, Clearance)
        /// What belongs to whoever is at the other end of a connection anyway.
        case own(String)
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

        /// The mark of a field's label, to stand before it; of one that is withheld or hidden there is none.
        public mutating func appendInterpolation(markOf field: ReleasedField?) {
            if case .cleared(let value)? = field { pieces.append(.mark(value.sharedLabel, value.clearance)) }
        }

        /// A field that holds milliseconds since 1970, as date and time in UTC.
        public mutating func appendInterpolation(timeOf field: ReleasedField?) {
            guard case .cleared(let value)? = field, case .integer(let milliseconds) = value.value else {
                return appendInterpolation(field)
            }
            let text = ReleaseText.time(milliseconds)
            pieces.append(.value(Cleared(text, value.clearance, label: value.sharedLabel)))
        }

        /// How long it is until a field that holds milliseconds since 1970, or how long ago that was: `71 h 58 min left`, `3 h 5 min over`.
        /// - Parameter now: the server's time.
        public mutating func appendInterpolation(timeLeftTo field: ReleasedField?, now: UInt64) {
            guard case .cleared(let value)? = field, case .integer(let milliseconds) = value.value else {
                return appendInterpolation(field)
            }
            let text = ReleaseText.timeLeft(to: milliseconds, now: now)
            pieces.append(.value(Cleared(text, value.clearance, label: value.sharedLabel)))
        }

        /// A random id, which tells nothing of what it is the id of.
        public mutating func appendInterpolation(_ id: AggregateID) { pieces.append(.own(id.bytes.hexadecimal)) }

        /// Another text.
        public mutating func appendInterpolation(_ text: ClearedText) { pieces += text.pieces }
    }

    let pieces: [Piece]

    init(pieces: [Piece]) { self.pieces = pieces }

    /// What whoever is at the other end said on this connection, or was given by the exit: words that were typed, a name that was signed in
    /// with, a token. Never what comes from storage.
    @_spi(Exits) public init(own text: String) { pieces = text.isEmpty ? [] : [.own(text)] }

    /// What stands in the source.
    public init(stringLiteral literal: StaticString) {
        var interpolation = StringInterpolation(literalCapacity: 0, interpolationCount: 0)
        interpolation.appendLiteral(literal)
        pieces = interpolation.pieces
    }

    /// Literals and cleared values.
    public init(stringInterpolation: StringInterpolation) { pieces = stringInterpolation.pieces }

    /// What restricts the values in it, joined: what a page with this text is marked by.
    public var label: Label {
        var label: SharedLabel?
        for case .value(let value) in pieces { label = label?.join(value.sharedLabel) ?? value.sharedLabel }
        return label?.label ?? .unrestricted
    }

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
