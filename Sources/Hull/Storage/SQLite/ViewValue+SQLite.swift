internal import Foundation
internal import GRDB

extension ViewValue {
    /// Bytes as SQLite stores them; none are an empty blob, not NULL.
    static func blob(_ bytes: [UInt8]) -> DatabaseValue { Data(bytes).databaseValue }
}
