internal import Boundary
internal import Documents
internal import Execution
internal import HTTPExit

/// A notice of escape as a page and as paper.
struct EscapeNoticePage {
    private let notice: ReleasedRecord
    private let id: ClearedText
    private let certificate: ReleasedRecord?
    private let units: [ReleasedRecord]
    private let reports: [ReleasedRecord]

    init?(_ records: [ReleasedRecord]) {
        guard let notice = records.first, notice.kind == EscapeNotice.kind.name, let id = notice.id else { return nil }
        func all(_ kind: String) -> [ReleasedRecord] { records.filter { $0.kind == kind } }
        self.notice = notice
        self.id = "\(id)"
        certificate = all(ConformanceCertificate.kind.name).first
        units = all(WorkUnit.kind.name)
        reports = all(Nonconformance.kind.name)
    }

    var title: ClearedText { "Notice of escape \(notice["number"])" }

    private func isIn(_ stage: StaticString) -> Bool { notice["state"]?.shows(stage) == true }

    /// Whether a field that is not always there is.
    private func has(_ field: String) -> Bool { notice[field].map { !$0.shows("") } ?? false }

    private var isWritten: Bool { has("written") }
    private var isWithdrawn: Bool { has("withdrawn") }

    func body(_ problem: ClearedText, _ request: PageRequest, _ newKey: () -> String) -> ClearedText {
        let link: ClearedText =
            certificate?.id.map { "<a href=\"/certificates/\($0)\">\(notice["certificateNumber"])</a>" }
            ?? "\(notice["certificateNumber"])"
        let found: ClearedText =
            reports.isEmpty ? "" : "<h2>Nonconformance</h2>\(NonconformancePage.table("Nonconformance", reports))"
        return """
            \(problem)<h1>\(markOf: notice["number"])\(title)</h1><div class="columns"><div class="card"><dl><dt>State</dt><dd>\(Self.state(notice))</dd><dt>Customer</dt><dd>\(notice["customer"])</dd><dt>Purchase order</dt><dd>\(notice["purchaseOrder"])</dd>\
            <dt>Certificate</dt><dd>\(link)</dd><dt>Order</dt><dd>\(notice["orderNumber"])</dd><dt>Part</dt><dd>\(notice["partNumber"])</dd><dt>Delivered units</dt><dd>\(notice["quantity"]): \(notice["serials"])</dd>\
            <dt>What was found</dt><dd>\(notice["finding"])</dd><dt>Found</dt><dd>\(timeOf: notice["discovered"])</dd><dt>To be told by</dt><dd>\(timeOf: notice["due"]) (\(notice["dueSource"]))</dd>\(written)\(told)\(withdrawn)</dl>\(paper)</div>\
            \(next(request, newKey))</div>\(withdrawing(request, newKey))<h2>Units</h2>\(PlantPages.unitTable(units))\(found)<div class="actions"><a class="button" href="/quality" data-command="HOME">All that waits</a></div>
            """
    }

    private var written: ClearedText {
        guard isWritten else { return "" }
        return """
            <dt>What the customer is told</dt><dd>\(notice["text"])</dd><dt>Signed by</dt><dd>\(notice["printedName"]) (\(notice["writtenBy"]))</dd><dt>Signed</dt><dd>\(timeOf: notice["written"])</dd><dt>Signed content</dt><dd>\(notice["contentHash"])</dd>
            """
    }

    private var told: ClearedText {
        guard has("recorded") else { return "" }
        return
            "<dt>Told</dt><dd>\(tellingOfNotice)</dd><dt>Recorded</dt><dd>\(timeOf: notice["recorded"]) by \(notice["toldBy"])</dd>"
    }

    /// When whom was told of the notice, and how.
    private var tellingOfNotice: ClearedText { "\(notice["toldOn"]), \(notice["toldTo"]), \(notice["toldHow"])" }

    private var withdrawn: ClearedText {
        guard isWithdrawn else { return "" }
        let due: ClearedText =
            has("withdrawalDue") ? "<dt>To be told by</dt><dd>\(timeOf: notice["withdrawalDue"])</dd>" : ""
        let told: ClearedText =
            has("withdrawalRecorded")
            ? "<dt>Told of it</dt><dd>\(notice["withdrawalToldOn"]), \(notice["withdrawalToldTo"]), \(notice["withdrawalToldHow"])</dd><dt>Recorded</dt><dd>\(timeOf: notice["withdrawalRecorded"]) by \(notice["withdrawalToldBy"])</dd>"
            : ""
        return """
            <dt>Withdrawn</dt><dd>\(timeOf: notice["withdrawn"]) by \(notice["withdrawnName"]) (\(notice["withdrawnBy"]))</dd><dt>Why</dt><dd>\(notice["withdrawalReason"])</dd><dt>Signed content</dt><dd>\(notice["withdrawalHash"])</dd>\(due)\(told)
            """
    }

    private var paper: ClearedText {
        isWritten
            ? "<div class=\"actions\"><a class=\"button main\" href=\"/escape-notices/\(id)/paper\" download>Get the paper</a></div>"
            : ""
    }

    private func next(_ request: PageRequest, _ newKey: () -> String) -> ClearedText {
        let seen: ClearedText = "\(request.formToken)\(request.onceKey(newKey()))"
        if isIn("due") {
            return """
                <div class="card"><h2>Write the notice</h2><p>\(request.visitorName): I tell the customer what is wrong with these units. What I sign is not changed afterwards.</p><form method="post" action="/escape-notices/\(id)/write">\(seen)\
                <label for="text">What the customer is told <span class="hint">what is wrong, and what to do with the units</span></label><textarea id="text" name="text" rows="6">\(request.typed("text"))</textarea>\
                \(PageParts.pin("write-pin"))<div class="actions"><button class="main">Write and sign</button></div></form></div>
                """
        }
        guard isIn("written") || isIn("withdrawing") else { return "" }
        let (heading, act): (ClearedText, ClearedText) =
            isIn("written")
            ? ("The customer was told", "tell") : ("The customer was told that it is withdrawn", "tell-withdrawal")
        return """
            <div class="card"><h2>\(heading)</h2><form method="post" action="/escape-notices/\(id)/\(act)">\(seen)\(PageParts.field("to", "Whom, at the customer's", request.typed("to")))\
            \(PageParts.field("how", "How", request.typed("how"), hint: "such as by mail, with its number"))\(PageParts.field("told-on", "On which day", request.typed("told-on"), hint: "a day such as 2026-12-10; today if empty"))\
            <div class="actions"><button class="main">Record it</button></div></form></div>
            """
    }

    /// Its withdrawal, behind a line to open: it is seldom what comes next.
    private func withdrawing(_ request: PageRequest, _ newKey: () -> String) -> ClearedText {
        if isWithdrawn { return "" }
        let retold: ClearedText = has("recorded") ? " The customer, who was told of it, is to be told of that." : ""
        // What was refused is seen as it was typed.
        let open: ClearedText = request.fields["reason"] == nil ? "" : " open"
        return """
            <details class="card"\(open)><summary>Withdraw it</summary><p>\(request.visitorName): this notice does not stand. What was written and told stays on record.\(retold)</p>\
            <form method="post" action="/escape-notices/\(id)/withdraw">\(request.formToken)\(request.onceKey(newKey()))<label for="reason">Why</label><textarea id="reason" name="reason" rows="3">\(request.typed("reason"))</textarea>\
            \(PageParts.pin("withdraw-pin"))<div class="actions"><button>Withdraw and sign</button></div></form></details>
            """
    }

    static func state(_ notice: ReleasedRecord) -> ClearedText {
        switch notice["state"] {
        case let state? where state.shows("due"): "<span class=\"state state-bad\">to be written</span>"
        case let state? where state.shows("written"): "<span class=\"state state-warn\">written, to be told</span>"
        case let state? where state.shows("told"): "<span class=\"state state-done\">told</span>"
        case let state? where state.shows("withdrawing"):
            "<span class=\"state state-warn\">withdrawn, to be told</span>"
        case let state? where state.shows("withdrawn"): "<span class=\"state state-done\">withdrawn</span>"
        case let state: "\(state)"
        }
    }

    /// Notices, a line each.
    static func table(_ notices: [ReleasedRecord]) -> ClearedText {
        let rows = notices.map { notice -> ClearedText in
            guard let id = notice.id else { return PageParts.withheld(columns: 6) }
            return PageParts.row(
                "<span class=\"mark\">\(markOf: notice["number"])</span>",
                "<a href=\"/escape-notices/\(id)\">\(notice["number"])</a>",
                "\(notice["customer"])",
                "\(notice["certificateNumber"]): \(notice["serials"])",
                state(notice),
                "\(timeOf: notice[notice["state"]?.shows("withdrawing") == true ? "withdrawalDue" : "due"])"
            )
        }
        return PageParts.table(
            "Notices of escape",
            ["Marking", "Notice", "Customer", "Certificate and units", "State", "To be told by"],
            rows,
            none: "None."
        )
    }

    /// The paper; nil of one that nobody signed yet.
    func document() -> ClearedDocument? {
        guard isWritten else { return nil }
        return NoticeOfEscape(
            id: "\(notice["number"])",
            organization: "\(certificate?["organization"])",
            customer: "\(notice["customer"])",
            purchaseOrder: "\(notice["purchaseOrder"])",
            certificate: "\(notice["certificateNumber"])",
            certified: certificate.map { "\(timeOf: $0["certified"])" } ?? "",
            order: "\(notice["orderNumber"])",
            partNumber: "\(notice["partNumber"])",
            serials: "\(notice["serials"])",
            quantity: "\(notice["quantity"])",
            discovered: "\(timeOf: notice["discovered"])",
            due: "\(timeOf: notice["due"])",
            finding: "\(notice["finding"])",
            text: "\(notice["text"])",
            contentHash: "\(notice["contentHash"])",
            signature: .init(
                "For the organization",
                name: "\(notice["printedName"])",
                date: "\(timeOf: notice["written"])"
            ),
            withdrawal: withdrawal
        ).document
    }

    private var withdrawal: NoticeOfEscape.Withdrawal? {
        guard isWithdrawn else { return nil }
        return .init(
            reason: "\(notice["withdrawalReason"])",
            told: has("recorded") ? tellingOfNotice : nil,
            contentHash: "\(notice["withdrawalHash"])",
            signature: .init(
                "For the organization, of the withdrawal",
                name: "\(notice["withdrawnName"])",
                date: "\(timeOf: notice["withdrawn"])"
            )
        )
    }
}
