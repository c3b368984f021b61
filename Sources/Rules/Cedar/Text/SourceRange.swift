/// A place in a source text.
public struct SourcePosition: Hashable, Comparable, Sendable {
    /// Offset from the start, in UTF-8 bytes.
    public let offset: Int
    /// Line, from 1.
    public let line: Int
    /// Column, from 1, counted in Unicode scalars.
    public let column: Int

    /// A place given by all three coordinates.
    public init(offset: Int, line: Int, column: Int) {
        self.offset = offset
        self.line = line
        self.column = column
    }

    /// The start of a text.
    public static let start = SourcePosition(offset: 0, line: 1, column: 1)

    /// The order in the text.
    public static func < (left: SourcePosition, right: SourcePosition) -> Bool { left.offset < right.offset }
}

/// A stretch of a source text; `end` is the place after its last byte.
public struct SourceRange: Hashable, Sendable {
    /// The first place.
    public let start: SourcePosition
    /// The place after the last byte.
    public let end: SourcePosition

    /// The stretch from `start` up to `end`.
    public init(start: SourcePosition, end: SourcePosition) {
        self.start = start
        self.end = end
    }

    /// The range of what was built by program and stands in no text.
    public static let none = SourceRange(start: .start, end: .start)

    /// The UTF-8 offsets.
    public var offsets: Range<Int> { start.offset..<max(start.offset, end.offset) }

    /// The stretch from the start of this one to the end of `other`.
    public func extended(to other: SourceRange) -> SourceRange { SourceRange(start: start, end: other.end) }
}
