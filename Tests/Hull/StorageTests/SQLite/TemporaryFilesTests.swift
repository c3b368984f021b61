import GRDB
import StorageConformance
import Testing

@testable import Storage

@Suite("SQLite writes nothing in clear beside its files")
struct TemporaryFilesTests {
    @Test("what is sorted and does not fit stays in memory, in logs, keys and views")
    func sorting() throws {
        let place = try SQLitePlace()
        for (name, configuration) in [
            ("file", SQLiteFile.configuration(readOnly: false)), ("views", SQLiteViews.configuration()),
        ] {
            let database = try DatabaseQueue(path: "\(place.folder)/\(name)", configuration: configuration)
            // SQLite, PRAGMA temp_store: 2 is memory.
            #expect(try database.read { try Int.fetchOne($0, sql: "PRAGMA temp_store") } == 2, "\(name)")
            #expect(try database.read { try Int.fetchOne($0, sql: "PRAGMA trusted_schema") } == 0, "\(name)")
        }
    }
}
