@_spi(Exits) import Boundary
import Journal
import PlantModel
import Storage
import TestPlant

/// A plant whose compartment takes attachments, with the data keys of a log that is open for writing.
struct AttachmentPlant {
    let plant: RunningPlant
    let blobs: MemoryBlobs
    let writer: JournalWriter
    var boundary: Boundary { plant.boundary }
    var compartment: CompartmentName { plant.compartment }

    static let eve = Subject.person("eve")

    init(
        inspector: (any ContentInspector)?,
        determinations: [Determination] = [],
        limits: AttachmentLimits = AttachmentLimits()
    ) async throws {
        plant = try await RunningPlant(determinations: determinations, inspector: inspector)
        blobs = MemoryBlobs()
        writer = try await Self.writer("example.org/shop")
        try await plant.boundary.openAttachments(
            of: plant.compartment,
            in: blobs,
            keys: LogDataKeys(of: writer),
            limits: limits
        )
        try await plant.learn(BoundaryPlant.american("eve", role: "engineer"))
        try await plant.learn(BoundaryPlant.american("kit", role: "engineer"))
    }

    /// A log of its own, in memory.
    static func writer(_ origin: String) async throws -> JournalWriter {
        let engine = MemoryEngine()
        let name = try CompartmentName("keys")
        let origin = try KeyName(origin)
        let site = MemorySiteKey()
        return try await JournalWriter.open(now: { 1_795_000_000_000 }) {
            let store = try engine.openLog(name, create: true)
            let keys = try engine.openKeys(name, create: true)
            let provider = SwiftCryptoProvider()
            return try keys.keys(scope: nil).isEmpty
                ? .create(origin: origin, store: store, keys: keys, site: site, using: provider)
                : CompartmentLog(origin: origin, store: store, keys: keys, site: site, using: provider)
        }
    }

    /// A record of a program to attach to.
    func record(_ program: String) throws -> InspectionResult {
        let id = try plant.store(program, ["S-\(program)"]).first.orThrow("nothing was stored")
        return try boundary.records(
            InspectionResult.self,
            in: compartment,
            limit: 100,
            for: Self.eve,
            through: Screen()
        ).first { $0.origin.id == id }.orThrow("the record is hidden")
    }

    func permission(_ record: InspectionResult, _ subject: Subject = eve) async throws -> Permission {
        try await boundary.permit(.edit, of: record, by: subject, through: Screen())
    }

    func begin(_ record: InspectionResult, _ name: String, _ count: Int, _ subject: Subject = eve) async throws
        -> AggregateID
    {
        try await boundary.beginUpload(
            UploadDeclaration(name: name, byteCount: UInt64(count)),
            to: record,
            under: permission(record, subject)
        )
    }

    /// Uploads and attaches content, and makes its row as the compartment's writer does.
    @discardableResult
    func attach(_ bytes: [UInt8], _ name: String = "part.txt", to record: InspectionResult, pieces: Int = 100_000)
        async throws -> AggregateID
    {
        let id = try await begin(record, name, bytes.count)
        for start in stride(from: 0, to: bytes.count, by: pieces) {
            let piece = Array(bytes[start..<min(bytes.count, start + pieces)])
            try boundary.append(piece, at: UInt64(start), to: id, in: compartment, by: Self.eve)
        }
        _ = try await boundary.finishUpload(id, in: compartment, under: permission(record))
        try await project()
        return id
    }

    /// Makes the row of the last event.
    func project() async throws {
        let last = try await plant.logs.drafts.last.orThrow("nothing was recorded").draft
        let event = try Event(
            sequence: 0,
            time: 0,
            subject: last.subject,
            kind: last.kind,
            aggregate: last.aggregate,
            label: last.label,
            commitment: Commitment(payload: [], salt: Array(repeating: 0, count: 32)).orThrow("no commitment")
        )
        let changes = try boundary.attachmentChanges(for: event, payload: last.payload, in: compartment)
        let cursor = try plant.views.cursor()
        try plant.views.apply(changes, from: cursor, to: cursor + 1)
    }

    /// The content that leaves.
    func content(_ id: AggregateID, for subject: Subject = eve) async throws -> [UInt8] {
        let release = try await boundary.releaseContent(of: id, in: compartment, for: subject, through: Screen())
        let content = try TestExit<Screen>.content(release, subject, Screen(), plant)
        var stream = try content.content.orThrow("the release has no content")
        var bytes: [UInt8] = []
        while let chunk = try stream.chunk() { bytes += chunk }
        return bytes
    }

    /// Why content does not leave; nil if it does.
    func refusal(_ id: AggregateID, for subject: Subject = eve) async -> BoundaryError.Code? {
        do {
            _ = try await content(id, for: subject)
            return nil
        } catch AccessRefusal.failed(let error) {
            return error.code
        } catch {
            return (error as? BoundaryError)?.code
        }
    }
}
