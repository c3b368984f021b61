internal import Boundary
internal import Execution
internal import Governance
internal import HTTPExit
internal import Journal
internal import PlantModel

/// Programs' variants as pages: all of them, one with its delta and drift, a change that asks for one or ends one.
struct VariantPage {
    let request: PageRequest
    /// A new key for each form.
    let newKey: () -> String

    private func of<Entry: LabelledRecord>(_ type: Entry.Type, _ records: [ReleasedRecord]) -> [ReleasedRecord] {
        records.filter { $0.kind == type.kind.name && !$0.isWithheld }
    }

    private func isMerged(_ variant: ReleasedRecord) -> Bool { variant["ended"].map { !$0.shows("") } ?? false }

    // MARK: All

    func overview(_ records: [ReleasedRecord], on day: Day) -> ClearedText {
        let changes = of(ChangeRequest.self, records).compactMap { change -> ClearedText? in
            guard let id = change.id else { return nil }
            return PageParts.row(
                "<span class=\"mark\">\(markOf: change["title"])</span>",
                "<a href=\"/variants/changes/\(id)\">\(change["title"])</a>",
                "<span class=\"lines\">\(change["reason"])</span>",
                "\(change["author"])",
                "\(change["effective"])"
            )
        }
        let merged = of(ProcessVariant.self, records).filter(isMerged).compactMap { variant -> ClearedText? in
            guard let id = variant.id else { return nil }
            return PageParts.row(
                "<span class=\"mark\">\(markOf: variant["standard"])</span>",
                "<a href=\"/variants/\(id)\">\(variant["standard"])</a>",
                "<span class=\"lines\">\(variant["difference"])</span>",
                Self.way(variant),
                "\(variant["ended"])"
            )
        }
        return """
            <h1>Variants</h1><p>A program's deviation from a standard routing, form or status, with a reason, an owner and a last day. What is past its last day goes back to the standard, or the standard takes it in.</p>\
            \(open(records, on: day))<div class="actions"><a class="button main" href="/variants/new">Ask for a variant</a></div>\
            <h2>Asked for</h2>\(PageParts.table("Asked for", ["Marking", "Change", "Why", "Asked for by", "From"], changes, none: "No change of a variant is open that you may see."))\
            <h2>Merged</h2>\(PageParts.table("Merged", ["Marking", "Deviated from", "What differed", "Now", "Since"], merged, none: "None that you may see."))
            """
    }

    /// Those that were not merged, a line each.
    func open(_ records: [ReleasedRecord], on day: Day) -> ClearedText {
        let drifts = ReleasedIndex(idsOf: of(VariantDrift.self, records))
        let rows = of(ProcessVariant.self, records).filter { !isMerged($0) }.compactMap { variant -> ClearedText? in
            guard let id = variant.id else { return nil }
            return PageParts.row(
                "<span class=\"mark\">\(markOf: variant["standard"])</span>",
                "<a href=\"/variants/\(id)\">\(variant["standard"])</a>",
                "<span class=\"lines\">\(variant["difference"])</span>",
                "<span class=\"lines\">\(variant["reason"])</span>",
                "\(variant["owner"])",
                "\(variant["expires"])",
                "\(Self.state(variant, on: day))\(Self.drift(!drifts[id].isEmpty))"
            )
        }
        return PageParts.table(
            "Variants",
            ["Marking", "Deviates from", "What differs", "Why", "Owner", "Last day", "State"],
            rows,
            none: "No program deviates from a standard, that you may see."
        )
    }

    // MARK: One

    /// Nil where it may not be seen.
    func one(_ records: [ReleasedRecord], on day: Day) -> ClearedText? {
        guard let variant = of(ProcessVariant.self, records).first, let id = variant.id else { return nil }
        let masters = of(WorkMaster.self, records)
        let standard = ReleasedIndex(idsOf: masters)[variant["definition"]].first.map { masters[$0] }
        let drift = of(VariantDrift.self, records).first
        let newer = masters.filter { $0.id != standard?.id && $0["state"]?.shows("released") == true }
        let drafts = masters.filter { $0["state"]?.shows("draft") == true }
        let link: ClearedText =
            standard?.id.map { "<a href=\"/definitions/\($0)\">\(variant["standard"])</a>" } ?? "\(variant["standard"])"
        let isNamed = variant["definition"]?.shows("") == true
        let acts: ClearedText =
            isMerged(variant) ? "" : "\(ending(id))\(isNamed ? takingIn(id) : merging(id, standard, drafts))"
        let standing: ClearedText =
            isMerged(variant) ? "\(Self.way(variant)) since \(variant["ended"])" : Self.state(variant, on: day)
        return """
            <h1>\(markOf: variant["standard"])Variant of \(variant["standard"])</h1><div class="columns"><div class="card"><dl><dt>Deviates from</dt><dd>\(link)</dd>\
            <dt>State</dt><dd>\(standing)\(Self.drift(drift != nil))</dd>\
            <dt>Owner</dt><dd>\(variant["owner"])</dd><dt>Counts from</dt><dd>\(variant["effective"])</dd><dt>Last day</dt><dd>\(variant["expires"])</dd></dl>\
            <h2>What differs</h2><p class="lines">\(variant["difference"])</p><h2>Why</h2><p class="lines">\(variant["reason"])</p>\(moved(standard, newer))\(Self.movedSince(drift))</div>\(acts)</div>\
            <h2>Changes</h2>\(changes(of(ChangeRequest.self, records)))\(Self.back)
            """
    }

    private func moved(_ standard: ReleasedRecord?, _ newer: [ReleasedRecord]) -> ClearedText {
        guard let old = standard?.id, !newer.isEmpty else { return "" }
        let lines = newer.compactMap { revision -> ClearedText? in
            revision.id.map {
                "<li><a href=\"/definitions/\($0)\">\(revision["partNumber"]) rev. \(revision["revision"])</a>: <a href=\"/definitions/\($0)/difference/\(old)\">what is different</a></li>"
            }
        }
        return "<h2>In force by now</h2><ul>\(.joined(lines))</ul>"
    }

    private func ending(_ id: AggregateID) -> ClearedText {
        """
        <div class="card"><h2>Back to the standard</h2><p>Asks for the change by which the variant ends. Somebody else approves it.</p><form method="post" action="/variants/\(id)/end">\(request.formToken)\(request.onceKey(newKey()))\
        <label for="end-reason">Why</label><textarea id="end-reason" name="reason" rows="2">\(request.typed("reason"))</textarea>\
        \(PageParts.field("effective", "From", request.typed("effective"), hint: "the first day on which it does not count, such as 2026-12-10; today if empty"))\
        <div class="actions"><button class="main">Ask for its end</button></div></form></div>
        """
    }

    private func merging(_ id: AggregateID, _ standard: ReleasedRecord?, _ drafts: [ReleasedRecord]) -> ClearedText {
        guard let standard, let master = standard.id else { return "" }
        let forms = drafts.compactMap { draft -> ClearedText? in
            guard let own = draft.id else { return nil }
            return """
                <h3><a href="/definitions/\(own)">\(draft["partNumber"]) rev. \(draft["revision"])</a></h3><form method="post" action="/variants/\(id)/merge">\(request.formToken)\(request.onceKey(newKey()))\
                <input type="hidden" name="definition" value="\(own)"><input type="hidden" name="content" value="\(draft["contentHash"])">\
                <label for="merge-reason-\(own)">Why</label><textarea id="merge-reason-\(own)" name="reason" rows="2"></textarea>\
                <div class="actions"><button>Submit rev. \(draft["revision"]) with it</button></div></form>
                """
        }
        return """
            <div class="card"><h2>Into the standard</h2><p>Write <a href="/definitions/\(master)">a new revision of the standard</a> that has what differs, then submit that draft from here: once the revision is approved and released, the variant ends.</p>\
            \(forms.isEmpty ? "<p>No draft of the standard is open that you may see.</p>" : .joined(forms))</div>
            """
    }

    /// Of a form or a status, which no revision here takes in.
    private func takingIn(_ id: AggregateID) -> ClearedText {
        """
        <div class="card"><h2>Into the standard</h2><p>Asks for the change by which the standard is from then on as the variant says, for every program. Change it where it is kept too. Other variants of it have to be looked at again: their standard moved on.</p>\
        <form method="post" action="/variants/\(id)/merge">\(request.formToken)\(request.onceKey(newKey()))\
        <label for="take-reason">Why</label><textarea id="take-reason" name="reason" rows="2">\(request.typed("reason"))</textarea>\
        <label for="take-effective">From <span class="hint">the first day on which the standard is so, such as 2026-12-10; today if empty</span></label>\
        <input type="text" id="take-effective" name="effective" value="\(request.typed("effective"))" autocomplete="off">\
        <div class="actions"><button>Ask that the standard takes it in</button></div></form></div>
        """
    }

    /// Of a form or a status, since when it is another one.
    private static func movedSince(_ drift: ReleasedRecord?) -> ClearedText {
        guard let since = drift?["since"], !since.shows("") else { return "" }
        return
            "<h2>In force by now</h2><p>The standard took in another variant on \(since). Look whether this one still differs, and ask for it again or for its end.</p>"
    }

    private func changes(_ changes: [ReleasedRecord]) -> ClearedText {
        let rows = changes.compactMap { change -> ClearedText? in
            guard let id = change.id else { return nil }
            let isOfDefinition = change["kind"]?.shows("workDefinition") == true
            return PageParts.row(
                "<span class=\"mark\">\(markOf: change["title"])</span>",
                isOfDefinition
                    ? "\(change["title"])" : "<a href=\"/variants/changes/\(id)\">\(change["title"])</a>",
                "\(change["stage"])",
                "\(change["author"])",
                "\(change["effective"])",
                "<span class=\"lines\">\(change["progress"])</span>"
            )
        }
        return PageParts.table(
            "Changes of the variant",
            ["Marking", "Change", "State", "Asked for by", "From", "So far"],
            rows
        )
    }

    // MARK: A change

    /// Nil where it may not be seen.
    func change(_ records: [ReleasedRecord]) -> ClearedText? {
        guard let change = of(ChangeRequest.self, records).first, let id = change.id else { return nil }
        let review = of(ChangeReview.self, records).first
        let isOpen = change["stage"]?.shows("open") == true
        let merges = change["merges"].map { !$0.shows("") } ?? false
        let variant: ClearedText =
            merges
            ? "<p><a href=\"/variants/\(change["merges"])\">The variant that ends by it</a></p>"
            : change["stage"]?.shows("released") == true ? "<p><a href=\"/variants/\(id)\">The variant</a></p>" : ""
        return """
            <h1>\(markOf: change["title"])\(change["title"])</h1><div class="columns"><div class="card"><dl><dt>State</dt><dd>\(change["stage"])</dd><dt>Why</dt><dd>\(change["reason"])</dd><dt>Asked for by</dt><dd>\(change["author"])</dd>\
            <dt>From</dt><dd>\(change["effective"])</dd><dt>Hash</dt><dd class="hash">\(change["content"])</dd><dt>Tier</dt><dd>\(review?["tier"])</dd></dl>\
            <h2>What it changes</h2><p class="lines">\(change["impact"])</p>\(variant)<h2>So far</h2><p class="lines">\(change["progress"])</p></div>\
            \(isOpen ? ChangeActs(request: request, newKey: newKey).forms(change, review, at: "/variants/changes/\(id)") : "")</div>\(Self.back)
            """
    }

    // MARK: Asking

    var asking: ClearedText {
        let isOfDefinition = !(request.fields["definition"] ?? "").isEmpty
        let standard: ClearedText =
            isOfDefinition
            ? "<p>It deviates from a work definition.</p><input type=\"hidden\" name=\"definition\" value=\"\(request.typed("definition"))\">"
            : PageParts.field(
                "standard",
                "Deviates from",
                request.typed("standard"),
                hint: "a form, a status or another standard, by the name that the plant has for it"
            )
        return """
            <h1>Ask for a variant</h1><form method="post" action="/variants">\(request.formToken)\(request.onceKey(newKey()))<div class="card">\(PageParts.field("program", "Program", request.typed("program")))\(standard)\
            <label for="difference">What differs</label><textarea id="difference" name="difference" rows="3">\(request.typed("difference"))</textarea>\
            <label for="reason">Why</label><textarea id="reason" name="reason" rows="2">\(request.typed("reason"))</textarea>\
            \(PageParts.field("owner", "Owner", request.typed("owner"), hint: "who answers for it, by the id in the register"))\
            \(PageParts.field("effective", "Counts from", request.typed("effective"), hint: "a day such as 2026-12-10; today if empty"))\
            \(PageParts.field("expires", "Last day", request.typed("expires"), hint: "a day such as 2027-03-31"))\
            <div class="actions"><button class="main">Ask for it</button></div></div></form>\(Self.back)
            """
    }

    // MARK: In words

    private static let back: ClearedText =
        "<div class=\"actions\"><a class=\"button\" href=\"/variants\" data-command=\"HOME\">All variants <kbd>HOME</kbd></a></div>"

    private static func state(_ variant: ReleasedRecord, on day: Day) -> ClearedText {
        variant["expires"]?.shows(dayBefore: day) == true
            ? "<span class=\"state state-bad\">past its last day</span>"
            : "<span class=\"state state-done\">counts</span>"
    }

    /// Said where what it deviates from is another one by now.
    private static func drift(_ isMoved: Bool) -> ClearedText {
        isMoved ? " <span class=\"state state-warn\">the standard moved on</span>" : ""
    }

    private static func way(_ variant: ReleasedRecord) -> ClearedText {
        variant["merged"]?.shows("intoStandard") == true ? "in the standard" : "back to the standard"
    }
}
