import Boundary
import Journal
import PlantModel
import Storage

/// A record of 50 fields of five classes: ten values of each.
struct WideRecord: LabelledRecord {
    let origin: RecordOrigin
    let serial: Restricted<String>
    let values: [Restricted<Int64>]

    static let classes: [DataClass] = [.technicalData, .inspectionRecords, .jobResponses, .genealogy, .signatures]

    static let table = ViewTable(
        "wide_record",
        columns: [ViewColumn("id", .bytes), ViewColumn("label", .integer), ViewColumn("serial", .text)]
            + (1..<50).map { ViewColumn("value_\($0)", .integer) },
        key: ["id"],
        label: "label",
        indexes: [["label", "serial"]]
    )

    static let kind = RecordKind<WideRecord>(
        "wide-record",
        dataClass: .inspectionRecords,
        table: table,
        fields: [RecordField("serial", .genealogy, \.serial)]
            + (1..<50).map { number in
                RecordField("value_\(number)", classes[number / 10]) { $0.values[number - 1] }
            }
    )

    init(row: RestrictedRow) throws(RowError) {
        origin = row.origin
        serial = try row.value("serial")
        var values: [Restricted<Int64>] = []
        for number in 1..<50 { values.append(try row.value("value_\(number)")) }
        self.values = values
    }

    /// One in memory, each class under a label of its own.
    init(_ boundary: Boundary, program: String, _ compartment: CompartmentName, id: AggregateID) throws {
        let labels = try Dictionary(
            uniqueKeysWithValues: Self.classes.map { ($0, try boundary.label(of: $0, program: program)) }
        )
        func label(_ dataClass: DataClass) throws -> SharedLabel {
            guard let label = labels[dataClass] else { throw StorageError(.missing, "no label") }
            return label
        }
        origin = RecordOrigin(id: id, compartment: compartment, label: try label(.inspectionRecords))
        serial = Restricted("SN-000123", label: try label(.genealogy), fieldClass: .genealogy)
        values = try (1..<50).map { number in
            let dataClass = Self.classes[number / 10]
            return Restricted(Int64(number), label: try label(dataClass), fieldClass: dataClass)
        }
    }
}
