import Boundary
import Foundation
import Journal
import PlantModel
import Synchronization
import TestPlant
import Testing

@testable import Gateway

@Suite("A gateway that is cut short")
struct InterruptionTests {
    struct Cut: Error {}

    /// Two files of several windows.
    static let files = (1...2).map { file in
        "order,project,quantity\n"
            + (1...700).map { "\(file)-\($0),\(["P-MED", "P-VEH", "P-NAV"][$0 % 3]),\($0)" }.joined(separator: "\n")
    }

    private static func run(_ plant: GatewayPlant, to folder: MessageFolder) async throws {
        var plant = plant
        plant.gateway.windowMax = 2
        let flow = try plant.flow()
        for (number, file) in files.enumerated() {
            _ = try await plant.gateway.take(Array(file.utf8), named: "\(number).csv", for: flow)
        }
        _ = try await plant.gateway.send(flow, to: folder.connector)
    }

    private static let whole = Task {
        let kept = try GatewayPlant.Kept()
        let folder = try MessageFolder()
        try await run(try await GatewayPlant(kept), to: folder)
        return try folder.files()
    }

    @Test("loses nothing and sends nothing twice, wherever it is cut", arguments: Gateway.Step.allCases, [1, 3])
    func cut(step: Gateway.Step, time: Int) async throws {
        let kept = try GatewayPlant.Kept()
        let folder = try MessageFolder()
        do {
            var plant = try await GatewayPlant(kept)
            let left = Mutex(time)
            plant.gateway.after = { done in
                guard done == step else { return }
                let isOver = left.withLock { left in
                    left -= 1
                    return left == 0
                }
                if isOver { throw Cut() }
            }
            await #expect(throws: Cut.self) { try await Self.run(plant, to: folder) }
            await plant.hull.close()
        }
        let plant = try await GatewayPlant(kept, isNew: false)
        try await Self.run(plant, to: folder)
        let files = try folder.files()
        #expect(files == (try await Self.whole.value))
        let received = try folder.received(by: kept.signer.verifier)
        for (_, messages) in Dictionary(grouping: received, by: \.manifest.origin) {
            #expect(messages.map(\.manifest.number) == Array(1...Int64(messages.count)))
        }
        // Two of the three programs may be received.
        #expect(received.reduce(0) { $0 + $1.manifest.recordCount } == 934)
    }

    @Test("policies that became stricter in between hold for what was begun; its number is not missed")
    func stricter() async throws {
        let kept = try GatewayPlant.Kept()
        let folder = try MessageFolder()
        let text = "order,project,quantity\nA-1,P-MED,1\n"
        do {
            var plant = try await GatewayPlant(kept)
            plant.gateway.after = { if $0 == .staged { throw Cut() } }
            await #expect(throws: Cut.self) { try await plant.carry(text, to: folder) }
            await plant.hull.close()
        }
        let strict = GatewayPlant.text(filter: "passes: [quantity], drops: [orders]")
        let plant = try await GatewayPlant(kept, strict)
        _ = try await plant.gateway.send(plant.flow(), to: folder.connector)
        let received = try folder.received(by: kept.signer.verifier)
        #expect(received.map(\.manifest.number) == [1])
        #expect(received.map(\.manifest.recordCount) == [0])
        #expect(!received[0].text.contains("A-1"))
    }
}
