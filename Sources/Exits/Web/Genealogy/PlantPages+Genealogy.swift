internal import Boundary
internal import Execution
internal import HTTPExit

extension PlantPages {
    /// What a unit is made of, what it went into, and what a lot went into.
    func addGenealogy(_ routes: inout Routes) {
        routes.page("/units/{id}/record") { request in
            let id = try RecordID(request.id("id"))
            return try await answered(request) {
                let found = try await execution.record(of: id, by: asker(request))
                let (down, isComplete) = (found.edgesDown, found.isComplete)
                let release = found.records()
                let page = UnitRecordPage(release.records, edgesDown: down, isComplete: isComplete, request, newKey)
                guard let page else { throw Failure.notFound }
                return try .page(page.title, page.body, from: release)
            }
        }
        routes.page("/lots") { request in try await lotsPage(request) }
        routes.page("/lots/{id}") { request in
            let id = try RecordID(request.id("id"))
            return try await answered(request) {
                let found = try await execution.use(ofLot: id, by: asker(request))
                let isComplete = found.isComplete
                let release = found.records()
                return try .page("Lot", Self.lot(release.records, isComplete: isComplete), from: release)
            }
        }
        routes.api(
            .get,
            "/api/units/{id}/record",
            APIOperation(
                "All that is on record of a unit: what it is made of, what it went into, what differs from the plan; a `recall-reach` tells, where policies let it, how many units it went into beyond those that one may see."
            )
        ) { request in
            let id = try RecordID(request.id("id"))
            return try await listed { try await execution.record(of: id, by: program(request)).records() }
        }
        routes.api(
            .get,
            "/api/lots/{id}/use",
            APIOperation(
                "A lot with all that it went into, in every program that one may see; a `recall-reach` tells, where policies let it, how many units a recall reaches beyond those."
            )
        ) { request in
            let id = try RecordID(request.id("id"))
            return try await listed { try await execution.use(ofLot: id, by: program(request)).records() }
        }
    }

    private func lotsPage(_ request: PageRequest) async throws -> ScreenAnswer {
        let form: ClearedText = """
            <h1>Where a lot went</h1><div class="card"><form method="get" action="/lots">\
            <label for="number">Number of the lot</label><input type="text" id="number" name="number" value="\(request.typed("number"))" autocomplete="off" autocapitalize="off" data-scan data-focus>\
            <div class="actions"><button class="main">Look</button></div></form></div>
            """
        guard let number = request.fields["number"], !number.isEmpty else { return try .page("Lots", form) }
        return try await answered(request) {
            let release = try await execution.lots(number: number, by: asker(request))
            let rows = release.records.map { lot -> ClearedText in
                guard let id = lot.id else { return PageParts.withheld(columns: 5) }
                return PageParts.row(
                    "<span class=\"mark\">\(markOf: lot["number"])</span>",
                    "<a href=\"/lots/\(id)\">\(lot["number"])</a>",
                    "\(lot["partNumber"])",
                    "\(lot["supplier"])",
                    lot["isUsable"]?.shows("true") == true
                        ? "may be used" : "<span class=\"state state-bad\">blocked</span>"
                )
            }
            let table = PageParts.table("Lots", ["Marking", "Lot", "Part", "Supplier", "State"], rows)
            return try .page("Lots", "\(form)\(table)", from: release)
        }
    }

    /// What each compartment built in of a lot, by what the reader may see.
    private static func useTable(_ records: [ReleasedRecord]) -> ClearedText {
        let rows = records.filter { $0.kind == LotUse.kind.name }.map { use in
            use.isWithheld
                ? PageParts.withheld(columns: 2)
                : PageParts.row("<span class=\"mark\">\(markOf: use["used"])</span>", "\(use["used"])")
        }
        return PageParts.table("What was built in of it, as far as you may see", ["Marking", "Built in"], rows)
    }

    private static func lot(_ records: [ReleasedRecord], isComplete: Bool) throws -> ClearedText {
        guard let lot = records.first, lot.kind == MaterialLot.kind.name, lot.id != nil else { throw Failure.notFound }
        let units = records.filter { $0.kind == WorkUnit.kind.name }
        let edges = records.filter { $0.kind == Consumption.kind.name }
        let reach = records.first { $0.kind == RecallReach.kind.name }
        let tree = GenealogyTree(
            lot,
            name: "\(lot["number"])",
            part: "\(lot["partNumber"])",
            edges: edges,
            isUp: true,
            units: units
        )
        let state: ClearedText =
            lot["isUsable"]?.shows("true") == true ? "may be used" : "<span class=\"state state-bad\">blocked</span>"
        return """
            <h1>\(markOf: lot["number"])Lot \(lot["number"])</h1><div class="card"><dl><dt>Part</dt><dd>\(lot["partNumber"])</dd><dt>Supplier</dt><dd>\(lot["supplier"])</dd><dt>Received</dt><dd>\(lot["quantity"])</dd><dt>State</dt><dd>\(state)</dd><dt>Expires</dt><dd>\(lot["expires"])</dd></dl></div>\
            <h2>What was built in of it, as far as you may see</h2>\(useTable(records))\
            <h2>Units that a recall of it reaches, as far as you may see</h2>\(unitTable(units))\(UnitRecordPage.cutOff(isComplete))\(UnitRecordPage.beyond(reach))<h2>Where it went</h2>\(tree.body("Where it went", "up"))
            """
    }
}
