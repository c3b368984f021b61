import Boundary
import Execution
import Foundation
import Storage
import TestPlant
import Testing

@Suite("What is kept of a program stands in clear in the views of its compartment, and in no other file")
struct CanaryTests {
    @Test("after an order with canaries in every field was built, over files")
    func files() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "canaries-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let engine = try SQLiteEngine(
            directory: folder.appending(path: "data").path(percentEncoded: false),
            keyDirectory: folder.appending(path: "keys").path(percentEncoded: false)
        )
        let plant = try await ShopPlant(engine)
        try await plant.stateFacts()
        var content = try ShopPlant.bracket()
        content.partNumber = "CANARY-PART"
        content.title = "CANARY-TITLE"
        content.operations[0].name = "CANARY-NAME"
        content.operations[0].instructions = "CANARY-TEXT"
        content.operations[0].characteristics[0].name = "CANARY-CHARACTERISTIC"
        let master = try await plant.released(content, of: "VEH")
        let units = try plant.units(of: await plant.order(master, ["CANARY-SERIAL"], number: "CANARY-ORDER"), "VEH")
        let bench = OperationTests.Bench(at: try #require(units.first), in: plant, of: "VEH")
        #expect(await bench.start(10) == nil)
        #expect(await bench.measure("12.7112") == nil)
        #expect(await bench.complete(10) == nil)
        #expect(await bench.start(20) == nil)
        #expect(await bench.consume(4) == nil)
        #expect(await bench.complete(20) == nil)
        // Seen by one who may and asked for by one who may not: both are in the trail.
        _ = try await plant.execution.units(serial: "CANARY-SERIAL", by: plant.by("olga"))
        _ = try? await plant.execution.operation(of: bench.unit, by: plant.by("fred"))
        await plant.hull.close()

        var clear: Set<String> = []
        var read = 0
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path(percentEncoded: false)) {
            guard let bytes = try? Data(contentsOf: folder.appending(path: name)), !bytes.isEmpty else { continue }
            read += 1
            for word in ["CANARY", "12.7112"] where bytes.range(of: Data(word.utf8)) != nil {
                clear.insert(name)
            }
        }
        #expect(read >= 10, "\(read) files")
        #expect(!clear.isEmpty && clear.allSatisfy { $0.hasPrefix("data/veh/views.sqlite") }, "\(clear.sorted())")
    }
}
