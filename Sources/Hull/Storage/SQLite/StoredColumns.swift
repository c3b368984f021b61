internal import Foundation
internal import GRDB

/// Columns of a row whose file may be damaged. `GRDB.Row` by itself ends the program where a value is not of the type that is asked for.
extension Row {
    /// - Throws: `RowDecodingError` where there are no bytes.
    func bytes(_ index: Int) throws -> [UInt8] { [UInt8](try decode(Data.self, atIndex: index)) }

    /// - Throws: `RowDecodingError` where there is something else than bytes or nothing.
    func optionalBytes(_ index: Int) throws -> [UInt8]? { try decode(Data?.self, atIndex: index).map { [UInt8]($0) } }

    /// A size, a sequence or a count.
    /// - Throws: `RowDecodingError` where there is no number; `damaged` below zero.
    func count(_ index: Int) throws -> UInt64 { try StorageError.count(decode(Int64.self, atIndex: index)) }
}

extension StorageError {
    /// - Throws: `damaged` below zero.
    static func count(_ number: Int64) throws(StorageError) -> UInt64 {
        guard let count = UInt64(exactly: number) else {
            throw StorageError(.damaged, "a size or sequence is below zero: \(damagedFile)")
        }
        return count
    }

    static let damagedFile = "the file is damaged; keep it as it is, and restore the newest backup"
}
