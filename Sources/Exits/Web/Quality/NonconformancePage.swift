internal import Boundary
internal import Execution
internal import HTTPExit

/// A nonconformance as a page: what was found, on which unit, what that one is made of and what else may have the fault; then what becomes of it.
struct NonconformancePage {
    private let report: ReleasedRecord
    private let address: ClearedText
    private let unit: ReleasedRecord?
    private let siblings: [ReleasedRecord]
    private let operations: [ReleasedRecord]
    private let limits: [ReleasedRecord]
    private let measurements: [ReleasedRecord]
    private let others: [ReleasedRecord]
    private let signatures: [ReleasedRecord]
    private let consumptions: [ReleasedRecord]
    private let definitions: [ReleasedRecord]
    private let reworks: ReworkTables
    private let request: PageRequest
    private let newKey: () -> String

    init?(_ records: [ReleasedRecord], _ request: PageRequest, _ newKey: @escaping () -> String) {
        func all(_ kind: String) -> [ReleasedRecord] { records.filter { $0.kind == kind } }
        guard let report = all(Nonconformance.kind.name).first, let id = report.id else { return nil }
        self.report = report
        address = "/nonconformances/\(id)"
        // The unit stands before the operations, those that took of the same lots after them.
        let units = all(WorkUnit.kind.name)
        let first = records.dropFirst().first
        unit = first?.kind == WorkUnit.kind.name ? first : nil
        siblings = Array(units.dropFirst(unit == nil ? 0 : 1))
        operations = all(OperationDefinition.kind.name)
        limits = all(CharacteristicDefinition.kind.name)
        measurements = all(Measurement.kind.name)
        others = Array(all(Nonconformance.kind.name).dropFirst())
        signatures = all(Signature.kind.name)
        consumptions = all(Consumption.kind.name)
        definitions = all(WorkMaster.kind.name)
        reworks = ReworkTables(records)
        self.request = request
        self.newKey = newKey
    }

    var title: ClearedText { "Nonconformance of \(report["serial"])" }

    private func isIn(_ state: StaticString) -> Bool { report["state"]?.shows(state) == true }

    func body(_ problem: ClearedText) -> ClearedText {
        """
        \(problem)<h1>\(markOf: report["serial"])\(title)</h1>\
        <div class="columns"><div class="card"><h2>\(markOf: report["description"])What was found</h2><p class="instruction">\(report["description"])\(CorrectionsPage.mark(report))</p>\
        <dl><dt>State</dt><dd>\(Self.state(report))</dd><dt>At operation</dt><dd>\(report["sequence"])</dd><dt>Reported by</dt><dd>\(report["raisedBy"])</dd><dt>Reported</dt><dd>\(timeOf: report["raised"])</dd>\(decision)</dl>\(correcting)</div>\(next)</div>\
        <div class="columns">\(unitCard)<div class="card"><h2>Measured against the limits</h2>\(measured)</div></div>\
        <h2>What it is made of</h2>\(madeOf)\(reworks.section)\(containment)\(otherReports)\(signed)\
        <div class="actions"><a class="button" href="/quality" data-command="HOME">All that waits</a></div>
        """
    }

    private var correcting: ClearedText {
        """
        <details><summary>Correct what was written</summary><form method="post" action="\(address)/correct">\(seen())<input type="hidden" name="seen" value="\(report["description"])">\
        <label for="description">What was found</label><textarea id="description" name="description" rows="3">\(request.fields["description"] == nil ? "\(report["description"])" : request.typed("description"))</textarea>\
        <label for="correct-reason">Why it is corrected</label><textarea id="correct-reason" name="reason" rows="2"></textarea>\(PageParts.pin("correct-pin"))\
        <div class="actions"><button>Correct and sign</button></div></form><p>What it was stays readable among <a href="/units/\(report["unit"])/corrections">the corrections of the unit</a>.</p></details>
        """
    }

    private var decision: ClearedText {
        guard let disposition = report["disposition"], !disposition.shows("") else {
            guard let reason = report["reason"], !reason.shows("") else { return "" }
            return "<dt>Declined</dt><dd>\(reason)</dd>"
        }
        let approval: ClearedText =
            report["customerDocument"].map { !$0.shows("") } ?? false
            ? "<dt>Approved by the customer</dt><dd>\(report["customerApprovedBy"]), \(report["customerDocument"]), \(report["customerApproved"])</dd>"
            : ""
        return
            "<dt>Disposition</dt><dd>\(Self.words(disposition))</dd><dt>Why</dt><dd>\(report["reason"])</dd><dt>By</dt><dd>\(report["disposedBy"])</dd><dt>When</dt><dd>\(timeOf: report["disposed"])</dd>\(approval)"
    }

    private var unitCard: ClearedText {
        guard let unit, let id = unit.id else {
            return "<div class=\"card\"><h2>Unit</h2><span class=\"withheld\">withheld</span></div>"
        }
        return """
            <div class="card"><h2>\(markOf: unit["serial"])Unit</h2><dl><dt>Serial</dt><dd><a href="/units/\(id)/record">\(unit["serial"])</a></dd><dt>Part</dt><dd>\(unit["partNumber"]) rev. \(unit["revision"])</dd>\
            <dt>Order</dt><dd>\(unit["orderNumber"])</dd><dt>Stands at</dt><dd>\(unit["sequence"]) \(unit["operation"])</dd><dt>State</dt><dd>\(UnitStateText.text(unit))</dd><dt>Due</dt><dd>\(unit["due"])</dd></dl></div>
            """
    }

    // MARK: What is done next

    private func seen() -> ClearedText { "\(request.formToken)\(request.onceKey(newKey()))" }

    private var next: ClearedText {
        if isIn("proposed") { return accepting }
        if isIn("customer") { return awaitingCustomer }
        guard isIn("open") else { return "" }
        func chosen(_ name: StaticString) -> ClearedText {
            request.fields["disposition"] == name.description ? " selected" : ""
        }
        let from = operations.compactMap { operation -> ClearedText? in
            guard operation.id != nil else { return nil }
            return "<option value=\"\(operation["sequence"])\">\(operation["sequence"]) \(operation["name"])</option>"
        }
        let by = definitions.compactMap { definition -> ClearedText? in
            guard let id = definition.id else { return nil }
            return "<option value=\"\(id)\">\(definition["title"]) rev. \(definition["revision"])</option>"
        }
        return """
            <div class="card"><h2>Dispose of it</h2><p>\(request.visitorName): I have decided what becomes of this unit. To use it as it is or to repair it takes the design authority; the hold ends when that one has accepted it.</p>\
            <form method="post" action="\(address)/dispose">\(seen())<label for="disposition">Disposition</label><select id="disposition" name="disposition"><option value="">choose</option>\
            <option value="useAsIs"\(chosen("useAsIs"))>Use as is</option><option value="repair"\(chosen("repair"))>Repair</option><option value="rework"\(chosen("rework"))>Rework</option><option value="scrap"\(chosen("scrap"))>Scrap</option></select>\
            <label for="from">Rework goes back to</label><select id="from" name="from">\(.joined(from))</select>\
            <label for="definition">Rework or repair by <span class="hint">its operations are done before the unit goes on</span></label><select id="definition" name="definition"><option value="">no operations of its own</option>\(.joined(by))</select>\
            <label for="reason">Why</label><textarea id="reason" name="reason" rows="3">\(request.typed("reason"))</textarea>\(PageParts.pin("dispose-pin"))\
            <div class="actions"><button class="main">Decide and sign</button></div></form>\(writing)</div>
            """
    }

    /// The way to a rework that is written for this nonconformance, for whoever writes definitions.
    private var writing: ClearedText {
        guard let id = report.id else { return "" }
        return
            "<p><a class=\"button\" href=\"/definitions/new?nonconformance=\(id)\">Write a rework for this nonconformance</a></p>"
    }

    private var accepting: ClearedText {
        """
        <div class="card"><h2>Accept as the design authority</h2><p>\(request.visitorName): I accept this departure from the design for this unit.</p><form method="post" action="\(address)/accept">\(seen())\(PageParts.pin("accept-pin"))\
        <div class="actions"><button class="main">Accept and sign</button></div></form>\
        <details><summary>Decline it</summary><form method="post" action="\(address)/decline">\(seen())<label for="reason">Why</label><textarea id="reason" name="reason" rows="2">\(request.typed("reason"))</textarea>\
        <div class="actions"><button>Decline</button></div></form></details></div>
        """
    }

    private var awaitingCustomer: ClearedText {
        """
        <div class="card"><h2>The customer's approval</h2><p>The design is the customer's: the unit is held until the customer's approval of this departure is on record.</p><form method="post" action="\(address)/customer">\(seen())\
        \(PageParts.field("approved-by", "Approved by, at the customer's", request.typed("approved-by")))\(PageParts.field("document", "Where it is written", request.typed("document"), hint: "such as the number of the waiver"))\
        \(PageParts.field("approved-on", "Approved on", request.typed("approved-on"), hint: "a day such as 2026-12-10; today if empty"))<p>\(request.visitorName): I have seen this approval.</p>\(PageParts.pin("customer-pin"))\
        <div class="actions"><button class="main">Record and sign</button></div></form>\
        <details><summary>The customer refused</summary><form method="post" action="\(address)/customer-refusal">\(seen())<label for="reason">Why</label><textarea id="reason" name="reason" rows="2">\(request.typed("reason"))</textarea>\
        <div class="actions"><button>Record the refusal</button></div></form></details></div>
        """
    }

    // MARK: What it stands on

    private var measured: ClearedText {
        let rows = limits.map { limit -> ClearedText in
            guard let id = limit.id else { return PageParts.withheld(columns: 5) }
            let values = measurements.filter { $0["characteristic"]?.shows(sameAs: limit["number"]) == true }
            let shown = values.map { value -> ClearedText in
                let isGood = value["isWithinLimits"]?.shows("true") == true
                let word: ClearedText = isGood ? "" : " out of limits"
                let style: ClearedText = isGood ? "state-done" : "state-bad"
                return
                    "<span class=\"state \(style)\">\(value["value"]) \(value["unitOfMeasure"])\(word)</span> \(value["gauge"])"
            }
            let isMeant = report["characteristic"]?.shows(sameAs: limit["number"]) == true
            return PageParts.row(
                "<span class=\"mark\">\(markOf: limit["name"])</span>",
                "<a href=\"/characteristics/\(id)/chart\">\(limit["number"]) \(limit["name"])</a>\(isMeant ? " <strong>(this one)</strong>" : "")",
                "\(limit["lower"]) to \(limit["upper"]) \(limit["unit"])",
                shown.isEmpty ? "not measured" : .joined(shown, separator: "<br>")
            )
        }
        return PageParts.table(
            "Measured against the limits",
            ["Marking", "Characteristic", "Limits", "Measured, with gauge"],
            rows,
            none: "Nothing is measured at this operation, or you may not see it."
        )
    }

    private var madeOf: ClearedText {
        let rows = consumptions.map { item -> ClearedText in
            guard item.id != nil else { return PageParts.withheld(columns: 5) }
            return PageParts.row(
                "<span class=\"mark\">\(markOf: item["itemNumber"])</span>",
                BuiltPartText.text(item),
                "\(item["itemKind"]) \(item["itemNumber"])",
                "\(item["quantity"])",
                "\(item["sequence"])"
            )
        }
        return PageParts.table(
            "What it is made of",
            ["Marking", "Part", "Lot or unit", "How many", "At operation"],
            rows,
            none: "Nothing was built in yet, or you may not see it."
        )
    }

    private var containment: ClearedText {
        let rows = siblings.compactMap { other -> ClearedText? in
            guard let id = other.id else { return nil }
            let isHeld = other["isHeld"]?.shows("true") == true || other["state"]?.shows("scrapped") == true
            let box: ClearedText =
                isHeld
                ? ""
                : "<input type=\"checkbox\" name=\"hold-\(id)\" value=\"yes\" checked aria-label=\"Hold \(other["serial"])\">"
            return PageParts.row(
                box,
                "<span class=\"mark\">\(markOf: other["serial"])</span>",
                "<a href=\"/units/\(id)\">\(other["serial"])</a>",
                "\(other["partNumber"]) rev. \(other["revision"])",
                UnitStateText.text(other)
            )
        }
        guard !rows.isEmpty else { return "" }
        let table = PageParts.table("Units of the same lots", ["Hold", "Marking", "Serial", "Part", "State"], rows)
        return """
            <h2>Units that took of the same lots</h2><form method="post" action="\(address)/contain">\(seen())\(table)\
            <label for="containment">Why they are held</label><textarea id="containment" name="containment" rows="2">\(request.typed("containment"))</textarea>\
            <div class="actions"><button>Hold those that are ticked</button></div></form>
            """
    }

    private var otherReports: ClearedText {
        others.isEmpty
            ? "" : "<h2>Other nonconformances of this unit</h2>\(Self.table("Other nonconformances", others))"
    }

    private var signed: ClearedText {
        guard !signatures.isEmpty else { return "" }
        let rows = signatures.map { signature -> ClearedText in
            guard signature.id != nil else { return PageParts.withheld(columns: 3) }
            return PageParts.row(
                "\(signature["printedName"]) (\(signature["signer"]))",
                "\(signature["meaning"])",
                "\(timeOf: signature["signed"])"
            )
        }
        return "<h2>Signatures</h2>\(PageParts.table("Signatures", ["Signed by", "Meaning", "When"], rows))"
    }

    // MARK: In words

    /// Nonconformances, a line each.
    static func table(_ caption: StaticString, _ reports: [ReleasedRecord], none: StaticString = "Nothing waits.")
        -> ClearedText
    {
        let rows = reports.map { report -> ClearedText in
            guard let id = report.id else { return PageParts.withheld(columns: 6) }
            return PageParts.row(
                "<span class=\"mark\">\(markOf: report["description"])</span>",
                "<a href=\"/nonconformances/\(id)\">\(report["serial"])</a>",
                "\(report["description"])",
                "\(report["sequence"])",
                state(report),
                "\(timeOf: report["raised"])"
            )
        }
        return PageParts.table(
            caption,
            ["Marking", "Unit", "What was found", "At operation", "State", "Reported"],
            rows,
            none: none
        )
    }

    private static func state(_ report: ReleasedRecord) -> ClearedText {
        switch report["state"] {
        case let state? where state.shows("open"): "<span class=\"state state-bad\">open, on hold</span>"
        case let state? where state.shows("proposed"):
            "<span class=\"state state-warn\">waits for the design authority</span>"
        case let state? where state.shows("customer"):
            "<span class=\"state state-warn\">waits for the customer</span>"
        case let state? where state.shows("disposed"): "<span class=\"state state-done\">disposed</span>"
        case let state: "\(state)"
        }
    }

    private static func words(_ disposition: ReleasedField) -> ClearedText {
        if disposition.shows("useAsIs") { return "use as is" }
        return "\(disposition)"
    }
}
