internal import Boundary
internal import Documents
internal import Execution
internal import HTTPExit

/// A printed traveler as a page: what it is worth, the paper itself, and what is done with it when it comes back.
struct TravelerPage {
    private let traveler: ReleasedRecord
    private let address: ClearedText
    private let order: ReleasedRecord?
    private let units: [ReleasedRecord]
    private let operations: [ReleasedRecord]
    private let reworks: ReworkTables
    private let request: PageRequest
    private let newKey: () -> String

    init?(_ records: [ReleasedRecord], _ request: PageRequest, _ newKey: @escaping () -> String) {
        guard let traveler = records.first(where: { $0.kind == PrintedTraveler.kind.name }), let id = traveler.id else {
            return nil
        }
        self.traveler = traveler
        address = "/travelers/\(id)"
        order = records.first { $0.kind == JobOrder.kind.name }
        units = records.filter { $0.kind == WorkUnit.kind.name }
        operations = records.filter { $0.kind == OperationDefinition.kind.name && $0.id != nil }
        reworks = ReworkTables(records)
        self.request = request
        self.newKey = newKey
    }

    var title: ClearedText { "Traveler \(traveler["number"])" }

    func body(_ problem: ClearedText) -> ClearedText {
        let orderLink: ClearedText =
            order?.id.map { "<a href=\"/orders/\($0)\">\(traveler["orderNumber"])</a>" }
            ?? "\(traveler["orderNumber"])"
        let part: ClearedText =
            order.map { "<dt>Part</dt><dd>\($0["partNumber"]) rev. \($0["revision"])</dd>" } ?? ""
        return """
            \(problem)<h1>\(markOf: traveler["number"])\(title)</h1><div class="columns"><div class="card"><dl><dt>Counts</dt><dd>\(Self.state(traveler))</dd><dt>Order</dt><dd>\(orderLink)</dd>\(part)\
            <dt>Printed by</dt><dd>\(traveler["printedBy"])</dd><dt>Printed</dt><dd>\(timeOf: traveler["printed"])</dd><dt>Instructions</dt><dd>\(instructions)</dd>\(taken)</dl>\
            <div class="actions"><a class="button main" href="\(address)/paper" download>Get the paper</a><a class="button" href="/verify">Verify paper</a></div></div>\(returning)</div>\
            <h2>Goes with</h2>\(PlantPages.unitTable(units))
            """
    }

    private var isReturned: Bool { traveler["state"]?.shows("returned") == true }

    private var instructions: ClearedText {
        guard let hash = order?["contentHash"] else { return "not shown" }
        return traveler["contentHash"]?.shows(sameAs: hash) == true
            ? "those that the order is built by" : "others than the order is built by"
    }

    private var taken: ClearedText {
        guard isReturned else { return "" }
        return
            "<dt>Taken back by</dt><dd>\(traveler["returnedBy"])</dd><dt>Taken back</dt><dd>\(timeOf: traveler["returned"])</dd><dt>Units held for a difference</dt><dd>\(traveler["differences"])</dd>"
    }

    private var returning: ClearedText {
        guard !isReturned, !operations.isEmpty else { return "" }
        let boxes = (operations.map { [$0] } + reworks.operationsByNumber).compactMap { same -> ClearedText? in
            guard let sequence = same.first?["sequence"] else { return nil }
            let names = ClearedText.joined(same.map { "\($0["name"])" }, separator: ", ")
            return """
                <label class="check"><input type="checkbox" name="signed-\(sequence)" value="yes"> \(sequence) \(names)</label>
                """
        }
        return """
            <div class="card"><h2>It came back</h2><p>Tick each operation that is signed as done on the paper. Where that differs from what is recorded, the units are held. Tick none on a paper that nobody signed.</p>\
            <form method="post" action="\(address)/return">\(request.formToken)\(request.onceKey(newKey()))<fieldset><legend>Signed on the paper</legend>\(.joined(boxes))</fieldset>\
            <div class="actions"><button>Take it back</button></div></form></div>
            """
    }

    /// Whether the work is still done by it, in words.
    static func state(_ traveler: ReleasedRecord) -> ClearedText {
        switch traveler["state"] {
        case let state? where state.shows("current"):
            "<span class=\"state state-done\">yes, it is the last print</span>"
        case let state? where state.shows("replaced"):
            "<span class=\"state state-bad\">no, a later print took its place</span>"
        case let state? where state.shows("returned"): "<span class=\"state state-warn\">no, it was taken back</span>"
        case let state: "\(state)"
        }
    }

    // MARK: The paper

    /// The paper, of a traveler with its order, units, definition and operations.
    static func document(_ records: [ReleasedRecord]) throws -> ClearedDocument {
        func all(_ kind: String) -> [ReleasedRecord] { records.filter { $0.kind == kind } }
        guard let traveler = all(PrintedTraveler.kind.name).first, traveler.id != nil,
            let order = all(JobOrder.kind.name).first
        else { throw Failure.notFound }
        let units = all(WorkUnit.kind.name)
        let master = all(WorkMaster.kind.name).first
        return Documents.Traveler(
            id: "\(traveler["number"])",
            order: "\(traveler["orderName"])",
            partNumber: "\(order["partNumber"])",
            partName: "\(master?["title"])",
            revision: "\(order["revision"])",
            workDefinition: "\(order["partNumber"]) rev. \(order["revision"])",
            quantity: units.count == 1 ? "1" : "\(order["quantity"])",
            due: "\(order["due"])",
            serials: units.map { "\($0["serial"])" },
            operations: all(OperationDefinition.kind.name).map { line($0, "rev. \(order["revision"])") }
                + ReworkTables(records).operations.map { line($0, "rework of \($0["serial"])") }
        ).document
    }

    /// An operation of a traveler's paper, of the routing or of a rework.
    private static func line(_ operation: ReleasedRecord, _ instruction: ClearedText) -> Documents.Traveler.Operation {
        let needsBuyOff = operation["needsBuyOff"]?.shows("true") == true
        return Documents.Traveler.Operation(
            number: "\(operation["sequence"])",
            name: "\(operation["name"])",
            workCenter: "\(operation["workCenter"])",
            instruction: instruction,
            note: "\(operation["qualifications"])",
            buyOffs: needsBuyOff ? ["Done", "Bought off"] : ["Done"]
        )
    }
}
