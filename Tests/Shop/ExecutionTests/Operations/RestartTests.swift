import Boundary
import Execution
import Foundation
import Journal
import Storage
import TestPlant
import Testing

@Suite("Work goes on where it was, after the instance was started again")
struct RestartTests {
    @Test("over files, in the middle of an operation")
    func restarted() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "shop-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        func engine() throws -> SQLiteEngine {
            try SQLiteEngine(
                directory: folder.appending(path: "data").path(percentEncoded: false),
                keyDirectory: folder.appending(path: "keys").path(percentEncoded: false)
            )
        }
        let site = MemorySiteKey()
        let unit: RecordID
        do {
            let plant = try await ShopPlant(engine(), key: site)
            try await plant.stateFacts()
            unit = try plant.units(of: await plant.order(plant.released(ShopPlant.bracket()), ["S-1"]))[0]
            let at = UnitOperation(unit: unit, sequence: 10)
            _ = try await plant.execution.start(at, by: plant.by("olga"), key: plant.key("once", "olga"))
            await plant.hull.close()
        }
        let plant = try await ShopPlant(engine(), key: site)
        let at = UnitOperation(unit: unit, sequence: 10)
        // The same command again is the same start.
        #expect(
            try await plant.execution.start(at, by: plant.by("olga"), key: plant.key("once", "olga")).isRepeated
        )
        #expect(
            await plant.refusal {
                _ = try await plant.execution.start(at, by: plant.by("omar"), key: plant.key("omar"))
            }
                == [.runsElsewhere]
        )
        _ = try await plant.execution.measure(
            1,
            ShopPlant.number("12.7"),
            gauge: "G-7",
            at: at,
            by: plant.by("olga"),
            key: plant.key("olga")
        )
        _ = try await plant.execution.complete(
            at,
            signing: .init(printedName: "Olga"),
            by: plant.by("olga"),
            key: plant.key("olga")
        )
        #expect(try plant.unit(unit, "sequence") == .integer(20))
        await plant.hull.close()
    }
}
