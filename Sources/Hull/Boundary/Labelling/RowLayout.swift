internal import Storage

/// Where what a record is made of stands in a row: found once for a kind, so that no row is taken apart by the names of its columns.
struct RowLayout: Sendable {
    struct FieldPlace: Sendable {
        let value: Int
        /// Of the label that is the field's own.
        let label: Int?
    }

    /// What a query reads, in order, each column once.
    let columns: [String]
    let id: Int
    let label: Int
    /// In the order of the kind's fields.
    let fields: [FieldPlace]
    /// In the order of the kind's facts.
    let facts: [Int]
    /// The place among the fields, by the column of the value.
    let fieldOfColumn: [String: Int]

    init(id: String, label: String, fields: [DeclaredKind.Field], facts: [ViewColumn]) {
        var columns: [String] = []
        func place(of column: String) -> Int {
            if let known = columns.firstIndex(of: column) { return known }
            columns.append(column)
            return columns.count - 1
        }
        self.id = place(of: id)
        self.label = place(of: label)
        self.fields = fields.map { field in
            FieldPlace(value: place(of: field.column), label: field.labelColumn.map { place(of: $0) })
        }
        self.facts = facts.map { place(of: $0.name) }
        self.columns = columns
        fieldOfColumn = Dictionary(fields.enumerated().map { ($1.column, $0) }) { _, last in last }
    }
}
