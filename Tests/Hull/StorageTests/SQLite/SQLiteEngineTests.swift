import Foundation
import Storage
import StorageConformance
import Testing

@Suite("The engine on SQLite")
struct SQLiteEngineTests {
    @Test("keeps the laws of a store", arguments: StorageLaw.all)
    func keeps(_ law: StorageLaw) throws { try law.check(SQLitePlace()) }

    @Test(
        "answers as an array of rows would, for long",
        .enabled(if: ProcessInfo.processInfo.environment["BULKHEAD_SOAK"] == "1"),
        arguments: 1...8
    )
    func model(_ seed: Int) throws {
        try StorageLaw.modelLaw(rounds: 5_000, seed: UInt64(seed)).check(SQLitePlace())
    }
}
