import Foundation
import PlanSolver
import Planning
import PlantModel
import Testing

@testable import bulkhead

@Suite("The starter plant")
struct InitTests {
    @Test("it loads and plans: one instance with two compartments")
    func starter() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "bulkhead-init-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "plant.yaml")
        try InitCommand.starter.write(to: file, atomically: true, encoding: .utf8)
        let plant = try Plant.load(path: file.path(percentEncoded: false))
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let catalogue = try ObligationCatalogue.load(
            directory: root.appending(path: "Catalogue").path(percentEncoded: false)
        )
        let plan = try Planner(optimizer: PlacementOptimizer(solver: CoinSolver())).plan(plant, catalogue: catalogue)
        #expect(plan.status == .proved)
        #expect(plan.answer?.placement?.instances.map(\.compartments.count) == [2])
    }
}
