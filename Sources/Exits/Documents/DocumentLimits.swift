/// What a document may take at most. Above a limit nothing is made: half a document is none.
public struct DocumentLimits: Hashable, Sendable {
    /// Pages.
    public var pagesMax = 500
    /// Texts: every cell, name, value and caption is one.
    public var textsMax = 60_000
    /// Columns of a table.
    public var columnsMax = 24
    /// Characters (Unicode scalars) of one text, as they are printed.
    public var textCharactersMax = 20_000
    /// Characters (Unicode scalars) of all texts, as they are printed.
    public var charactersMax = 4_000_000
    /// Bytes of the file.
    public var bytesMax = 64 << 20

    /// The limits as they are by default: the record of a large assembly fits, a mistake does not fill a disk.
    public init() {}
}
