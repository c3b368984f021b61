import Foundation
import SeededGeneration
import Storage
import StorageConformance
import Testing

@Suite("Blobs are there whole or not at all")
struct BlobStoreTests {
    private static func name(_ byte: UInt8) throws -> BlobName {
        try #require(BlobName([UInt8](repeating: byte, count: 32)))
    }

    /// A folder of its own, removed afterwards.
    private static func inFolder(_ body: (String) throws -> Void) throws {
        let path = FileManager.default.temporaryDirectory.path + "/blobs-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try body(path)
    }

    /// In memory, and in files.
    private static func onEach(_ body: (any BlobStore) throws -> Void) throws {
        try body(MemoryBlobs())
        try inFolder { path in try body(BlobFolder(directory: path, compartment: CompartmentName("shop"))) }
    }

    private static func refusal(_ body: () throws -> Void) -> StorageError.Code? {
        do {
            try body()
            return nil
        } catch {
            return (error as? StorageError)?.code
        }
    }

    @Test("what was added to a part is the blob, and the part is gone")
    func wholeBlob() throws {
        try Self.onEach { store in
            let (part, blob) = (try Self.name(1), try Self.name(2))
            try store.begin(part)
            try store.append([1, 2, 3], to: part, at: 0)
            try store.append([4], to: part, at: 3)
            #expect(try store.blobs().isEmpty)
            #expect(try store.parts() == [part])
            #expect(try store.open(part: part).read(at: 1, count: 3) == [2, 3, 4])
            #expect(Self.refusal { _ = try store.open(part: blob) } == .missing)
            #expect(Self.refusal { _ = try store.open(blob) } == .missing)
            try store.finish(part, as: blob)
            #expect(try store.parts().isEmpty)
            #expect(try store.blobs() == [blob])
            let open = try store.open(blob)
            #expect(open.byteCount == 4)
            #expect(try open.read(at: 1, count: 3) == [2, 3, 4])
            #expect(try open.read(at: 4, count: 0).isEmpty)
            #expect(Self.refusal { _ = try open.read(at: 2, count: 3) } == .damaged)
            #expect(Self.refusal { _ = try open.read(at: .max, count: 1) } == .damaged)
            try store.remove(blob)
            try store.remove(blob)
            #expect(try open.read(at: 0, count: 4) == [1, 2, 3, 4])
            #expect(Self.refusal { _ = try store.open(blob) } == .missing)
        }
    }

    @Test("a part grows only at its end, and there is one of a name")
    func offsets() throws {
        try Self.onEach { store in
            let part = try Self.name(1)
            #expect(Self.refusal { try store.append([1], to: part, at: 0) } == .missing)
            #expect(Self.refusal { try store.finish(part, as: Self.name(2)) } == .missing)
            try store.begin(part)
            #expect(Self.refusal { try store.begin(part) } == .conflict)
            try store.append([1, 2], to: part, at: 0)
            for offset: UInt64 in [0, 1, 3, .max] {
                #expect(Self.refusal { try store.append([9], to: part, at: offset) } == .conflict)
            }
            try store.discard(part)
            try store.discard(part)
            #expect(try store.parts().isEmpty)
        }
    }

    @Test("a blob takes the place of another, and who reads the other goes on")
    func replaced() throws {
        try Self.onEach { store in
            let blob = try Self.name(7)
            for byte: UInt8 in [1, 2] {
                try store.begin(Self.name(byte))
                try store.append([byte, byte], to: Self.name(byte), at: 0)
            }
            try store.finish(Self.name(1), as: blob)
            let first = try store.open(blob)
            try store.finish(Self.name(2), as: blob)
            #expect(try first.read(at: 0, count: 2) == [1, 1])
            #expect(try store.open(blob).read(at: 0, count: 2) == [2, 2])
            #expect(try store.blobs() == [blob])
        }
    }

    @Test("a name is 64 hexadecimal digits and never a path")
    func names() throws {
        var generator = SeededGenerator(seed: 4)
        let name = try #require(BlobName((0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }))
        #expect(BlobName(text: name.description) == name)
        for text in [
            "", "..", "../../etc/passwd", String(name.description.dropLast()), name.description + "0",
            name.description.uppercased() + "A", "/" + name.description.dropFirst(), "parts", "lock",
            String(repeating: "é", count: 32), String(repeating: "0", count: 1_000_000),
        ] {
            #expect(BlobName(text: text) == nil)
        }
        #expect(BlobName([1, 2]) == nil)
    }

    @Test("files and folders are the owner's, links are not followed, and what is no blob is not listed")
    func files() throws {
        try Self.inFolder { path in
            let store = try BlobFolder(directory: path, compartment: CompartmentName("shop"))
            let blob = try Self.name(2)
            try store.begin(Self.name(1))
            try store.append([1], to: Self.name(1), at: 0)
            try store.finish(Self.name(1), as: blob)
            let file = "\(path)/shop/blobs/\(blob)"
            func mode(_ path: String) throws -> Int? {
                try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            }
            #expect(try mode(file) == 0o600)
            #expect(try mode("\(path)/shop/blobs") == 0o700)
            try Data([9]).write(to: URL(filePath: "\(path)/secret"))
            let link = try Self.name(3)
            try FileManager.default.createSymbolicLink(
                atPath: "\(path)/shop/blobs/\(link)",
                withDestinationPath: "\(path)/secret"
            )
            try FileManager.default.createSymbolicLink(
                atPath: "\(path)/shop/blobs/parts/\(link)",
                withDestinationPath: "\(path)/secret"
            )
            try FileManager.default.createDirectory(
                atPath: "\(path)/shop/blobs/\(Self.name(4))",
                withIntermediateDirectories: false
            )
            #expect(Self.refusal { _ = try store.open(link) } == .damaged)
            #expect(Self.refusal { _ = try store.open(Self.name(4)) } == .damaged)
            #expect(Self.refusal { try store.append([1], to: link, at: 1) } == .damaged)
            #expect(Self.refusal { try store.begin(link) } == .conflict)
            #expect(Self.refusal { try store.finish(link, as: blob) } == .damaged)
            #expect(try Data(contentsOf: URL(filePath: "\(path)/secret")) == Data([9]))
            try store.remove(link)
            #expect(FileManager.default.fileExists(atPath: "\(path)/secret"))
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
            #expect(Self.refusal { _ = try store.open(blob) } == .damaged)
        }
    }

    @Test("one process writes, and a store is found again with what was whole")
    func reopened() throws {
        try Self.inFolder { path in
            let name = try CompartmentName("shop")
            func write() throws {
                let store = try BlobFolder(directory: path, compartment: name)
                #expect(Self.refusal { _ = try BlobFolder(directory: path, compartment: name) } == .busy)
                for byte: UInt8 in [1, 2] {
                    try store.begin(Self.name(byte))
                    try store.append([byte], to: Self.name(byte), at: 0)
                }
                try store.finish(Self.name(1), as: Self.name(9))
            }
            try write()
            let store = try BlobFolder(directory: path, compartment: name)
            #expect(try store.blobs() == [Self.name(9)])
            #expect(try store.parts() == [Self.name(2)])
        }
    }

    @Test("a link in the place of the folder is refused")
    func linkedFolder() throws {
        try Self.inFolder { path in
            try FileManager.default.createDirectory(atPath: "\(path)/elsewhere", withIntermediateDirectories: true)
            try FileManager.default.createSymbolicLink(
                atPath: "\(path)/shop",
                withDestinationPath: "\(path)/elsewhere"
            )
            #expect(
                Self.refusal { _ = try BlobFolder(directory: path, compartment: CompartmentName("shop")) } == .damaged
            )
        }
    }
}
