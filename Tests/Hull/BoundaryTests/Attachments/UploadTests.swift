import Boundary
import Journal
import SeededGeneration
import Storage
import TestPlant
import Testing

@Suite("Files come in by pieces, in bounds, and are sealed as they come")
struct UploadTests {
    private func code(_ body: () async throws -> Void) async -> AttachmentError.Code? {
        do {
            try await body()
            return nil
        } catch {
            return (error as? AttachmentError)?.code
        }
    }

    private func bytes(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
        var generator = SeededGenerator(seed: seed)
        return (0..<count).map { _ in UInt8.random(in: 97...122, using: &generator) }
    }

    @Test(
        "what was uploaded in any pieces is what leaves, and the store never holds it in clear",
        arguments: [1, 17, 2]
    )
    func roundTrip(seed: UInt64) async throws {
        let plant = try await AttachmentPlant(inspector: ScannerInspector())
        let record = try plant.record("MED")
        var generator = SeededGenerator(seed: seed)
        for count in [1, 65_535, 65_536, 65_537, 131_072, 200_001] {
            let content = bytes(count, seed: UInt64(count))
            let pieces = Int.random(in: max(1, count / 9)...count, using: &generator)
            let id = try await plant.attach(content, to: record, pieces: pieces)
            #expect(try await plant.content(id) == content)
        }
        #expect(try plant.blobs.parts().isEmpty)
        for name in try plant.blobs.blobs() {
            let blob = try plant.blobs.open(name)
            let stored = try blob.read(at: 0, count: Int(blob.byteCount))
            // No run of letters, which is all that the content has.
            let longest = stored.reduce(into: (run: 0, longest: 0)) { count, byte in
                count.run = (97...122).contains(byte) ? count.run + 1 : 0
                count.longest = max(count.longest, count.run)
            }
            #expect(longest.longest < 16)
        }
    }

    @Test("an upload goes on where it stopped, and nowhere else")
    func resumed() async throws {
        let plant = try await AttachmentPlant(inspector: ScannerInspector())
        let record = try plant.record("MED")
        let content = bytes(150_000)
        let id = try await plant.begin(record, "a.txt", content.count)
        func send(_ range: Range<Int>, at offset: UInt64) async -> AttachmentError.Code? {
            await code {
                try plant.boundary.append(
                    Array(content[range]),
                    at: offset,
                    to: id,
                    in: plant.compartment,
                    by: AttachmentPlant.eve
                )
            }
        }
        #expect(await send(0..<70_000, at: 0) == nil)
        // Its answer was lost: the piece comes again.
        #expect(await send(0..<70_000, at: 0) == .wrongOffset(expected: 70_000))
        for offset: UInt64 in [1, 69_999, 70_001, .max] {
            #expect(await send(0..<10, at: offset) == .wrongOffset(expected: 70_000))
        }
        let offset = try plant.boundary.uploadOffset(id, in: plant.compartment, by: AttachmentPlant.eve)
        #expect(offset == 70_000)
        #expect(await send(0..<80_001, at: 70_000) == .tooLarge)
        #expect(
            await code {
                _ = try await plant.boundary.finishUpload(id, in: plant.compartment, under: plant.permission(record))
            }
                == .wrongOffset(expected: 70_000)
        )
        #expect(await send(70_000..<150_000, at: 70_000) == nil)
        _ = try await plant.boundary.finishUpload(id, in: plant.compartment, under: plant.permission(record))
        try await plant.project()
        #expect(try await plant.content(id) == content)
        // It has ended: neither a second end nor more bytes.
        #expect(await send(0..<0, at: 150_000) == .unknownUpload)
        #expect(
            await code {
                _ = try await plant.boundary.finishUpload(id, in: plant.compartment, under: plant.permission(record))
            }
                == .unknownUpload
        )
    }

    @Test("what is declared is bounded before a byte comes")
    func declared() async throws {
        let plant = try await AttachmentPlant(inspector: ScannerInspector())
        let record = try plant.record("MED")
        let permission = try await plant.permission(record)
        func begin(_ name: String, _ count: UInt64) async -> AttachmentError.Code? {
            await code {
                _ = try await plant.boundary.beginUpload(
                    UploadDeclaration(name: name, byteCount: count),
                    to: record,
                    under: permission
                )
            }
        }
        #expect(await begin("a.txt", 50_000_000_000) == .tooLarge)
        #expect(await begin("a.txt", .max) == .tooLarge)
        #expect(await begin("a.txt", 0) == .empty)
        for name in [
            "", ".", "..", "...", " ", "../../etc/passwd", "/etc/passwd", "C:\\boot.ini", "a\u{0}b", "a\nb",
            "a\u{202E}txt.exe", "\u{2066}x", String(repeating: "x", count: 256), String(repeating: "é", count: 200),
        ] {
            #expect(await begin(name, 1) == .invalidName, "\(name.debugDescription)")
        }
        #expect(try plant.blobs.parts().isEmpty)
        for name in ["drawing 7 (b).stp", "naïve.txt", ".gitignore", "図面.pdf"] { #expect(await begin(name, 1) == nil) }
        let id = try await plant.begin(record, "b.txt", 20_000_000)
        #expect(
            await code {
                try plant.boundary.append(
                    [UInt8](repeating: 0, count: (8 << 20) + 1),
                    at: 0,
                    to: id,
                    in: plant.compartment,
                    by: AttachmentPlant.eve
                )
            } == .tooLarge
        )
    }

    @Test("an upload is its subject's: for others there is none")
    func others() async throws {
        let plant = try await AttachmentPlant(inspector: ScannerInspector())
        let record = try plant.record("MED")
        let id = try await plant.begin(record, "a.txt", 3)
        let absent = try #require(AggregateID([UInt8](repeating: 7, count: 16)))
        let kit = Subject.person("kit")
        for upload in [id, absent] {
            #expect(
                await code { _ = try plant.boundary.uploadOffset(upload, in: plant.compartment, by: kit) }
                    == .unknownUpload
            )
            #expect(
                await code { try plant.boundary.append([1], at: 0, to: upload, in: plant.compartment, by: kit) }
                    == .unknownUpload
            )
            #expect(
                await code { try plant.boundary.cancelUpload(upload, in: plant.compartment, by: kit) }
                    == .unknownUpload
            )
            #expect(
                await code {
                    _ = try await plant.boundary.finishUpload(
                        upload,
                        in: plant.compartment,
                        under: plant.permission(record, kit)
                    )
                } == .unknownUpload
            )
        }
        // Two uploads of one file are two.
        let second = try await plant.begin(record, "a.txt", 3)
        #expect(second != id)
    }

    @Test("who may not edit the record attaches nothing, nor with a permission for another one or of before")
    func permitted() async throws {
        let plant = try await AttachmentPlant(inspector: ScannerInspector())
        let (record, other) = (try plant.record("MED"), try plant.record("MED"))
        let permission = try await plant.permission(record)
        let declared = UploadDeclaration(name: "a.txt", byteCount: 1)
        #expect(
            await code { _ = try await plant.boundary.beginUpload(declared, to: other, under: permission) }
                == .notPermitted
        )
        let id = try await plant.begin(record, "a.txt", 1)
        try plant.boundary.append([65], at: 0, to: id, in: plant.compartment, by: AttachmentPlant.eve)
        plant.plant.clock.advance(seconds: Boundary.releaseSecondsMax)
        #expect(
            await code { _ = try await plant.boundary.finishUpload(id, in: plant.compartment, under: permission) }
                == .notPermitted
        )
        #expect(
            await code { _ = try await plant.boundary.beginUpload(declared, to: record, under: permission) }
                == .notPermitted
        )
        _ = try await plant.boundary.finishUpload(id, in: plant.compartment, under: plant.permission(record))
    }

    @Test("uploads are bounded in number and in time, and what is given up leaves nothing")
    func bounded() async throws {
        var limits = AttachmentLimits()
        limits.uploadsOfOneMax = 2
        limits.uploadsMax = 3
        let plant = try await AttachmentPlant(inspector: ScannerInspector(), limits: limits)
        let record = try plant.record("MED")
        let first = try await plant.begin(record, "a", 10)
        _ = try await plant.begin(record, "b", 10)
        #expect(await code { _ = try await plant.begin(record, "c", 10) } == .tooMany)
        _ = try await plant.begin(record, "d", 10, .person("kit"))
        #expect(await code { _ = try await plant.begin(record, "e", 10, .person("kit")) } == .tooMany)
        try plant.boundary.cancelUpload(first, in: plant.compartment, by: AttachmentPlant.eve)
        #expect(try plant.blobs.parts().count == 2)
        plant.plant.clock.advance(seconds: limits.idleSecondsMax + 1)
        let late = try await plant.begin(record, "f", 10)
        #expect(try plant.blobs.parts().count == 1)
        #expect(try plant.boundary.uploadOffset(late, in: plant.compartment, by: AttachmentPlant.eve) == 0)
        // What was under way when the process ended is gone at the next opening.
        try await plant.boundary.openAttachments(
            of: plant.compartment,
            in: plant.blobs,
            keys: LogDataKeys(of: plant.writer)
        )
        #expect(try plant.blobs.parts().isEmpty)
        #expect(
            await code { _ = try plant.boundary.uploadOffset(late, in: plant.compartment, by: AttachmentPlant.eve) }
                == .unknownUpload
        )
    }

    @Test("the same content is one blob within what is shredded together, and has other names elsewhere")
    func addresses() async throws {
        let plant = try await AttachmentPlant(inspector: ScannerInspector())
        let content = bytes(70_000)
        let record = try plant.record("MED")
        let first = try await plant.attach(content, "a.txt", to: record)
        let second = try await plant.attach(content, "b.txt", to: record)
        let names = try plant.blobs.blobs()
        #expect(names.count == 1)
        #expect(try await plant.content(first) == content)
        #expect(try await plant.content(second) == content)
        _ = try await plant.attach(content, "a.txt", to: plant.record("VEH"))
        #expect(try plant.blobs.blobs().count == 2)
        let other = try await AttachmentPlant(inspector: ScannerInspector())
        _ = try await other.attach(content, "a.txt", to: other.record("MED"))
        #expect(Set(try other.blobs.blobs()).isDisjoint(with: names))
    }

    @Test("what the journal did not record is not attached, and is swept once the views know all")
    func swept() async throws {
        let plant = try await AttachmentPlant(inspector: ScannerInspector())
        let record = try plant.record("MED")
        let kept = try await plant.attach(bytes(10), to: record)
        let id = try await plant.begin(record, "b.txt", 3)
        try plant.boundary.append([1, 2, 3], at: 0, to: id, in: plant.compartment, by: AttachmentPlant.eve)
        let permission = try await plant.permission(record)
        await plant.plant.logs.fail(with: StorageError(.full, "no room"))
        #expect(
            await code { _ = try await plant.boundary.finishUpload(id, in: plant.compartment, under: permission) }
                == .notJournaled
        )
        await plant.plant.logs.fail(with: nil)
        #expect(try plant.blobs.blobs().count == 2)
        let cursor = try plant.plant.views.cursor()
        #expect(
            await code {
                _ = try plant.boundary.sweepAttachments(of: plant.compartment, logSize: cursor + 1)
            } == .failed
        )
        #expect(try plant.blobs.blobs().count == 2)
        #expect(try plant.boundary.sweepAttachments(of: plant.compartment, logSize: cursor) == 1)
        #expect(try plant.blobs.blobs().count == 1)
        #expect(try await plant.content(kept) == bytes(10))
        _ = try await plant.begin(record, "c.txt", 3)
        #expect(
            await code { _ = try plant.boundary.sweepAttachments(of: plant.compartment, logSize: cursor) } == .busy
        )
    }
}
