internal import Cedar
internal import CedarSQL
internal import PlantModel
internal import Storage

/// A kind of record without its type: what lists need of it.
struct DeclaredKind: Sendable {
    struct Field: Sendable {
        let column: String
        let fieldClass: DataClass
        let labelColumn: String?
    }

    let name: String
    let dataClass: DataClass
    let table: ViewTable
    let idColumn: String
    let labelColumn: String
    let fields: [Field]
    /// Attributes of `Record` that stand in columns.
    let facts: [(attribute: CedarString, column: ViewColumn)]
    /// All that a list's condition hangs on: kinds that have it in common share their filters.
    let listShape: String
    /// Where records stand in rows.
    let layout: RowLayout

    /// - Throws: everything that does not fit the table or the schema.
    init<Entry>(_ kind: RecordKind<Entry>) throws(BaselineProblems) {
        var problems: [String] = []
        let columns = Dictionary(kind.table.columns.map { ($0.name, $0) }) { first, _ in first }
        func check(_ column: String, _ what: String, _ type: ViewColumn.Kind?) {
            guard let known = columns[column] else {
                problems.append("\(kind.name): the table \(kind.table.name) has no column \(column) for \(what)")
                return
            }
            if let type, known.type != type || known.isNullable {
                problems.append(
                    "\(kind.name): the column \(column) for \(what) has to be \(type.rawValue), never absent"
                )
            }
        }
        check(kind.idColumn, "the record's id", .bytes)
        if kind.table.label == nil { problems.append("\(kind.name): the table \(kind.table.name) has no labels") }
        if Set(kind.fields.map(\.name)).count < kind.fields.count {
            problems.append("\(kind.name): two fields have one name")
        }
        for field in kind.fields {
            check(field.column, "the field \(field.name)", nil)
            if let label = field.labelColumn { check(label, "the label of the field \(field.name)", .integer) }
        }
        for (attribute, column) in kind.facts.sorted(by: { $0.key < $1.key }) {
            check(column, "the fact \(attribute)", nil)
            if Self.fixed.contains(attribute) {
                problems.append("\(kind.name): \(attribute) is said by the label alone and is no fact of the record")
            }
        }
        guard problems.isEmpty else { throw BaselineProblems(problems) }
        name = kind.name
        dataClass = kind.dataClass
        table = kind.table
        idColumn = kind.idColumn
        labelColumn = kind.table.label ?? ""
        fields = kind.fields.map {
            Field(column: $0.column, fieldClass: $0.fieldClass, labelColumn: $0.labelColumn)
        }
        facts = kind.facts.sorted { $0.key < $1.key }.compactMap { attribute, column in
            columns[column].map { (CedarString(attribute), $0) }
        }
        let facts = facts.map { "\($0.attribute) \($0.column.name) \($0.column.type.rawValue) \($0.column.isNullable)" }
        listShape = ([idColumn, labelColumn] + facts).joined(separator: "\n")
        layout = RowLayout(id: idColumn, label: labelColumn, fields: fields, facts: self.facts.map(\.column))
    }

    /// A kind without a table: nothing of it is listed, and no fact of it stands in a column.
    init(message name: String, dataClass: DataClass) {
        self.name = name
        self.dataClass = dataClass
        table = ViewTable(name, columns: [], key: [], label: nil)
        idColumn = ""
        labelColumn = ""
        fields = []
        facts = []
        listShape = ""
        layout = RowLayout(id: idColumn, label: labelColumn, fields: [], facts: [])
    }

    /// Attributes of `Record` that come from the label and the data class.
    private static let fixed: Set<String> = [
        "program", "kind", "owner", "regimes", "usml", "eccn", "licenceRequiredFor", "cui", "dissemination",
        "releasableTo", "distribution", "flowdowns", "safetyCritical", "rights", "ukTier",
    ]

    /// What is said of a record beside its label, as far as it was declared.
    func facts(_ origin: RecordOrigin) -> Record {
        if facts.isEmpty { return Record() }
        return facts.reduce(into: Record()) { $0[$1.attribute] = origin.facts[$1.attribute] }
    }

    /// The facts in the columns of a row.
    func facts(_ row: [String: ViewValue]) -> Record { facts { row[facts[$0].column.name] } }

    /// The facts in a row of the kind's layout.
    func facts(_ row: [ViewValue]) -> Record { facts { row[layout.facts[$0]] } }

    private func facts(_ value: (Int) -> ViewValue?) -> Record {
        var record = Record()
        for place in facts.indices {
            let attribute = facts[place].attribute
            switch value(place) {
            case .integer(let number)?: record[attribute] = .long(number)
            case .text(let text)?: record[attribute] = .string(text)
            case .truth(let truth)?: record[attribute] = .bool(truth)
            default: break
            }
        }
        return record
    }

    /// Where the facts of its rows stand. Everything that no column says is said by the label, or absent.
    func columns(_ schema: Schema) throws -> ColumnMap {
        let declared = Set(facts.map(\.attribute))
        let attributes = Set(schema.entityType("Record")?.shape.attributes.keys.map { $0 } ?? [])
        return ColumnMap(
            row: try SQLName(Admission.rowAlias),
            id: try SQLName(idColumn),
            attributes: Dictionary(
                uniqueKeysWithValues: try facts.map { fact in
                    ([fact.attribute.text], .column(try SQLName(fact.column.name), isNullable: fact.column.isNullable))
                }
            ),
            labels: ColumnMap.LabelColumn(
                try SQLName(labelColumn),
                attributes: attributes.subtracting(declared),
                fixesAncestors: true
            )
        )
    }
}
