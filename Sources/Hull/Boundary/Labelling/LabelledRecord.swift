public import Cedar
public import Journal
public import PlantModel
public import Storage

/// A record with a place that it comes from.
public protocol OriginatedRecord: Sendable {
    /// Where it comes from.
    var origin: RecordOrigin { get }
}

/// A record that leaves storage: where it comes from, what restricts it, and the class of each of its fields. A type without these has no
/// conformance, and nothing of it can be released.
public protocol LabelledRecord: OriginatedRecord {
    /// What kind of record it is: its data class, its view and its fields.
    static var kind: RecordKind<Self> { get }
    /// Reads a row of the view.
    /// - Throws: `RowError` when a column is not what the record takes it for.
    init(row: RestrictedRow) throws(RowError)
}

/// Where a record comes from and what restricts it as a whole: who may know of its fields one by one is decided apart.
public struct RecordOrigin: Sendable {
    /// Its random id.
    public let id: AggregateID
    /// The compartment whose log it is in.
    public let compartment: CompartmentName
    /// What restricts the record as a whole.
    public let label: SharedLabel
    /// What else policies may read of it, as attributes of `Record` in the schema.
    public let facts: Record
    /// The world that it was read in; nil for a record that did not come from storage.
    var world: UInt64?

    /// An origin.
    public init(id: AggregateID, compartment: CompartmentName, label: SharedLabel, facts: Record = Record()) {
        self.id = id
        self.compartment = compartment
        self.label = label
        self.facts = facts
    }
}

/// A kind of record: what policies, views and releases have to know of it.
public struct RecordKind<Entry: Sendable>: Sendable {
    /// Its name in the journal, such as `inspection-result`.
    public let name: String
    /// The data class of the record as a whole, `Record.kind` of the schema.
    public let dataClass: DataClass
    /// Its table in the views.
    public let table: ViewTable
    /// The column with the record's id, 16 bytes.
    public let idColumn: String
    /// The fields that can be released.
    public let fields: [RecordField<Entry>]
    /// Columns that policies read as attributes of `Record`, by attribute.
    public let facts: [String: String]
    /// The names of the fields, in their order.
    let names: [String]

    /// A kind.
    public init(
        _ name: String,
        dataClass: DataClass,
        table: ViewTable,
        idColumn: String = "id",
        fields: [RecordField<Entry>],
        facts: [String: String] = [:]
    ) {
        self.name = name
        self.dataClass = dataClass
        self.table = table
        self.idColumn = idColumn
        self.fields = fields
        self.facts = facts
        names = fields.map(\.name)
    }
}

/// A field of a record: its column, its class, and where the record keeps it.
public struct RecordField<Entry: Sendable>: Sendable {
    /// Its name to the reader.
    public let name: String
    /// Its column in the view.
    public let column: String
    /// Its class: which label it has, and which field rules apply.
    public let fieldClass: DataClass
    /// The column with the number of its label; nil where the row's label is the field's.
    public let labelColumn: String?
    let read: @Sendable (Entry) -> Restricted<ViewValue>
    let classes: FieldClasses

    /// A field that the record keeps as a restricted value, such as `\.serial`.
    public init<Value: ViewStorable>(
        _ name: String,
        _ fieldClass: DataClass,
        column: String? = nil,
        labelColumn: String? = nil,
        _ value: @escaping @Sendable (Entry) -> Restricted<Value>
    ) {
        self.name = name
        self.column = column ?? name
        self.fieldClass = fieldClass
        self.labelColumn = labelColumn
        classes = FieldClasses(fieldClass)
        read = { entry in
            let field = value(entry)
            return Restricted(field.value.viewValue, label: field.sharedLabel, classes: field.classes)
        }
    }
}
