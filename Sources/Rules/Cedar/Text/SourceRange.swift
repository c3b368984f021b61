/// A place in a source text. Kept in 32 bits each: places are part of every token and error, and small ones keep the stack frames of
/// the parsers small; no text is longer than ``CedarLimits/sourceBytes``.
public struct SourcePosition: Hashable, Comparable, Sendable {
    private let packedOffset: UInt32
    private let packedLine: UInt32
    private let packedColumn: UInt32

    /// Offset from the start, in UTF-8 bytes.
    public var offset: Int { Int(packedOffset) }
    /// Line, from 1.
    public var line: Int { Int(packedLine) }
    /// Column, from 1, counted in Unicode scalars.
    public var column: Int { Int(packedColumn) }

    /// A place given by all three coordinates.
    public init(offset: Int, line: Int, column: Int) {
        packedOffset = UInt32(clamping: offset)
        packedLine = UInt32(clamping: line)
        packedColumn = UInt32(clamping: column)
    }

    /// A place in a text that is known to be no longer than ``CedarLimits/sourceBytes``, so that nothing need be clamped.
    @inline(__always)
    init(within offset: Int, line: Int, column: Int) {
        packedOffset = UInt32(truncatingIfNeeded: offset)
        packedLine = UInt32(truncatingIfNeeded: line)
        packedColumn = UInt32(truncatingIfNeeded: column)
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
