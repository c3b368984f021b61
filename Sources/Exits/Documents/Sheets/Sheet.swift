public import Boundary

/// A table of data for a file: columns and rows of text.
public struct Sheet<Text: Sendable>: Sendable {
    /// What names the file.
    public var id: Text
    /// The titles of the columns.
    public var columns: [Text]
    /// The rows, each with a text for every column.
    public var rows: [[Text]]

    /// A sheet.
    public init(id: Text, columns: [Text], rows: [[Text]]) {
        self.id = id
        self.columns = columns
        self.rows = rows
    }
}

/// A sheet as callers write it.
public typealias ClearedSheet = Sheet<ClearedText>

extension Sheet<ClearedText> {
    /// Gives all texts of the sheet to a release, and answers with its shape.
    ///
    /// The release has to be a fresh one: its texts are the sheet's.
    /// - Throws: `ReleaseError.otherClearance` when a value was cleared for somebody or something else than the release.
    public func enter<Way: DocumentChannel>(_ release: inout Release<Way>) throws(ReleaseError) -> SheetLayout {
        try release.append(id)
        for text in columns { try release.append(text) }
        for row in rows {
            for text in row { try release.append(text) }
        }
        return SheetLayout(columns: columns.count, rows: rows.map(\.count))
    }
}

/// The shape of a sheet. It holds no data but how many rows there are.
public struct SheetLayout: Sendable {
    let columns: Int
    /// How many texts each row has.
    let rows: [Int]
}
