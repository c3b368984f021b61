internal import Boundary
internal import Execution
internal import HTTPExit

extension PlantPages {
    /// How a characteristic runs: each value against mean, control limits and its own limits, with the rules that it meets.
    func addRunCharts(_ routes: inout Routes) {
        routes.page("/characteristics/{id}/chart") { request in
            let id = try RecordID(request.id("id"))
            return try await answered(request) {
                let release = try await execution.runChart(of: id, by: asker(request))
                guard let page = RunChartPage(release.records) else { throw Failure.notFound }
                return try .page("Run chart", page.body, from: release)
            }
        }
        routes.api(
            .get,
            "/api/characteristics/{id}/chart",
            APIOperation(
                "How a characteristic runs: its last values, mean, control limits, and the rules that each value meets."
            )
        ) { request in
            let id = try RecordID(request.id("id"))
            return try await listed { try await execution.runChart(of: id, by: program(request)) }
        }
    }
}

/// A run chart as a drawing and as a table that says the same.
struct RunChartPage {
    private let characteristic: ReleasedRecord
    private let lines: ReleasedRecord?
    private let points: [ReleasedRecord]

    init?(_ records: [ReleasedRecord]) {
        guard let first = records.first, first.kind == CharacteristicDefinition.kind.name, first.id != nil else {
            return nil
        }
        characteristic = first
        lines = records.first { $0.kind == RunLimits.kind.name }
        points = records.filter { $0.kind == RunPoint.kind.name && !$0.isWithheld }
    }

    var body: ClearedText {
        """
        <h1>\(markOf: characteristic["name"])\(characteristic["number"]) \(characteristic["name"]), operation \(characteristic["sequence"])</h1>\
        <p>Limits \(characteristic["lower"]) to \(characteristic["upper"]) \(characteristic["unit"]). The last values that you may see, the earliest first.</p>\(chart)\
        <div class="actions"><a class="button" href="/definitions/\(characteristic["workMaster"])">Definition</a><a class="button" href="/" data-command="HOME">To the start</a></div>
        """
    }

    private var chart: ClearedText {
        guard let lines, !points.isEmpty else { return "<p>Nothing was measured that you may see.</p>" }
        return """
            <div class="card"><dl class="row"><div><dt>Mean</dt><dd>\(lines["mean"])</dd></div>\(control(lines))</dl>\(drawing(lines))\
            <p class="hint">Middle line: mean. \(hasControl(lines) ? "Dashes: control limits, three sigma from the mean. " : "")Dots: limits of the characteristic. \(hasControl(lines) ? "A square is a value that meets a rule." : "")</p></div><h2>The same as a table</h2>\(table(lines))
            """
    }

    private func hasControl(_ lines: ReleasedRecord) -> Bool { lines["upper"].map { !$0.shows("") } ?? false }

    private func control(_ lines: ReleasedRecord) -> ClearedText {
        guard hasControl(lines) else {
            return
                "<div><dt>Control limits</dt><dd>none yet: the rules look at \(sent: Execution.pointsOfControl) values, and there are fewer that you may see</dd></div>"
        }
        return
            "<div><dt>Upper control limit</dt><dd>\(lines["upper"])</dd></div><div><dt>Lower control limit</dt><dd>\(lines["lower"])</dd></div>"
    }

    private func drawing(_ lines: ReleasedRecord) -> ClearedText {
        func line(_ row: ReleasedField?, _ dash: StaticString) -> ClearedText {
            guard let row, !row.shows("") else { return "" }
            return
                "<line x1=\"0\" x2=\"1000\" y1=\"\(row)\" y2=\"\(row)\" stroke=\"#1b1b1b\" stroke-width=\"1.5\" stroke-dasharray=\"\(program: dash)\"/>"
        }
        let marks = points.map { point -> ClearedText in
            let title: ClearedText = "<title>\(point["number"]): \(point["value"]) \(point["rules"])</title>"
            return isMeeting(point)
                ? "<g transform=\"translate(\(point["column"]) \(point["row"]))\"><rect x=\"-7\" y=\"-7\" width=\"14\" height=\"14\" fill=\"#a31515\">\(title)</rect></g>"
                : "<circle cx=\"\(point["column"])\" cy=\"\(point["row"])\" r=\"5\" fill=\"#1b1b1b\">\(title)</circle>"
        }
        let path = ClearedText.joined(points.map { "\($0["column"]),\($0["row"])" }, separator: " ")
        return """
            <svg viewBox="0 0 1000 300" role="img" aria-label="Run chart; the table below has the same" class="chart"><rect width="1000" height="300" fill="#fff"/>\
            \(line(lines["meanRow"], "none"))\(line(lines["upperRow"], "12 6"))\(line(lines["lowerRow"], "12 6"))\(line(lines["upperLimitRow"], "2 5"))\(line(lines["lowerLimitRow"], "2 5"))\
            <polyline points="\(path)" fill="none" stroke="#5b6166" stroke-width="1.5"/>\(.joined(marks))</svg>
            """
    }

    private func isMeeting(_ point: ReleasedRecord) -> Bool { point["rules"].map { !$0.shows("") } ?? false }

    private func table(_ lines: ReleasedRecord) -> ClearedText {
        let rows = points.map { point -> ClearedText in
            let rules: ClearedText =
                isMeeting(point)
                ? "<span class=\"state state-bad\">\(point["rules"])</span>"
                : hasControl(lines) ? "none" : "too few values"
            return PageParts.row(
                "<span class=\"mark\">\(markOf: point["value"])</span>",
                "\(point["number"])",
                "\(point["value"])",
                "\(timeOf: point["measured"])",
                rules
            )
        }
        return PageParts.table("Values", ["Marking", "Number", "Value", "Measured", "Western Electric rules"], rows)
    }
}
