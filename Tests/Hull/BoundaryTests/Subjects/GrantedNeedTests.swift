import Journal
import PlantModel
import Storage
import TestPlant
import Testing

@testable import Boundary

@Suite("A need to know that is granted for a time counts beside what the register states")
struct GrantedNeedTests {
    private let last: Day

    init() throws { last = try BoundaryPlant.day("2026-12-10") }

    /// Somebody who is limited to the ordinary program.
    private func limited() throws -> PersonFacts {
        var ann = try BoundaryPlant.american("ann")
        ann.needToKnow = [.init("MED")]
        return ann
    }

    @Test("it counts at once and until its last day, and what else refuses goes on to")
    func days() async throws {
        let plant = try await RestartedPlant()
        var foreign = try limited()
        foreign.usCitizen = .init(false)
        try await plant.learn(limited())
        #expect(try await !plant.serials("ann").contains("N-1"))
        let before = plant.boundary.standing(of: .person("ann"))
        try await plant.boundary.grantNeed(for: "NAV", to: "ann", until: last, by: .person("eve"))
        #expect(!plant.boundary.standing(of: .person("ann")).hasFacts(of: before))
        #expect(try await plant.serials("ann").contains("N-1"))
        plant.clock.set("2026-12-10")
        #expect(try await plant.serials("ann").contains("N-1"))
        plant.clock.set("2026-12-11")
        #expect(try await !plant.serials("ann").contains("N-1"))
        plant.clock.set("2026-12-12")
        try await plant.learn(foreign)
        try await plant.boundary.grantNeed(
            for: "NAV",
            to: "ann",
            until: BoundaryPlant.day("2026-12-31"),
            by: .person("eve")
        )
        #expect(try await !plant.serials("ann").contains("N-1"))
    }

    @Test("a feed and a restart leave it; it is gone once it is taken back, is over, or the person is dismissed")
    func kept() async throws {
        let plant = try await RestartedPlant()
        try await plant.learn(limited())
        try await plant.boundary.grantNeed(for: "NAV", to: "ann", until: last, by: .person("eve"))
        try await plant.learn(limited())
        #expect(plant.boundary.grantedNeed(for: "NAV", of: "ann") == last)
        let next = try await plant.restart()
        #expect(next.boundary.grantedNeed(for: "NAV", of: "ann") == last)
        #expect(try await next.serials("ann").contains("N-1"))
        try await next.boundary.withdrawNeed(for: "NAV", from: "ann", by: .person("eve"))
        #expect(try await !next.serials("ann").contains("N-1"))
        try await next.boundary.grantNeed(for: "NAV", to: "ann", until: last, by: .person("eve"))
        try await next.boundary.dismiss("ann", by: RunningPlant.console)
        try await next.learn(limited())
        #expect(next.boundary.grantedNeed(for: "NAV", of: "ann") == nil)
        try await next.boundary.grantNeed(for: "NAV", to: "ann", until: last, by: .person("eve"))
        next.clock.set("2026-12-11")
        try await next.learn(limited())
        #expect(next.boundary.grantedNeed(for: "NAV", of: "ann") == nil)
    }

    @Test("it is lost neither with a feed whose record fails nor with the answer to its own")
    func failures() async throws {
        let plant = try await RestartedPlant()
        try await plant.learn(limited())
        try await plant.boundary.grantNeed(for: "NAV", to: "ann", until: last, by: .person("eve"))
        plant.lossy.loseAnswers()
        await #expect(throws: BoundaryError.self) { try await plant.learn(limited()) }
        #expect(try await plant.serials("ann").isEmpty)
        plant.lossy.loseAnswers(false)
        try await plant.learn(limited())
        #expect(try await plant.serials("ann").contains("N-1"))
    }

    @Test("nobody whom the register does not know is granted anything")
    func unknown() async throws {
        let plant = try await RestartedPlant()
        let error = await #expect(throws: BoundaryError.self) {
            try await plant.boundary.grantNeed(for: "NAV", to: "nobody", until: last, by: .person("eve"))
        }
        #expect(error?.code == .invalidQuestion)
        #expect(!plant.boundary.standing(of: .person("nobody")).isKnown)
    }

    @Test("whoever is not limited by program is not given a need that would limit them")
    func unlimited() async throws {
        let plant = try await RestartedPlant()
        try await plant.learn(BoundaryPlant.american("ann"))
        #expect(try !plant.boundary.wouldGive("ann", needFor: "NAV", at: .unknown))
        try await plant.learn(limited())
        #expect(try plant.boundary.wouldGive("ann", needFor: "NAV", at: .unknown))
        #expect(try !plant.boundary.wouldGive("ann", needFor: "NO-SUCH", at: .unknown))
        #expect(try !plant.boundary.wouldGive("nobody", needFor: "NAV", at: .unknown))
    }
}
