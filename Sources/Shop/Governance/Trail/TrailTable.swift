internal import Boundary
internal import Journal
internal import PlantModel
internal import Storage

/// The table of a kind of record of a program's trail: texts, then whole numbers, every field of that class and under the label of its row.
struct TrailTable: Sendable {
    /// The column in which the writer keeps what it checks commands by; it is no field, so that nothing of it is released.
    static let stateColumn = "whole"

    let table: ViewTable
    private let fields: [String]

    /// - Parameters:
    ///   - keepsState: whether rows have ``stateColumn``.
    init(_ name: String, texts: [String], numbers: [String], indexes: [[String]], keepsState: Bool = true) {
        fields = texts + numbers
        table = ViewTable(
            name,
            columns: [ViewColumn("id", .bytes), ViewColumn("label", .integer)] + texts.map { ViewColumn($0, .text) }
                + numbers.map { ViewColumn($0, .integer) } + (keepsState ? [ViewColumn(Self.stateColumn, .text)] : []),
            key: ["id"],
            label: "label",
            indexes: indexes
        )
    }

    /// The fields of a record that keeps its values in the order of the columns.
    func fields<Entry>(_ values: @escaping @Sendable (Entry) -> [Restricted<ViewValue>]) -> [RecordField<Entry>] {
        fields.enumerated().map { place, column in RecordField(column, .auditTrail) { values($0)[place] } }
    }

    /// The values of a row, in the order of the columns.
    func values(of row: RestrictedRow) throws(RowError) -> [Restricted<ViewValue>] {
        var values: [Restricted<ViewValue>] = []
        for field in fields { values.append(try row.value(field)) }
        return values
    }

    /// The row of a record.
    /// - Parameter state: what the writer keeps, as it stands in the event; nil for a kind of which it keeps nothing.
    func put(_ id: AggregateID, _ label: ViewValue, texts: [String], numbers: [Int64], state: [UInt8]? = nil)
        -> RowChange
    {
        let kept = state.map { [Self.text(String(decoding: $0, as: UTF8.self))] } ?? []
        return .put(
            table: table.name,
            row: [.bytes(id.bytes), label] + texts.map(Self.text) + numbers.map { .integer($0) } + kept
        )
    }

    /// A column holds no U+0000, whatever somebody typed.
    private static func text(_ value: String) -> ViewValue { .text(value.replacing("\u{0}", with: "\u{FFFD}")) }
}
