public import Classification
public import PlantModel
public import Storage

/// What the number of a label stands for: the label, and the data class of the records that carry it.
public struct RecordLabel: Hashable, Sendable {
    /// The label.
    public let label: SharedLabel
    /// `Record.kind` of the records.
    public let dataClass: DataClass

    /// A label of records of a class.
    public init(_ label: SharedLabel, of dataClass: DataClass) {
        self.label = label
        self.dataClass = dataClass
    }
}

/// The labels of one compartment by number, so that a row carries eight bytes and a query a short list.
///
/// Numbers are given in the order in which labels come, and stand in a table of the views beside the rows that carry them: both are made
/// from the log and stored in one step, so that no row has a number that the table does not have. A number is never used again.
public struct LabelRegister: Sendable {
    /// The table of numbers, to be one of every compartment's views.
    public static let table = ViewTable(
        "record_label",
        columns: [
            ViewColumn("number", .integer), ViewColumn("label", .text), ViewColumn("data_class", .text),
        ],
        key: ["number"],
        label: nil
    )

    private var numbers: [RecordLabel: Int64] = [:]
    private(set) var all: [Int64: RecordLabel] = [:]
    /// The greatest number that was given; 0 before there is one.
    private(set) var greatest: Int64 = 0

    /// No labels yet.
    public init() {}

    /// The numbers as they stand in the views, rows in the columns of ``table``.
    ///
    /// A text that the schemes no longer understand restricts more; a class that is not known is sealed.
    public init(rows: [[ViewValue]], schemes: Schemes) {
        var shared: [Label: SharedLabel] = [:]
        for row in rows {
            guard row.count == 3, case .integer(let number) = row[0], case .text(let text) = row[1],
                case .text(let name) = row[2]
            else { continue }
            let dataClass = DataClass(rawValue: name)
            let label = dataClass == nil ? Label.sealed : schemes.label(canonicalText: text)
            let one = shared[label] ?? SharedLabel(label)
            shared[label] = one
            let known = RecordLabel(one, of: dataClass ?? .technicalData)
            all[number] = known
            greatest = max(greatest, number)
            if numbers[known] == nil { numbers[known] = number }
        }
    }

    /// How many numbers there are.
    public var count: Int { all.count }

    /// What a number stands for; nil for one that was never given.
    public subscript(number: Int64) -> RecordLabel? { all[number] }

    /// The number of a label, and the row to be stored where it is new.
    public mutating func number(of label: RecordLabel) -> (number: Int64, change: RowChange?) {
        if let known = numbers[label] { return (known, nil) }
        greatest += 1
        numbers[label] = greatest
        all[greatest] = label
        return (greatest, Self.row(greatest, label))
    }

    /// Takes over the numbers that another register has more, each with what its label has become.
    mutating func follow(_ other: LabelRegister, _ label: (RecordLabel) -> RecordLabel) {
        guard other.all.count > all.count else { return }
        for (number, recorded) in other.all where all[number] == nil { all[number] = label(recorded) }
        greatest = other.greatest
    }

    /// The rows of labels with numbers above one, to be stored with the first rows that carry them.
    func rows(above number: Int64) -> [RowChange] {
        guard number < greatest else { return [] }
        return (number + 1...greatest).compactMap { given in all[given].map { Self.row(given, $0) } }
    }

    private static func row(_ number: Int64, _ label: RecordLabel) -> RowChange {
        .put(
            table: table.name,
            row: [.integer(number), .text(label.label.label.canonicalText), .text(label.dataClass.rawValue)]
        )
    }

    /// All numbers that views hold.
    /// - Throws: what the store throws.
    static func rows(of views: any ViewStore) throws(StorageError) -> [[ViewValue]] {
        var rows: [[ViewValue]] = []
        while true {
            let page = try views.writerRows(
                ViewQuery(
                    table.name,
                    columns: table.columns.map(\.name),
                    after: rows.last.map { [$0[0]] },
                    limit: ViewQuery.limitMax
                )
            )
            rows += page
            if page.count < ViewQuery.limitMax { return rows }
        }
    }
}
