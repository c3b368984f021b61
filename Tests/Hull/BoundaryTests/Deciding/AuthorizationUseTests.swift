import Boundary
import Classification
import Journal
import PlantModel
import Storage
import Testing

@Suite("An authorization is used as often as it may be, and not once more")
struct AuthorizationUseTests {
    static let abroad = InvalidationTests.abroad

    static func text(limit: Int) -> String {
        BoundaryPlant.text.replacing("until: 2027-01-31 }", with: "until: 2027-01-31, useLimit: \(limit) }")
    }

    private func plant(limit: Int) async throws -> RestartedPlant {
        let plant = try await RestartedPlant(Self.text(limit: limit))
        try await plant.learn(BoundaryPlant.mexican(), BoundaryPlant.mexican("eva", role: "engineer"))
        return plant
    }

    /// What somebody abroad sees of the program that the agreement covers.
    private func sees(_ plant: RestartedPlant, _ person: String = "luz") async throws -> Bool {
        try await plant.serials(person, from: Self.abroad).contains("V-1")
    }

    @Test("each release counts one use; when they are used up nothing rests on it any more")
    func releases() async throws {
        let plant = try await plant(limit: 3)
        for _ in 0..<3 { #expect(try await sees(plant)) }
        #expect(plant.boundary.uses(of: "MLA-7")?.count == 3)
        #expect(try await !sees(plant))
        #expect(try await !sees(plant, "eva"))
        // Others never needed it, and what it does not cover is still seen.
        #expect(try await plant.serials("luz", from: Self.abroad) == ["M-1"])
        #expect(plant.boundary.uses(of: "MLA-7")?.count == 3)
    }

    @Test("who needs no authorization uses none, and one without a limit is not counted")
    func unlimited() async throws {
        let plant = try await plant(limit: 1)
        try await plant.learn(BoundaryPlant.american())
        for _ in 0..<3 { #expect(try await plant.serials("ann").contains("V-1")) }
        #expect(plant.boundary.uses(of: "MLA-7")?.count == 0)
        let free = try await RestartedPlant()
        try await free.learn(BoundaryPlant.mexican())
        for _ in 0..<3 { #expect(try await sees(free)) }
        #expect(free.boundary.uses(of: "MLA-7") == nil)
    }

    @Test("a release that was decided before the last use was taken still leaves, once")
    func lastOne() async throws {
        let plant = try await plant(limit: 1)
        let before = plant.boundary.standing(of: .person("luz"))
        #expect(try await sees(plant))
        _ = try await sees(plant)
        // The policies are the same, so that nothing that was recorded is thrown away.
        #expect(plant.boundary.standing(of: .person("luz")) == before)
    }

    @Test("a permit takes a use, whether or not its command is carried out")
    func permits() async throws {
        let plant = try await plant(limit: 2)
        let record = try #require(
            try plant.boundary.records(
                InspectionResult.self,
                in: plant.shop,
                limit: 100,
                for: .person("eva"),
                through: Screen(),
                from: Self.abroad
            ).first { $0.origin.label.label.values(in: "program") == ["VEH"] }
        )
        func permit() async throws -> [String] {
            try await plant.boundary.permit(
                .edit,
                of: record,
                by: .person("eva"),
                through: Screen(),
                from: Self.abroad
            ).authorities
        }
        #expect(try await permit() == ["MLA-7"])
        #expect(try await permit() == ["MLA-7"])
        await #expect(throws: AccessRefusal.self) { _ = try await permit() }
        #expect(try await !sees(plant))
    }

    @Test("many at once never take more than there are", arguments: [1, 5, 16])
    func concurrency(limit: Int) async throws {
        let plant = try await plant(limit: limit)
        let seen = await withTaskGroup(of: Bool.self) { group in
            for index in 0..<40 {
                group.addTask { (try? await sees(plant, index.isMultiple(of: 2) ? "luz" : "eva")) ?? false }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(seen == limit)
        #expect(plant.boundary.uses(of: "MLA-7")?.count == UInt64(limit))
        let next = try await plant.restart()
        #expect(next.boundary.uses(of: "MLA-7")?.count == UInt64(limit))
    }

    @Test("a restart counts what the log has, and goes on from there")
    func restart() async throws {
        let plant = try await plant(limit: 3)
        #expect(try await sees(plant))
        #expect(try await sees(plant))
        let next = try await plant.restart()
        #expect(next.boundary.uses(of: "MLA-7")?.count == 2)
        #expect(try await sees(next))
        #expect(try await !sees(next))
    }

    @Test("where it is in doubt whether a use was recorded it counts")
    func doubt() async throws {
        let plant = try await plant(limit: 2)
        plant.logs.sink.close(plant.shop)
        await #expect(throws: AccessRefusal.self) { _ = try await sees(plant) }
        #expect(plant.boundary.uses(of: "MLA-7")?.count == 1)
        // The log says that nothing was recorded.
        let next = try await plant.restart()
        #expect(next.boundary.uses(of: "MLA-7")?.count == 0)
    }

    @Test("while a compartment's uses are not counted nobody is admitted by a limited authorization")
    func uncounted() async throws {
        let plant = try await plant(limit: 5)
        #expect(try await sees(plant))
        plant.boundary.awaitUses(in: try CompartmentName("other"))
        #expect(try await !sees(plant))
        try plant.boundary.countUses(in: try CompartmentName("other"), by: plant.logs.views(plant.control))
        #expect(try await sees(plant))
        #expect(throws: BoundaryError.self) {
            try plant.boundary.countUses(
                in: plant.shop,
                by: MemoryEngine().openViews(plant.shop, schema: RunningPlant.schema())
            )
        }
    }

    @Test("a use whose record was shredded counts for every authorization")
    func shredded() async throws {
        let plant = try await plant(limit: 1)
        #expect(try await sees(plant))
        let scope = DataKeyScope(program: "MED+VEH", retentionClass: "auditTrail", period: "2026-11")
        try await plant.logs.shred(scope, in: plant.shop)
        let next = try await plant.restart()
        #expect(try await !sees(next))
    }

    @Test("a limit of none admits nobody; a greater one, once it is adopted, admits again")
    func adopted() async throws {
        let plant = try await plant(limit: 0)
        #expect(try await !sees(plant))
        try await plant.boundary.adopt(
            RestartedPlant.baseline(Self.text(limit: 1), release: "b"),
            by: RunningPlant.console
        )
        #expect(try await sees(plant))
        #expect(try await !sees(plant))
    }
}
