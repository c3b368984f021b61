internal import Boundary
internal import Governance
internal import HTTPExit
internal import Journal

/// What the plant decides by, as pages: what is released, what is asked for, a study of other files, a change with what it takes.
struct BaselinePage {
    let request: PageRequest
    /// A new key for each form.
    let newKey: () -> String

    private func of<Entry: LabelledRecord>(_ type: Entry.Type, _ records: [ReleasedRecord]) -> [ReleasedRecord] {
        records.filter { $0.kind == type.kind.name && !$0.isWithheld }
    }

    // MARK: All

    func overview(_ records: [ReleasedRecord]) -> ClearedText {
        let released = of(BaselineStanding.self, records).map { baseline in
            PageParts.row(
                "<span class=\"hash\">\(baseline["content"])</span>",
                "\(baseline["effective"])",
                Self.standing(baseline),
                "<span class=\"lines\">\(baseline["approvals"])</span>",
                "\(baseline["tier"])"
            )
        }
        let changes = of(ChangeRequest.self, records).compactMap { change -> ClearedText? in
            guard let id = change.id else { return nil }
            return PageParts.row(
                "<a href=\"/baselines/\(id)\">\(change["title"])</a>",
                "\(change["stage"])",
                "\(change["author"])",
                "\(change["effective"])"
            )
        }
        return """
            <h1>Baselines</h1><p>The plant decides by a released baseline alone: plant file, catalogue, theorems, grants, determinations and plan, by their hashes. A released one counts from its day for an instance that is \
            started with its files; what runs goes on by what it was started with until then.</p>\
            <h2>Changes of the baseline</h2>\(PageParts.table("Changes of the baseline", ["Change", "State", "Asked for by", "From"], changes, none: "None was asked for that you may see."))\
            \(studies(of(BaselineStudyStanding.self, records)))\(form)\
            <h2>Released</h2>\(PageParts.table("Released baselines", ["Hash", "From", "State", "Approved by", "Tier"], released))
            """
    }

    private static func standing(_ baseline: ReleasedRecord) -> ClearedText {
        switch baseline["standing"] {
        case let state? where state.shows("inForce"): "<span class=\"state state-done\">in force</span>"
        case let state? where state.shows("atNextStart"):
            "<span class=\"state state-warn\">its day has come</span> start the instance with its files"
        case let state? where state.shows("untilNextStart"):
            "<span class=\"state state-warn\">decides until the next start</span>"
        case let state? where state.shows("later"): "<span class=\"state state-open\">later</span>"
        default: "<span class=\"state state-open\">before</span>"
        }
    }

    private func studies(_ asked: [ReleasedRecord]) -> ClearedText {
        let rows = asked.compactMap { study -> ClearedText? in
            guard let id = study.id else { return nil }
            return PageParts.row(
                "<a href=\"/baselines/studies/\(id)\">\(study["standing"])</a>",
                "<span class=\"hash\">\(study["content"])</span>"
            )
        }
        guard !rows.isEmpty else { return "" }
        return
            "<h2>What you had studied since the server was started</h2>\(PageParts.table("What you had studied", ["State", "Hash"], rows))"
    }

    private var form: ClearedText {
        func files(_ id: StaticString, _ label: StaticString, _ hint: StaticString, isOne: Bool = false) -> ClearedText
        {
            let several: ClearedText = isOne ? "" : " multiple"
            return
                "<label for=\"\(program: id)\">\(program: label) <span class=\"hint\">\(program: hint)</span></label><input type=\"file\" id=\"\(program: id)\" name=\"\(program: id)\"\(several)>"
        }
        return """
            <div class="card"><h2>Have other files studied</h2><p>Give the files that differ; each takes the place of the one of its name, and all others stay as they are. Nothing is changed by it. It says what differs, who would gain \
            and lose, and whether the theorems hold; then the change can be asked for.</p>\
            <form method="post" enctype="multipart/form-data" action="/baselines/studies">\(request.formToken)\(request.onceKey(newKey()))\
            \(files("plant", "Plant file and what it includes", "YAML, CSV"))\(files("grants", "Grants", "Cedar; one file", isOne: true))\
            \(files("determinations", "Determinations", "JSON"))\(files("catalogue", "Catalogue", "Cedar, schema, lists, schemes"))\
            \(files("theorems", "Theorems", "Cedar"))\(files("plan", "Plan", "as bulkhead plan --json-file wrote it; made anew where none is given", isOne: true))\
            <label for="removed">What goes <span class="hint">a path a line, such as catalogue/eu-uk.cedar</span></label><textarea id="removed" name="removed" rows="2" spellcheck="false">\(request.typed("removed"))</textarea>\
            <div class="actions"><button class="main">Have them studied</button></div></form></div>
            """
    }

    // MARK: A study

    func study(_ records: [ReleasedRecord], _ id: AggregateID) -> ClearedText {
        let standing = of(BaselineStudyStanding.self, records).first
        let body: ClearedText =
            switch standing?["standing"] {
            case let state? where state.shows("answered"): answered(records, standing, id)
            case let state? where state.shows("waiting") || state.shows("working"):
                InquiryParts.progress("It is being studied", standing, at: "/baselines/studies/\(id)", request)
            case let state? where state.shows("unsound"): unsound(of(BaselineLine.self, records))
            case let state? where state.shows("cancelled"):
                InquiryParts.ended("It was stopped; nothing of it was kept.")
            case let state? where state.shows("late"):
                InquiryParts.ended("It took more than an hour. Have less changed at once.")
            default:
                InquiryParts.ended("It failed. Have it studied again; where it goes on, tell whoever runs the server.")
            }
        return "<h1>What another baseline changes</h1>\(body)\(Self.back)"
    }

    private static let back: ClearedText =
        "<div class=\"actions\"><a class=\"button\" href=\"/baselines\" data-command=\"HOME\">All baselines <kbd>HOME</kbd></a></div>"

    private func unsound(_ lines: [ReleasedRecord]) -> ClearedText {
        let problems = lines.map { "<li class=\"lines\">\(markOf: $0["path"])\($0["path"])</li>" as ClearedText }
        return
            "<div class=\"problem\" role=\"alert\" tabindex=\"-1\" data-focus><h2>These files cannot be decided by</h2><ul>\(.joined(problems))</ul></div>"
    }

    private func answered(_ records: [ReleasedRecord], _ standing: ReleasedRecord?, _ id: AggregateID) -> ClearedText {
        let open = of(ChangeRequest.self, records).first { $0["stage"]?.shows("open") == true }
        let ask: ClearedText =
            if let change = open?.id {
                "<div class=\"card\"><p>A change asks for these files: <a href=\"/baselines/\(change)\">\(open?["title"])</a>.</p></div>"
            } else {
                """
                <div class="card"><h2>Ask for it</h2><form method="post" action="/baselines/studies/\(id)/ask">\(request.formToken)\(request.onceKey(newKey()))\
                \(PageParts.field("title", "In a few words", request.typed("title")))<label for="reason">Why</label><textarea id="reason" name="reason" rows="2">\(request.typed("reason"))</textarea>\
                \(PageParts.field("effective", "In force from", request.typed("effective"), hint: "a day such as 2026-12-10; today if empty"))\
                <div class="actions"><button class="main">Ask for this change</button></div></form></div>
                """
            }
        let proved: ClearedText =
            standing?["proved"]?.shows("yes") == true
            ? "<span class=\"state state-done\">proved</span>"
            : "<span class=\"state state-bad\">not proved</span>"
        return """
            <div class="card" role="status" tabindex="-1" data-focus><dl><dt>Hash</dt><dd class="hash">\(standing?["content"])</dd><dt>Theorems</dt><dd>\(proved) \(standing?["proof"])</dd></dl></div>\
            \(found(records))\(ask)
            """
    }

    /// What differs, who gains and loses, whether anybody could.
    private func found(_ records: [ReleasedRecord]) -> ClearedText {
        let lines = of(BaselineLine.self, records).map { line in
            PageParts.row(
                "<span class=\"mark\">\(markOf: line["path"])</span>",
                "\(line["kind"])",
                "<span class=\"code\">\(line["path"])</span>",
                "<span class=\"lines\">\(line["before"])</span>",
                "<span class=\"lines\">\(line["after"])</span>"
            )
        }
        let findings = of(PolicyFinding.self, records)
        let proof: ClearedText =
            findings.isEmpty
            ? "<p>Proved: no request that anybody could make would be decided otherwise.</p>"
            : .joined(findings.map { PolicyWhatIfPage.finding($0) })
        return """
            <h2>What differs</h2>\(PageParts.table("What differs", ["Marking", "Of", "Where", "In force", "Would be"], lines))\
            <h2>Who would gain and lose what</h2>\(PolicyWhatIfPage.shifts(of(PolicyShift.self, records)))<h2>Whether anybody could</h2>\(proof)
            """
    }

    // MARK: A change

    /// Nil where it may not be seen.
    func change(_ records: [ReleasedRecord]) -> ClearedText? {
        guard let change = of(ChangeRequest.self, records).first, let id = change.id else { return nil }
        let review = of(ChangeReview.self, records).first
        let isOpen = change["stage"]?.shows("open") == true
        let lines = of(BaselineLine.self, records)
        let differences: ClearedText =
            lines.isEmpty
            ? "<p>The files are not here, since the server was started after they were studied. Whoever has them gives them again on <a href=\"/baselines\">Baselines</a>: the same files have the same hash, and what differs stands here again.</p>"
            : found(records)
        let released: ClearedText =
            change["stage"]?.shows("released") == true
            ? "<div class=\"card\"><p>From its day on start the instance with these files. Until then, and until the next start, it goes on by what it was started with.</p></div>"
            : ""
        return """
            <h1>\(change["title"])</h1><div class="columns"><div class="card"><dl><dt>State</dt><dd>\(change["stage"])</dd><dt>Why</dt><dd>\(change["reason"])</dd><dt>Asked for by</dt><dd>\(change["author"])</dd>\
            <dt>In force from</dt><dd>\(change["effective"])</dd><dt>Hash</dt><dd class="hash">\(change["content"])</dd><dt>Tier</dt><dd>\(review?["tier"])</dd><dt>Touches</dt><dd>\(review?["touches"])</dd></dl>\
            <h2>What it changes</h2><p class="lines">\(change["impact"])</p><h2>So far</h2><p class="lines">\(change["progress"])</p></div>\(isOpen ? ChangeActs(request: request, newKey: newKey).forms(change, review, at: "/baselines/\(id)") : released)</div>\
            \(differences)\(Self.back)
            """
    }
}
