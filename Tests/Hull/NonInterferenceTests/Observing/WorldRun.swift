import Boundary
import Foundation
import Journal
import Storage
import TestDatabases
import TestPlant

/// The two worlds as they run: instances alike, in which pair after pair takes place.
struct WorldRun {
    /// What an engine is made of for one world.
    typealias MakeEngine = @Sendable (_ world: Int) throws -> any StorageEngine

    let instances: [Instance]
    let leak: Leak?
    /// What has to be there as long as the worlds are.
    private let places: [PostgreSQLPlace]
    private var steps = 0

    init(leak: Leak? = nil, in places: [PostgreSQLPlace] = [], _ make: MakeEngine) async throws {
        self.leak = leak
        self.places = places
        async let first = Instance(make(0), leak: leak)
        async let second = Instance(make(1), leak: leak)
        instances = try await [first, second]
    }

    /// What the observer of each world saw.
    /// - Parameter other: what is open in the second world, where that is to differ.
    mutating func transcripts(_ pair: WorldPair, other: [OpenStep]? = nil) async throws -> [String] {
        let second = other.map { WorldPair(seed: pair.seed, open: $0, hidden: pair.hidden) } ?? pair
        let start = steps
        steps += pair.open.count + 1
        let (leak, instances) = (leak, instances)
        async let first = Self.transcript(pair, 0, instances[0], start, leak)
        async let last = Self.transcript(second, 1, instances[1], start, leak)
        return try await [first, last]
    }

    private static func transcript(_ pair: WorldPair, _ world: Int, _ instance: Instance, _ start: Int, _ leak: Leak?)
        async throws -> String
    {
        var observer = Observer(instance, leak: leak)
        for slot in 0...pair.open.count {
            for (place, step) in pair.steps(world, before: slot).enumerated() {
                instance.random.begin("hidden \(world) \(start + slot) \(place)")
                try await instance.perform(step)
            }
            guard slot < pair.open.count else { break }
            instance.random.begin("open \(start + slot)")
            instance.clock.advance(milliseconds: 10)
            switch pair.open[slot] {
            case .item(let place, let item): try await instance.write([instance.draft(item, in: place)], in: place)
            case .removal(let place, let id):
                let event = ItemEvent(removed: [id])
                try await instance.write(
                    [instance.draft(event, aggregate: id, program: WorldPlant.open)],
                    in: place
                )
            case .file(let place, let item, let file): try await instance.attach(file, to: item, in: place)
            case .look(let look): try await observer.look(look, step: "open \(start + slot)")
            }
        }
        try await instance.clear(step: start)
        return observer.transcript
    }

    /// The first event by which the logs that may be read differ: what an earlier pair left behind.
    func firstDifferentEvent() async throws -> String? {
        var events: [[OpenedEvent]] = []
        for instance in instances {
            var reader = LogReader(try await instance.logs.writer(Instance.name(.shop)).log)
            events.append(try reader.openedEvents(0..<4_096))
        }
        for (one, two) in zip(events[0], events[1]) where one.event.encoded != two.event.encoded {
            let texts = [one, two].map { event in
                "\(event.event.kind) \(event.opened.map { String(decoding: $0.payload, as: UTF8.self) } ?? "-")"
            }
            return "entry \(one.event.sequence): \(texts[0]) / \(texts[1])"
        }
        return nil
    }

    func close() async {
        for instance in instances { await instance.logs.close() }
    }
}

/// An engine of tests: what it is called, and how one is made for each world.
enum WorldEngine: String, CaseIterable, Sendable {
    case memory, sqlite, postgresql

    func run(leak: Leak? = nil) async throws -> (run: WorldRun, folder: URL?) {
        switch self {
        case .memory: return (try await WorldRun(leak: leak) { _ in MemoryEngine() }, nil)
        case .sqlite:
            let folder = FileManager.default.temporaryDirectory.appending(path: "worlds-\(UUID().uuidString)")
            let run = try await WorldRun(leak: leak) { world in
                // Both paths are of one length: an error text that named them would differ otherwise.
                try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
                return try SQLiteEngine(
                    directory: folder.appending(path: "\(world)").path(percentEncoded: false),
                    keyDirectory: folder.appending(path: "\(world)-keys").path(percentEncoded: false)
                )
            }
            return (run, folder)
        case .postgresql:
            let cluster = try PrivateCluster.shared.get()
            let places = try [PostgreSQLPlace(cluster), PostgreSQLPlace(cluster)]
            return (try await WorldRun(leak: leak, in: places) { world in try places[world].engine() }, nil)
        }
    }
}
