import Foundation
import Journal
import PlantModel
import Storage
import TestPlant
import Testing

@testable import Boundary

@Suite("An instance takes data of the programs that its plan gives to it, and of no other")
struct HostedProgramsTests {
    private static let annex = OpenedSite.annex
    private static let shop = OpenedSite.shop

    private func site() async throws -> OpenedSite {
        try await OpenedSite(
            MemoryEngine(),
            MemorySiteKey(),
            hosted: HostedPrograms(
                instance: "cellar, instance 1 of the plan",
                programs: [Self.shop: ["VEH", "MED"], Self.annex: ["NAV"]]
            )
        )
    }

    @Test("a command for another program is refused, named with where it does not belong, and nothing is recorded")
    func commands() async throws {
        let site = try await site()
        try await site.record("V-1", of: "VEH")
        try await site.record("N-1", of: "NAV", in: Self.annex)
        for (program, compartment) in [("NAV", Self.shop), ("VEH", Self.annex), ("MED", OpenedSite.control)] {
            let error = await #expect(throws: BoundaryError.self) {
                try await site.record("X-1", of: program, in: compartment)
            }
            #expect(error?.code == .notHosted)
            let message = error?.message ?? ""
            #expect(message.contains(program) && message.contains("\(compartment)") && message.contains("cellar"))
        }
        #expect(try await site.serials() == ["V-1"])
        await site.hull.close()
    }

    @Test("what the boundary itself records is held to it too: a mixed batch is refused whole")
    func batches() async throws {
        let site = try await site()
        let writer = try site.hull.writer(of: Self.shop)
        let labels = try ["VEH", "NAV"].map { try site.hull.boundary.label(of: .orders, program: $0).text }
        let provider = SwiftCryptoProvider()
        let drafts = try labels.map { label in
            EventDraft(
                subject: "system:import",
                kind: "order.imported",
                aggregate: try AggregateID(provider.randomBytes(16)).orThrow("16 bytes"),
                label: label,
                payload: [],
                scope: DataKeyScope(program: "VEH", retentionClass: "orders", period: "2026-11")
            )
        }
        let size = try writer.log.store.head().size
        await #expect(throws: BoundaryError.self) {
            _ = try await writer.perform(
                JournalCommand(id: CommandID(provider.randomBytes(16)).orThrow("16 bytes"), drafts: drafts)
            )
        }
        #expect(try writer.log.store.head().size == size)
        await site.hull.close()
    }

    @Test("a plan's instance gives its compartments the units of the site")
    func plan() throws {
        let text = """
            { "format": "bulkhead-plan/1", "enterprise": "Test", "asOf": "2026-11-24", "status": "proved", "objective": [], "bound": [],
              "instances": [ { "environment": "cellar", "compartments": [ [["VEH", "main"], ["VEH", "abroad"]], [["NAV", "main"]] ] } ],
              "certificate": \(Self.certificate) }
            """
        let plan = try JSONDecoder().decode(PlanFile.self, from: Data(text.utf8))
        let hosted = HostedPrograms(plan: plan, instance: 0, site: "main") { place, _ in
            try? CompartmentName("part_\(place)")
        }
        #expect(hosted?.places.mapValues(\.description) == ["VEH": "part_0", "NAV": "part_1"])
        let abroad = HostedPrograms(plan: plan, instance: 0, site: "abroad") { place, _ in
            try? CompartmentName("part_\(place)")
        }
        #expect(abroad?.places.keys.sorted() == ["VEH"])
        #expect(HostedPrograms(plan: plan, instance: 1, site: "main") { _, _ in nil } == nil)
    }

    private static let certificate = #"{ "form": "sets", "outline": [], "clique": [], "stages": [] }"#
}
