import Foundation
import Journal
import LogCheck
import Storage
import Synchronization
import TestDatabases
import Testing

@Suite("Journals on a PostgreSQL server that is killed and started again under load")
struct KilledServerTests {
    /// One compartment's journal with those who send it commands.
    private struct Load {
        let name: CompartmentName
        let origin: KeyName
        let server: PostgreSQLPlace
        let site: SiteKeyFile
        let provider = SwiftCryptoProvider()

        init(_ name: String, _ server: PostgreSQLPlace, _ site: SiteKeyFile) throws {
            self.name = try CompartmentName(name)
            origin = try KeyName.log(of: name, at: "plant.example/wichita")
            (self.server, self.site) = (server, site)
        }

        @Sendable func open() throws -> CompartmentLog {
            let engine = try server.engine()
            let store = try engine.openLog(name, create: true)
            let keys = try engine.openKeys(name, create: true)
            if try keys.keys(scope: nil).isEmpty, try store.head().size == 0 {
                return try CompartmentLog.create(origin: origin, store: store, keys: keys, site: site, using: provider)
            }
            return try CompartmentLog(origin: origin, store: store, keys: keys, site: site, using: provider)
        }

        /// Sends commands until it is told to stop, each until it is acknowledged; what is in doubt is sent again under its id.
        /// - Returns: what was acknowledged, and how often something failed.
        func run(_ run: Run) async throws -> (places: [UInt64: String], faults: Int) {
            let writer = try await JournalWriter.open(now: { 1_800_000_000_000 }, log: open)
            let result = try await withThrowingTaskGroup(of: (places: [UInt64: String], faults: Int).self) { group in
                for client in 0..<8 {
                    group.addTask {
                        var (places, faults, number) = ([UInt64: String](), 0, 0)
                        while !run.isStopped {
                            let text = "client \(client) command \(number)"
                            let command = try FilePlant.command(text, provider)
                            let (place, failed) = try await send(command, to: writer)
                            places[place] = text
                            run.acknowledge(name)
                            (faults, number) = (faults + failed, number + 1)
                        }
                        return (places, faults)
                    }
                }
                return try await group.reduce(into: (places: [UInt64: String](), faults: 0)) { sum, part in
                    sum.places.merge(part.places) { first, second in "two answers: \(first), \(second)" }
                    sum.faults += part.faults
                }
            }
            try await writer.close()
            return result
        }

        private func send(_ command: JournalCommand, to writer: JournalWriter) async throws -> (UInt64, Int) {
            var faults = 0
            while true {
                do {
                    return (try await writer.perform(command).sequences.lowerBound, faults)
                } catch let error as JournalError where [.inDoubt, .stopped, .tryLater, .store].contains(error.code) {
                    faults += 1
                    guard faults < 3000 else { throw error }
                    try await Task.sleep(for: .milliseconds(20))
                    if error.code != .tryLater { try? await writer.reopen() }
                }
            }
        }
    }

    @Test(
        "no acknowledged command is lost or doubled, none is invented, and every log is sound",
        .timeLimit(.minutes(30))
    )
    func killed() async throws {
        let server = try PostgreSQLPlace(PrivateCluster())
        let folder = FileManager.default.temporaryDirectory.appending(path: "killed-site-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let site = try SiteKeyFile.create(at: folder + "/site-key", using: SwiftCryptoProvider())
        let run = Run()
        let loads = try ["falcon", "osprey"].map { try Load($0, server, site) }
        let kills = isSoak ? 20 : 3
        let results = try await withThrowingTaskGroup(of: (Int, places: [UInt64: String], faults: Int).self) { group in
            for (number, load) in loads.enumerated() {
                group.addTask {
                    let result = try await load.run(run)
                    return (number, result.places, result.faults)
                }
            }
            for kill in 0..<kills {
                try await run.waitForAll(loads.map(\.name))
                if kill % 2 == 1 { try server.cluster.killOutright() } else { try server.cluster.command("crash") }
                try server.cluster.command("start")
            }
            try await run.waitForAll(loads.map(\.name))
            run.stop()
            return try await group.reduce(into: []) { $0.append($1) }
        }
        for (number, places, faults) in results {
            let log = try loads[number].open()
            let stored = try #require(log.stored)
            #expect(stored.head.size == UInt64(places.count), "as many entries as were acknowledged")
            var reader = LogReader(log)
            var place: UInt64 = 0
            while place < stored.head.size {
                for event in try reader.events(place..<stored.head.size) {
                    #expect(event.payload.map { String(decoding: $0, as: UTF8.self) } == places[event.event.sequence])
                    place += 1
                }
            }
            let key = try #require(log.keyring.verifiers.last)
            let report = try LogAudit.check(
                AuditedFiles(export: LogExport(stored)),
                keys: AuditKeys(log: key.text)
            )
            #expect(report.isSound, "\(report.failures)")
            #expect(faults > 0)
            print(
                "PostgreSQL killed \(kills) times: \(loads[number].name), \(places.count) acknowledged, \(faults) faults met"
            )
        }
    }

    /// What the clients tell of themselves, and are told.
    private final class Run: Sendable {
        private let state = Mutex((isStopped: false, acknowledged: Set<CompartmentName>()))
        var isStopped: Bool { state.withLock { $0.isStopped } }
        func stop() { state.withLock { $0.isStopped = true } }
        func acknowledge(_ name: CompartmentName) { state.withLock { _ = $0.acknowledged.insert(name) } }

        /// Waits until every log has acknowledged something since this began, and a little longer: the server is killed under load,
        /// not while it is opened, however slow the machine is.
        func waitForAll(_ names: [CompartmentName]) async throws {
            state.withLock { $0.acknowledged = [] }
            while !state.withLock({ $0.acknowledged.isSuperset(of: names) }) {
                try await Task.sleep(for: .milliseconds(20))
            }
            try await Task.sleep(for: .milliseconds(500))
        }
    }
}
