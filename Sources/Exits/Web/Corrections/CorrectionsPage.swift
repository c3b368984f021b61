internal import Boundary
internal import Execution
internal import HTTPExit

/// What was recorded of a unit and can be corrected, the form for the one that is chosen, and what was corrected before.
struct CorrectionsPage {
    private let unit: ReleasedRecord
    private let unitAddress: ClearedText
    private var address: ClearedText { "\(unitAddress)/corrections" }
    private let measurements: [ReleasedRecord]
    private let consumptions: [ReleasedRecord]
    private let corrections: [ReleasedRecord]
    private let request: PageRequest
    private let newKey: () -> String

    init?(
        _ records: [ReleasedRecord],
        _ corrections: [ReleasedRecord],
        _ request: PageRequest,
        _ newKey: @escaping () -> String
    ) {
        guard let unit = records.first, unit.kind == WorkUnit.kind.name, let id = unit.id else { return nil }
        self.unit = unit
        unitAddress = "/units/\(id)"
        measurements = records.filter { $0.kind == Measurement.kind.name }
        consumptions = records.filter { $0.kind == Consumption.kind.name }
        self.corrections = corrections
        self.request = request
        self.newKey = newKey
    }

    var title: ClearedText { "Corrections of \(unit["serial"])" }

    func body(_ problem: ClearedText) -> ClearedText {
        """
        \(problem)<h1>\(markOf: unit["serial"])\(title)</h1><p>What was recorded stays readable; what is corrected stands beside it, with who, when and why. Gates, holds and genealogy follow the corrected value.</p>\(form)\
        <h2>Measured</h2>\(measured)<h2>Built in</h2>\(built)<h2>Corrected</h2>\(Self.table(corrections))\
        <div class="actions"><a class="button" href="\(unitAddress)/record">Record</a><a class="button" href="/operator" data-command="HOME">Next traveler</a></div>
        """
    }

    // MARK: The form

    private func isChosen(_ record: ReleasedRecord) -> Bool {
        record.id.map { RecordID($0).description == request.fields["record"] } ?? false
    }

    private var form: ClearedText {
        if let measurement = measurements.first(where: isChosen) { return form(measurement: measurement) }
        if let consumption = consumptions.first(where: isChosen) { return form(consumption: consumption) }
        return ""
    }

    /// What was typed; before anything was, what stands there.
    private func value(_ name: StaticString, _ field: ReleasedField?) -> ClearedText {
        request.fields[name] == nil ? "\(field)" : request.typed(name)
    }

    private func form(measurement: ReleasedRecord) -> ClearedText {
        """
        <div class="card" id="correct"><h2>\(markOf: measurement["value"])Correct characteristic \(measurement["characteristic"]) of operation \(measurement["sequence"])</h2>\
        <p>Recorded: \(measurement["value"]) \(measurement["unitOfMeasure"]), gauge \(measurement["gauge"]), by \(measurement["worker"]) on \(timeOf: measurement["measured"])</p>\
        <form method="post" action="\(address)/measurement">\(seen(measurement, measurement["value"]))<div class="fields"><div>\(PageParts.field("value", "What it is", value("value", measurement["value"]), mode: "decimal", hasFocus: request.fields["once"] == nil))</div>\
        <div>\(PageParts.field("gauge", "Gauge that it was measured with", value("gauge", measurement["gauge"])))</div></div>\(signing)</form></div>
        """
    }

    private func form(consumption: ReleasedRecord) -> ClearedText {
        let isUnit = consumption["itemKind"]?.shows("unit") == true
        let hint: StaticString =
            isUnit
            ? "scan the traveler of the unit, or type its serial number; empty where none was built in"
            : "empty where nothing was built in"
        let item: ClearedText = isUnit ? request.typed("item") : value("item", consumption["itemNumber"])
        return """
            <div class="card" id="correct"><h2>\(markOf: consumption["itemNumber"])Correct \(consumption["partNumber"]) at operation \(consumption["sequence"])</h2>\
            <p>Recorded: \(consumption["quantity"]) of \(consumption["itemKind"]) \(consumption["itemNumber"]), by \(consumption["worker"]) on \(timeOf: consumption["consumed"])</p>\
            <form method="post" action="\(address)/consumption">\(seen(consumption, consumption["itemNumber"]))<input type="hidden" name="kind" value="\(consumption["itemKind"])">\
            <input type="hidden" name="part" value="\(consumption["partNumber"])"><div class="fields"><div>\(PageParts.field("item", isUnit ? "Unit that was built in" : "Lot that was built in", item, hint: hint, hasFocus: request.fields["once"] == nil))</div>\
            <div>\(PageParts.field("quantity", "How many", value("quantity", consumption["quantity"]), mode: "numeric"))</div></div>\(signing)</form></div>
            """
    }

    private func seen(_ record: ReleasedRecord, _ value: ReleasedField?) -> ClearedText {
        let id: ClearedText = record.id.map { "\($0)" } ?? ""
        return """
            \(request.formToken)\(request.onceKey(newKey()))<input type="hidden" name="record" value="\(id)"><input type="hidden" name="seen" value="\(value)">
            """
    }

    private var signing: ClearedText {
        """
        <label for="reason">Why</label><textarea id="reason" name="reason" rows="2">\(request.typed("reason"))</textarea>\
        <p>\(request.visitorName): I correct what was recorded; what it was stays.</p>\(PageParts.pin("pin"))\
        <div class="actions"><button class="main">Correct and sign</button><a class="button" href="\(address)">Leave it</a></div>
        """
    }

    // MARK: What there is

    private func choice(_ record: ReleasedRecord, _ name: ReleasedField?) -> ClearedText {
        let id: ClearedText = record.id.map { "\($0)" } ?? ""
        return "<a href=\"\(address)?record=\(id)\">Correct \(name)</a>"
    }

    private var measured: ClearedText {
        let rows = measurements.map { item -> ClearedText in
            guard item.id != nil else { return PageParts.withheld(columns: 7) }
            let isGood = item["isWithinLimits"]?.shows("true") == true
            let state: ClearedText = isGood ? "" : " <span class=\"state state-bad\">out of limits</span>"
            return PageParts.row(
                "<span class=\"mark\">\(markOf: item["value"])</span>",
                "\(item["sequence"])",
                "\(item["characteristic"])",
                "\(item["value"]) \(item["unitOfMeasure"])\(state)\(Self.mark(item))",
                "\(item["gauge"])",
                "\(item["worker"]), \(timeOf: item["measured"])",
                choice(item, item["characteristic"])
            )
        }
        return PageParts.table(
            "Measured",
            ["Marking", "At operation", "Characteristic", "Value", "Gauge", "By", "Correct"],
            rows,
            none: "Nothing was measured, or you may not see it."
        )
    }

    private var built: ClearedText {
        let rows = consumptions.map { item -> ClearedText in
            guard item.id != nil else { return PageParts.withheld(columns: 6) }
            return PageParts.row(
                "<span class=\"mark\">\(markOf: item["itemNumber"])</span>",
                "\(item["sequence"])",
                BuiltPartText.text(item),
                "\(item["quantity"]) of \(item["itemKind"]) \(item["itemNumber"])\(Self.mark(item))",
                "\(item["worker"]), \(timeOf: item["consumed"])",
                choice(item, item["itemNumber"])
            )
        }
        return PageParts.table(
            "Built in",
            ["Marking", "At operation", "Part", "What", "By", "Correct"],
            rows,
            none: "Nothing was built in, or you may not see it."
        )
    }

    /// Said beside a value that was corrected.
    static func mark(_ record: ReleasedRecord) -> ClearedText {
        isCorrected(record) ? " <span class=\"state state-warn\">corrected</span>" : ""
    }

    static func isCorrected(_ record: ReleasedRecord) -> Bool {
        record["correctedBy"].map { !$0.shows("") } ?? false
    }

    /// Corrections, a line each.
    static func table(_ corrections: [ReleasedRecord]) -> ClearedText {
        let rows = corrections.map { item -> ClearedText in
            guard item.id != nil else { return PageParts.withheld(columns: 6) }
            return PageParts.row(
                "<span class=\"mark\">\(markOf: item["before"])</span>",
                words(item["field"]),
                "\(item["before"])",
                "\(item["after"])",
                "\(item["reason"])",
                "\(item["printedName"]) (\(item["correctedBy"])), \(timeOf: item["corrected"])"
            )
        }
        return PageParts.table(
            "Corrected",
            ["Marking", "What", "It was", "It is", "Why", "Signed by"],
            rows,
            none: "Nothing was corrected."
        )
    }

    private static func words(_ field: ReleasedField?) -> ClearedText {
        switch field {
        case let field? where field.shows("value"): "measured value"
        case let field? where field.shows("item"): "what was built in"
        case let field? where field.shows("quantity"): "how many"
        case let field? where field.shows("description"): "what was found"
        case let field? where field.shows("due"): "due"
        default: "\(field)"
        }
    }
}
