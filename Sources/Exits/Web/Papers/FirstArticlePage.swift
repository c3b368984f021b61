internal import Boundary
internal import Documents
internal import Execution
internal import HTTPExit

/// A first article as a page, and as the three forms of AS9102.
struct FirstArticlePage {
    private let article: ReleasedRecord
    private let address: ClearedText
    private let operations: [ReleasedRecord]
    private let limits: [ReleasedRecord]
    private let measured: [ReleasedRecord]
    private let skips: [ReleasedRecord]
    private let consumed: [ReleasedRecord]
    private let lots: [ReleasedRecord]
    private let reports: [ReleasedRecord]
    private let request: PageRequest
    private let newKey: () -> String

    init?(_ records: [ReleasedRecord], _ request: PageRequest, _ newKey: @escaping () -> String) {
        func all(_ kind: String) -> [ReleasedRecord] { records.filter { $0.kind == kind } }
        guard let article = records.first, article.kind == FirstArticle.kind.name, let id = article.id else {
            return nil
        }
        self.article = article
        address = "/first-articles/\(id)"
        operations = all(OperationDefinition.kind.name)
        limits = all(CharacteristicDefinition.kind.name)
        measured = all(Measurement.kind.name)
        skips = all(SkippedMeasurement.kind.name)
        consumed = all(Consumption.kind.name)
        lots = all(MaterialLot.kind.name)
        reports = all(Nonconformance.kind.name)
        self.request = request
        self.newKey = newKey
    }

    var title: ClearedText { "First article \(article["number"])" }

    private func isIn(_ state: StaticString) -> Bool { article["state"]?.shows(state) == true }

    func body(_ problem: ClearedText) -> ClearedText {
        let baseline: ClearedText =
            article["baseline"]?.shows("") == false
            ? "<dt>Baseline</dt><dd>\(article["baseline"])</dd><dt>Operations</dt><dd>\(article["operations"])</dd>"
            : ""
        return """
            \(problem)<h1>\(markOf: article["serial"])\(title)</h1><div class="columns"><div class="card"><dl><dt>Unit</dt><dd><a href="/units/\(article["unit"])/record">\(article["serial"])</a></dd><dt>Part</dt><dd>\(article["partNumber"]) rev. \(article["revision"])</dd>\
            <dt>Extent</dt><dd>\(extent)</dd>\(baseline)<dt>Why</dt><dd>\(trigger): \(article["reason"])</dd><dt>State</dt><dd>\(Self.state(article))</dd><dt>Opened by</dt><dd>\(article["openedBy"])</dd>\(signed)</dl>\
            <div class="actions"><a class="button main" href="\(address)/paper" download>Get the forms</a></div></div>\(next)</div>\
            <h2>Characteristics</h2>\(characteristics)
            """
    }

    private var extent: ClearedText { article["extent"]?.shows("partial") == true ? "partial" : "full" }

    private var trigger: ClearedText {
        for (name, words) in PlantPages.triggers where article["trigger"]?.shows(name) == true {
            return "\(program: words)"
        }
        return "\(article["trigger"])"
    }

    /// In a word, with a shape for what waits.
    static func state(_ article: ReleasedRecord) -> ClearedText {
        switch article["state"] {
        case let state? where state.shows("open") && isCorrected(article):
            "<span class=\"state state-warn\">to be verified anew: a value was corrected</span>"
        case let state? where state.shows("open"): "<span class=\"state state-open\">to be verified</span>"
        case let state? where state.shows("verified"): "<span class=\"state state-warn\">waits for approval</span>"
        case let state? where state.shows("approved") && isCorrected(article):
            "<span class=\"state state-warn\">approved; a value was corrected since</span>"
        case let state? where state.shows("approved"): "<span class=\"state state-done\">approved</span>"
        case let state: "\(state)"
        }
    }

    /// Whether a value was corrected after it had been signed for.
    private static func isCorrected(_ article: ReleasedRecord) -> Bool {
        article["corrected"].map { !$0.shows("") } ?? false
    }

    private var correction: ClearedText {
        guard Self.isCorrected(article) else { return "" }
        return
            "<dt>Corrected</dt><dd>\(timeOf: article["corrected"]), after it was signed for: <a href=\"/units/\(article["unit"])/corrections\">what was corrected</a></dd>"
    }

    private var signed: ClearedText {
        if isIn("open") { return correction }
        let approved: ClearedText =
            isIn("approved")
            ? "<dt>Approved by</dt><dd>\(article["approvedName"])</dd><dt>Approved</dt><dd>\(timeOf: article["approved"])</dd>"
            : ""
        return
            "<dt>Nonconformance</dt><dd>\(nonconformance)</dd><dt>Verified by</dt><dd>\(article["verifiedName"])</dd><dt>Verified</dt><dd>\(timeOf: article["verified"])</dd>\(approved)\(correction)"
    }

    private var nonconformance: ClearedText { article["hasNonconformance"]?.shows("true") == true ? "Yes" : "No" }

    private var next: ClearedText {
        func form(_ action: StaticString, _ heading: StaticString, _ words: StaticString) -> ClearedText {
            """
            <div class="card"><h2>\(program: heading)</h2><p>\(request.visitorName): \(program: words)</p><form method="post" action="\(address)/\(program: action)">\(request.formToken)\(request.onceKey(newKey()))\(PageParts.pin("sign-pin"))\
            <div class="actions"><button class="main">Sign</button></div></form></div>
            """
        }
        if isIn("open") {
            return form(
                "verify",
                "Verify",
                "I have looked at every characteristic that it accounts for, and they are as recorded."
            )
        }
        return isIn("verified") ? form("approve", "Approve", "I have reviewed it and approve it.") : ""
    }

    private func values(_ limit: ReleasedRecord) -> [ReleasedRecord] {
        measured.filter {
            $0["characteristic"]?.shows(sameAs: limit["number"]) == true
                && $0["sequence"]?.shows(sameAs: limit["sequence"]) == true
        }
    }

    /// Said of what was not due by its sampling plan, and not measured.
    private func skipped(_ limit: ReleasedRecord) -> ClearedText {
        let skip = skips.first {
            $0["characteristic"]?.shows(sameAs: limit["number"]) == true
                && $0["sequence"]?.shows(sameAs: limit["sequence"]) == true
        }
        return skip.map { ", skipped by its plan: \($0["plan"])" } ?? ""
    }

    private func report(_ limit: ReleasedRecord) -> ReleasedRecord? {
        reports.first {
            $0["characteristic"]?.shows(sameAs: limit["number"]) == true
                && $0["sequence"]?.shows(sameAs: limit["sequence"]) == true
        }
    }

    private var characteristics: ClearedText {
        let rows = limits.map { limit -> ClearedText in
            guard limit.id != nil else { return PageParts.withheld(columns: 6) }
            let shown = values(limit).map { value -> ClearedText in
                let isGood = value["isWithinLimits"]?.shows("true") == true
                let style: ClearedText = isGood ? "state-done" : "state-bad"
                return
                    "<span class=\"state \(style)\">\(value["value"]) \(value["unitOfMeasure"])</span> \(value["gauge"])"
            }
            return PageParts.row(
                "<span class=\"mark\">\(markOf: limit["name"])</span>",
                "\(limit["sequence"])",
                "\(limit["number"]) \(limit["name"])",
                "\(limit["lower"]) to \(limit["upper"]) \(limit["unit"])",
                shown.isEmpty
                    ? "<span class=\"state state-open\">not measured\(skipped(limit))</span>"
                    : .joined(shown, separator: "<br>"),
                "\(report(limit)?["description"])"
            )
        }
        return PageParts.table(
            "Characteristics",
            ["Marking", "At operation", "Characteristic", "Requirement", "Results, with gauge", "Nonconformance"],
            rows,
            none: "Nothing is measured at its operations, or you may not see it."
        )
    }

    // MARK: The forms

    /// The three forms. Fields that the plant has no record of are empty.
    func document() -> ClearedDocument {
        let lotsByID = ReleasedIndex(idsOf: lots)
        let isAssembly = article["isAssembly"]?.shows("true") == true
        let isPartial = article["extent"]?.shows("partial") == true
        return FirstArticleReport(
            heading: .init(
                partNumber: "\(article["partNumber"])",
                partName: "\(article["partName"])",
                serialNumber: "\(article["serial"])",
                identifier: "\(article["number"])"
            ),
            part: .init(
                partRevision: "\(article["revision"])",
                drawingNumber: "\(article["drawing"])",
                drawingRevision: "\(article["drawingRevision"])",
                additionalChanges: "",
                processReference: "\(article["partNumber"]) rev. \(article["revision"]) / \(article["orderNumber"])",
                organization: "\(article["organization"])",
                supplierCode: "\(article["supplierCode"])",
                purchaseOrder: "\(article["purchaseOrder"])",
                kind: isAssembly ? "Assembly" : "Detail",
                extent: isPartial ? "Partial FAI" : "Full FAI",
                baseline: "\(article["baseline"])",
                reason: "\(trigger): \(article["reason"])",
                index: isAssembly
                    ? consumed.filter { $0.id != nil }.map { item in
                        .init(
                            partNumber: BuiltPartText.text(item),
                            partName: "",
                            partType: "",
                            identifier: ""
                        )
                    } : [],
                hasNonconformance: isIn("open") ? "" : nonconformance,
                verified: (by: "\(article["verifiedName"])", on: isIn("open") ? "" : "\(timeOf: article["verified"])"),
                approved: (
                    by: "\(article["approvedName"])", on: isIn("approved") ? "\(timeOf: article["approved"])" : ""
                ),
                customer: (by: "", on: ""),
                comments: Self.isCorrected(article)
                    ? "A value was corrected on \(timeOf: article["corrected"]), after it had been signed for. These forms have it as it is now."
                    : ""
            ),
            materials: consumed.filter { $0["itemKind"]?.shows("lot") == true }.map { item in
                .init(
                    name: "\(BuiltPartText.text(item)), lot \(item["itemNumber"])",
                    specification: "",
                    code: "",
                    supplier: "\(lotsByID[item["item"]].first.map { lots[$0] }?["supplier"])",
                    customerApproval: "",
                    certificate: ""
                )
            },
            tests: [],
            materialComments: "",
            characteristics: limits.map { limit in
                .init(
                    number: "\(limit["sequence"])-\(limit["number"])",
                    location: "Operation \(limit["sequence"])",
                    designator: "\(limit["designator"])",
                    requirement: "\(limit["name"]): \(limit["lower"]) to \(limit["upper"]) \(limit["unit"])",
                    results: values(limit).isEmpty && !skips.isEmpty
                        ? "Not measured\(skipped(limit))"
                        : .joined(values(limit).map { "\($0["value"]) \($0["unitOfMeasure"])" }, separator: "; "),
                    tooling: .joined(values(limit).map { "\($0["gauge"])" }, separator: "; "),
                    nonconformance: "\(report(limit)?["description"])",
                    comments: ""
                )
            }
        ).document
    }
}
