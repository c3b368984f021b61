internal import Boundary
internal import Execution
internal import HTTPExit

/// The operations of a work definition with what belongs to each.
struct DefinitionParts {
    let operations: [ReleasedRecord]
    private let characteristics: [ReleasedRecord]
    private let components: [ReleasedRecord]
    let media: MediumFigures

    init(_ records: [ReleasedRecord]) {
        func all(_ kind: String) -> [ReleasedRecord] { records.filter { $0.kind == kind } }
        operations = all(OperationDefinition.kind.name)
        characteristics = all(CharacteristicDefinition.kind.name)
        components = all(ComponentDefinition.kind.name)
        media = MediumFigures(records)
    }

    func characteristics(of operation: ReleasedRecord) -> [ReleasedRecord] {
        characteristics.filter { $0["sequence"]?.shows(sameAs: operation["sequence"]) == true }
    }

    func components(of operation: ReleasedRecord) -> [ReleasedRecord] {
        components.filter { $0["sequence"]?.shows(sameAs: operation["sequence"]) == true }
    }

    /// The operations on one line each.
    var routing: ClearedText {
        let rows = operations.map { operation -> ClearedText in
            guard let id = operation.id else { return PageParts.withheld(columns: 6) }
            return PageParts.row(
                "<span class=\"mark\">\(markOf: operation["name"])</span>",
                "<a href=\"#operation-\(id)\">\(operation["sequence"]) \(operation["name"])</a>",
                "\(operation["workCenter"])",
                "\(operation["standardMinutes"]) min",
                "\(operation["qualifications"])",
                operation["needsBuyOff"]?.shows("true") == true ? "bought off" : ""
            )
        }
        return PageParts.table(
            "Routing",
            ["Marking", "Operation", "Work center", "For a unit", "Takes", "Buy-off"],
            rows
        )
    }

    /// An operation in full.
    /// - Parameters:
    ///   - actions: what may be done to it.
    ///   - mediumActions: what may be done to one of its media.
    func card(
        _ operation: ReleasedRecord,
        _ actions: ClearedText,
        mediumActions: (ReleasedRecord) -> ClearedText
    ) -> ClearedText {
        guard let id = operation.id else {
            return "<div class=\"card\"><span class=\"withheld\">withheld</span></div>"
        }
        return """
            <div class="card" id="operation-\(id)"><h3>\(markOf: operation["name"])\(operation["sequence"]) \(operation["name"])</h3>\
            <p class="instruction">\(operation["instructions"])</p>\(media.of(operation).html(mediumActions))\(characteristicTable(operation))\(componentTable(operation))\(actions)</div>
            """
    }

    private func characteristicTable(_ operation: ReleasedRecord) -> ClearedText {
        let rows = characteristics(of: operation).map { item -> ClearedText in
            guard let id = item.id else { return PageParts.withheld(columns: 8) }
            return PageParts.row(
                "<span class=\"mark\">\(markOf: item["name"])</span>",
                "\(item["number"])",
                "<a href=\"/characteristics/\(id)/chart\">\(item["name"])</a>",
                "\(item["lower"]) to \(item["upper"])",
                "\(item["unit"])",
                item["needsGauge"]?.shows("true") == true ? "gauge" : "",
                Self.sampling(item),
                "\(item["designator"])"
            )
        }
        guard !rows.isEmpty else { return "" }
        return PageParts.table(
            "Characteristics",
            ["Marking", "Number", "Characteristic", "Limits", "Unit", "Measured by", "On which units", "Designator"],
            rows
        )
    }

    private static func sampling(_ item: ReleasedRecord) -> ClearedText {
        item["sampling"].map { !$0.shows("") } ?? false ? "\(item["sampling"])" : "all"
    }

    private func componentTable(_ operation: ReleasedRecord) -> ClearedText {
        let rows = components(of: operation).map { item -> ClearedText in
            guard item.id != nil else { return PageParts.withheld(columns: 5) }
            return PageParts.row(
                "<span class=\"mark\">\(markOf: item["partNumber"])</span>",
                "\(item["partNumber"])",
                "\(item["quantity"])",
                "\(item["alternates"])",
                item["isSerialised"]?.shows("true") == true ? "by serial number" : "from a lot"
            )
        }
        guard !rows.isEmpty else { return "" }
        return PageParts.table(
            "Components",
            ["Marking", "Component", "How many", "Approved alternates", "Taken"],
            rows
        )
    }
}
