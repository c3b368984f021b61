import Boundary
import Foundation
import Journal
import Storage
import TestPlant
import Testing

@Suite("An upload that a restart cut off is gone, with all that came of it, and nothing else is")
struct CutOffUploadTests {
    private static let content = (0..<200_000).map { UInt8(97 + $0 % 26) }

    private static func code(_ body: () async throws -> Void) async -> AttachmentError.Code? {
        do {
            try await body()
            return nil
        } catch {
            return (error as? AttachmentError)?.code
        }
    }

    /// The compartment's attachments opened anew over what is in a store, as a process does at its start.
    private static func restart(_ plant: AttachmentPlant, _ blobs: any BlobStore) async throws {
        try await plant.boundary.openAttachments(of: plant.compartment, in: blobs, keys: LogDataKeys(of: plant.writer))
    }

    private static func sweep(_ plant: AttachmentPlant) throws {
        _ = try plant.boundary.sweepAttachments(of: plant.compartment, logSize: plant.plant.views.cursor())
    }

    /// The keys that the parts in a store name.
    private static func keys(_ blobs: any BlobStore) throws -> [KeyID] {
        try blobs.parts().compactMap { part in
            let stored = try blobs.open(part: part)
            guard stored.byteCount >= 33 else { return nil }
            return KeyID(Array(try stored.read(at: 0, count: 33)[1..<17]))
        }
    }

    private static func isThere(_ key: KeyID, _ plant: AttachmentPlant) -> Bool {
        (try? LogDataKeys(of: plant.writer).key(key)) != nil
    }

    private static func key(of name: BlobName, _ blobs: any BlobStore) throws -> KeyID {
        try #require(KeyID(Array(try blobs.open(name).read(at: 0, count: 33)[1..<17])))
    }

    @Test(
        "whatever had come, in memory and in files: nobody goes on with it, and no part and no key is left",
        arguments: [true, false]
    )
    func gone(inFiles: Bool) async throws {
        let plant = try await AttachmentPlant(inspector: ScannerInspector())
        let folder = FileManager.default.temporaryDirectory.appending(path: "cut-off-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.path(percentEncoded: false)
        func open() throws -> any BlobStore {
            inFiles ? try BlobFolder(directory: path, compartment: plant.compartment) : plant.blobs
        }
        let record = try plant.record("MED")
        var uploads: [AggregateID] = []
        var begun: [KeyID] = []
        do {
            let blobs = try open()
            try await Self.restart(plant, blobs)
            let kept = try await plant.attach(Self.content, to: record)
            #expect(try await plant.content(kept) == Self.content)
            for count in [0, 1, 65_536, 65_537, 131_073, 199_999] {
                let id = try await plant.begin(record, "cut \(count).txt", Self.content.count)
                try plant.boundary.append(
                    Array(Self.content[..<count]),
                    at: 0,
                    to: id,
                    in: plant.compartment,
                    by: AttachmentPlant.eve
                )
                uploads.append(id)
            }
            begun = try Self.keys(blobs)
            #expect(begun.count == 6)
            // The process ends here: its lock on the folder goes with it.
            plant.boundary.closeAttachments(of: plant.compartment)
        }
        let blobs = try open()
        try await Self.restart(plant, blobs)
        #expect(try blobs.parts().isEmpty)
        let permission = try await plant.permission(record)
        for id in uploads {
            let attempts = [
                await Self.code {
                    _ = try plant.boundary.uploadOffset(id, in: plant.compartment, by: AttachmentPlant.eve)
                },
                await Self.code {
                    try plant.boundary.append([1], at: 0, to: id, in: plant.compartment, by: AttachmentPlant.eve)
                },
                await Self.code {
                    _ = try await plant.boundary.finishUpload(id, in: plant.compartment, under: permission)
                },
            ]
            #expect(attempts == [.unknownUpload, .unknownUpload, .unknownUpload])
        }
        try Self.sweep(plant)
        // A key is known by a whole chunk; nothing was sealed with one of which none had come.
        #expect(begun.count { Self.isThere($0, plant) } == 3)
        let names = try blobs.blobs()
        #expect(names.count == 1)
        #expect(try names.allSatisfy { Self.isThere(try Self.key(of: $0, blobs), plant) })
        // It begins again, and arrives.
        let again = try await plant.attach(Self.content, "again.txt", to: record, pieces: 70_000)
        #expect(try await plant.content(again) == Self.content)
    }

    @Test("a blob, or a copy of one, that somebody put among the parts keeps its key")
    func planted() async throws {
        let plant = try await AttachmentPlant(inspector: ScannerInspector())
        let id = try await plant.attach(Self.content, to: plant.record("MED"))
        let name = try #require(try plant.blobs.blobs().first)
        let bytes = try plant.blobs.open(name).read(at: 0, count: Int(plant.blobs.open(name).byteCount))
        let part = try #require(BlobName([UInt8](repeating: 7, count: 32)))
        for isMoved in [false, true] {
            for count in [bytes.count, 100_000] {
                try plant.blobs.begin(part)
                try plant.blobs.append(Array(bytes[..<count]), to: part, at: 0)
                if isMoved { try plant.blobs.remove(name) }
                try await Self.restart(plant, plant.blobs)
                try Self.sweep(plant)
                #expect(try plant.blobs.parts().isEmpty)
                // As it comes back from a backup.
                plant.blobs.overwrite(name, with: bytes)
                #expect(try await plant.content(id) == Self.content, "moved \(isMoved), \(count) bytes")
            }
        }
    }

    @Test("a part that names a key which it was not sealed with does not have it destroyed")
    func forged() async throws {
        let plant = try await AttachmentPlant(inspector: ScannerInspector())
        let key = try await LogDataKeys(of: plant.writer).newKey(
            of: DataKeyScope(program: "MED", retentionClass: "inspectionRecords", period: "2026-11")
        )
        let part = try #require(BlobName([UInt8](repeating: 7, count: 32)))
        for count in [0, 1, 68, 69, 97, 65_564, 65_565, 70_000] {
            try plant.blobs.begin(part)
            let head: [UInt8] = [1] + key.id.bytes + [UInt8](repeating: 0, count: 16)
            try plant.blobs.append(head + [UInt8](repeating: 9, count: count), to: part, at: 0)
            try await Self.restart(plant, plant.blobs)
            try Self.sweep(plant)
            #expect(try plant.blobs.parts().isEmpty)
            #expect(Self.isThere(key.id, plant), "\(count) bytes")
        }
    }
}
