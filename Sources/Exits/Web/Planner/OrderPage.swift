internal import Boundary
internal import Execution
internal import HTTPExit

/// An order as a page of the planner: what can still be changed of it, and what was.
struct OrderPage {
    private let order: ReleasedRecord
    private let address: ClearedText
    private let units: [ReleasedRecord]
    private let corrections: [ReleasedRecord]
    private let request: PageRequest
    private let newKey: () -> String

    init?(
        _ records: [ReleasedRecord],
        _ corrections: [ReleasedRecord],
        _ request: PageRequest,
        _ newKey: @escaping () -> String
    ) {
        guard let order = records.first(where: { $0.kind == JobOrder.kind.name }), let id = order.id else { return nil }
        self.order = order
        address = "/orders/\(id)"
        units = records.filter { $0.kind == WorkUnit.kind.name }
        self.corrections = corrections
        self.request = request
        self.newKey = newKey
    }

    var title: ClearedText { "Change order \(order["number"])" }

    func body(_ problem: ClearedText) -> ClearedText {
        """
        \(problem)<h1>\(markOf: order["number"])\(title)</h1><div class="card"><dl class="row"><div><dt>Part</dt><dd>\(order["partNumber"]) rev. \(order["revision"])</dd></div><div><dt>State</dt><dd>\(Self.state(order))</dd></div>\
        <div><dt>Quantity</dt><dd>\(order["quantity"])</dd></div><div><dt>Cancelled</dt><dd>\(order["cancelledUnits"])</dd></div></dl></div>\
        \(forms)<h2>Corrected</h2>\(CorrectionsPage.table(corrections))<div class="actions"><a class="button" href="\(address)">Order</a><a class="button" href="/planner" data-command="HOME">Orders</a></div>
        """
    }

    private var isOver: Bool {
        order["state"]?.shows("done") == true || order["state"]?.shows("cancelled") == true
    }

    private func seen() -> ClearedText { "\(request.formToken)\(request.onceKey(newKey()))" }

    private func value(_ name: StaticString, _ field: ReleasedField?) -> ClearedText {
        request.fields[name] == nil ? "\(field)" : request.typed(name)
    }

    private var forms: ClearedText {
        if isOver { return "<p>Nothing more is done to this order.</p>" }
        return """
            <div class="columns"><div class="card"><h2>When it is due</h2><form method="post" action="\(address)/correct">\(seen())\(PageParts.field("due", "Due", value("due", order["due"]), hint: "a day such as 2026-12-10"))\
            \(PageParts.field("priority", "Priority", value("priority", order["priority"]), hint: "0 to 9", mode: "numeric"))\
            <label for="correct-reason">Why</label><textarea id="correct-reason" name="reason" rows="2">\(request.typed("reason"))</textarea>\
            <p>\(request.visitorName): I correct this order; what it was stays readable.</p>\(PageParts.pin("correct-pin"))<div class="actions"><button class="main">Correct and sign</button></div></form></div>\
            <div class="card"><h2>Cancel what has not begun</h2>\(cancelling)</div></div>\(begun)
            """
    }

    private func isFree(_ unit: ReleasedRecord) -> Bool {
        let isWaiting = unit["state"]?.shows("waiting") == true || unit["state"]?.shows("planned") == true
        return isWaiting && unit["isBegun"]?.shows("false") == true && unit["isHeld"]?.shows("false") == true
    }

    private var cancelling: ClearedText {
        let free = units.filter(isFree)
        guard !free.isEmpty else { return "<p>Each unit was begun, is on hold, or was cancelled.</p>" }
        let boxes = free.compactMap { unit -> ClearedText? in
            unit.id.map { id in
                "<label class=\"check\"><input type=\"checkbox\" name=\"unit-\(id)\" value=\"yes\" checked> \(unit["serial"])</label>"
            }
        }
        return """
            <form method="post" action="\(address)/cancel">\(seen())<fieldset><legend>Units that are no longer wanted</legend>\(.joined(boxes))</fieldset>\
            <label for="cancel-reason">Why</label><textarea id="cancel-reason" name="reason" rows="2">\(request.typed("reason"))</textarea>\
            <p>\(request.visitorName): These units are not built. Their capacity is free.</p>\(PageParts.pin("cancel-pin"))<div class="actions"><button>Cancel them and sign</button></div></form>
            """
    }

    private var begun: ClearedText {
        let rest = units.filter { !isFree($0) && $0["state"]?.shows("cancelled") != true }
        guard !rest.isEmpty else { return "" }
        return
            "<h2>Begun, on hold or done: these stay</h2>\(PlantPages.unitTable(rest))"
    }

    // MARK: In words

    /// An order's state, with a shape for what is not as usual.
    static func state(_ order: ReleasedRecord) -> ClearedText {
        switch order["state"] {
        case let state? where state.shows("planned"): "<span class=\"state state-warn\">planned, not released</span>"
        case let state? where state.shows("released"): "<span class=\"state state-open\">released</span>"
        case let state? where state.shows("running"): "<span class=\"state state-open\">running</span>"
        case let state? where state.shows("done"): "<span class=\"state state-done\">done</span>"
        case let state? where state.shows("cancelled"): "<span class=\"state state-bad\">cancelled</span>"
        case let state: "\(state)"
        }
    }
}
