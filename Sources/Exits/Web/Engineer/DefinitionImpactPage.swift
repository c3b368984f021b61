internal import Boundary
internal import Execution
internal import Governance
internal import HTTPExit

/// What the release of a work definition touches, on its page while it is a draft or in review.
struct DefinitionImpactPage {
    private let records: [ReleasedRecord]

    init(_ records: [ReleasedRecord]) { self.records = records }

    private func of<Entry: LabelledRecord>(_ type: Entry.Type) -> [ReleasedRecord] {
        records.filter { $0.kind == type.kind.name && !$0.isWithheld }
    }

    /// Nothing where it replaces no revision that one may see.
    var section: ClearedText {
        let replaced = of(WorkMaster.self)
        guard !replaced.isEmpty else { return "" }
        let names = replaced.map { "\($0["partNumber"]) rev. \($0["revision"])" as ClearedText }
        return """
            <h2>What it touches</h2><p>It replaces \(.joined(names, separator: ", ")). Orders keep the revision that they were made for; what is listed is what you may see.</p>\
            <details open><summary>Open orders: \(sent: of(JobOrder.self).count)</summary>\(orders)</details>\
            <details><summary>Units in work: \(sent: of(WorkUnit.self).count)</summary>\(PlantPages.unitTable(of(WorkUnit.self)))</details>\
            <details><summary>Inspection plan: \(sent: of(CharacteristicDefinition.self).count) characteristics, first articles: \(sent: of(FirstArticle.self).count)</summary>\
            <p>What differs in what is made takes another first article before it is certified.</p>\(UnitRecordPage.articleTable(of(FirstArticle.self)))</details>\
            <details><summary>Variants of it: \(sent: of(ProcessVariant.self).count)</summary>\(variants)</details>\
            <details><summary>Persons who cannot start by it until they are trained: \(sent: of(TrainingRecord.self).count)</summary>\(trainings)</details>
            """
    }

    private var orders: ClearedText {
        let rows = of(JobOrder.self).compactMap { order -> ClearedText? in
            order.id.map {
                PageParts.row(
                    "<span class=\"mark\">\(markOf: order["number"])</span>",
                    "<a href=\"/orders/\($0)\">\(order["number"])</a>",
                    "rev. \(order["revision"])",
                    "\(order["quantity"])",
                    "\(order["due"])",
                    "\(order["state"])"
                )
            }
        }
        return PageParts.table(
            "Open orders",
            ["Marking", "Order", "Revision", "Units", "Due", "State"],
            rows,
            none: "None that you may see."
        )
    }

    private var variants: ClearedText {
        let rows = of(ProcessVariant.self).compactMap { variant -> ClearedText? in
            variant.id.map {
                PageParts.row(
                    "<span class=\"mark\">\(markOf: variant["standard"])</span>",
                    "<a href=\"/variants/\($0)\">\(variant["standard"])</a>",
                    "<span class=\"lines\">\(variant["difference"])</span>",
                    "\(variant["owner"])",
                    "\(variant["expires"])"
                )
            }
        }
        return PageParts.table(
            "Variants",
            ["Marking", "Deviates from", "What differs", "Owner", "Last day"],
            rows,
            none: "None that you may see."
        )
    }

    private var trainings: ClearedText {
        let rows = of(TrainingRecord.self).map { training in
            PageParts.row(
                "<span class=\"mark\">\(markOf: training["person"])</span>",
                "\(training["person"])",
                "\(training["trained"])"
            )
        }
        return PageParts.table(
            "Persons who are not trained on it",
            ["Marking", "Person", "Trained on the revision before"],
            rows,
            none: "None that you may see, or it asks for no training."
        )
    }
}
