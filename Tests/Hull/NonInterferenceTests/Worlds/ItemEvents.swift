import Boundary
import Foundation
import Journal
import Storage

/// What an event says of items: the payload from which the views are made.
struct ItemEvent: Codable, Sendable {
    struct NewLabel: Codable, Sendable {
        let number: Int64
        let text: String
        let dataClass: String
    }

    var item: ItemValues?
    var number: Int64 = 0
    var newLabel: NewLabel?
    var removed: [[UInt8]] = []
    var removedFiles: [[UInt8]] = []

    static let kind = "item.recorded"
}

/// Makes the rows of a compartment from its events.
struct ItemProjection: ViewProjection {
    let schema: ViewSchema
    private let boundary: Boundary
    private let compartment: CompartmentName

    init(_ compartment: CompartmentName, _ boundary: Boundary) throws {
        schema = try ViewSchema(version: 1, tables: [LabelRegister.table, Item.table, Attachment.table])
        self.compartment = compartment
        self.boundary = boundary
    }

    func changes(for event: RecordedEvent) throws -> [RowChange] {
        guard let payload = event.payload else { return [] }
        guard event.event.kind == ItemEvent.kind else {
            return try boundary.attachmentChanges(for: event.event, payload: payload, in: compartment)
        }
        let said = try JSONDecoder().decode(ItemEvent.self, from: Data(payload))
        var changes: [RowChange] = []
        if let label = said.newLabel {
            changes.append(
                .put(
                    table: LabelRegister.table.name,
                    row: [.integer(label.number), .text(label.text), .text(label.dataClass)]
                )
            )
        }
        if let item = said.item { changes.append(.put(table: Item.table.name, row: item.row(label: said.number))) }
        for id in said.removed { changes.append(.remove(table: Item.table.name, key: [.bytes(id)])) }
        for id in said.removedFiles { changes.append(.remove(table: Attachment.table.name, key: [.bytes(id)])) }
        return changes
    }
}
