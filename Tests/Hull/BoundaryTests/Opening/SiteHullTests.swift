import Boundary
import Foundation
import Journal
import PlantModel
import Storage
import Synchronization
import TestPlant
import Testing

@Suite("An instance of a site is opened")
struct SiteHullTests {
    /// A place for one engine, which can be opened again and again.
    struct Place {
        let folder: URL
        let memory: MemoryEngine?
        let key = MemorySiteKey()

        init(_ kind: EngineKind) throws {
            folder = FileManager.default.temporaryDirectory.appending(path: "site-hull-\(UUID().uuidString)")
            memory = kind == .memory ? MemoryEngine() : nil
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        }

        func engine() throws -> any StorageEngine {
            if let memory { return memory }
            return try SQLiteEngine(directory: path("data"), keyDirectory: path("keys"))
        }

        func path(_ name: String) -> String { folder.appending(path: name).path(percentEncoded: false) }

        func remove() { try? FileManager.default.removeItem(at: folder) }
    }

    enum EngineKind: CaseIterable { case memory, sqlite }

    @Test("and closed and opened again: records and their labels are there", arguments: EngineKind.allCases)
    func reopened(_ kind: EngineKind) async throws {
        let place = try Place(kind)
        defer { place.remove() }
        let first = try await OpenedSite(place.engine(), place.key)
        #expect(first.hull.compartments == [OpenedSite.annex, OpenedSite.control, OpenedSite.shop])
        #expect(first.hull.closed.isEmpty)
        for (serial, program) in [("V-1", "VEH"), ("N-1", "NAV"), ("M-1", "MED")] {
            try await first.record(serial, of: program)
        }
        let (seen, labels) = (try await first.serials(), try first.labels())
        #expect(seen == ["M-1", "N-1", "V-1"])
        await first.hull.close()

        let second = try await OpenedSite(place.engine(), place.key)
        #expect(try await second.serials() == seen)
        #expect(try second.labels() == labels)
        try await second.record("V-2", of: "VEH")
        #expect(try await second.serials() == ["M-1", "N-1", "V-1", "V-2"])
        #expect(try second.labels() == labels)
        await second.hull.close()
    }

    @Test("nothing is taken after it was closed")
    func closed() async throws {
        let place = try Place(.memory)
        defer { place.remove() }
        let site = try await OpenedSite(place.engine(), place.key)
        await site.hull.close()
        await #expect(throws: BoundaryError.self) { try await site.record("V-1", of: "VEH") }
        await #expect(throws: (any Error).self) { try await site.serials() }
    }

    @Test("one that another serves already says that it is in use, and the other goes on")
    func inUse() async throws {
        let place = try Place(.sqlite)
        defer { place.remove() }
        let first = try await OpenedSite(place.engine(), place.key)
        try await first.record("V-1", of: "VEH")
        let refusal = await #expect(throws: ClosedCompartment.self) {
            _ = try await OpenedSite(place.engine(), place.key)
        }
        #expect(refusal?.isInUse == true, "\(refusal?.reason ?? "")")
        try await first.record("V-2", of: "VEH")
        await first.hull.close()
    }

    @Test("a compartment whose log was taken away stays closed and is named, the others serve")
    func takenAway() async throws {
        let place = try Place(.sqlite)
        defer { place.remove() }
        let first = try await OpenedSite(place.engine(), place.key)
        try await first.record("V-1", of: "VEH")
        try await first.record("V-2", of: "VEH", in: OpenedSite.annex)
        await first.hull.close()
        let (away, annex) = (place.path("away"), place.path("data/annex"))
        try FileManager.default.moveItem(atPath: annex, toPath: away)

        let second = try await OpenedSite(place.engine(), place.key)
        #expect(second.hull.closed.map(\.name) == [OpenedSite.annex])
        #expect(second.hull.closed.first?.reason.contains("restore it from its newest backup") == true)
        #expect(try await second.serials() == ["V-1"])
        await #expect(throws: (any Error).self) { try await second.record("V-3", of: "VEH", in: OpenedSite.annex) }
        try await second.record("V-4", of: "VEH")

        // Brought back, it is opened beside the running ones.
        try? FileManager.default.removeItem(atPath: annex)
        try FileManager.default.moveItem(atPath: away, toPath: annex)
        try await second.hull.reopen(OpenedSite.annex)
        #expect(second.hull.closed.isEmpty)
        #expect(try await second.serials(in: OpenedSite.annex) == ["V-2"])
        await second.hull.close()
    }

    @Test("a compartment that lost log and keys alike is not begun anew")
    func forgotten() async throws {
        let place = try Place(.memory)
        defer { place.remove() }
        let first = try await OpenedSite(place.engine(), place.key)
        try await first.record("V-1", of: "VEH", in: OpenedSite.annex)
        await first.hull.close()
        place.memory?.remove(OpenedSite.annex)
        let second = try await OpenedSite(place.engine(), place.key)
        #expect(second.hull.closed.map(\.name) == [OpenedSite.annex])
    }

    @Test("without the control compartment nothing is opened")
    func control() async throws {
        let place = try Place(.sqlite)
        defer { place.remove() }
        let first = try await OpenedSite(place.engine(), place.key)
        await first.hull.close()
        try FileManager.default.removeItem(atPath: place.path("data/control"))
        await #expect(throws: ClosedCompartment.self) { try await OpenedSite(place.engine(), place.key) }
    }

    @Test("a log older than its views is not written")
    func oldBackup() async throws {
        let place = try Place(.sqlite)
        defer { place.remove() }
        let first = try await OpenedSite(place.engine(), place.key)
        try await first.record("V-1", of: "VEH")
        await first.hull.close()
        try FileManager.default.copyItem(atPath: place.path("data/shop/log.sqlite"), toPath: place.path("old"))
        let second = try await OpenedSite(place.engine(), place.key)
        try await second.record("V-2", of: "VEH")
        await second.hull.close()
        for file in ["log.sqlite", "log.sqlite-wal", "log.sqlite-shm"] {
            try? FileManager.default.removeItem(atPath: place.path("data/shop/\(file)"))
        }
        try FileManager.default.moveItem(atPath: place.path("old"), toPath: place.path("data/shop/log.sqlite"))
        let third = try await OpenedSite(place.engine(), place.key)
        #expect(third.hull.closed.map(\.name) == [OpenedSite.shop])
        #expect(third.hull.closed.first?.reason.contains("which is an old one") == true)
    }

    @Test("views that were dropped are made anew", arguments: EngineKind.allCases)
    func dropped(_ kind: EngineKind) async throws {
        let place = try Place(kind)
        defer { place.remove() }
        let first = try await OpenedSite(place.engine(), place.key)
        for (serial, program) in [("V-1", "VEH"), ("N-1", "NAV")] { try await first.record(serial, of: program) }
        let (seen, labels) = (try await first.serials(), try first.labels())

        // While it runs.
        #expect(try await first.hull.rebuildViews(of: OpenedSite.shop) > 0)
        #expect(try await first.serials() == seen)
        #expect(try first.labels() == labels)
        await first.hull.close()

        // While it is closed.
        try place.engine().dropViews(OpenedSite.shop)
        let second = try await OpenedSite(place.engine(), place.key)
        #expect(try await second.serials() == seen)
        #expect(try second.labels() == labels)
        await second.hull.close()
    }

    @Test("a label's number stands in the table before any row has it, also where rows could not be made at first")
    func labelsOfFailedRows() async throws {
        let place = try Place(.memory)
        defer { place.remove() }
        let failures = Failures()
        let site = try await OpenedSite(place.engine(), place.key) { failures.refuses($0) }
        try await site.record("N-1", of: "NAV")
        // The number of a new label is given, and then the rows are not made.
        failures.add("V-1")
        try await site.record("V-1", of: "VEH")
        #expect(try await site.serials() == ["N-1"])
        failures.remove("V-1")
        await site.hull.close()
        let again = try await OpenedSite(place.engine(), place.key)
        try await again.record("M-1", of: "MED")
        #expect(try await again.serials() == ["M-1", "N-1", "V-1"])
        let used = try again.hull.rows(
            ViewQuery("inspection_result", columns: ["label", "job_label"], limit: 100),
            in: OpenedSite.shop
        )
        let numbers = Set(try again.labels().map { $0[0] })
        #expect(used.allSatisfy { $0.allSatisfy(numbers.contains) })
    }

    @Test("rows that were made by a step that failed bring their labels again")
    func labelsOfFailedSteps() async throws {
        let place = try Place(.memory)
        defer { place.remove() }
        let failures = Failures()
        let site = try await OpenedSite(place.engine(), place.key) { failures.refuses($0) }
        failures.add("V-1")
        try await site.record("V-1", of: "VEH")
        failures.remove("V-1")
        try await site.record("V-2", of: "VEH")
        // Nothing asked for the views meanwhile, so they were brought forward by opening.
        await site.hull.close()
        let again = try await OpenedSite(place.engine(), place.key)
        #expect(try await again.serials() == ["V-1", "V-2"])
        // The trail of what was just read has a label of its own.
        #expect(try again.labels().filter { $0[2] != .text("auditTrail") }.count == 2)
    }

    /// What cannot be made into rows at the moment.
    final class Failures: Sendable {
        private let serials = Mutex<Set<String>>([])
        func add(_ serial: String) { serials.withLock { _ = $0.insert(serial) } }
        func remove(_ serial: String) { serials.withLock { _ = $0.remove(serial) } }
        func refuses(_ serial: String) -> Bool { serials.withLock { $0.contains(serial) } }
    }
}
