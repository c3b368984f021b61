@_spi(Exits) import Boundary
import Execution
import Journal
import Storage
import Synchronization
import TestPlant
import Testing

@Suite("Pictures and PDFs of operations are bound to the definition, and shown to whoever may see both")
struct MediumTests {
    private static func draft(_ bytes: [UInt8], title: String = "Clamping") -> MediumDraft {
        MediumDraft(title: title, alternative: "The blank against the left stop.", bytes: bytes)
    }

    func plant(_ blobs: (any BlobStore)? = nil) async throws -> ShopPlant {
        try await ShopPlant { _ in blobs ?? MemoryBlobs() }
    }

    /// A draft of a program.
    func master(_ plant: ShopPlant, _ program: String = "VEH", part: String = "BRK-1") async throws -> RecordID {
        try await plant.execution.draft(
            ShopPlant.bracket(part: part),
            of: program,
            by: plant.by("eve"),
            key: plant.key("eve")
        ).record
    }

    func attach(
        _ plant: ShopPlant,
        _ bytes: [UInt8],
        to master: RecordID,
        _ program: String = "VEH",
        title: String = "Clamping",
        replacing: Int? = nil,
        by person: String = "eve"
    ) async throws {
        _ = try await plant.execution.attach(
            Self.draft(bytes, title: title),
            to: operation(plant, master, program),
            of: master,
            replacing: replacing,
            seen: plant.hash(of: master, program),
            by: plant.by(person),
            key: plant.key(person)
        )
    }

    func operation(_ plant: ShopPlant, _ master: RecordID, _ program: String) throws -> RecordID {
        try id(plant, "operation_definition", master, program).orThrow("no operation")
    }

    func medium(_ plant: ShopPlant, _ master: RecordID, _ program: String = "VEH") throws -> RecordID {
        try id(plant, "operation_medium", master, program).orThrow("no medium")
    }

    func id(_ plant: ShopPlant, _ table: String, _ master: RecordID, _ program: String) throws -> RecordID? {
        let query = ViewQuery(
            table,
            columns: ["id"],
            matches: [.init("work_master", .equal, [.bytes(master.aggregate.bytes)])],
            order: [.init("sequence")],
            limit: 1
        )
        let rows = try plant.hull.rows(query, in: CompartmentName(ShopPlant.places[program] ?? ""))
        guard case .bytes(let bytes)? = rows.first?.first else { return nil }
        return AggregateID(bytes).map { RecordID($0) }
    }

    /// The bytes that leave, and what they are marked with.
    func content(_ plant: ShopPlant, _ medium: RecordID, to person: String) async throws -> [UInt8] {
        let release = try await plant.execution.content(ofMedium: medium, by: plant.by(person))
        let subject = Subject.person(person)
        let opened = try release.open(
            for: ExitRequest(
                recipient: subject,
                channel: Screen(),
                standing: plant.hull.boundary.standing(of: subject),
                now: plant.clock.now
            )
        )
        var stream = try opened.content.orThrow("no content")
        var bytes: [UInt8] = []
        while let chunk = try stream.chunk() { bytes += chunk }
        return bytes
    }

    @Test("whoever may see the definition sees its picture; for whoever may not it is not there")
    func shown() async throws {
        let plant = try await plant()
        let master = try await master(plant)
        try await attach(plant, TestMedia.png(300, 300), to: master)
        let medium = try medium(plant, master)
        #expect(try await content(plant, medium, to: "olga") == TestMedia.png(300, 300))
        let shown = try await plant.shown(plant.execution.medium(medium, by: plant.by("olga")), to: "olga")
        #expect(shown.first?["title"] == "Clamping" && shown.first?["mediaType"] == "image/png")
        #expect(shown.first?["width"] == "300" && shown.first?["alternative"] == "The blank against the left stop.")
        #expect(await plant.refusal { _ = try await content(plant, medium, to: "fred") } == [.notFound])
        #expect(
            await plant.refusal { _ = try await plant.execution.medium(medium, by: plant.by("fred")) } == [.notFound]
        )
        #expect(await plant.refusal { try await attach(plant, TestMedia.png(), to: master, by: "olga") } != nil)
    }

    @Test("the hash of the content covers the bytes, so that a release freezes them and a signature is bound to them")
    func bound() async throws {
        let plant = try await plant()
        let master = try await master(plant, "MED")
        let bare = try await plant.hash(of: master)
        try await attach(plant, TestMedia.png(8, 8), to: master, "MED")
        let first = try await plant.hash(of: master)
        try await attach(plant, TestMedia.png(8, 9), to: master, "MED", replacing: 1)
        let second = try await plant.hash(of: master)
        #expect(Set([bare, first, second]).count == 3)
        #expect(try await content(plant, medium(plant, master, "MED"), to: "olga") == TestMedia.png(8, 9))
        // Written anew an operation keeps its media; taken out, the content is what it was.
        var segment = try ShopPlant.bracket().operations[0]
        segment.name = "Mill both pockets"
        _ = try await plant.execution.edit(
            master,
            .operation(segment, replacing: 10),
            seen: second,
            by: plant.by("eve"),
            key: plant.key("eve")
        )
        #expect(try await content(plant, medium(plant, master, "MED"), to: "olga") == TestMedia.png(8, 9))
        _ = try await plant.execution.submit(master, by: plant.by("eve"), key: plant.key("eve"))
        #expect(
            await plant.refusal { try await attach(plant, TestMedia.png(), to: master, "MED") } == [.immutable]
        )
    }

    @Test("a revision begins with the media of the other one, and what is changed there changes nothing here")
    func revised() async throws {
        let plant = try await plant()
        let master = try await master(plant, "MED")
        try await attach(plant, TestMedia.png(8, 8), to: master, "MED")
        let next = try await plant.execution.revise(master, as: "B", by: plant.by("eve"), key: plant.key("eve")).record
        try await attach(plant, TestMedia.png(9, 9), to: next, "MED", title: "Clamping, right stop", replacing: 1)
        #expect(try await content(plant, medium(plant, master, "MED"), to: "olga") == TestMedia.png(8, 8))
        #expect(try await content(plant, medium(plant, next, "MED"), to: "olga") == TestMedia.png(9, 9))
        _ = try await plant.execution.detach(
            1,
            from: operation(plant, next, "MED"),
            of: next,
            seen: plant.hash(of: next),
            by: plant.by("eve"),
            key: plant.key("eve")
        )
        #expect(try id(plant, "operation_medium", next, "MED") == nil)
        #expect(try await plant.hash(of: next) == ShopPlant.bracket("B").approvalHash())
    }

    @Test("the same bytes are kept once in a compartment, under a name that no other compartment has")
    func keptOnce() async throws {
        let (shop, vehicle) = (MemoryBlobs(), MemoryBlobs())
        let plant = try await ShopPlant { $0.description == "veh" ? vehicle : shop }
        let (first, second) = (try await master(plant, "MED", part: "A"), try await master(plant, "MED", part: "B"))
        let third = try await master(plant)
        try await attach(plant, TestMedia.png(), to: first, "MED")
        try await attach(plant, TestMedia.png(), to: second, "MED")
        try await attach(plant, TestMedia.png(), to: third)
        #expect(try shop.blobs().count == 1 && vehicle.blobs().count == 1)
        #expect(try shop.blobs() != vehicle.blobs())
        #expect(try await content(plant, medium(plant, first, "MED"), to: "olga") == TestMedia.png())
    }

    @Test("a marking that goes beyond the definition's is refused, and so is a classified one; nothing is kept")
    func marked() async throws {
        let blobs = MemoryBlobs()
        let plant = try await plant(blobs)
        let master = try await master(plant, "AGR")
        let before = try await plant.hash(of: master, "AGR")
        for (text, code) in [
            ("CUI//SP-EXPT", ExecutionRefusal.Code.mediumRestricted), ("TOP SECRET//NOFORN", .mediumClassified),
        ] {
            let refused = await plant.refusal {
                try await attach(plant, TestMedia.pdf(text), to: master, "AGR")
            }
            #expect(refused == [code])
        }
        #expect(try blobs.blobs().isEmpty && blobs.parts().isEmpty)
        #expect(try await plant.hash(of: master, "AGR") == before)
        try await attach(plant, TestMedia.pdf(), to: master, "AGR")
        #expect(try await content(plant, medium(plant, master, "AGR"), to: "olga") == TestMedia.pdf())
    }

    @Test(
        "a PDF that does something where it is opened is refused",
        arguments: [
            "/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>", "/OpenAction<</S/Launch/F(calc.exe)>>",
            "/OpenAction<</S/URI/URI(http://example.org/)>>", "/AcroForm<</XFA(x)>>",
            "/Names<</EmbeddedFiles<</Names[(a)<</Type/Filespec/F(a)/EF<</F 4 0 R>>>>]>>>>",
        ]
    )
    func active(catalog: String) async throws {
        let plant = try await plant()
        let master = try await master(plant, "MED")
        let refused = await plant.refusal {
            try await attach(plant, TestMedia.pdf(catalog: catalog), to: master, "MED")
        }
        #expect(refused == [.mediumActive])
    }

    @Test("what is no whole PDF is refused, and so are words that say nothing")
    func notWhole() async throws {
        let plant = try await plant()
        let master = try await master(plant, "MED")
        let cut = Array(TestMedia.pdf().prefix(60))
        #expect(await plant.refusal { try await attach(plant, cut, to: master, "MED") } == [.mediumDamaged])
        #expect(
            await plant.refusal { try await attach(plant, TestMedia.png(), to: master, "MED", title: "") } == [.invalid]
        )
        #expect(
            await plant.refusal {
                _ = try await plant.execution.attach(
                    MediumDraft(title: "Clamping", alternative: " ", bytes: TestMedia.png()),
                    to: operation(plant, master, "MED"),
                    of: master,
                    seen: plant.hash(of: master),
                    by: plant.by("eve"),
                    key: plant.key("eve")
                )
            } == [.invalid]
        )
    }

    @Test("a volume that is full refuses the file and leaves nothing of it; the next one is taken")
    func full() async throws {
        let blobs = FullBlobs()
        let plant = try await plant(blobs)
        let master = try await master(plant, "MED")
        blobs.isFull.withLock { $0 = true }
        #expect(await plant.refusal { try await attach(plant, TestMedia.png(), to: master, "MED") } == [.noRoom])
        #expect(try blobs.parts().isEmpty && blobs.blobs().isEmpty)
        #expect(try id(plant, "operation_medium", master, "MED") == nil)
        blobs.isFull.withLock { $0 = false }
        try await attach(plant, TestMedia.png(), to: master, "MED")
        #expect(try await content(plant, medium(plant, master, "MED"), to: "olga") == TestMedia.png())
    }

    @Test(
        "a draft that changed meanwhile refuses; a key that was used is answered as done, and nothing is attached twice"
    )
    func once() async throws {
        let plant = try await plant()
        let master = try await master(plant, "MED")
        let (seen, key) = (try await plant.hash(of: master), try plant.key("eve"))
        for isFirst in [true, false] {
            let result = try await plant.execution.attach(
                Self.draft(TestMedia.png()),
                to: operation(plant, master, "MED"),
                of: master,
                seen: seen,
                by: plant.by("eve"),
                key: key
            )
            #expect(result.isRepeated == !isFirst)
        }
        let other = try plant.key("eve")
        #expect(
            await plant.refusal {
                _ = try await plant.execution.attach(
                    Self.draft(TestMedia.png()),
                    to: operation(plant, master, "MED"),
                    of: master,
                    seen: seen,
                    by: plant.by("eve"),
                    key: other
                )
            } == [.stale]
        )
    }
}

/// Blobs on a volume that is full as long as a test says so.
final class FullBlobs: BlobStore {
    let isFull = Mutex(false)
    private let kept = MemoryBlobs()

    func blobs() throws(StorageError) -> [BlobName] { try kept.blobs() }
    func parts() throws(StorageError) -> [BlobName] { try kept.parts() }
    func begin(_ part: BlobName) throws(StorageError) { try kept.begin(part) }
    func append(_ bytes: [UInt8], to part: BlobName, at offset: UInt64) throws(StorageError) {
        // The head still has room; what follows has not.
        if offset > 0, isFull.withLock({ $0 }) { throw StorageError(.full, "no space left on device") }
        try kept.append(bytes, to: part, at: offset)
    }
    func finish(_ part: BlobName, as blob: BlobName) throws(StorageError) { try kept.finish(part, as: blob) }
    func open(part: BlobName) throws(StorageError) -> any StoredBlob { try kept.open(part: part) }
    func discard(_ part: BlobName) throws(StorageError) { try kept.discard(part) }
    func open(_ blob: BlobName) throws(StorageError) -> any StoredBlob { try kept.open(blob) }
    func remove(_ blob: BlobName) throws(StorageError) { try kept.remove(blob) }
}
