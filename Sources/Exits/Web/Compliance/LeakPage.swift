internal import Boundary
internal import Governance
internal import HTTPExit
internal import Journal

/// A leak: what was confirmed, its clocks with what can be recorded of each, and how it is closed.
struct LeakPage {
    let request: PageRequest
    let now: UInt64
    /// A new key for each form.
    let newKey: () -> String

    /// The page of a leak that is there.
    func text(_ leak: ReleasedRecord, clocks: [ReleasedRecord]) -> ClearedText {
        let isOpen = leak["state"]?.shows("open") == true
        let shown = clocks.filter { !$0.isWithheld }
        let open = shown.filter { $0["state"]?.shows("running") == true || $0["state"]?.shows("waiting") == true }
        return """
            <h1>\(markOf: leak["program"])Leak of \(leak["program"])</h1>\(head(leak, isOpen: isOpen))\
            <h2>Who has to be told</h2>\(LeakTables.table(shown, now: now, leads: false))\(settled(shown))\
            \(isOpen ? .joined(open.map { acts($0, leak) }) : "")\(isOpen ? closing(leak, hasOpen: !open.isEmpty) : "")
            """
    }

    private func head(_ leak: ReleasedRecord, isOpen: Bool) -> ClearedText {
        let hold: ClearedText =
            isOpen
            ? "<span class=\"state state-warn\">on hold</span> nothing that is kept together with it is destroyed"
            : "lifted"
        let closed: ClearedText =
            isOpen ? "" : "<dt>Closed by</dt><dd>\(leak["closed_by"]): \(leak["closing_reason"])</dd>"
        return """
            <div class="card"><dl><dt>Where it was found</dt><dd class="lines">\(leak["found"])</dd><dt>Record</dt><dd class="code">\(leak["record"])</dd>\
            <dt>Broken, by the scan</dt><dd>\(leak["broken"])</dd><dt>Discovered</dt><dd>\(timeOf: leak["discovered"])</dd>\
            <dt>Confirmed</dt><dd>\(timeOf: leak["confirmed"]) by \(leak["printed_name"])</dd>\
            <dt>What had left by then</dt><dd>\(leak["releases"]) releases, \(leak["recipients"]) lines <span class="hash">\(leak["content_hash"])</span></dd>\
            <dt>Records</dt><dd>\(hold)</dd>\(closed)</dl></div>
            """
    }

    /// What was recorded of clocks.
    private func settled(_ clocks: [ReleasedRecord]) -> ClearedText {
        let told = clocks.filter { $0["evidence"]?.shows("") == false || $0["begun_by"]?.shows("") == false }
        guard !told.isEmpty else { return "" }
        let rows = told.map { clock -> ClearedText in
            """
            <tr><td>\(clock["addressee"])</td><td class="lines">\(clock["begun_by"])</td><td class="lines">\(clock["evidence"])</td><td>\(clock["met_by"])</td></tr>
            """
        }
        return PageParts.table(
            "What was recorded",
            ["To be told", "Begun", "What shows it, or why it does not apply", "By"],
            rows
        )
    }

    /// What can be recorded of an open clock.
    private func acts(_ clock: ReleasedRecord, _ leak: ReleasedRecord) -> ClearedText {
        guard let id = clock.id, let leakID = leak.id else { return "" }
        let begin: ClearedText =
            clock["state"]?.shows("waiting") == true
            ? """
            <form method="post" action="/compliance/leaks/\(leakID)/begin">\(fields(id, "begin"))\
            <div class="actions"><button>It took place: the clock runs</button></div></form>
            """ : ""
        return """
            <details class="card"><summary>\(clock["addressee"]), \(clock["cite"])</summary><p>\(clock["says"]).</p><p class="hint">\(clock["obligations"])</p>\(begin)\
            <form method="post" action="/compliance/leaks/\(leakID)/meet">\
            <label for="outcome-\(id)">What became of it</label><select id="outcome-\(id)" name="outcome"><option value="reported">It was reported</option>\
            <option value="doesNotApply">It does not apply to this leak</option></select>\(fields(id, "meet"))\
            <div class="actions"><button class="main">Record it</button></div></form></details>
            """
    }

    private func fields(_ clock: AggregateID, _ form: StaticString) -> ClearedText {
        """
        \(request.formToken)\(request.onceKey(newKey()))<input type="hidden" name="clock" value="\(clock)">\
        <label for="\(program: form)-evidence-\(clock)">What shows it, or why it does not apply</label>\
        <textarea id="\(program: form)-evidence-\(clock)" name="evidence" rows="2"></textarea>\
        <label for="\(program: form)-at-\(clock)">When, in UTC <span class="hint">2026-12-10 14:05; nothing for now</span></label>\
        <input type="text" id="\(program: form)-at-\(clock)" name="at" autocomplete="off">\
        <label for="\(program: form)-pin-\(clock)">PIN <span class="hint">it signs</span></label>\
        <input type="password" id="\(program: form)-pin-\(clock)" name="pin" inputmode="numeric" autocomplete="off">
        """
    }

    private func closing(_ leak: ReleasedRecord, hasOpen: Bool) -> ClearedText {
        guard let id = leak.id else { return "" }
        if hasOpen {
            return "<p>It is closed, and the hold lifted, once each clock is met or found not to apply.</p>"
        }
        return """
            <div class="card"><h2>Close it</h2><p>The hold is lifted: what is due to be destroyed may be destroyed again.</p>\
            <form method="post" action="/compliance/leaks/\(id)/close">\(request.formToken)\(request.onceKey(newKey()))\
            <label for="evidence">What was done about it</label><textarea id="evidence" name="evidence" rows="3">\(request.typed("evidence"))</textarea>\
            \(PageParts.pin("pin"))<div class="actions"><button class="main">Close the leak</button></div></form></div>
            """
    }
}
