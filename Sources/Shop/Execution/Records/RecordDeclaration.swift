public import Boundary
internal import Journal
internal import PlantModel
public import Storage

/// What a kind of record of the plant floor is: its table, and of each field the data class, which says whose label and which rules it is under.
///
/// A field of the record's own class is under the row's label, and lists may be searched and sorted by it. Every other class has a label of its
/// own on each row.
public struct RecordDeclaration: Sendable {
    /// A field and its column.
    struct Field: Sendable {
        let name: String
        let column: String
        let type: ViewColumn.Kind
        let fieldClass: DataClass
        let isNullable: Bool

        init(_ name: String, _ type: ViewColumn.Kind, _ fieldClass: DataClass, isNullable: Bool = false) {
            self.name = name
            column = RecordDeclaration.column(name)
            self.type = type
            self.fieldClass = fieldClass
            self.isNullable = isNullable
        }
    }

    let name: String
    let dataClass: DataClass
    let fields: [Field]
    /// The record's class first, then the other classes of its fields.
    let classes: [DataClass]
    let table: ViewTable

    /// The column in which the compartment's writer keeps what it checks commands by; it is no field, so that nothing of it is released.
    static let stateColumn = "writer_state"

    /// - Parameters:
    ///   - name: in the journal, such as `work-unit`; the table is named likewise.
    ///   - lookups: fields by which rows are looked up, each list an index.
    init(_ name: String, _ dataClass: DataClass, _ fields: [Field], lookups: [[String]] = [], searched: [String] = []) {
        self.name = name
        self.dataClass = dataClass
        self.fields = fields
        classes =
            [dataClass]
            + DataClass.allCases.filter { other in
                other != dataClass && fields.contains { $0.fieldClass == other }
            }
        table = ViewTable(
            name.replacing("-", with: "_"),
            columns: [ViewColumn("id", .bytes)]
                + classes.map { ViewColumn(Self.labelColumn($0, of: dataClass), .integer) }
                + [ViewColumn(Self.stateColumn, .text)]
                + fields.map { ViewColumn($0.column, $0.type, isNullable: $0.isNullable) },
            key: ["id"],
            label: "label",
            indexes: lookups.map { $0.map(Self.column) },
            searched: searched.map(Self.column)
        )
    }

    static func labelColumn(_ fieldClass: DataClass, of dataClass: DataClass) -> String {
        fieldClass == dataClass ? "label" : column(fieldClass.rawValue) + "_label"
    }

    /// `workCenter` is in `work_center`.
    static func column(_ name: String) -> String {
        name.reduce(into: "") { text, letter in
            text += letter.isUppercase ? "_" + letter.lowercased() : String(letter)
        }
    }
}

/// A kind of record of the plant floor. Its values are restricted, in the order of its declaration; `Boundary` alone takes them out.
public protocol ExecutionRecord: LabelledRecord {
    /// What it is.
    static var declaration: RecordDeclaration { get }
    /// A record from its values.
    init(origin: RecordOrigin, values: [Restricted<ViewValue>])
    /// The values of its fields, in their order.
    var values: [Restricted<ViewValue>] { get }
}

extension ExecutionRecord {
    /// Reads a row.
    public init(row: RestrictedRow) throws(RowError) {
        var values: [Restricted<ViewValue>] = []
        values.reserveCapacity(Self.declaration.fields.count)
        for field in Self.declaration.fields { values.append(try row.value(field.column)) }
        self.init(origin: row.origin, values: values)
    }
}

extension RecordKind where Entry: ExecutionRecord {
    /// The kind of a declaration.
    init(_ declaration: RecordDeclaration) {
        self.init(
            declaration.name,
            dataClass: declaration.dataClass,
            table: declaration.table,
            fields: declaration.fields.enumerated().map { place, field in
                RecordField(
                    field.name,
                    field.fieldClass,
                    column: field.column,
                    labelColumn: field.fieldClass == declaration.dataClass
                        ? nil : RecordDeclaration.labelColumn(field.fieldClass, of: declaration.dataClass)
                ) { $0.values[place] }
            }
        )
    }
}
