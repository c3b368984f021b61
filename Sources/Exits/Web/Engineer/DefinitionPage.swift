internal import Boundary
internal import Execution
internal import Governance
internal import HTTPExit

/// A work definition as a page: what it says, how far it has come, and what may be done next.
struct DefinitionPage {
    let master: ReleasedRecord
    let address: ClearedText
    private let parts: DefinitionParts
    private let changes: [ReleasedRecord]
    private let verdict: ChangeVerdict?
    private let isChangeOpen: Bool
    private let isChangeReleased: Bool
    private let others: [ReleasedRecord]
    private let impact: DefinitionImpactPage
    private let request: PageRequest
    private let newKey: () -> String

    init?(
        _ records: [ReleasedRecord],
        changes: [ReleasedRecord],
        review: ContentReview,
        others: [ReleasedRecord],
        impact: [ReleasedRecord],
        _ request: PageRequest,
        _ newKey: @escaping () -> String
    ) {
        guard let master = records.first(where: { $0.kind == WorkMaster.kind.name }), let id = master.id else {
            return nil
        }
        self.master = master
        address = "/definitions/\(id)"
        parts = DefinitionParts(records)
        self.changes = changes
        verdict = review.verdict
        isChangeOpen = review.isOpen
        isChangeReleased = review.isReleased
        self.others = others.filter { $0.id != nil && $0.id != id }
        self.impact = DefinitionImpactPage(impact)
        self.request = request
        self.newKey = newKey
    }

    var title: ClearedText { "\(master["partNumber"]) rev. \(master["revision"])" }

    private func isIn(_ state: StaticString) -> Bool { master["state"]?.shows(state) == true }

    func body(_ problem: ClearedText) -> ClearedText {
        """
        \(problem)<h1>\(markOf: master["title"])\(title) \(master["title"])</h1>\(progressLine)\
        <div class="columns"><div class="card"><dl><dt>State</dt><dd>\(DefinitionStateText.text(master))</dd><dt>Written by</dt><dd>\(master["author"])</dd>\
        <dt>Changed</dt><dd>\(timeOf: master["changed"])</dd><dt>Is for</dt><dd>\(isFor)</dd><dt>Training on it</dt><dd>\(training)</dd><dt>Content</dt><dd class="hash">\(master["contentHash"])</dd></dl>\(returned)\(ways)</div>\(next)</div>\
        \(changeCard)\(impact.section)\(operations)\(otherRevisions)
        """
    }

    /// The way of a definition, with where it stands.
    private var progressLine: ClearedText {
        func step(_ state: StaticString, _ words: StaticString) -> ClearedText {
            let current: ClearedText = isIn(state) ? " aria-current=\"step\"" : ""
            return "<li\(current)>\(program: words)</li>"
        }
        return
            "<ol class=\"steps\" aria-label=\"The way of a definition\">\(step("draft", "Draft"))\(step("inReview", "In review"))\(step("released", "Released"))\(step("superseded", "Superseded"))</ol>"
    }

    private var isRework: Bool { master["isRework"]?.shows("true") == true }

    private var isFor: ClearedText {
        guard isRework else { return EffectivityFields.text(master) }
        guard let nonconformance = master["nonconformance"], !nonconformance.shows("") else {
            return "rework of any unit of the part"
        }
        return "rework for <a href=\"/nonconformances/\(nonconformance)\">one nonconformance</a>"
    }

    private var training: ClearedText {
        master["needsTraining"]?.shows("true") == true ? "needed of who works by it" : "not needed"
    }

    private var returned: ClearedText {
        guard isIn("draft"), let reason = master["returnReason"], !reason.shows("") else { return "" }
        return "<p><span class=\"state state-warn\">sent back</span> \(markOf: reason)\(reason)</p>"
    }

    private var ways: ClearedText {
        var links: [ClearedText] = []
        if isIn("draft") { links.append("<a class=\"button\" href=\"\(address)/heading\">Change the heading</a>") }
        if isIn("released"), !isRework {
            links.append("<a class=\"button\" href=\"/orders/new/\(id)\">Order units</a>")
            links.append("<a class=\"button\" href=\"/variants/new?definition=\(id)\">Ask for a variant</a>")
        }
        links.append("<a class=\"button\" href=\"/engineer\" data-command=\"HOME\">All definitions</a>")
        return "<div class=\"actions\">\(.joined(links))</div>"
    }

    private var id: ClearedText { master.id.map { "\($0)" } ?? "" }

    /// What a form says of the page that it stands on.
    private func seen() -> ClearedText {
        "\(request.formToken)\(request.onceKey(newKey()))<input type=\"hidden\" name=\"content\" value=\"\(master["contentHash"])\">"
    }

    // MARK: What is done next

    private var next: ClearedText {
        if isIn("draft") { return submitting }
        if isIn("inReview") { return reviewing }
        return revising
    }

    private var submitting: ClearedText {
        """
        <div class="card"><h2>Submit for review</h2><p>From then on it is not changed. It asks for the change that puts it in force; the plant's rules say who approves.</p>\
        <form method="post" action="\(address)/submit">\(seen())<label for="reason">Why it is changed</label><textarea id="reason" name="reason" rows="2">\(request.typed("reason"))</textarea>\
        \(PageParts.field("effective", "In force from", request.typed("effective"), hint: "a day such as 2026-12-10; today if empty"))\
        <div class="actions"><button class="main">Submit</button></div></form></div>
        """
    }

    private var reviewing: ClearedText {
        guard isChangeOpen else { return notAskedFor }
        return """
            <div class="card"><h2>Approve</h2><p>\(request.visitorName): I have looked at this content and approve it in this capacity.</p><form method="post" action="\(address)/approve">\(seen())\(ApprovalCapacity.select("approve-capacity", request))\
            \(PageParts.pin("approve-pin"))<div class="actions"><button class="main">Approve and sign</button></div></form>\
            <details><summary>Refuse it</summary><form method="post" action="\(address)/refuse">\(seen())\(ApprovalCapacity.select("refuse-capacity", request))<label for="refuse-reason">Why</label>\
            <textarea id="refuse-reason" name="reason" rows="2">\(request.typed("reason"))</textarea>\(PageParts.pin("refuse-pin"))\
            <div class="actions"><button>Refuse and send back</button></div></form></details>\(releasing)\(takingBack)</div>
            """
    }

    private var notAskedFor: ClearedText {
        let words: ClearedText =
            isChangeReleased
            ? "<h2>Put in force</h2><p>The change of this content is released.</p><form method=\"post\" action=\"\(address)/put-in-force\">\(seen())<div class=\"actions\"><button class=\"main\">Put in force</button></div></form>"
            : "<h2>No change is open</h2><p>The change of this content was refused or taken back. Take the definition back to draft, mend it and submit it again.</p>"
        return "<div class=\"card\">\(words)\(isChangeReleased ? "" : takingBack)</div>"
    }

    private var releasing: ClearedText {
        """
        <h3>Release</h3><form method="post" action="\(address)/release">\(seen())\(PageParts.pin("release-pin"))\
        <div class="actions"><button>Release and sign</button></div></form>
        """
    }

    private var takingBack: ClearedText {
        """
        <details><summary>Take it back to draft</summary><form method="post" action="\(address)/take-back">\(seen())<label for="take-back-reason">Why</label>\
        <textarea id="take-back-reason" name="reason" rows="2"></textarea><div class="actions"><button>Take back</button></div></form></details>
        """
    }

    private var revising: ClearedText {
        """
        <div class="card"><h2>New revision</h2><p>What was released is not changed. A new revision begins with what this one says.</p>\
        <form method="post" action="\(address)/revise">\(seen())\(PageParts.field("revision", "Revision", request.typed("revision")))\
        <div class="actions"><button class="main">Write a new revision</button></div></form></div>
        """
    }

    // MARK: The change

    private var changeCard: ClearedText {
        guard !changes.isEmpty else { return "" }
        let cards = changes.map { change -> ClearedText in
            """
            <div class="card"><h2>\(markOf: change["reason"])Change</h2><dl><dt>Why</dt><dd>\(change["reason"])</dd><dt>State</dt><dd>\(change["stage"])</dd><dt>Asked for by</dt><dd>\(change["author"])</dd>\
            <dt>In force from</dt><dd>\(change["effective"])</dd></dl><p class="instruction">\(change["progress"])</p>\(change["stage"]?.shows("open") == true ? missing : "")</div>
            """
        }
        return "<div class=\"columns\">\(.joined(cards))</div>"
    }

    private var missing: ClearedText {
        guard let verdict else { return "" }
        guard !verdict.isAllowed else {
            return
                "<p><span class=\"state state-done\">complete</span> Nothing stands in the way of its release by you.</p>"
        }
        return """
            <h3>What stands in the way of its release by you</h3>\(RefusalText.rules(verdict.reasons))\
            <details><summary>Record a test, evidence or the customer's approval</summary><form method="post" action="\(address)/record">\(seen())\
            <label for="kind">What</label><select id="kind" name="kind"><option value="passed">A test that passed</option><option value="failed">A test that failed</option><option value="evidence">Evidence</option><option value="customer">The customer's approval</option></select>\
            \(PageParts.field("name", "Its name, as the rule has it; of an approval the customer, as the plant file has it", request.typed("name")))\(PageParts.field("reference", "Where it is kept", request.typed("reference")))\
            <div class="actions"><button>Record</button></div></form></details>
            """
    }

    // MARK: What it says

    private var operations: ClearedText {
        let list = parts.operations.map { operation -> ClearedText in
            guard isIn("draft"), let id = operation.id else { return parts.card(operation, "") { _ in "" } }
            let place: ClearedText = "\(address)/operations/\(id)"
            let edit: ClearedText = """
                <div class="actions"><a class="button" href="\(place)">Change operation \(operation["sequence"])</a>\
                <a class="button" href="\(place)/media/new">Add a picture or PDF to operation \(operation["sequence"])</a></div>
                """
            return parts.card(operation, edit) { medium in
                """
                <a class="button" href="\(place)/media/\(medium.id.map { "\($0)" } ?? "")">Replace \(medium["number"])</a>\
                <form method="post" action="\(place)/media/remove">\(seen())<input type="hidden" name="replacing" value="\(medium["number"])"><button>Take \(medium["number"]) out</button></form>
                """
            }
        }
        let more: ClearedText =
            isIn("draft")
            ? "<div class=\"actions\"><a class=\"button\" href=\"\(address)/operations/new\">Add an operation</a></div>"
            : ""
        return "<h2>Routing</h2>\(parts.routing)\(.joined(list))\(more)"
    }

    private var otherRevisions: ClearedText {
        guard !others.isEmpty else { return "" }
        let rows = others.map { other -> ClearedText in
            let from: ClearedText = other.id.map { "\($0)" } ?? ""
            return PageParts.row(
                "<span class=\"mark\">\(markOf: other["partNumber"])</span>",
                "<a href=\"/definitions/\(from)\">\(other["partNumber"]) rev. \(other["revision"])</a>",
                DefinitionStateText.text(other),
                EffectivityFields.text(other),
                "\(timeOf: other["changed"])",
                "<a href=\"\(address)/difference/\(from)\">What is different here</a>"
            )
        }
        return
            "<h2>Other revisions</h2>\(PageParts.table("Other revisions", ["Marking", "Definition", "State", "Is for", "Changed", "Compare"], rows))"
    }
}

/// A definition's state in words.
enum DefinitionStateText {
    static func text(_ master: ReleasedRecord) -> ClearedText {
        switch master["state"] {
        case let state? where state.shows("draft"): "<span class=\"state state-open\">draft</span>"
        case let state? where state.shows("inReview"): "<span class=\"state state-warn\">in review</span>"
        case let state? where state.shows("released"): "<span class=\"state state-done\">released</span>"
        case let state? where state.shows("superseded"): "<span class=\"state state-open\">superseded</span>"
        case let state: "\(state)"
        }
    }
}

/// In which capacities changes are approved, as plant files and the catalogue name them. Who may act in one is said by the plant's grants.
enum ApprovalCapacity: CaseIterable {
    case manufacturing
    case quality
    case designAuthority
    case exportOffice
    case customer

    var id: StaticString {
        switch self {
        case .manufacturing: "manufacturing"
        case .quality: "quality"
        case .designAuthority: "designAuthority"
        case .exportOffice: "exportOffice"
        case .customer: "customer"
        }
    }

    var words: StaticString {
        switch self {
        case .manufacturing: "manufacturing"
        case .quality: "quality"
        case .designAuthority: "the design authority"
        case .exportOffice: "the export office"
        case .customer: "the customer"
        }
    }

    /// The field in which one of them is chosen; what was chosen before stays so.
    static func select(_ id: StaticString, _ request: PageRequest) -> ClearedText {
        let options = allCases.map { capacity -> ClearedText in
            let chosen: ClearedText = request.fields["capacity"] == capacity.id.description ? " selected" : ""
            return "<option value=\"\(program: capacity.id)\"\(chosen)>\(program: capacity.words)</option>"
        }
        return
            "<label for=\"\(program: id)\">In the capacity of</label><select id=\"\(program: id)\" name=\"capacity\">\(.joined(options))</select>"
    }
}
