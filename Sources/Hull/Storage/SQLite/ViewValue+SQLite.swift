internal import Foundation
internal import GRDB

extension ViewValue {
    /// Bytes as SQLite stores them; none are an empty blob, not NULL.
    static func blob(_ bytes: [UInt8]) -> DatabaseValue { Data(bytes).databaseValue }

    /// What a column of a row holds.
    /// - Throws: `damaged` when it is of another type than the column.
    init(_ row: Row, at place: Int, of column: ViewColumn) throws {
        let value: DatabaseValue = row[place]
        switch (value.storage, column.type) {
        case (.null, _): self = .null
        case (.int64(let value), .integer): self = .integer(value)
        case (.double(let value), .real): self = .real(value)
        case (.int64(let value), .real): self = .real(Double(value))
        case (.string(let value), .text): self = .text(value)
        case (.int64(let value), .truth): self = .truth(value != 0)
        case (.blob(let value), .bytes): self = .bytes([UInt8](value))
        case (.string(let value), .json): self = .json(value)
        default:
            throw StorageError(
                .damaged,
                "the column \(column.name) of a view holds a value of another type; drop the views, they are made anew"
            )
        }
    }
}
