import Boundary
import Foundation
import Journal
import Storage
import Synchronization

/// A file of the worlds.
struct FileValues: Hashable, Sendable {
    let name: String
    let text: String
    /// A number that anyone could have heard: its id follows from it; nil for one that nobody can know.
    var rumour: Int?
}

extension Instance {
    /// The id that a file has of whose number one has heard.
    static func id(ofRumour number: Int) -> [UInt8] { CoupledRandomness("rumour \(number)").randomBytes(16) }

    /// Attaches a file to an item, as one who may; nothing where the item is not there.
    func attach(_ file: FileValues, to item: [UInt8], in place: Place) async throws {
        guard let id = try await begin(file, for: item, in: place, by: Self.engineer) else { return }
        let name = try Self.name(place)
        try boundary.append(Array(file.text.utf8), at: 0, to: id, in: name, by: Self.engineer)
        guard let permission = try await permission(item, place, Self.engineer) else { return }
        _ = try await boundary.finishUpload(id, in: name, under: permission)
    }

    /// Begins an upload that is not ended.
    func leaveUnfinished(_ file: FileValues, to item: [UInt8], in place: Place) async throws {
        guard let id = try? await begin(file, for: item, in: place, by: Self.colleague) else { return }
        uploads.withLock { $0.append((place, id)) }
        let half = Array(file.text.utf8.prefix(file.text.utf8.count / 2))
        try boundary.append(half, at: 0, to: id, in: Self.name(place), by: Self.colleague)
    }

    private func begin(_ file: FileValues, for item: [UInt8], in place: Place, by subject: Subject) async throws
        -> AggregateID?
    {
        guard let record = try record(item, place, subject), let permission = try await permission(item, place, subject)
        else { return nil }
        let declared = UploadDeclaration(name: file.name, byteCount: UInt64(file.text.utf8.count))
        guard let rumour = file.rumour else {
            return try await boundary.beginUpload(declared, to: record, under: permission)
        }
        random.begin("rumour \(rumour)")
        // Its coins are those of every file of that number: one that is under way has the part's name already.
        return try? await boundary.beginUpload(declared, to: record, under: permission)
    }

    private func permission(_ item: [UInt8], _ place: Place, _ subject: Subject) async throws -> Permission? {
        guard let record = try record(item, place, subject) else { return nil }
        return try await boundary.permit(.edit, of: record, by: subject, through: Screen())
    }

    private func record(_ id: [UInt8], _ place: Place, _ subject: Subject) throws -> Item? {
        try boundary.records(Item.self, in: Self.name(place), limit: 200, for: subject, through: Screen())
            .first { $0.origin.id.bytes == id }
    }

    /// Removes content that no file has. Not while uploads are under way.
    func sweep(_ place: Place) async throws {
        let name = try Self.name(place)
        let size = try engine.openLog(name, create: false).head().size
        _ = try? boundary.sweepAttachments(of: name, logSize: size)
    }

    /// What a cleared person reads of the files of a place.
    func readFiles(_ place: Place) async throws {
        let name = try Self.name(place)
        for file in try boundary.records(Attachment.self, in: name, limit: 3, for: Self.engineer, through: Screen()) {
            _ = try await boundary.releaseContent(
                of: file.origin.id,
                in: name,
                for: Self.engineer,
                through: Screen()
            )
        }
        _ = try await boundary.search(
            Attachment.self,
            for: "restricted",
            limit: 5,
            by: Self.engineer,
            through: Search(hasExcerpts: true)
        )
    }
}
