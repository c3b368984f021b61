internal import Boundary
internal import Documents
internal import Execution
internal import HTTPExit

/// A certificate of conformance as a page and as paper.
struct CertificatePage {
    private let certificate: ReleasedRecord
    private let id: ClearedText
    private let order: ReleasedRecord?
    private let units: [ReleasedRecord]
    private let master: ReleasedRecord?
    private let edges: [ReleasedRecord]
    private let lots: [ReleasedRecord]
    private let reports: [ReleasedRecord]
    private let lifts: [ReleasedRecord]
    private let reworks: ReworkTables
    private let isComplete: Bool

    init?(_ records: [ReleasedRecord], isComplete: Bool) {
        func all(_ kind: String) -> [ReleasedRecord] { records.filter { $0.kind == kind } }
        guard let certificate = records.first, certificate.kind == ConformanceCertificate.kind.name,
            let id = certificate.id
        else { return nil }
        self.certificate = certificate
        self.id = "\(id)"
        order = all(JobOrder.kind.name).first
        units = all(WorkUnit.kind.name)
        master = all(WorkMaster.kind.name).first
        edges = all(Consumption.kind.name)
        lots = all(MaterialLot.kind.name)
        reports = all(Nonconformance.kind.name)
        lifts = all(GateLift.kind.name).filter { $0.id != nil && $0["state"]?.shows("lifted") == true }
        reworks = ReworkTables(records)
        self.isComplete = isComplete
    }

    var title: ClearedText { "Certificate \(certificate["number"])" }

    var body: ClearedText {
        let link: ClearedText =
            order?.id.map { "<a href=\"/orders/\($0)\">\(certificate["orderNumber"])</a>" }
            ?? "\(certificate["orderNumber"])"
        let rows = components.map { part in
            PageParts.row(
                part.mark,
                part.level,
                part.component.partNumber,
                part.component.serialOrLot,
                part.component.parent,
                part.component.supplier
            )
        }
        return """
            <h1>\(markOf: certificate["number"])\(title)</h1>\(corrected)<div class="card"><dl><dt>Order</dt><dd>\(link)</dd><dt>Part</dt><dd>\(certificate["partNumber"]) rev. \(certificate["revision"])</dd><dt>Units</dt><dd>\(certificate["quantity"])</dd>\
            <dt>Customer</dt><dd>\(certificate["customer"])</dd><dt>Purchase order</dt><dd>\(certificate["purchaseOrder"])</dd><dt>Statement</dt><dd>\(certificate["statement"])</dd>\
            <dt>Signed by</dt><dd>\(certificate["printedName"]) (\(certificate["certifiedBy"]))</dd><dt>Signed</dt><dd>\(timeOf: certificate["certified"])</dd><dt>Signed content</dt><dd>\(certificate["contentHash"])</dd></dl>\
            <div class="actions"><a class="button main" href="/certificates/\(id)/paper" download>Get the paper</a></div></div>\
            <h2>Units</h2>\(PlantPages.unitTable(units))<h2>Accepted departures</h2>\(NonconformancePage.table("Accepted departures", reports, none: "None that you may see."))\
            <h2>Reworks</h2>\(reworks.listed)<h2>Lifted gates</h2>\(PlantPages.liftTable(lifts))\
            <h2>What they are made of</h2>\(UnitRecordPage.cutOff(isComplete))\(PageParts.table("What they are made of", ["Marking", "Level", "Part", "Lot or unit", "Went into", "Supplier"], rows))
            """
    }

    /// Said where a value that it covers was corrected after it was signed.
    private var corrected: ClearedText {
        guard Self.isCorrected(certificate) else { return "" }
        return
            "<p><span class=\"state state-warn\">a value was corrected since</span> \(timeOf: certificate["corrected"]): what was signed is what was recorded before. See the corrections of the units, and sign another certificate or tell the customer.</p>"
    }

    static func isCorrected(_ certificate: ReleasedRecord) -> Bool {
        certificate["corrected"].map { !$0.shows("") } ?? false
    }

    /// A line of the genealogy, from the top down.
    private var components: [(mark: ClearedText, level: ClearedText, component: CertificateOfConformance.Component)] {
        let byUnit = ReleasedIndex(edges, by: "unit")
        let lotsByID = ReleasedIndex(idsOf: lots)
        var found: [(mark: ClearedText, level: ClearedText, component: CertificateOfConformance.Component)] = []
        for unit in units {
            let serial: ClearedText = "\(unit["serial"])"
            found.append(
                (
                    "<span class=\"mark\">\(markOf: unit["serial"])</span>", "0",
                    .init(
                        level: "0",
                        partNumber: "\(unit["partNumber"])",
                        name: "\(master?["title"])",
                        serialOrLot: serial,
                        parent: "",
                        supplier: "",
                        certificate: ""
                    )
                )
            )
            var open = byUnit[unit.id].reversed().map { (place: $0, level: 1, parent: serial) }
            while let next = open.popLast(), found.count < edges.count * 4 + units.count {
                let edge = edges[next.place]
                let lot = lotsByID[edge["item"]].first.map { lots[$0] }
                let number: ClearedText = "\(edge["itemNumber"])"
                found.append(
                    (
                        "<span class=\"mark\">\(markOf: edge["itemNumber"])</span>", "\(sent: next.level)",
                        .init(
                            level: "\(sent: next.level)",
                            partNumber: BuiltPartText.text(edge),
                            name: "",
                            serialOrLot: number,
                            parent: next.parent,
                            supplier: "\(lot?["supplier"])",
                            certificate: ""
                        )
                    )
                )
                guard next.level < Boundary.trailStepsMax else { continue }
                open += byUnit[edge["item"]].reversed().map { (place: $0, level: next.level + 1, parent: number) }
            }
        }
        return found
    }

    /// The customer's approval of a departure from the customer's design, where there is one.
    private static func customer(_ report: ReleasedRecord) -> ClearedText {
        guard let document = report["customerDocument"], !document.shows("") else { return "" }
        return ", approved by the customer: \(report["customerApprovedBy"]), \(document), \(report["customerApproved"])"
    }

    /// The paper.
    func document() -> ClearedDocument {
        CertificateOfConformance(
            id: "\(certificate["number"])",
            organization: "\(certificate["organization"])",
            customer: "\(certificate["customer"])",
            purchaseOrder: "\(certificate["purchaseOrder"])",
            order: "\(certificate["orderNumber"])",
            partNumber: "\(certificate["partNumber"])",
            partName: "\(master?["title"])",
            revision: "\(certificate["revision"])",
            quantity: "\(certificate["quantity"])",
            statement: "\(certificate["statement"])",
            exceptions: reports.filter { $0.id != nil }.map { report in
                .init(
                    nonconformance: "\(report["serial"])",
                    description: "\(report["description"])",
                    acceptance:
                        "\(report["disposition"]), \(report["disposedBy"]), \(timeOf: report["disposed"])\(Self.customer(report))"
                )
            }
                + lifts.map { lift in
                    .init(
                        nonconformance: "Operation \(lift["sequence"])",
                        description: "Gate lifted (\(lift["gate"]), \(lift["about"])): \(lift["reason"])",
                        acceptance: "\(lift["askedBy"]), \(lift["liftedBy"]), \(timeOf: lift["lifted"])"
                    )
                },
            reworks: reworks.lines.map { .init(unit: $0.serial, rework: $0.definition, operations: $0.operations) },
            genealogy: components.map(\.component),
            signature: .init(
                "For the organization",
                name: "\(certificate["printedName"])",
                date: "\(timeOf: certificate["certified"])"
            ),
            corrected: Self.isCorrected(certificate) ? "\(timeOf: certificate["corrected"])" : nil
        ).document
    }
}
