internal import Boundary
internal import Classification
internal import Foundation
internal import Journal
internal import PlantModel
internal import Storage

/// What an event says of a record after it, whole: its row is made from this and nothing else, so that views can be made anew.
protocol RecordState: Codable, Sendable {
    /// The kind of the record.
    associatedtype Entry: ExecutionRecord
    /// Its id.
    var id: RecordID { get }
    /// Values of the fields, in the order of the kind's declaration.
    var values: [ViewValue] { get }
    /// Whether the writer looks at it again: then the row holds ``kept``.
    static var isKept: Bool { get }
    /// What of it the writer looks at.
    var kept: Self { get }
}

extension RecordState {
    static var isKept: Bool { true }
    var kept: Self { self }
}

/// The labels that an event's records are under, by data class, in canonical text.
struct EventLabels: Codable, Sendable {
    private let byClass: [String: String]
    /// What restricts the event as a whole: the join of them, as the journal shows it. Labels that were read have none, for nothing is written
    /// by them.
    let joined: SharedLabel?
    /// By data class, of labels that were not read.
    private let labels: [DataClass: SharedLabel]

    init(_ labels: [DataClass: SharedLabel]) {
        self.labels = labels
        byClass = Dictionary(uniqueKeysWithValues: labels.map { ($0.key.rawValue, $0.value.text) })
        joined = labels.values.sorted { $0.text < $1.text }.reduce(SharedLabel(.unrestricted)) { $0.join($1) }
    }

    init(from decoder: any Decoder) throws {
        byClass = try decoder.singleValueContainer().decode([String: String].self)
        joined = nil
        labels = [:]
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(byClass)
    }

    /// The same, a class of data restricted as much and more.
    func raising(_ dataClass: DataClass, by label: SharedLabel) -> EventLabels {
        EventLabels(labels.merging([dataClass: label]) { $0.join($1) })
    }

    /// The label of a class; nil for one that the event says nothing of, which is sealed.
    subscript(dataClass: DataClass) -> String? { byClass[dataClass.rawValue] }
}

/// Makes rows of the records of an event.
struct RowWriter {
    var numbers: LabelNumbers
    let labels: EventLabels
    private(set) var changes: [RowChange] = []

    /// A text that no label has: what is read from it is sealed.
    private static let unknown = "!"

    init(_ numbers: LabelNumbers, _ labels: EventLabels) {
        self.numbers = numbers
        self.labels = labels
    }

    mutating func put<State: RecordState>(_ states: [State]) throws {
        guard !states.isEmpty else { return }
        let declaration = State.Entry.declaration
        var labelled: [ViewValue] = []
        for dataClass in declaration.classes {
            labelled.append(.integer(try numbers.number(of: labels[dataClass] ?? Self.unknown, dataClass)))
        }
        let encoder = JSONEncoder()
        for state in states {
            let kept = State.isKept ? String(decoding: try encoder.encode(state.kept), as: UTF8.self) : ""
            let row = [state.id.value] + labelled + [.text(kept)] + state.values
            changes.append(.put(table: declaration.table.name, row: row))
        }
    }

    mutating func put<State: RecordState>(_ state: State?) throws {
        if let state { try put([state]) }
    }
}

/// Rows as the compartment's writer reads them, to check commands by.
struct WriterView: Sendable {
    let views: any ViewStore
    /// Milliseconds since 1970.
    let time: UInt64

    /// The state of a record; nil if there is none.
    func state<State: RecordState>(_ type: State.Type, _ id: RecordID) throws -> State? {
        try states(type, State.isRecord(id), limit: 1).first
    }

    /// States of records that match, in an order.
    func states<State: RecordState>(
        _ type: State.Type,
        _ matches: [ViewQuery.Match],
        order: [ViewQuery.Order] = [],
        limit: Int
    ) throws -> [State] {
        try State.read(views.writerRows(State.query(matches, order: order, limit: limit)))
    }
}

extension RecordState {
    /// Asks for the states of records that match.
    static func query(_ matches: [ViewQuery.Match], order: [ViewQuery.Order] = [], limit: Int) -> ViewQuery {
        ViewQuery(
            Entry.declaration.table.name,
            columns: [RecordDeclaration.stateColumn],
            matches: matches,
            order: order,
            limit: limit
        )
    }

    /// Reads the answer.
    static func read(_ rows: [[ViewValue]]) throws -> [Self] {
        let decoder = JSONDecoder()
        return try rows.map { row in
            guard case .text(let text)? = row.first else {
                throw StorageError(.damaged, "a row of \(Entry.declaration.table.name) has no state; rebuild the views")
            }
            return try decoder.decode(Self.self, from: Data(text.utf8))
        }
    }

    /// A match by a record's id.
    static func isRecord(_ id: RecordID) -> [ViewQuery.Match] {
        [ViewQuery.Match("id", .equal, [id.value])]
    }
}

extension SiteHull {
    /// States of records in a compartment, for the checks of a command.
    func states<State: RecordState>(
        _ type: State.Type,
        _ matches: [ViewQuery.Match],
        limit: Int,
        in compartment: CompartmentName
    ) throws(ExecutionRefusal) -> [State] {
        do {
            return try State.read(rows(State.query(matches, limit: limit), in: compartment))
        } catch {
            throw ExecutionRefusal(error)
        }
    }
}

extension RecordID {
    /// As a column holds it.
    var value: ViewValue { .bytes(aggregate.bytes) }
}
