internal import Boundary
internal import Execution
internal import HTTPExit

/// What a person would gain and lose if a fact were another one: the form, and below it the answer.
struct WhatIfPage {
    private let request: PageRequest

    init(_ request: PageRequest) { self.request = request }

    /// The form, below what is wrong with what was asked.
    func page(_ problem: ClearedText = "", status: AnswerStatus = .done) throws -> ScreenAnswer {
        try .page("What if", "\(problem)\(form(hasFocus: status == .done))\(PlantPages.toCompliance)", status: status)
    }

    /// The answer, above the form for the next question.
    func page(_ release: consuming Release<Screen>) throws -> ScreenAnswer {
        let text = answer(release.records.filter { !$0.isWithheld })
        return try .page("What if", "\(text)\(form(hasFocus: false))\(PlantPages.toCompliance)", from: release)
    }

    /// The facts by their names in a register's file, as they are chosen from.
    static let facts: [(name: StaticString, words: StaticString)] = [
        ("usPerson", "U.S. person"), ("usCitizen", "U.S. citizen"), ("citizenships", "Citizenships"),
        ("residencies", "Residencies"), ("worksIn", "Works in"), ("employer", "Employer"), ("role", "Role"),
        ("needToKnow", "Need to know"), ("authorizations", "Authorizations"),
        ("federalEmployee", "Employed by the U.S. Government"), ("dodEmployee", "Employed by the DoD"),
    ]

    private func form(hasFocus: Bool) -> ClearedText {
        let focus: ClearedText = hasFocus ? " data-focus" : ""
        let chosen = request.fields["fact"]
        let list = Self.facts.map { name, words -> ClearedText in
            let selected: ClearedText = chosen == name.description ? " selected" : ""
            return "<option value=\"\(program: name)\"\(selected)>\(program: words)</option>"
        }
        return """
            <div class="card"><h1>What if</h1><p>What a person would gain and lose of the records of this instance's programs if a fact were another one, as of now. Nothing is changed; the answer is recorded.</p>\
            <form method="post" action="/compliance/what-if">\(request.formToken)<label for="person">Person's id</label>\
            <input type="text" id="person" name="person" value="\(request.typed("person"))" autocomplete="off" autocapitalize="off" spellcheck="false"\(focus)>\
            <label for="fact">If this fact</label><select id="fact" name="fact">\(.joined(list))</select>\
            <label for="value">Were <span class="hint">as in the register's file: yes, no, none, US; MX until 2011-03-04; nothing where it would not be known</span></label>\
            <input type="text" id="value" name="value" value="\(request.typed("value"))" autocomplete="off" autocapitalize="off" spellcheck="false">\
            <div class="actions"><button class="main">Ask</button></div></form></div>
            """
    }

    private func answer(_ shifts: [ReleasedRecord]) -> ClearedText {
        let isUnknown = shifts.contains { $0["standing"]?.shows("unknown") == true }
        let unknown: ClearedText =
            isUnknown ? "<p>The register knows nobody of this id, so that nothing is permitted either way.</p>" : ""
        let rows = shifts.map { shift -> ClearedText in
            let isNothing = shift["action"]?.shows("") == true
            // Who can reach the program now is a review of its access.
            let program = shift.id.map { "<a href=\"/compliance/access/\($0)\">\(shift["program"])</a>" as ClearedText }
            let action: ClearedText = isNothing ? "nothing would change" : "\(shift["action"])"
            return """
                <tr><td>\(markOf: shift["program"])</td><td>\(program ?? "")</td><td>\(action)</td><td>\(shift["gains"])</td>\
                <td>\(shift["loses"])</td><td>\(shift["policies"])</td></tr>
                """
        }
        let table = PageParts.table(
            "What would change",
            ["Marking", "Program", "To", "Gains", "Loses", "By"],
            rows,
            none: "No program whose trail you may see."
        )
        return
            "<div class=\"card\" role=\"status\" tabindex=\"-1\" data-focus><h2>What would change for \(request.typed("person"))</h2>\(unknown)\(table)</div>"
    }
}
