internal import Cedar
internal import Journal
internal import PlantModel
internal import Storage

/// Which compartments an instance has had, as the control log says: one of them whose log is gone was taken away, and is not begun anew.
struct KnownCompartments: RecordProjection {
    /// The event that a compartment was opened for the first time; its payload names the compartment.
    static let event = "compartment.opened"

    static let table = ViewTable(
        "site_compartment",
        columns: [ViewColumn("name", .text)],
        key: ["name"],
        label: nil
    )

    var version: Int { 1 }
    var tables: [ViewTable] { [Self.table] }

    func changes(for event: RecordedEvent, labels: inout LabelNumbers) -> [RowChange] {
        guard event.event.kind == Self.event, let payload = event.payload,
            let name = (try? JSONNode(parsing: payload, file: "payload"))?["name"]?.text
        else { return [] }
        return [.put(table: Self.table.name, row: [.text(name)])]
    }

    /// Whether a compartment was opened before.
    static func contain(_ name: CompartmentName, in control: any ViewStore) throws(StorageError) -> Bool {
        let query = ViewQuery(
            table.name,
            columns: ["name"],
            matches: [ViewQuery.Match("name", .equal, [.text(name.description)])],
            limit: 1
        )
        return try !control.writerRows(query).isEmpty
    }
}
