import Boundary
import Foundation
import Journal
import Storage
import Synchronization
import TestPlant
import Testing

@Suite("An instance whose logs have a witness")
struct WitnessedSiteTests {
    typealias Place = SiteHullTests.Place

    /// A witness that watches whatever it is handed, and may be away.
    final class Watcher: WitnessConnection {
        private let folder: WitnessFolder
        private let logs = Mutex<[VerifierKey]>([])
        private let isAway = Mutex(false)
        private let asked = Mutex(0)

        init(_ path: String) throws {
            folder = try WitnessFolder.create(
                at: path,
                name: KeyName("witness.example/w1"),
                using: SwiftCryptoProvider()
            )
        }

        var verifier: VerifierKey { folder.verifier }
        /// How often it was asked.
        var count: Int { asked.withLock { $0 } }

        /// The keys of an instance's logs, as whoever runs it hands them over.
        func watch(_ engine: any StorageEngine) throws {
            for name in try engine.compartments() {
                let keys = try CompartmentKeyring.verifiers(in: engine.openKeys(name, create: false))
                logs.withLock { $0 += keys }
            }
        }

        func leave(_ away: Bool = true) { isAway.withLock { $0 = away } }

        func newest(_ name: CompartmentName) throws -> UInt64? {
            try folder.newest(of: KeyName.log(of: name.description, at: "plant.example/main")).map {
                try Checkpoint(text: $0.text).size
            }
        }

        func add(_ request: [UInt8]) async throws -> WitnessAnswer {
            asked.withLock { $0 += 1 }
            if isAway.withLock({ $0 }) { throw JournalError(.tryLater, "the witness does not answer") }
            return folder.response(to: request, logs: logs.withLock { $0 }, time: 1)
        }
    }

    /// An instance with something in it, and its witness, which has not heard of it yet.
    private func begun(_ kind: SiteHullTests.EngineKind = .sqlite) async throws -> (place: Place, watcher: Watcher) {
        let place = try Place(kind)
        let site = try await OpenedSite(place.engine(), place.key)
        try await site.record("V-1", of: "VEH")
        await site.hull.close()
        let watcher = try Watcher(place.path("witness"))
        try watcher.watch(place.engine())
        return (place, watcher)
    }

    private func copy(_ place: Place, _ from: String, _ to: String) throws {
        try? FileManager.default.removeItem(atPath: place.path(to))
        try FileManager.default.copyItem(atPath: place.path(from), toPath: place.path(to))
    }

    @Test("its logs are held against the witness before they are written, and handed to it as they grow")
    func handed() async throws {
        let (place, watcher) = try await begun()
        defer { place.remove() }
        let site = try await OpenedSite(place.engine(), place.key, isNew: false, witnesses: [watcher])
        #expect(site.hull.closed.isEmpty && watcher.count >= 3)
        let atFirst = try #require(try watcher.newest(OpenedSite.shop))
        try site.hull.boundary.resume(BoundaryPlant.baseline())
        try await site.record("V-2", of: "VEH")
        #expect(try watcher.newest(OpenedSite.shop) == atFirst)
        #expect(await site.hull.handHeads().isEmpty)
        #expect(try watcher.newest(OpenedSite.shop) == atFirst + 1)
        // What has not grown is not handed again.
        let asked = watcher.count
        #expect(await site.hull.handHeads().isEmpty && watcher.count == asked)
        await site.hull.close()
    }

    @Test("a log that was cut off to an older copy is not opened, and not written; the newest one is")
    func cut() async throws {
        let (place, watcher) = try await begun()
        defer { place.remove() }
        try copy(place, "data/shop", "older")
        let site = try await OpenedSite(place.engine(), place.key, isNew: false, witnesses: [watcher])
        try site.hull.boundary.resume(BoundaryPlant.baseline())
        try await site.record("V-2", of: "VEH")
        #expect(await site.hull.handHeads().isEmpty)
        await site.hull.close()
        try copy(place, "data/shop", "newest")
        try copy(place, "older", "data/shop")
        let before = try place.engine().openLog(OpenedSite.shop, create: false).head()

        let cut = try await OpenedSite(place.engine(), place.key, isNew: false, witnesses: [watcher])
        #expect(cut.hull.closed.map(\.name) == [OpenedSite.shop])
        #expect(cut.hull.closed.first?.reason.contains("a witness remembers") == true)
        #expect(cut.hull.closed.first?.isInUse == false)
        #expect(cut.hull.compartments == [OpenedSite.annex, OpenedSite.control])
        #expect(try place.engine().openLog(OpenedSite.shop, create: false).head() == before)
        // Nor by trying again; once the newest backup is there it goes on.
        await #expect(throws: (any Error).self) { try await cut.hull.reopen(OpenedSite.shop) }
        try copy(place, "newest", "data/shop")
        try await cut.hull.reopen(OpenedSite.shop)
        #expect(cut.hull.closed.isEmpty)
        await cut.hull.close()
    }

    @Test("where it is the control log, nothing is opened")
    func cutControl() async throws {
        let (place, watcher) = try await begun()
        defer { place.remove() }
        try copy(place, "data/control", "older")
        let site = try await OpenedSite(place.engine(), place.key, isNew: false, witnesses: [watcher])
        try site.hull.boundary.resume(BoundaryPlant.baseline())
        try await site.hull.boundary.learn(BoundaryPlant.american("bo", role: "engineer"), by: .system("console"))
        #expect(await site.hull.handHeads().isEmpty)
        await site.hull.close()
        try copy(place, "older", "data/control")
        let refused = await #expect(throws: ClosedCompartment.self) {
            _ = try await OpenedSite(place.engine(), place.key, isNew: false, witnesses: [watcher])
        }
        #expect(refused?.name == OpenedSite.control && refused?.isInUse == false)
        #expect(refused?.reason.contains("a witness remembers") == true)
    }

    @Test(
        "a witness that is away, or does not know the log, keeps it closed; away while it serves is said, and made up for"
    )
    func away() async throws {
        let (place, watcher) = try await begun(.memory)
        defer { place.remove() }
        watcher.leave()
        let refused = await #expect(throws: ClosedCompartment.self) {
            _ = try await OpenedSite(place.engine(), place.key, isNew: false, witnesses: [watcher])
        }
        #expect(refused?.isInUse == true && refused?.reason.contains("does not answer") == true)
        watcher.leave(false)
        let unknown = try Watcher(place.path("another"))
        let stranger = await #expect(throws: ClosedCompartment.self) {
            _ = try await OpenedSite(place.engine(), place.key, isNew: false, witnesses: [unknown])
        }
        #expect(stranger?.isInUse == false && stranger?.reason.contains("audit key") == true)

        let site = try await OpenedSite(place.engine(), place.key, isNew: false, witnesses: [watcher])
        try site.hull.boundary.resume(BoundaryPlant.baseline())
        try await site.record("V-2", of: "VEH")
        watcher.leave()
        let left = await site.hull.handHeads()
        #expect(!left.isEmpty && left.allSatisfy { !$0.isClosed && "\($0)".contains("handed over again") })
        try await site.record("V-3", of: "VEH")
        watcher.leave(false)
        #expect(await site.hull.handHeads().isEmpty)
        #expect(site.hull.closed.isEmpty)
        await site.hull.close()
    }

    @Test("a log that somebody else writes as well is closed while the others serve")
    func forked() async throws {
        let (place, watcher) = try await begun()
        defer { place.remove() }
        // The same keys and the same past, written on elsewhere under the same witness.
        try copy(place, "data", "other-data")
        try copy(place, "keys", "other-keys")
        let site = try await OpenedSite(place.engine(), place.key, isNew: false, witnesses: [watcher])
        try site.hull.boundary.resume(BoundaryPlant.baseline())
        let elsewhere = try SQLiteEngine(directory: place.path("other-data"), keyDirectory: place.path("other-keys"))
        let twin = try await OpenedSite(elsewhere, place.key, isNew: false)
        try twin.hull.boundary.resume(BoundaryPlant.baseline())
        for number in 0..<3 { try await twin.record("X-\(number)", of: "VEH") }
        _ = try await twin.hull.writer(of: OpenedSite.shop).log.confirmed(by: watcher)
        await twin.hull.close()

        try await site.record("V-2", of: "VEH")
        let left = await site.hull.handHeads()
        #expect(left.contains { $0.name == OpenedSite.shop && $0.isClosed })
        #expect(site.hull.closed.contains { $0.name == OpenedSite.shop })
        await #expect(throws: (any Error).self) { try await site.record("V-3", of: "VEH") }
        #expect(site.hull.compartments.contains(OpenedSite.control))
        await site.hull.close()
    }
}
