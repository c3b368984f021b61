@_spi(Exits) import Boundary
import Journal
import Storage
import TestPlant
import Testing

@Suite("What leaves is what policies permit, and the journal has it first")
struct ReleaseTests {
    @Test("each field is decided by its label and class, and shows or hides as `know` says")
    func fields() async throws {
        let plant = try await RunningPlant()
        try await plant.learn(BoundaryPlant.american())
        try await plant.learn(BoundaryPlant.american("eve", role: "engineer"))
        try await plant.learn(BoundaryPlant.american("temp", role: "cleaner"))
        try plant.store("VEH", ["S-1"])
        // An operator may know of a nonconformance, but not what it says.
        #expect(
            try await plant.seen(.person("ann"), Screen())
                == [["serial": "S-1", "measured": "0", "started": "1000", "note": "withheld"]]
        )
        #expect(
            try await plant.seen(.person("eve"), Screen())
                == [["serial": "S-1", "measured": "0", "started": "1000", "note": "scratch"]]
        )
        // Nothing permits it, and nothing is there.
        #expect(try await plant.seen(.person("temp"), Screen()).isEmpty)
        #expect(try await plant.seen(.person("nobody"), Screen()).isEmpty)
    }

    @Test("what may not be known of leaves no trace: the field is not there")
    func hidden() async throws {
        let grants = BoundaryPlant.grants.replacing("&& context has fieldClass }", with: "&& false }")
        let plant = try await RunningPlant(grants: grants)
        try await plant.learn(BoundaryPlant.american())
        try plant.store("MED", ["M-1"])
        #expect(
            try await plant.seen(.person("ann"), Screen()) == [["serial": "M-1", "measured": "0", "started": "1000"]]
        )
    }

    @Test("a release is in the journal of its compartment: who, which labels, which channel, which policies")
    func journaled() async throws {
        let plant = try await RunningPlant()
        try await plant.learn(BoundaryPlant.american())
        let ids = try plant.store("VEH", ["S-1", "S-2"])
        let records = try plant.boundary.records(
            InspectionResult.self,
            in: plant.compartment,
            limit: 10,
            for: .person("ann"),
            through: Screen(isShared: true)
        )
        let release = try await plant.boundary.release(records, to: .person("ann"), through: Screen(isShared: true))
        #expect(release.receipts.count == 1)
        let events = await plant.logs.events("release", in: plant.compartment)
        #expect(events.count == 1)
        let event = try #require(events.first)
        #expect(event.label == "owner=prime;program=VEH;regimes=ITAR;usml=VII(h)")
        for part in [
            "\"to\":\"person:ann\"", "\"channel\":\"screen\"", "\"action\":\"view\"", "grant-floor",
            "\\\"shared\\\": true",
            "\"outcome\":\"withheld\"", "\"kind\":\"inspection-result\"",
        ] {
            #expect(event.payload.contains(part), "\(part) in \(event.payload)")
        }
        for id in ids {
            #expect(event.payload.contains(id.bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()))
        }
        // The store has the entry, in its log.
        let log = try plant.engine.openLog(plant.compartment, create: false)
        #expect(try log.head().size == 1)
    }

    @Test("what the journal did not record does not leave")
    func notRecorded() async throws {
        let plant = try await RunningPlant()
        try await plant.learn(BoundaryPlant.american())
        try plant.store("MED", ["M-1"])
        await plant.logs.fail(with: StorageError(.full, "no room"))
        await #expect(throws: AccessRefusal.self) { _ = try await plant.serials(.person("ann")) }
    }

    @Test("an authority is named in the request and in the journal, and covers nothing else")
    func authority() async throws {
        let plant = try await RunningPlant()
        try await plant.learn(BoundaryPlant.mexican())
        try plant.store("VEH", ["V-1"])
        try plant.store("NAV", ["N-1"])
        try plant.store("MED", ["M-1"])
        let abroad = Whereabouts(site: "abroad", country: "MX")
        #expect(try await plant.serials(.person("luz"), from: abroad) == ["M-1", "V-1"])
        let events = await plant.logs.events("release")
        #expect(events.contains { $0.payload.contains("\"authorities\":[\"MLA-7\"]") })
        // Somewhere else the agreement admits nobody.
        #expect(try await plant.serials(.person("luz"), from: Whereabouts(country: "BR")) == ["M-1"])
    }

    @Test("a record that is refused is recorded where it is, and the others know nothing of it")
    func denied() async throws {
        let plant = try await RunningPlant()
        try await plant.learn(BoundaryPlant.american())
        let id = try #require(try plant.store("NAV", ["N-1"]).first)
        var citizen = try BoundaryPlant.american("kim")
        citizen.usCitizen = .init(false)
        try await plant.learn(citizen)
        let before = await plant.logs.drafts.count
        await #expect {
            _ = try await plant.boundary.find(
                InspectionResult.self,
                id,
                in: plant.compartment,
                for: .person("kim"),
                through: Screen()
            )
        } throws: {
            if case AccessRefusal.notFound = $0 { true } else { false }
        }
        let events = await plant.logs.drafts[before...]
        #expect(events.map(\.draft.kind) == ["release.denied"])
        #expect(events.map(\.compartment) == [plant.compartment])
        let payload = try #require(events.first.map { String(decoding: $0.draft.payload, as: UTF8.self) })
        #expect(payload.contains("cui-noforn"))
    }

    @Test("a release tells by no receipt, and by no error, that something was refused")
    func refusedInRelease() async throws {
        let plant = try await RunningPlant()
        try await plant.learn(BoundaryPlant.american("eve", role: "engineer"))
        var person = try BoundaryPlant.american("kim")
        person.usCitizen = .init(false)
        try await plant.learn(person)
        try plant.store("NAV", ["N-1"])
        let read = try plant.boundary.records(
            InspectionResult.self,
            in: plant.compartment,
            limit: 10,
            for: .person("eve"),
            through: Screen()
        )
        #expect(read.count == 1)
        for records in [read, []] {
            let release = try await plant.boundary.release(records, to: .person("kim"), through: Screen())
            #expect(release.receipts.isEmpty)
            // Nothing, too, is for its recipient alone.
            do throws(ReleaseError) {
                let request = ExitRequest(
                    recipient: .person("eve"),
                    channel: Screen(),
                    standing: plant.boundary.standing(of: .person("eve")),
                    now: plant.clock.now
                )
                _ = try release.open(for: request)
                Issue.record("it was sent to another")
            } catch {
                #expect(error == .otherRecipient)
            }
        }
        #expect(await plant.logs.events("release.denied").count == 1)
    }

    /// A record that someone may not know of, and one that is not there.
    private func unseen(by name: String, in plant: RunningPlant) async throws -> (AggregateID, AggregateID) {
        var person = try BoundaryPlant.american(name)
        person.usCitizen = .init(false)
        try await plant.learn(person)
        let hidden = try #require(try plant.store("NAV", ["N-1"]).first)
        return (hidden, try #require(AggregateID(SwiftCryptoProvider().randomBytes(16))))
    }

    @Test("what is hidden and what is not there look alike while logs fail, and each is recorded where it can be")
    func notFoundInTrouble() async throws {
        let plant = try await RunningPlant()
        let (hidden, absent) = try await unseen(by: "kim", in: plant)
        let (shop, control) = (plant.compartment, try CompartmentName("control"))
        for (failing, events, text) in [
            ([shop], ["record.not-found", "record.not-found"], "not found"),
            ([control], ["release.denied", "record.not-found"], "not found"),
            ([shop, control], [], "the log of control did not record it, so nothing is given out"),
        ] {
            await plant.logs.fail(with: StorageError(.failed, "7 entries are damaged"), in: Set(failing))
            let before = await plant.logs.drafts.count
            for id in [hidden, absent] {
                do throws(AccessRefusal) {
                    _ = try await plant.boundary.find(
                        InspectionResult.self,
                        id,
                        in: shop,
                        for: .person("kim"),
                        through: Screen()
                    )
                    Issue.record("it was found")
                } catch {
                    #expect(error.description == text)
                }
            }
            #expect(await plant.logs.drafts[before...].map(\.draft.kind) == events)
        }
    }

    @Test("what is not there and what is hidden look alike, and each takes one event")
    func notFound() async throws {
        let plant = try await RunningPlant()
        let (hidden, absent) = try await unseen(by: "kim", in: plant)
        var texts: [String] = []
        for id in [hidden, absent] {
            let before = await plant.logs.drafts.count
            do throws(AccessRefusal) {
                _ = try await plant.boundary.find(
                    InspectionResult.self,
                    id,
                    in: plant.compartment,
                    for: .person("kim"),
                    through: Screen()
                )
            } catch {
                texts.append(error.description)
            }
            #expect(await plant.logs.drafts.count == before + 1)
        }
        #expect(texts == ["not found", "not found"])
    }

    @Test("who may know of a record learns which policy refuses it, its cite, and what would permit it")
    func explained() async throws {
        let plant = try await RunningPlant()
        var engineer = try BoundaryPlant.american("kim", role: "engineer")
        engineer.usCitizen = .init(false)
        try await plant.learn(engineer)
        let id = try #require(try plant.store("NAV", ["N-1"]).first)
        do throws(AccessRefusal) {
            _ = try await plant.boundary.find(
                InspectionResult.self,
                id,
                in: plant.compartment,
                for: .person("kim"),
                through: Screen()
            )
            Issue.record("it was released")
        } catch {
            guard case .denied(let denial) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(denial.reasons.map(\.policy) == ["cui-noforn"])
            #expect(denial.reasons.first?.cite.contains("32 CFR 2002.16(b)") == true)
            #expect(denial.remedies().first == ["principal.usCitizen becomes true"])
        }
    }

    @Test("a label that no policy can read is sealed: admitted to nobody")
    func sealed() async throws {
        let plant = try await RunningPlant()
        try await plant.learn(BoundaryPlant.american("eve", role: "engineer"))
        try plant.store("no-such-program", ["X-1"])
        #expect(try await plant.serials(.person("eve")).isEmpty)
    }
}
