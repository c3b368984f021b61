internal import Boundary
internal import Execution
internal import HTTPExit

/// Reworks of units with their operations, as planned and as done.
struct ReworkTables {
    private let reworks: [ReleasedRecord]
    private let steps: [ReleasedRecord]
    private let byRework: ReleasedIndex

    init(_ records: [ReleasedRecord]) {
        reworks = records.filter { $0.kind == UnitRework.kind.name }
        steps = records.filter { $0.kind == ReworkStep.kind.name }
        byRework = ReleasedIndex(steps, by: "rework")
    }

    /// A heading and a card for each of them; nothing where there is none.
    var section: ClearedText {
        guard !reworks.isEmpty else { return "" }
        return "<h2>Reworks</h2>\(.joined(reworks.map(card)))"
    }

    private func card(_ rework: ReleasedRecord) -> ClearedText {
        guard let id = rework.id else { return "<p><span class=\"withheld\">withheld</span></p>" }
        let own = byRework[id].map { steps[$0] }
        return """
            <div class="card"><h3>\(markOf: rework["title"])Rework \(rework["number"]) of \(rework["serial"]): <a href="/definitions/\(rework["definition"])">\(rework["title"]) rev. \(rework["revision"])</a></h3>\
            <dl class="row"><div><dt>State</dt><dd>\(Self.state(rework))</dd></div><div><dt>For</dt><dd><a href="/nonconformances/\(rework["nonconformance"])">the nonconformance</a>, \(rework["disposition"])</dd></div>\
            <div><dt>Then goes on at operation</dt><dd>\(rework["goesOnAt"])</dd></div><div><dt>Begun</dt><dd>\(timeOf: rework["begun"])</dd></div></dl>\(Self.table(own))</div>
            """
    }

    private static func table(_ steps: [ReleasedRecord]) -> ClearedText {
        let rows = steps.map { step -> ClearedText in
            guard step.id != nil else { return PageParts.withheld(columns: 6) }
            return PageParts.row(
                "<span class=\"mark\">\(markOf: step["name"])</span>",
                "\(step["sequence"]) \(step["name"])",
                "\(step["workCenter"])",
                step["needsBuyOff"]?.shows("true") == true ? "yes" : "no",
                outcome(step),
                "\(step["worker"]) \(timeOf: step["stopped"])"
            )
        }
        return PageParts.table(
            "Operations of the rework, as planned and as done",
            ["Marking", "Operation", "Work center", "Bought off", "Done", "By"],
            rows
        )
    }

    /// The operations that are to be done by a traveler's boxes and on its paper.
    var operations: [ReleasedRecord] { steps.filter { $0.id != nil } }

    /// Those operations, of each number together: units in their first reworks have the same numbers, and a box stands for a number.
    var operationsByNumber: [[ReleasedRecord]] {
        let operations = operations
        let byNumber = ReleasedIndex(operations, by: "sequence")
        return operations.indices.compactMap { place in
            let same = byNumber[operations[place]["sequence"]]
            return same.first == place ? same.map { operations[$0] } : nil
        }
    }

    /// Said at an operation of a rework.
    var banner: ClearedText {
        let underway = reworks.last { $0["state"]?.shows("underway") == true }
        guard let underway, underway.id != nil else { return "" }
        return """
            <p><span class="state state-warn">in rework</span> \(underway["title"]) rev. \(underway["revision"]), for <a href="/nonconformances/\(underway["nonconformance"])">a nonconformance</a>; then it goes on at operation \(underway["goesOnAt"]).</p>
            """
    }

    /// Reworks on a certificate, a line each.
    var lines: [(serial: ClearedText, definition: ClearedText, state: ClearedText, operations: ClearedText)] {
        reworks.compactMap { rework in
            guard let id = rework.id else { return nil }
            let own = byRework[id].map { steps[$0] }
            return (
                "\(rework["serial"])", "\(rework["title"]) rev. \(rework["revision"]), \(rework["disposition"])",
                Self.words(rework),
                .joined(own.map { "\($0["sequence"]) \($0["name"]) (\(Self.words(of: $0)))" }, separator: "; ")
            )
        }
    }

    /// Those lines as a table.
    var listed: ClearedText {
        PageParts.table(
            "Reworks",
            ["Unit", "Rework", "State", "Operations"],
            lines.map { PageParts.row($0.serial, $0.definition, $0.state, $0.operations) },
            none: "None that you may see."
        )
    }

    private static func words(_ rework: ReleasedRecord) -> ClearedText {
        switch rework["state"] {
        case let state? where state.shows("complete"): "complete"
        case let state? where state.shows("underway"): "under way"
        case let state? where state.shows("givenUp"): "given up"
        case let state: "\(state)"
        }
    }

    private static func state(_ rework: ReleasedRecord) -> ClearedText {
        let style: ClearedText = rework["state"]?.shows("complete") == true ? "state-done" : "state-warn"
        return "<span class=\"state \(style)\">\(words(rework))</span>"
    }

    private static func words(of step: ReleasedRecord) -> ClearedText {
        switch step["outcome"] {
        case let outcome? where outcome.shows("done"): "done"
        case let outcome? where outcome.shows("awaitingBuyOff"): "waits for buy-off"
        case let outcome? where outcome.shows("open"): "open"
        case let outcome: "\(outcome)"
        }
    }

    private static func outcome(_ step: ReleasedRecord) -> ClearedText {
        let style: ClearedText = step["outcome"]?.shows("done") == true ? "state-done" : "state-open"
        return "<span class=\"state \(style)\">\(words(of: step))</span>"
    }
}
