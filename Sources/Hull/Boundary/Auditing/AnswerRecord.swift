public import PlantModel
public import Storage

/// A record that is made in answer to a question and stands in no view: it is labelled, cleared and recorded like every other.
public protocol AnswerRecord: LabelledRecord {
    /// Its fields.
    static var shape: AnswerShape { get }
    /// A record from its values, in the order of the shape.
    init(origin: RecordOrigin, values: [Restricted<ViewValue>])
    /// Its values, in that order.
    var values: [Restricted<ViewValue>] { get }
}

/// The fields of an answer.
public struct AnswerShape: Sendable {
    /// A field, all of one data class.
    public struct Field: Sendable {
        /// Its name.
        public let name: String
        /// What it holds.
        public let type: ViewColumn.Kind
        /// Whose rules it is under.
        public let fieldClass: DataClass

        /// A field.
        public init(_ name: String, _ type: ViewColumn.Kind = .text, _ fieldClass: DataClass = .auditTrail) {
            self.name = name
            self.type = type
            self.fieldClass = fieldClass
        }
    }

    let name: String
    let fields: [Field]
    let dataClass: DataClass

    /// A shape.
    /// - Parameters:
    ///   - name: of the kind of record, such as `access-tally`.
    ///   - dataClass: whose rules the answer as a whole is under; fields say their own.
    public init(_ name: String, of dataClass: DataClass = .auditTrail, _ fields: [Field]) {
        self.name = name
        self.dataClass = dataClass
        self.fields = fields
    }

    /// The column of a field; ids and labels are columns that no field has.
    private static func column(_ name: String) -> String {
        "of_" + name.reduce(into: "") { $0 += $1.isUppercase ? "_" + $1.lowercased() : String($1) }
    }

    fileprivate var table: ViewTable {
        ViewTable(
            name.replacing("-", with: "_"),
            columns: [ViewColumn("id", .bytes), ViewColumn("label", .integer)]
                + fields.map { ViewColumn(Self.column($0.name), $0.type, isNullable: true) },
            key: ["id"],
            label: "label"
        )
    }

    fileprivate func columns() -> [String] { fields.map { Self.column($0.name) } }
}

extension AnswerRecord {
    /// Reads a row, which there is none of.
    public init(row: RestrictedRow) throws(RowError) {
        var values: [Restricted<ViewValue>] = []
        for column in Self.shape.columns() { values.append(try row.value(column)) }
        self.init(origin: row.origin, values: values)
    }

    /// A record of values that are all under its label.
    /// - Parameter values: as many as the shape has fields, in their order.
    public init(_ origin: RecordOrigin, _ values: [ViewValue]) {
        self.init(
            origin: origin,
            values: zip(Self.shape.fields, values).map { field, value in
                Restricted(value, label: origin.label, fieldClass: field.fieldClass)
            }
        )
    }
}

extension RecordKind where Entry: AnswerRecord {
    /// The kind of an answer, of the class of its shape.
    public init(_ shape: AnswerShape) {
        self.init(
            shape.name,
            dataClass: shape.dataClass,
            table: shape.table,
            fields: zip(shape.fields, shape.columns()).enumerated().map { place, field in
                RecordField(field.0.name, field.0.fieldClass, column: field.1) { $0.values[place] }
            }
        )
    }
}
