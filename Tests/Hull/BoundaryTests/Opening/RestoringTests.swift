import Boundary
import Journal
import PlantModel
import Storage
import TestPlant
import Testing

@Suite("A restart forgets nothing that tightens")
struct RestoringTests {
    static let all = ["M-1", "N-1", "V-1"]

    @Test("persons keep their facts, and whoever was dismissed stays dismissed")
    func persons() async throws {
        let plant = try await RestartedPlant()
        var leaving = try BoundaryPlant.american("eve")
        leaving.usCitizen = .init(false)
        try await plant.learn(
            BoundaryPlant.american("ann"),
            BoundaryPlant.american("bob"),
            BoundaryPlant.american("eve")
        )
        try await plant.boundary.dismiss("bob", by: RunningPlant.console)
        try await plant.learn(leaving)
        let next = try await plant.restart()
        #expect(try await next.serials("ann") == Self.all)
        #expect(try await next.serials("bob").isEmpty)
        // A fact that was taken back stays taken back.
        #expect(try await next.serials("eve") == ["M-1", "V-1"])
        // What is learnt then is newer than all before, also at the start after.
        try await next.learn(BoundaryPlant.american("bob"))
        try await next.boundary.dismiss("ann", by: RunningPlant.console)
        let last = try await next.restart()
        #expect(try await last.serials("bob") == Self.all)
        #expect(try await last.serials("ann").isEmpty)
    }

    @Test("until it is restored nothing is given out, learnt or adopted")
    func awaiting() async throws {
        let plant = try await RestartedPlant()
        try await plant.learn(BoundaryPlant.american())
        let next = try await plant.opened()
        await #expect(throws: AccessRefusal.self) { _ = try await next.serials("ann") }
        for act in [
            { try await next.boundary.learn(BoundaryPlant.american(), by: RunningPlant.console) },
            { try await next.boundary.dismiss("ann", by: RunningPlant.console) },
            { _ = try await next.boundary.adopt(BoundaryPlant.baseline(), by: RunningPlant.console) },
        ] {
            let error = await #expect(throws: BoundaryError.self) { try await act() }
            #expect(error?.code == .notRestored)
        }
        #expect(throws: BoundaryError.self) { try next.boundary.resume(RestartedPlant.baseline(release: "a")) }
        try next.boundary.restore(next.record())
        await #expect(throws: AccessRefusal.self) { _ = try await next.serials("ann") }
        try next.boundary.resume(RestartedPlant.baseline(release: "a"))
        #expect(try await next.serials("ann") == Self.all)
        #expect(throws: BoundaryError.self) { try next.boundary.restore(.empty) }
    }

    @Test("a crash between the record of a change and its effect: what was recorded counts")
    func crash() async throws {
        let plant = try await RestartedPlant()
        try await plant.learn(BoundaryPlant.american("ann"), BoundaryPlant.american("bob"))
        plant.lossy.loseAnswers()
        var foreign = try BoundaryPlant.american("ann")
        foreign.usCitizen = .init(false)
        await #expect(throws: BoundaryError.self) { try await plant.boundary.learn(foreign, by: RunningPlant.console) }
        await #expect(throws: BoundaryError.self) {
            try await plant.boundary.dismiss("bob", by: RunningPlant.console)
        }
        let next = try await plant.restart()
        #expect(try await next.serials("ann") == ["M-1", "V-1"])
        #expect(try await next.serials("bob").isEmpty)
        // Policies that were recorded as adopted are the ones to come back with.
        next.lossy.loseAnswers()
        await #expect(throws: BoundaryError.self) {
            try await next.boundary.adopt(RestartedPlant.baseline(release: "b"), by: RunningPlant.console)
        }
        let last = try await next.opened()
        try last.boundary.restore(last.record())
        #expect(throws: BoundaryError.self) { try last.boundary.resume(RestartedPlant.baseline(release: "a")) }
        try last.boundary.resume(RestartedPlant.baseline(release: "b"))
        #expect(try await last.serials("ann") == ["M-1", "V-1"])
    }

    @Test("of two changes at once the one that counted counts after a restart too", arguments: 0..<3)
    func race(_: Int) async throws {
        let plant = try await RestartedPlant()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<10 {
                group.addTask { try? await plant.learn(BoundaryPlant.american()) }
                group.addTask { try? await plant.boundary.dismiss("ann", by: RunningPlant.console) }
            }
        }
        let before = try await plant.serials("ann")
        let next = try await plant.restart()
        #expect(try await next.serials("ann") == before)
    }

    @Test("policies come back only as they were adopted: another file, another authorization, another day of one")
    func policies() async throws {
        let plant = try await RestartedPlant()
        let longer = BoundaryPlant.text.replacing("until: 2027-01-31", with: "until: 2028-01-31")
        let wider = BoundaryPlant.text.replacing("programs: [VEH], countries", with: "programs: [VEH, MED], countries")
        for (text, release) in [(longer, "b"), (wider, "a"), (BoundaryPlant.text, "b")] {
            let next = try await plant.opened()
            try next.boundary.restore(next.record())
            let error = #expect(throws: BoundaryError.self) {
                try next.boundary.resume(RestartedPlant.baseline(text, release: release))
            }
            #expect(error?.code == .notRestored)
            await #expect(throws: AccessRefusal.self) { _ = try await next.serials("ann") }
        }
        let adopted = plant.boundary.epoch
        let next = try await plant.restart()
        #expect(next.boundary.epoch == adopted)
        // The next adoption has a number of its own.
        let epoch = try await next.boundary.adopt(
            RestartedPlant.baseline(longer, release: "b"),
            by: RunningPlant.console
        )
        #expect(epoch.number == 2)
        let last = try await next.opened()
        #expect(try last.record().adoption?.release == "b")
    }

    @Test("a clock that was set back brings nothing back that had expired when something was last recorded")
    func clock() async throws {
        let plant = try await RestartedPlant()
        plant.clock.set("2027-02-01")
        try await plant.learn(BoundaryPlant.mexican())
        plant.clock.set("2026-12-01")
        let next = try await plant.restart()
        #expect(try await next.serials("luz", from: InvalidationTests.abroad) == ["M-1"])
    }

    @Test("a clock that was in the future by mistake is corrected on the console, for good")
    func corrected() async throws {
        let plant = try await RestartedPlant()
        plant.clock.set("2027-12-01")
        try await plant.learn(BoundaryPlant.mexican())
        plant.clock.set("2026-12-01")
        #expect(try await plant.serials("luz", from: InvalidationTests.abroad) == ["M-1"])
        #expect(plant.boundary.isClockBehind)
        try await plant.boundary.correctClock(by: RunningPlant.console)
        #expect(!plant.boundary.isClockBehind)
        #expect(try await plant.serials("luz", from: InvalidationTests.abroad) == ["M-1", "V-1"])
        let next = try await plant.restart()
        #expect(!next.boundary.isClockBehind)
        #expect(try await next.serials("luz", from: InvalidationTests.abroad) == ["M-1", "V-1"])
        // From then on a clock that is set back brings nothing back again.
        next.clock.set("2027-02-01")
        try await next.learn(BoundaryPlant.american())
        next.clock.set("2026-12-01")
        let last = try await next.restart()
        #expect(last.boundary.isClockBehind)
        #expect(try await last.serials("luz", from: InvalidationTests.abroad) == ["M-1"])
    }

    @Test("persons whose newest change was shredded are given nothing")
    func shredded() async throws {
        let plant = try await RestartedPlant()
        try await plant.learn(BoundaryPlant.american("ann"))
        plant.clock.set("2026-12-01")
        try await plant.boundary.dismiss("ann", by: RunningPlant.console)
        try await plant.learn(BoundaryPlant.american("bob"))
        let scope = DataKeyScope(program: "common", retentionClass: "auditTrail", period: "2026-12")
        try await plant.logs.shred(scope, in: plant.control)
        let next = try await plant.restart()
        #expect(try await next.serials("ann").isEmpty)
        #expect(try await next.serials("bob").isEmpty)
    }

    @Test("holds are in force after a restart")
    func holds() async throws {
        let plant = try await RestartedPlant()
        let id = try AggregateID(SwiftCryptoProvider().randomBytes(16)).orThrow("16 bytes")
        try await plant.logs.hold(id, "MED", in: plant.shop)
        let next = try await plant.restart()
        #expect(try await next.logs.holds(onProgramsOf: ["MED"], in: next.shop) == [id])
        #expect(try await next.logs.holds(onProgramsOf: ["VEH"], in: next.shop).isEmpty)
    }

    @Test(
        "a site that is opened again has its persons back, and goes on with the policies it had",
        arguments: SiteHullTests.EngineKind.allCases
    )
    func site(_ kind: SiteHullTests.EngineKind) async throws {
        let place = try SiteHullTests.Place(kind)
        defer { place.remove() }
        let first = try await OpenedSite(place.engine(), place.key)
        try await first.record("M-1", of: "MED")
        try await first.hull.boundary.learn(BoundaryPlant.american("ann"), by: RunningPlant.console)
        try await first.hull.boundary.dismiss("ann", by: RunningPlant.console)
        let epoch = first.hull.boundary.epoch
        await first.hull.close()

        let second = try await OpenedSite(place.engine(), place.key, isNew: false)
        #expect(second.hull.boundary.epoch == nil)
        await #expect(throws: AccessRefusal.self) { try await second.serials() }
        #expect(try second.hull.boundary.resume(BoundaryPlant.baseline()) == epoch)
        #expect(try await second.serials() == ["M-1"])
        let records = try second.hull.boundary.records(
            InspectionResult.self,
            in: OpenedSite.shop,
            limit: 10,
            for: .person("ann"),
            through: Screen()
        )
        #expect(records.isEmpty)
        await second.hull.close()
    }
}
