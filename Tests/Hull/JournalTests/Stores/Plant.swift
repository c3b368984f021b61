import Foundation
import Journal
import Storage
import Synchronization
import Testing

/// One compartment's log over real stores in memory: what most tests of the journal begin with.
struct Plant {
    let provider = SwiftCryptoProvider()
    let engine = MemoryEngine()
    let compartment: CompartmentName
    let origin: KeyName
    let site: SiteKeyFile
    let folder: URL
    let clock = PlantClock()

    init(_ name: String = "falcon") throws {
        compartment = try CompartmentName(name)
        origin = try KeyName.log(of: name, at: "plant.example/wichita")
        folder = FileManager.default.temporaryDirectory.appending(path: "journal-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        site = try SiteKeyFile.create(
            at: folder.appending(path: "site-key").path(percentEncoded: false),
            using: provider
        )
        _ = try CompartmentLog.create(
            origin: origin,
            store: try store,
            keys: try keys,
            site: site,
            using: provider
        )
    }

    var store: any LogStore { get throws { try engine.openLog(compartment, create: true) } }
    var keys: any KeyTable { get throws { try engine.openKeys(compartment, create: true) } }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    /// Opens the log from its stores alone.
    func open(store: (any LogStore)? = nil, trust: CompartmentLog.Trust = .init()) throws -> CompartmentLog {
        try CompartmentLog(
            origin: origin,
            store: try store ?? self.store,
            keys: try keys,
            site: site,
            using: provider,
            trust: trust
        )
    }

    func writer(
        store: (any LogStore)? = nil,
        views: CompartmentViews? = nil,
        limits: JournalWriter.Limits = .init()
    ) async throws -> JournalWriter {
        let clock = clock
        return try await JournalWriter.open(views: views, limits: limits, now: { clock.now }) {
            try open(store: store)
        }
    }

    /// A draft whose payload is its number.
    static func draft(
        _ number: Int,
        program: String = "falcon",
        retentionClass: String = "traveler",
        period: String = "2026-11",
        kind: String = "unit.started",
        citations: [Commitment] = []
    ) -> EventDraft {
        EventDraft(
            subject: "p-\(number % 7)",
            kind: kind,
            aggregate: aggregate(number),
            label: "program={falcon}",
            citations: citations,
            payload: Array("payload \(number)".utf8),
            scope: DataKeyScope(program: program, retentionClass: retentionClass, period: period)
        )
    }

    static func aggregate(_ number: Int) -> AggregateID {
        guard let id = AggregateID(sixteen(number, 7)) else { fatalError("sixteen bytes") }
        return id
    }

    static func command(_ number: Int) -> CommandID {
        guard let id = CommandID(sixteen(number, 1)) else { fatalError("sixteen bytes") }
        return id
    }

    private static func sixteen(_ number: Int, _ kind: UInt8) -> [UInt8] {
        withUnsafeBytes(of: number.bigEndian) { Array(repeating: kind, count: 8) + Array($0) }
    }

    static func command(_ number: Int, drafts: [EventDraft]? = nil) -> JournalCommand {
        JournalCommand(id: command(number), drafts: drafts ?? [draft(number)])
    }

    /// Appends events, some to a batch, and closes the log again.
    func fill(_ count: Int, from first: Int = 0, batch: Int = 100) async throws {
        let writer = try await writer()
        var number = first
        while number < first + count {
            let end = min(first + count, number + batch)
            _ = try await writer.perform(Self.command(number, drafts: (number..<end).map { Self.draft($0) }))
            number = end
        }
        try await writer.close()
    }

    static let authority = JournalAuthority(subject: "p-1", label: "", reason: "the contract ended")
}

/// A clock that tests set.
final class PlantClock: Sendable {
    private let time = Mutex<UInt64>(1_700_000_000_000)
    var now: UInt64 { time.withLock { $0 } }
    func advance(days: UInt64) { time.withLock { $0 += days * 86_400_000 } }
    func setBack(days: UInt64) { time.withLock { $0 -= days * 86_400_000 } }
}
