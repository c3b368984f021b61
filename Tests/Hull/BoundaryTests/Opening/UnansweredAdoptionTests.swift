@_spi(Exits) import Boundary
import PlantModel
import Synchronization
import TestPlant
import Testing

@Suite("An adoption of policies whose answer is lost")
struct UnansweredAdoptionTests {
    private static let console = Subject.system("console")

    private func refusal(_ body: () async throws -> Void) async -> BoundaryError? {
        do {
            try await body()
            return nil
        } catch let error as BoundaryError { return error } catch AccessRefusal.failed(let error) { return error } catch
        {
            Issue.record("\(error)")
            return nil
        }
    }

    @Test("nothing is given out, and what was released before does not leave")
    func denied() async throws {
        let plant = try await RestartedPlant()
        try await plant.learn(BoundaryPlant.american("ann"))
        #expect(try await plant.serials("ann") == RestoringTests.all)
        let ann = Subject.person("ann")
        let records = try plant.boundary.records(
            InspectionResult.self,
            in: plant.shop,
            limit: 100,
            for: ann,
            through: Screen()
        )
        let release = try await plant.boundary.release(records, to: ann, through: Screen())

        plant.lossy.loseAnswers()
        let lost = await refusal {
            try await plant.boundary.adopt(RestartedPlant.baseline(release: "b"), by: Self.console)
        }
        #expect(lost?.code == .notJournaled)
        plant.lossy.loseAnswers(false)
        #expect(plant.boundary.epoch == nil && plant.boundary.baseline == nil)
        let refused = await refusal { _ = try await plant.serials("ann") }
        #expect(refused?.code == .noPolicies && refused?.message.contains("is not known") == true, "\(refused as Any)")
        do {
            let request = ExitRequest(
                recipient: ann,
                channel: Screen(),
                standing: plant.boundary.standing(of: ann),
                now: plant.clock.now
            )
            _ = try release.open(for: request)
            Issue.record("it left")
        } catch {
            #expect(error == .otherPolicies)
        }
        // The files of before do not bring back what was in force.
        let resumed = await refusal { try plant.boundary.resume(RestartedPlant.baseline(release: "a")) }
        #expect(resumed?.code == .noPolicies)

        // Policies that are recorded after it end the doubt.
        let epoch = try await plant.boundary.adopt(RestartedPlant.baseline(release: "c"), by: Self.console)
        #expect(epoch.number == 3 && plant.boundary.epoch == epoch)
        #expect(try await plant.serials("ann") == RestoringTests.all)
    }

    @Test("of several the newest that is recorded decides, whichever was answered")
    func several() async throws {
        let plant = try await RestartedPlant()
        plant.lossy.loseAnswers()
        for release in ["b", "c"] {
            _ = await refusal {
                try await plant.boundary.adopt(RestartedPlant.baseline(release: release), by: Self.console)
            }
        }
        plant.lossy.loseAnswers(false)
        #expect(try plant.record().adoption?.epoch == 3)
        let next = try await plant.opened()
        try next.boundary.restore(next.record())
        try next.boundary.resume(RestartedPlant.baseline(release: "c"))
        #expect(next.boundary.epoch?.number == 3)
    }

    @Test("the control log, opened anew, says which policies are in force", arguments: [true, false])
    func settled(isStored: Bool) async throws {
        let engine = UnansweringEngine()
        let site = try await OpenedSite(engine, MemorySiteKey())
        for (serial, program) in [("V-1", "VEH"), ("N-1", "NAV")] { try await site.record(serial, of: program) }
        #expect(try await site.serials() == ["N-1", "V-1"])
        let other = try PolicyBaseline(
            plant: BoundaryPlant.plant(),
            catalogue: BoundaryPlant.catalogue(),
            grants: BoundaryPlant.baseline().grants,
            release: "b"
        )
        engine.next.withLock { $0 = isStored ? .stored : .notStored }
        let lost = await refusal { try await site.hull.boundary.adopt(other, by: Self.console) }
        #expect(lost?.code == .notJournaled)
        let refused = await refusal { _ = try await site.serials() }
        #expect(refused?.code == .noPolicies, "\(refused as Any)")

        // The log stands still until it is opened anew; that it refuses is certain, so that nothing more is in doubt.
        let standing = await refusal { try await site.hull.boundary.adopt(other, by: Self.console) }
        #expect(standing?.code == .notJournaled)

        try await site.hull.reopen(OpenedSite.control)
        #expect(site.hull.boundary.baseline?.release == (isStored ? "b" : nil))
        // Where it was not recorded, what was in force is recorded once more, and the write that failed cannot come after it.
        #expect(site.hull.boundary.epoch?.number == (isStored ? 2 : 4))
        #expect(try await site.serials() == ["N-1", "V-1"])
        await site.hull.close()
    }

    @Test("a log that certainly recorded nothing leaves in force what is")
    func refused() async throws {
        let plant = try await RestartedPlant()
        let epoch = plant.boundary.epoch
        try await plant.logs.close()
        let error = await refusal {
            try await plant.boundary.adopt(RestartedPlant.baseline(release: "b"), by: Self.console)
        }
        #expect(error?.code == .notJournaled)
        #expect(plant.boundary.epoch == epoch && epoch != nil)
    }
}
