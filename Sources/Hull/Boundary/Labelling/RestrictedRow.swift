internal import Storage

/// A row of a view on its way to a record: every column under its label.
public struct RestrictedRow: Sendable {
    /// Where the record comes from.
    public let origin: RecordOrigin
    private let cells: [Restricted<ViewValue>]
    private let layout: RowLayout

    /// - Parameter cells: in the order of the layout's fields.
    init(origin: RecordOrigin, cells: [Restricted<ViewValue>], layout: RowLayout) {
        self.origin = origin
        self.cells = cells
        self.layout = layout
    }

    /// The value of a field's column.
    /// - Throws: `RowError` when the kind has no such field or the column holds something else. The message tells no value.
    public func value<Value: ViewStorable>(
        _ column: String,
        as type: Value.Type = Value.self
    ) throws(RowError) -> Restricted<Value> {
        guard let place = layout.fieldOfColumn[column] else {
            throw RowError(column: column, "it is no column of the record's fields")
        }
        let held = cells[place]
        guard let value = Value(viewValue: held.value) else {
            throw RowError(column: column, "it holds no \(Value.self); rebuild the views")
        }
        return Restricted(value, label: held.sharedLabel, classes: held.classes)
    }
}

/// A row that is not what its record takes it for.
public struct RowError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The column.
    public let column: String
    /// What is wrong and what to do.
    public let reason: String

    init(column: String, _ reason: String) {
        self.column = column
        self.reason = reason
    }

    /// Column and reason.
    public var description: String { "the column \(column): \(reason)" }
}
