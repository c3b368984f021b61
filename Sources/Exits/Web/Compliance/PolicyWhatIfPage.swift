internal import Boundary
internal import Governance
internal import HTTPExit
internal import Journal

/// What would be if policies were others: the form with the text of a policy, and the page of an answer that is worked out.
struct PolicyWhatIfPage {
    private let request: PageRequest

    init(_ request: PageRequest) { self.request = request }

    // MARK: Asking

    /// The form, below what is wrong with what was asked, and above one's own questions.
    func page(
        _ problem: ClearedText,
        _ texts: consuming Release<Screen>,
        _ asked: [ReleasedRecord],
        _ status: AnswerStatus
    ) throws -> ScreenAnswer {
        let policies = texts.records.filter { !$0.isWithheld }
        let form = form(policies, hasFocus: status == .done)
        let questions = questions(asked.filter { !$0.isWithheld })
        return try .page(
            "What if policies were others",
            "\(problem)<h1>What if policies were others</h1>\(form)\(questions)\(PlantPages.toCompliance)",
            from: texts,
            status: status
        )
    }

    private func form(_ policies: [ReleasedRecord], hasFocus: Bool) -> ClearedText {
        guard !policies.isEmpty else { return "<p>No policy that you may ask about.</p>" }
        let focus: ClearedText = hasFocus ? " data-focus" : ""
        let chosen = policies.first { $0["text"]?.shows("") == false }
        let options = policies.map { policy -> ClearedText in
            let isChosen = chosen != nil && policy.id == chosen?.id
            let selected: ClearedText = isChosen ? " selected" : ""
            return "<option value=\"\(policy["policy"])\"\(selected)>\(policy["policy"]) (\(policy["source"]))</option>"
        }
        let text: ClearedText = request.fields["text"] == nil ? "\(chosen?["text"])" : request.typed("text")
        let policy: ClearedText =
            chosen.map { "<p>In the place of <strong>\($0["policy"])</strong>\(Self.said($0))</p>" } ?? ""
        let hidden: ClearedText =
            chosen.map { "<input type=\"hidden\" name=\"policy\" value=\"\($0["policy"])\">" } ?? ""
        return """
            <div class="card"><h2>Which policy</h2><form method="get" action="/compliance/policy-what-if"><label for="policy">One that would be another, or be taken out \
            <span class="hint">none where one would only be added</span></label>\
            <select id="policy" name="policy"\(focus)><option value="">none: a new one</option>\(.joined(options))</select>\
            <div class="actions"><button>Take its text</button></div></form></div>\
            <div class="card"><h2>What would be there</h2>\(policy)<form method="post" action="/compliance/policy-what-if">\(request.formToken)\(hidden)\
            <label for="text">Policies in Cedar <span class="hint">nothing where it would be taken out; each with its @id</span></label>\
            <textarea class="wide source" id="text" name="text" rows="14" spellcheck="false" autocapitalize="off">\(text)</textarea>\
            <p>Says who of the register would gain and lose what of the records that there are, whether anybody could, and which theorems would fail. Nothing is changed. \
            It takes up to ten minutes, and goes on while you do something else.</p><div class="actions"><button class="main">Ask</button></div></form></div>
            """
    }

    /// What a policy says of itself; a grant says nothing.
    private static func said(_ policy: ReleasedRecord) -> ClearedText {
        policy["says"].map { !$0.shows("") } ?? false ? ": \(policy["says"])" : ""
    }

    private func questions(_ asked: [ReleasedRecord]) -> ClearedText {
        let rows = asked.compactMap { question -> ClearedText? in
            guard let id = question.id else { return nil }
            let isNew = question["replaced"]?.shows("") == true
            let name: ClearedText = isNew ? "a new one" : "\(question["replaced"])"
            return
                "<tr><td><a href=\"/compliance/policy-what-if/\(id)\">\(name)</a></td><td>\(question["standing"])</td></tr>"
        }
        guard !rows.isEmpty else { return "" }
        return
            "<h2>What you asked since the server was started</h2>\(PageParts.table("What you asked", ["Policy", "Answer"], rows))"
    }

    // MARK: The answer

    /// How far it is, or what it is.
    func page(_ release: consuming Release<Screen>, of id: AggregateID) throws -> ScreenAnswer {
        let shown = release.records.filter { !$0.isWithheld }
        let standing = shown.first { $0.kind == PolicyQuestionStanding.kind.name }
        let body: ClearedText =
            switch standing?["standing"] {
            case let state? where state.shows("answered"): answer(shown)
            case let state? where state.shows("waiting") || state.shows("working"):
                InquiryParts.progress(
                    "It is being worked out",
                    standing,
                    at: "/compliance/policy-what-if/\(id)",
                    request
                )
            case let state? where state.shows("unsound"):
                "<div class=\"problem\" role=\"alert\" tabindex=\"-1\" data-focus><h2>These policies cannot be decided by</h2><pre>\(standing?["problems"])</pre></div>"
            case let state? where state.shows("cancelled"):
                InquiryParts.ended("It was stopped; nothing of it was kept.")
            case let state? where state.shows("late"):
                InquiryParts.ended(
                    "It took more than its time. Ask about fewer policies at once, or offline with bulkhead policy diff."
                )
            default: InquiryParts.ended("It failed. Ask again; where it goes on, tell whoever runs the server.")
            }
        return try .page(
            "What if policies were others",
            """
            <h1>What if policies were others</h1>\(body)<div class="actions"><a class="button" href="/compliance/policy-what-if">Ask another</a></div>\(PlantPages.toCompliance)
            """,
            from: release
        )
    }

    private func answer(_ shown: [ReleasedRecord]) -> ClearedText {
        let findings = shown.filter { $0.kind == PolicyFinding.kind.name }
        let theorems = findings.filter { $0["about"]?.shows("theorem") == true }
        let requests = findings.filter { $0["about"]?.shows("theorem") == false }
        let proof: ClearedText =
            requests.isEmpty
            ? "<p>Proved: no request that anybody could make would be decided otherwise.</p>"
            : .joined(requests.map(Self.finding))
        return """
            <div class="card" role="status" tabindex="-1" data-focus><h2>Who would gain and lose what</h2>\(Self.shifts(shown.filter { $0.kind == PolicyShift.kind.name }))</div>\
            <h2>Whether anybody could</h2>\(proof)<h2>Theorems</h2>\(Self.theorems(theorems))
            """
    }

    /// Who of the register would gain and lose what, a line for all for whom the same would change.
    static func shifts(_ shifts: [ReleasedRecord]) -> ClearedText {
        let rows = shifts.map { shift -> ClearedText in
            """
            <tr><td>\(markOf: shift["program"])</td><td>\(shift["program"])</td><td>\(shift["action"])</td><td class="number">\(shift["count"])</td>\
            <td>\(shift["persons"])</td><td class="list">\(shift["gains"])</td><td class="list">\(shift["loses"])</td><td class="list">\(shift["recordsGained"])</td><td class="list">\(shift["recordsLost"])</td></tr>
            """
        }
        return PageParts.table(
            "Who of the register would gain and lose what",
            ["Marking", "Program", "To", "Persons", "Who", "Gains", "Loses", "Records gained", "Records lost"],
            rows,
            none: "Nobody of the register would gain or lose anything of a program whose trail you may see."
        )
    }

    private static func theorems(_ findings: [ReleasedRecord]) -> ClearedText {
        findings.isEmpty
            ? "<p>They hold whatever is granted, and no obligation would be another one.</p>"
            : .joined(findings.map(finding))
    }

    /// What the prover says of one kind of request, or of one theorem.
    static func finding(_ finding: ReleasedRecord) -> ClearedText {
        let answer: ClearedText =
            switch finding["answer"] {
            case let answer? where answer.shows("fails"): "<span class=\"state state-bad\">fails</span>"
            case let answer? where answer.shows("proved"): "<span class=\"state state-done\">proved</span>"
            case let answer? where answer.shows("unknown"):
                "<span class=\"state state-warn\">not shown either way</span>"
            default:
                finding["about"]?.shows("gains") == true
                    ? "<span class=\"state state-warn\">somebody could gain</span>"
                    : "<span class=\"state state-warn\">somebody could lose</span>"
            }
        let example: ClearedText = finding["example"]?.shows("") == true ? "" : "<pre>\(finding["example"])</pre>"
        return
            "<div class=\"card\"><h3>\(answer) \(markOf: finding["example"])\(finding["subject"])</h3><p>\(finding["says"])</p>\(example)</div>"
    }
}
