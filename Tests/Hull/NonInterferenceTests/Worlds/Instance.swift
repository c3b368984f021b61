import Boundary
import Classification
import Foundation
import Journal
import PlantModel
import Storage
import Synchronization
import TestPlant

/// One world as a running instance: the real boundary and journals over an engine.
final class Instance: Sendable {
    static let console = Subject.system("console")
    static let engineer = Subject.person("eve")
    /// Another one, who begins uploads and does not end them: how many one may have under way is no secret from oneself.
    static let colleague = Subject.person("ida")

    let boundary: Boundary
    let clock = SetClock()
    let logs: WorldLogs
    let engine: any StorageEngine
    let random: CoupledRandomness
    let blobs: [Place: MemoryBlobs]
    /// Restricted uploads under way.
    let uploads = Mutex<[(place: Place, id: AggregateID)]>([])

    init(_ engine: any StorageEngine, leak: Leak? = nil) async throws {
        self.engine = engine
        let control = try CompartmentName("control")
        random = CoupledRandomness("boundary")
        logs = WorldLogs(engine, clock, seed: "worlds")
        blobs = Dictionary(uniqueKeysWithValues: Place.allCases.map { ($0, MemoryBlobs()) })
        boundary = Boundary(
            control: control,
            clock: clock,
            sink: logs,
            provider: random,
            inspector: try ScannerInspector()
        )
        _ = try await logs.open(control, viewsOf: nil)
        for place in Place.allCases {
            let name = try Self.name(place)
            let writer = try await logs.open(name, viewsOf: boundary)
            guard let views = writer.views else { throw WorldFailure("no views") }
            boundary.open(name, labels: LabelRegister(), views: leak?.views(views) ?? views, language: engine.language)
            if let blobs = blobs[place] {
                try await boundary.openAttachments(of: name, in: blobs, keys: LogDataKeys(of: writer))
            }
        }
        try boundary.declare(Item.self)
        try boundary.declare(Attachment.self)
        try await boundary.adopt(WorldPlant.baseline(), by: Self.console)
        for (id, role) in [("luz", "visitor"), ("gil", "guest")] {
            try await boundary.learn(WorldPlant.foreign(id, role: role), by: Self.console)
        }
        for id in ["eve", "ida"] { try await boundary.learn(WorldPlant.cleared(id), by: Self.console) }
    }

    static func name(_ place: Place) throws -> CompartmentName { try CompartmentName(place.rawValue) }

    func views(_ place: Place) async throws -> any ViewStore {
        guard let views = try await logs.writer(Self.name(place)).views else { throw WorldFailure("no views") }
        return views
    }

    /// All rows of a place, whoever may see them.
    func rows(_ place: Place, of table: ViewTable = Item.table) async throws -> [[ViewValue]] {
        try await views(place).writerRows(
            ViewQuery(table.name, columns: table.columns.map(\.name), limit: ViewQuery.limitMax)
        )
    }

    // MARK: Writing

    /// What is recorded of an item.
    func draft(_ item: ItemValues, in place: Place) throws -> EventDraft {
        let label = try boundary.label(of: .inspectionRecords, program: item.program)
        let (number, change) = try boundary.number(
            of: RecordLabel(label, of: .inspectionRecords),
            in: Self.name(place)
        )
        var event = ItemEvent(item: item, number: number)
        if case .put(_, let row)? = change, case .text(let text) = row[1], case .text(let dataClass) = row[2] {
            event.newLabel = ItemEvent.NewLabel(number: number, text: text, dataClass: dataClass)
        }
        return try draft(event, aggregate: item.id, program: item.program, label: label.text)
    }

    func draft(_ event: ItemEvent, aggregate: [UInt8], program: String, label: String = "") throws -> EventDraft {
        guard let id = AggregateID(aggregate) else { throw WorldFailure("no id") }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return EventDraft(
            subject: Self.console.description,
            kind: ItemEvent.kind,
            aggregate: id,
            label: label,
            payload: Array(try encoder.encode(event)),
            scope: DataKeyScope(program: program, retentionClass: "inspectionRecords", period: "2026-11")
        )
    }

    func command(_ bytes: [UInt8]? = nil) throws -> CommandID {
        guard let id = CommandID(bytes ?? random.randomBytes(16)) else { throw WorldFailure("no id") }
        return id
    }

    @discardableResult
    func write(_ drafts: [EventDraft], in place: Place) async throws -> Receipt {
        try await logs.writer(Self.name(place)).perform(JournalCommand(id: command(), drafts: drafts))
    }

    /// Removes all items and files, so that another pair can begin.
    /// - Parameter step: names the step: a command sent twice would do nothing the second time.
    func clear(step: Int) async throws {
        let begun = uploads.withLock { uploads in
            defer { uploads = [] }
            return uploads
        }
        for (place, id) in begun { try? boundary.cancelUpload(id, in: Self.name(place), by: Self.colleague) }
        for place in Place.allCases {
            random.begin("clearing \(place) \(step)")
            // In the shop the same in both worlds; elsewhere not.
            var event = ItemEvent()
            event.removed = Self.ids(try await rows(place))
            event.removedFiles = Self.ids(try await rows(place, of: Attachment.table))
            try await write([draft(event, aggregate: random.randomBytes(16), program: "-")], in: place)
            try await sweep(place)
        }
    }

    private static func ids(_ rows: [[ViewValue]]) -> [[UInt8]] {
        rows.compactMap { row in
            if case .bytes(let id) = row[0] { id } else { nil }
        }
    }
}
