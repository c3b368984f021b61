@_spi(Exits) import Boundary
import Classification
import Journal
import PlantModel
import Storage
import TestPlant
import Testing

@Suite(
    "The content of an attachment leaves as it was attached, to whom policies permit, once somebody has looked into it"
)
struct ContentReleaseTests {
    private let text = Array("Torque the bolts in the order of the drawing. ".utf8)

    @Test("a release of content is in the journal first: who, which attachment, which channel")
    func journaled() async throws {
        let plant = try await AttachmentPlant(inspector: ScannerInspector())
        let id = try await plant.attach(text, "torque.txt", to: plant.record("VEH"))
        let before = await plant.plant.logs.drafts.count
        let release = try await plant.boundary.releaseContent(
            of: id,
            in: plant.compartment,
            for: AttachmentPlant.eve,
            through: Screen()
        )
        #expect(release.receipts.count == 2)
        let drafts = await plant.plant.logs.drafts[before...].map(\.draft)
        #expect(drafts.map(\.kind) == ["release", "attachment.released"])
        #expect(drafts.allSatisfy { $0.label == "owner=prime;program=VEH;regimes=ITAR;usml=VII(h)" })
        let fields = TestExit.fields(try TestExit<Screen>.content(release, AttachmentPlant.eve, Screen(), plant.plant))
        #expect(fields.map { $0["name"] } == ["torque.txt"])
        #expect(fields.map { $0["content"] } == [String(text.count)])
        await plant.plant.logs.fail(with: StorageError(.full, "no room"))
        #expect(await plant.refusal(id) == .notJournaled)
    }

    @Test("what is hidden and what is not there look alike, and each takes one event")
    func hidden() async throws {
        let plant = try await AttachmentPlant(inspector: ScannerInspector())
        let id = try await plant.attach(text, to: plant.record("VEH"))
        try await plant.plant.learn(BoundaryPlant.mexican("out"))
        let absent = try #require(AggregateID(SwiftCryptoProvider().randomBytes(16)))
        var answers: [String] = []
        for asked in [id, absent] {
            let before = await plant.plant.logs.drafts.count
            do throws(AccessRefusal) {
                _ = try await plant.boundary.releaseContent(
                    of: asked,
                    in: plant.compartment,
                    for: .person("out"),
                    through: Screen(),
                    from: Whereabouts(country: "BR")
                )
            } catch {
                answers.append(error.description)
            }
            #expect(await plant.plant.logs.drafts.count == before + 1)
        }
        #expect(answers == ["not found", "not found"])
    }

    @Test("markings in it raise its label, and it leaves to those alone whom that admits")
    func raised() async throws {
        let plant = try await AttachmentPlant(inspector: ScannerInspector())
        var resident = try BoundaryPlant.american("res", role: "engineer")
        resident.usCitizen = .init(false)
        try await plant.plant.learn(resident)
        let record = try plant.record("MED")
        let plain = try await plant.attach(text, "plain.txt", to: record)
        let marked = try await plant.attach(Array("CUI//SP-CTI//NOFORN\n".utf8) + text, "marked.txt", to: record)
        #expect(try await plant.content(plain, for: .person("res")) == text)
        let events = await plant.plant.logs.events("attachment.added")
        #expect(events.map { $0.label.contains("NOFORN") } == [false, true])
        await #expect(throws: AccessRefusal.self) { _ = try await plant.content(marked, for: .person("res")) }
    }

    @Test("a classified marking is refused and reported, and nothing of it is stored")
    func classified() async throws {
        let plant = try await AttachmentPlant(inspector: ScannerInspector())
        let record = try plant.record("MED")
        await #expect { try await plant.attach(Array("SECRET//NOFORN\n".utf8), to: record) } throws: {
            ($0 as? AttachmentError)?.code == .classified
        }
        #expect(try plant.blobs.blobs().isEmpty)
        #expect(try plant.blobs.parts().isEmpty)
        #expect(await plant.plant.logs.events("attachment.refused").count == 1)
        #expect(await plant.plant.logs.events("attachment.added").isEmpty)
    }

    private func determination(_ approver: String, programs: Set<String> = ["MED"]) throws -> Determination {
        Determination(
            rule: "looked-into",
            kind: Boundary.contentRuleKind,
            author: "author",
            approvals: [.init(capacity: "exportOffice", approver: approver)],
            date: try BoundaryPlant.day("2026-01-01"),
            reviewBy: try BoundaryPlant.day("2027-06-30"),
            cite: "SOP 7",
            programs: programs,
            threshold: .init(programsMin: 1, customersMin: 1),
            below: .nothing,
            result: .unrestricted,
            resultClass: .attachments
        )
    }

    @Test("what cannot be looked into leaves nowhere until a named person determines it, who can only tighten")
    func uninspected() async throws {
        let plant = try await AttachmentPlant(inspector: ScannerInspector(), determinations: [determination("kit")])
        let opaque = (0..<3_000).map { UInt8(truncatingIfNeeded: $0 &* 7919 >> 3 ^ $0) }
        let id = try await plant.attach(opaque, "model.bin", to: plant.record("MED"))
        #expect(await plant.refusal(id) == .notInspected)
        #expect(await plant.plant.logs.events("attachment.held").count == 1)
        #expect(await plant.plant.logs.events("attachment.released").isEmpty)
        func determine(_ person: String, _ rule: String = "looked-into", reason: String = "opened in the viewer")
            async -> BoundaryError.Code?
        {
            do throws(BoundaryError) {
                _ = try await plant.boundary.determineContent(
                    of: id,
                    in: plant.compartment,
                    by: person,
                    under: rule,
                    reason: reason
                )
                return nil
            } catch {
                return error.code
            }
        }
        for (person, rule) in [
            ("eve", "looked-into"), ("author", "looked-into"), ("nobody", "looked-into"), ("kit", "other"),
        ] {
            #expect(await determine(person, rule) == .notDetermined)
        }
        #expect(await determine("kit", reason: "") == .notDetermined)
        #expect(await determine("kit") == nil)
        try await plant.project()
        #expect(try await plant.content(id) == opaque)
        // Once is enough.
        #expect(await determine("kit") == .notDetermined)
        let event = try #require(await plant.plant.logs.events("attachment.determined").first)
        let added = try #require(await plant.plant.logs.events("attachment.added").first)
        #expect(event.label == added.label)
        #expect(event.payload.contains("\"by\":\"kit\""))
        #expect(event.payload.contains("opened in the viewer"))
    }

    @Test("a determination covers its own programs alone, and its label only adds")
    func determinedElsewhere() async throws {
        let opaque = (0..<3_000).map { UInt8(truncatingIfNeeded: $0 &* 7919 >> 3 ^ $0) }
        let elsewhere = try await AttachmentPlant(
            inspector: ScannerInspector(),
            determinations: [determination("kit", programs: ["VEH"])]
        )
        let foreign = try await elsewhere.attach(opaque, "model.bin", to: elsewhere.record("MED"))
        await #expect(throws: BoundaryError.self) {
            _ = try await elsewhere.boundary.determineContent(
                of: foreign,
                in: elsewhere.compartment,
                by: "kit",
                under: "looked-into",
                reason: "opened"
            )
        }
        let plant = try await AttachmentPlant(inspector: ScannerInspector(), determinations: [determination("kit")])
        let own = try await plant.attach(opaque, "model.bin", to: plant.record("MED"))
        _ = try await plant.boundary.determineContent(
            of: own,
            in: plant.compartment,
            by: "kit",
            under: "looked-into",
            raisingTo: .sealed,
            reason: "opened, and not understood"
        )
        try await plant.project()
        await #expect(throws: AccessRefusal.self) { _ = try await plant.content(own) }
    }

    @Test("without an inspector files are taken, and none leaves")
    func noInspector() async throws {
        let plant = try await AttachmentPlant(inspector: nil, determinations: [determination("kit")])
        let id = try await plant.attach(text, to: plant.record("MED"))
        #expect(await plant.refusal(id) == .notInspected)
        _ = try await plant.boundary.determineContent(
            of: id,
            in: plant.compartment,
            by: "kit",
            under: "looked-into",
            reason: "read it"
        )
        try await plant.project()
        #expect(await plant.refusal(id) == .notInspected)
    }

    @Test("a stream stops when policies, facts, the day or the keys change")
    func stopped() async throws {
        let content = [UInt8](repeating: 65, count: 200_000)
        func stream(_ change: (AttachmentPlant) async throws -> Void) async throws -> String {
            let plant = try await AttachmentPlant(inspector: ScannerInspector())
            let id = try await plant.attach(content, to: plant.record("MED"))
            let release = try await plant.boundary.releaseContent(
                of: id,
                in: plant.compartment,
                for: AttachmentPlant.eve,
                through: Screen()
            )
            let opened = try TestExit<Screen>.content(release, AttachmentPlant.eve, Screen(), plant.plant)
            var stream = try #require(opened.content)
            #expect(try stream.chunk()?.count == 65_536)
            try await change(plant)
            do {
                while try stream.chunk() != nil {}
                return "complete"
            } catch {
                return (error as? ReleaseError).map { "\($0)" } ?? (error as? BoundaryError)?.code.rawValue ?? ""
            }
        }
        #expect(try await stream { _ in } == "complete")
        #expect(
            try await stream { try await $0.boundary.adopt(BoundaryPlant.baseline(), by: RunningPlant.console) }
                == ReleaseError.otherPolicies.description
        )
        #expect(
            try await stream { try await $0.boundary.dismiss("eve", by: RunningPlant.console) }
                == ReleaseError.otherFacts.description
        )
        #expect(try await stream { $0.plant.clock.set("2026-11-25") } == ReleaseError.expired.description)
        #expect(
            try await stream { plant in
                _ = try await plant.writer.shred(
                    DataKeyScope(program: "MED", retentionClass: "attachments", period: "2026-11"),
                    command: CommandID([UInt8](repeating: 1, count: 16)).orThrow("no id"),
                    by: JournalAuthority(subject: "person:eve", label: "", reason: "over")
                )
            } == "content"
        )
    }

    @Test("shredding a scope takes its attachments along and leaves the others")
    func shredded() async throws {
        let plant = try await AttachmentPlant(inspector: ScannerInspector())
        let (gone, kept) = (
            try await plant.attach(text, to: plant.record("MED")), try await plant.attach(text, to: plant.record("VEH"))
        )
        _ = try await plant.writer.shred(
            DataKeyScope(program: "MED", retentionClass: "attachments", period: "2026-11"),
            command: CommandID([UInt8](repeating: 1, count: 16)).orThrow("no id"),
            by: JournalAuthority(subject: "person:eve", label: "", reason: "over")
        )
        #expect(await plant.refusal(gone) == .content)
        #expect(try await plant.content(kept) == text)
        // The same content again is sealed anew.
        let again = try await plant.attach(text, to: plant.record("MED"))
        #expect(try await plant.content(again) == text)
    }
}
