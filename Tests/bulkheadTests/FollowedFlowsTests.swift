import ArgumentParser
import Foundation
import Governance
import PlanSolver
import Planning
import PlantModel
import Testing

@testable import bulkhead

@Suite("Where data goes, as an instance shows it")
struct FollowedFlowsTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    @Test("each possible release of a program is a way with whoever may not have it, and each other flow one without")
    func ways() throws {
        let catalogue = try CatalogueLocation.parse(["--catalogue", Self.root.appending(path: "Catalogue").path]).load()
        let plant = try Plant.load(path: Self.root.appending(path: "Examples/aerostructures/plant.yaml").path)
        let plan = try #require(try PlanCommand.plan(plant, catalogue: catalogue, neighbours: false).file)
        let analysis = try FlowAnalysis(plant, catalogue: catalogue, placedBy: plan, solver: CoinSolver())
        let ways = FollowedFlows.ways(analysis)
        for release in analysis.releases {
            for program in Set(release.data.flatMap(\.programs)) {
                let way = ways.first {
                    $0.program == program && $0.flows == release.flows && $0.places.first == release.origin
                        && $0.places.last == release.at
                }
                let leak = try #require(way?.leak, "\(program) to \(release.at)")
                #expect(leak.readers.contains { $0.hasPrefix(release.audience ?? release.at) })
                #expect(Set(release.refusedBy).isSubset(of: leak.refusedBy) && leak.cut != nil)
            }
        }
        for program in plant.programs.map(\.id) {
            let shown = Set(ways.filter { $0.program == program }.flatMap(\.flows))
            let carried = plant.flows.filter { $0.programs?.contains(program) != false }.map(\.id)
            #expect(shown == Set(carried), "\(program)")
        }
        for way in ways { #expect(way.places.count == way.flows.count + 1 && !way.classes.isEmpty, "\(way)") }
    }
}
