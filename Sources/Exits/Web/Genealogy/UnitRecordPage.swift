internal import Boundary
internal import Execution
internal import HTTPExit

/// All that is on record of a unit, on a page: as it was built against as it was planned, down to lots and up to what it went into.
struct UnitRecordPage {
    private let unit: ReleasedRecord
    private let address: ClearedText
    private let relatives: [ReleasedRecord]
    private let differences: [ReleasedRecord]
    private let down: [ReleasedRecord]
    private let up: [ReleasedRecord]
    private let reports: [ReleasedRecord]
    private let skips: [ReleasedRecord]
    private let signatures: [ReleasedRecord]
    private let lifts: [ReleasedRecord]
    private let papers: [ReleasedRecord]
    private let articles: [ReleasedRecord]
    private let reach: ReleasedRecord?
    private let reworks: ReworkTables
    private let isComplete: Bool
    private let request: PageRequest
    private let newKey: () -> String

    init?(
        _ records: [ReleasedRecord],
        edgesDown: Int,
        isComplete: Bool,
        _ request: PageRequest,
        _ newKey: @escaping () -> String
    ) {
        func all(_ kind: String) -> [ReleasedRecord] { records.filter { $0.kind == kind } }
        guard let unit = records.first, unit.kind == WorkUnit.kind.name, let id = unit.id else { return nil }
        self.unit = unit
        address = "/units/\(id)"
        relatives = Array(all(WorkUnit.kind.name).dropFirst())
        differences = all(BuiltComponent.kind.name)
        let edges = all(Consumption.kind.name)
        down = Array(edges.prefix(edgesDown))
        up = Array(edges.dropFirst(edgesDown))
        reports = all(Nonconformance.kind.name)
        skips = all(SkippedMeasurement.kind.name)
        signatures = all(Signature.kind.name)
        lifts = all(GateLift.kind.name)
        papers = all(PrintedTraveler.kind.name)
        articles = all(FirstArticle.kind.name)
        reach = all(RecallReach.kind.name).first
        reworks = ReworkTables(records)
        self.isComplete = isComplete
        self.request = request
        self.newKey = newKey
    }

    var title: ClearedText { "Record of \(unit["serial"])" }

    var body: ClearedText {
        """
        <h1>\(markOf: unit["serial"])\(title)</h1><div class="columns"><div class="card"><dl><dt>Part</dt><dd>\(unit["partNumber"]) rev. \(unit["revision"])</dd><dt>Order</dt><dd><a href="/orders/\(unit["jobOrder"])">\(unit["orderNumber"])</a></dd>\
        <dt>State</dt><dd>\(UnitStateText.text(unit))</dd><dt>Stands at</dt><dd>\(unit["sequence"]) \(unit["operation"])</dd></dl><div class="actions"><a class="button" href="\(address)">Operation</a><a class="button" href="\(address)/corrections">Measurements and corrections</a></div></div>\(travelers)</div>\
        <h2>As built against as planned</h2>\(built)\(Self.cutOff(isComplete))\(skipTable)\(reworks.section)\
        <h2>What it is made of</h2>\(tree(down, isUp: false).body("What it is made of", "down"))\
        <h2>What it went into</h2>\(tree(up, isUp: true).body("What it went into", "up"))\(Self.beyond(reach))\
        <h2>First article inspection</h2>\(Self.articleTable(articles))<div class="actions"><a class="button" href="\(address)/first-articles/new">Open a first article inspection</a></div>\
        <h2>Lifted gates</h2>\(PlantPages.liftTable(lifts))<div class="actions"><a class="button" href="\(address)/lifts">Lift a gate</a></div>\
        <h2>Nonconformances</h2>\(NonconformancePage.table("Nonconformances", reports))<h2>Signatures</h2>\(signed)
        """
    }

    /// Said where a bound cut a genealogy off.
    static func cutOff(_ isComplete: Bool) -> ClearedText {
        isComplete ? "" : "<p><span class=\"state state-warn\">There is more than a page shows.</span></p>"
    }

    /// How many units a recall reaches beyond those on the page, in a sentence that is the same for none, for few and for too few programs.
    static func beyond(_ reach: ReleasedRecord?) -> ClearedText {
        guard let reach, reach.id != nil else { return "" }
        if reach["beyondAtLeast"]?.shows("0") == true {
            return
                "<p>Beyond what you may see a recall reaches no number that may be told: fewer than \(reach["step"]) units, or of too few programs, or none.</p>"
        }
        return
            "<p>Beyond what you may see a recall reaches <strong>at least \(reach["beyondAtLeast"]) units</strong>, told in steps of \(reach["step"]).</p>"
    }

    private func tree(_ edges: [ReleasedRecord], isUp: Bool) -> GenealogyTree {
        GenealogyTree(
            unit,
            name: "\(unit["serial"])",
            part: "\(unit["partNumber"])",
            edges: edges,
            isUp: isUp,
            units: relatives
        )
    }

    private var built: ClearedText {
        let rows = differences.map { component -> ClearedText in
            guard component.id != nil else { return PageParts.withheld(columns: 6) }
            return PageParts.row(
                "<span class=\"mark\">\(markOf: component["outcome"])</span>",
                "\(component["sequence"])",
                "\(component["partNumber"])",
                "\(component["planned"])",
                "\(component["built"])",
                Self.outcome(component["outcome"])
            )
        }
        return PageParts.table(
            "As built against as planned",
            ["Marking", "At operation", "Part", "Planned", "Built in", "Difference"],
            rows,
            none: "Nothing is planned to be built in, or you may not see it."
        )
    }

    /// What was not due by a sampling plan, a line each.
    private var skipTable: ClearedText {
        let rows = skips.map { item -> ClearedText in
            guard item.id != nil else { return PageParts.withheld(columns: 5) }
            return PageParts.row(
                "<span class=\"mark\">\(markOf: item["plan"])</span>",
                "\(item["sequence"])",
                "\(item["characteristic"])",
                "\(item["plan"])",
                "\(timeOf: item["skipped"])"
            )
        }
        guard !rows.isEmpty else { return "" }
        return
            "<h2>Skipped by plan</h2>\(PageParts.table("Skipped by plan", ["Marking", "At operation", "Characteristic", "Plan", "Decided"], rows))"
    }

    private static func outcome(_ field: ReleasedField?) -> ClearedText {
        switch field {
        case let field? where field.shows("asPlanned"): "<span class=\"state state-done\">as planned</span>"
        case let field? where field.shows("missing"): "<span class=\"state state-open\">not built in yet</span>"
        case let field? where field.shows("less"): "<span class=\"state state-warn\">less than planned</span>"
        case let field? where field.shows("more"): "<span class=\"state state-bad\">more than planned</span>"
        case let field? where field.shows("unplanned"): "<span class=\"state state-bad\">not planned</span>"
        default: "\(field)"
        }
    }

    /// First articles, a line each.
    static func articleTable(_ articles: [ReleasedRecord]) -> ClearedText {
        let rows = articles.compactMap { article -> ClearedText? in
            article.id.map { id in
                PageParts.row(
                    "<span class=\"mark\">\(markOf: article["number"])</span>",
                    "<a href=\"/first-articles/\(id)\">\(article["number"])</a>",
                    "\(article["partNumber"]) rev. \(article["revision"])",
                    "\(article["serial"])",
                    article["extent"]?.shows("partial") == true ? "partial" : "full",
                    FirstArticlePage.state(article)
                )
            }
        }
        return PageParts.table(
            "First articles",
            ["Marking", "First article", "Part", "Unit", "Extent", "State"],
            rows,
            none: "None."
        )
    }

    private var signed: ClearedText {
        let rows = signatures.map { signature -> ClearedText in
            guard signature.id != nil else { return PageParts.withheld(columns: 3) }
            return PageParts.row(
                "\(signature["printedName"]) (\(signature["signer"]))",
                "\(signature["meaning"])",
                "\(timeOf: signature["signed"])"
            )
        }
        return PageParts.table("Signatures", ["Signed by", "Meaning", "When"], rows)
    }

    private var travelers: ClearedText {
        """
        <div class="card"><h2>Travelers of this unit</h2>\(PlantPages.travelerTable(papers))<form method="post" action="\(address)/traveler">\(request.formToken)\(request.onceKey(newKey()))\
        <div class="actions"><button>Print a traveler</button></div></form></div>
        """
    }
}
