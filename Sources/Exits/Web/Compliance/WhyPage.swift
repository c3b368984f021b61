internal import Boundary
internal import HTTPExit

/// Why a person may do something to a record, or may not: the form, and below it the answer.
struct WhyPage {
    private let request: PageRequest

    init(_ request: PageRequest) { self.request = request }

    /// What can be asked about. `receive` is asked of systems, and `know` is what a refusal tells.
    static func action(_ name: String) -> RecordAction? {
        RecordAction(rawValue: name).flatMap { [.view, .edit, .print, .export].contains($0) ? $0 : nil }
    }

    /// The form; with what is wrong with what was asked.
    func page(_ refusal: Refusal?) throws -> ScreenAnswer {
        try .page(
            "Why",
            "\(ProblemSummary.text(refusal))\(head(hasFocus: refusal == nil))\(PlantPages.toCompliance)",
            status: refusal?.status ?? .done
        )
    }

    /// The answer, above the form for the next question.
    func page(_ release: consuming Release<Screen>) throws -> ScreenAnswer {
        let records = release.records
        guard let answer = records.first(where: { $0.kind == AccessAnswer.kind.name }) else { throw Failure.notFound }
        let text = Self.answer(answer, records)
        return try .page("Why", "\(text)\(head(hasFocus: false))\(PlantPages.toCompliance)", from: release)
    }

    private func head(hasFocus: Bool) -> ClearedText {
        let focus: ClearedText = hasFocus ? " data-focus" : ""
        let options =
            [("view", "see it"), ("edit", "change it"), ("print", "print it"), ("export", "take it as a file")]
            as [(StaticString, StaticString)]
        let chosen = request.fields["action"]
        let list = options.map { value, words -> ClearedText in
            let selected: ClearedText = chosen == value.description ? " selected" : ""
            return "<option value=\"\(program: value)\"\(selected)>\(program: words)</option>"
        }
        return """
            <div class="card"><h1>Why can, why can't</h1><p>Asked as of now, at a screen that others can see. The answer is recorded.</p>\
            <form method="post" action="/compliance/why">\(request.formToken)<label for="person">Person's id</label>\
            <input type="text" id="person" name="person" value="\(request.typed("person"))" autocomplete="off" autocapitalize="off" spellcheck="false"\(focus)>\
            <label for="action">May</label><select id="action" name="action">\(.joined(list))</select>\
            <label for="code">Code of a unit, order, work master or nonconformance <span class="hint">32 digits and letters, as scanned</span></label>\
            <input type="text" id="code" name="code" value="\(request.typed("code"))" autocomplete="off" autocapitalize="off" spellcheck="false" data-scan>\
            \(PageParts.field("terminal", "At the terminal", request.typed("terminal"), hint: "its name; nothing for one of this site"))\
            <div class="actions"><button class="main">Ask</button></div></form></div>
            """
    }

    private static func answer(_ answer: ReleasedRecord, _ records: [ReleasedRecord]) -> ClearedText {
        let isPermitted = answer["outcome"]?.shows("permitted") == true
        let verdict: ClearedText =
            isPermitted
            ? "<span class=\"state state-done\">permitted</span>" : "<span class=\"state state-bad\">refused</span>"
        let reasons = records.filter { $0.kind == AccessReason.kind.name && !$0.isWithheld }.map(reason)
        let remedies = records.filter { $0.kind == AccessRemedy.kind.name && !$0.isWithheld }.map(remedy)
        let changes: ClearedText =
            isPermitted
            ? ""
            : remedies.isEmpty
                ? "<h2>What would permit it</h2><p>No change of a fact was found that would; a policy would have to change.</p>"
                : "<h2>What would permit it</h2><p>Each line by itself is enough, the smallest first. A fact is changed by its source, where it is true.</p><ol class=\"remedies\">\(.joined(remedies))</ol>"
        return """
            <div class="card" role="status" tabindex="-1" data-focus><h2>\(markOf: answer["outcome"])\(answer["person"]) to \(answer["action"]) this \(answer["recordKind"]): \(verdict)</h2>\
            <dl><dt>As of</dt><dd>\(answer["day"])</dd><dt>Policies in force</dt><dd>\(answer["epoch"])</dd>\
            <dt>Facts of the person</dt><dd>\(answer["source"]) \(answer["asOf"])</dd><dt>Asked of</dt><dd>\(answer["place"])</dd></dl></div>\(.joined(reasons))\(changes)
            """
    }

    private static func reason(_ reason: ReleasedRecord) -> ClearedText {
        let metBy: ClearedText =
            reason["effect"]?.shows("refuses") == true ? "<dt>Met by</dt><dd>\(reason["metBy"])</dd>" : ""
        return """
            <div class="card"><h3>\(reason["says"])</h3><dl><dt>It</dt><dd>\(reason["effect"])</dd><dt>Rule</dt><dd>\(reason["policy"])</dd>\
            <dt>Written in</dt><dd>\(reason["cite"])</dd>\(metBy)</dl></div>
            """
    }

    private static func remedy(_ remedy: ReleasedRecord) -> ClearedText {
        "<li><span class=\"lines\">\(remedy["ofPerson"])</span> <span class=\"lines\">\(remedy["ofOthers"])</span></li>"
    }
}
