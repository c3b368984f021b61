internal import Boundary
internal import Execution
internal import Governance
internal import HTTPExit
internal import Journal

extension PlantPages {
    /// The operator's way: terminal, traveler, operation, done.
    func addOperator(_ routes: inout Routes) {
        addTravelers(&routes)
        routes.page("/operator") { request in try await terminal(request, nil) }
        routes.form("/operator/scan") { request in try await scanned(request) }
        routes.page("/orders/{id}") { request in try await scanPage(request, "") }
        routes.page("/units/{id}") { request in try await operationPage(request, nil) }
        addOperation(&routes)
    }

    func asker(_ request: PageRequest) throws -> Asker<Screen> {
        Asker(try request.subject, through: request.screen, from: request.whereabouts)
    }

    /// Waits for a scan; below it what is next at the work center of the terminal.
    private func terminal(_ request: PageRequest, _ refusal: Refusal?) async throws -> ScreenAnswer {
        let hasList = request.fields["center"]?.isEmpty == false && refusal == nil
        let size: ClearedText = hasList ? " low" : ""
        let head: ClearedText = """
            \(ProblemSummary.text(refusal))<div class="card scan\(size)"><h1>SCAN TRAVELER</h1><p>Or type an order's or unit's code, or a serial number, and press Enter.</p>\
            <form method="post" action="/operator/scan">\(request.formToken)<label for="code">Code</label>\
            <input type="text" id="code" name="code" autocomplete="off" autocapitalize="off" spellcheck="false" data-scan data-focus>\
            <button class="main">Open</button></form><p id="said" class="said" role="status"></p></div>
            """
        let choice: ClearedText = """
            <div class="card"><form method="get" action="/operator"><label for="center">Work center of this terminal</label>\
            <input type="text" id="center" name="center" value="\(request.typed("center"))" autocomplete="off" autocapitalize="off"> \
            <button>Show what is next</button></form></div>
            """
        guard hasList, let center = request.fields["center"] else {
            return try .page("Terminal", "\(head)\(choice)", status: refusal?.status ?? .done)
        }
        return try await answered(request) {
            let release = try await execution.dispatch(
                at: center,
                after: request.fields["after"].map { RecordID(try position($0)) },
                limit: 50,
                by: asker(request)
            )
            let list = Self.unitTable(release.records)
            let address: ClearedText = "/operator?center=\(request.typed("center"))&amp;after="
            let more = PageParts.more(release.records, limit: 50, address, "Those due later")
            return try .page(
                "Terminal",
                "\(head)<h2>Next at \(request.typed("center"))</h2>\(list)\(more)\(choice)",
                from: release
            )
        }
    }

    /// What a code leads to: the unit, the order, or units of a serial number.
    private func scanned(_ request: PageRequest) async throws -> ScreenAnswer {
        let code = (request.fields["code"] ?? "").filter { !$0.isWhitespace }
        guard !code.isEmpty, code.utf8.count <= 256 else {
            return try await terminal(
                request,
                PageCode.travelerMissing.refusal("code")
            )
        }
        return try await answered(request) {
            let isTraveler = code.hasPrefix("BH1:")
            if isTraveler || RecordID(text: code.lowercased()) != nil {
                let release = try await isTraveler ? scannedTraveler(code, request) : scannedRecord(code, request)
                guard let first = release.records.first, let found = first.id else { throw Failure.notFound }
                return first.kind == WorkUnit.kind.name
                    ? try .go(to: "/units/\(found)") : try .go(to: "/orders/\(found)")
            }
            let release = try await execution.units(serial: code, by: asker(request))
            let units = release.records.compactMap(\.id)
            guard let only = units.first else { throw Failure.notFound }
            if units.count == 1 { return try .go(to: "/units/\(only)") }
            let list = Self.unitTable(release.records)
            return try .page("Units", "<h1>Units of this serial number</h1>\(list)", from: release)
        }
    }

    private func scannedRecord(_ code: String, _ request: PageRequest) async throws -> Release<Screen> {
        guard let id = RecordID(text: code.lowercased()) else { throw Failure.notFound }
        return try await execution.scan(id, by: asker(request))
    }

    /// A code of a traveler leads to what it goes with, as long as the paper counts.
    private func scannedTraveler(_ code: String, _ request: PageRequest) async throws -> Release<Screen> {
        try await execution.scan(traveler: travelerNumber(code), by: asker(request))
    }

    /// An order with its units and the papers that were printed for it.
    func scanPage(_ request: PageRequest, _ problem: ClearedText, _ status: AnswerStatus = .done) async throws
        -> ScreenAnswer
    {
        let id = try RecordID(request.id("id"))
        return try await answered(request) {
            let release = try await execution.scan(id, by: asker(request))
            let records = release.records
            guard let order = records.first(where: { $0.kind == JobOrder.kind.name }) else { throw Failure.notFound }
            let travelers = try await execution.travelers(ofOrder: id, by: asker(request))
            let certificates = try await execution.certificates(ofOrder: id, by: asker(request))
            let units = records.filter { $0.kind == WorkUnit.kind.name }
            return try .page(
                "Order \(order["number"])",
                """
                \(problem)<h1>\(markOf: order["number"])Order \(order["number"])</h1><div class="columns"><div class="card"><dl><dt>Part</dt><dd>\(order["partNumber"]) rev. \(order["revision"])</dd>\
                <dt>State</dt><dd>\(OrderPage.state(order))</dd><dt>Quantity</dt><dd>\(order["quantity"])</dd><dt>Due</dt><dd>\(order["due"])</dd></dl>\(changes(request, id, order))</div>\(papers(request, id, travelers.records))</div><h2>Units</h2>\(Self.unitTable(units))\
                <h2>Certificates of conformance</h2>\(Self.certificateTable(certificates.records))<div class="actions"><a class="button" href="/orders/\(id.aggregate)/certificates/new">Certify finished units</a></div>
                """,
                from: release,
                status: status
            )
        }
    }

    /// The ways to change an order; who may is decided when it is done.
    private func changes(_ request: PageRequest, _ id: RecordID, _ order: ReleasedRecord) -> ClearedText {
        let release: ClearedText =
            order["state"]?.shows("planned") == true
            ? "<form method=\"post\" action=\"/orders/\(id.aggregate)/release\">\(request.formToken)\(request.onceKey(newKey()))<button class=\"main\">Release to the floor</button></form>"
            : ""
        return
            "<div class=\"actions\">\(release)<a class=\"button\" href=\"/orders/\(id.aggregate)/change\">Correct or cancel</a></div>"
    }

    private func papers(_ request: PageRequest, _ order: RecordID, _ travelers: [ReleasedRecord]) -> ClearedText {
        """
        <div class="card"><h2>Travelers</h2>\(Self.travelerTable(travelers))<form method="post" action="/orders/\(order.aggregate)/traveler">\(request.formToken)\(request.onceKey(newKey()))\
        <div class="actions"><button>Print a traveler</button></div></form></div>
        """
    }

    /// Units, a line each; each line carries its mark.
    static func unitTable(_ units: [ReleasedRecord]) -> ClearedText {
        let rows = units.map { unit -> ClearedText in
            guard let id = unit.id else { return PageParts.withheld(columns: 7) }
            return """
                <tr><td><span class="mark">\(markOf: unit["serial"])</span></td><td><a href="/units/\(id)">\(unit["serial"])</a></td><td>\(unit["partNumber"]) rev. \(unit["revision"])</td>\
                <td>\(unit["orderNumber"])</td><td>\(unit["sequence"]) \(unit["operation"])</td><td>\(UnitStateText.text(unit))</td><td>\(unit["due"])</td></tr>
                """
        }
        return PageParts.table("Units", ["Marking", "Serial", "Part", "Order", "Operation", "State", "Due"], rows)
    }

    /// Answers, and takes a refusal of the plant floor for what it is to a page.
    func answered(_ request: PageRequest, _ body: () async throws -> ScreenAnswer) async throws -> ScreenAnswer {
        do {
            return try await body()
        } catch let refusal as ExecutionRefusal {
            if let failure = RefusalText.failure(refusal) { throw failure }
            let text = RefusalText.summary(refusal, request)
            return try .page("Problem", "\(text)\(Self.back)", status: RefusalText.status(refusal))
        } catch let refusal as Refusal {
            return try .page("Problem", "\(ProblemSummary.text(refusal))\(Self.back)", status: refusal.status)
        } catch let refusal as GovernanceRefusal {
            if refusal.code == .notFound { throw Failure.notFound }
            let text = RefusalText.summary(refusal, request)
            return try .page("Problem", "\(text)\(Self.back)", status: RefusalText.status(refusal))
        }
    }
}

/// A unit's state in words, with a shape for what is abnormal.
enum UnitStateText {
    static func text(_ unit: ReleasedRecord) -> ClearedText {
        let rework: ClearedText =
            unit["isInRework"]?.shows("true") == true ? " <span class=\"state state-warn\">in rework</span>" : ""
        let state: ClearedText =
            switch unit["state"] {
            case let state? where state.shows("waiting"): "<span class=\"state state-open\">ready</span>"
            case let state? where state.shows("running"): "<span class=\"state state-open\">running</span>"
            case let state? where state.shows("paused"): "<span class=\"state state-warn\">paused</span>"
            case let state? where state.shows("awaitingBuyOff"):
                "<span class=\"state state-warn\">waits for buy-off</span>"
            case let state? where state.shows("finished"): "<span class=\"state state-done\">finished</span>"
            case let state? where state.shows("scrapped"): "<span class=\"state state-bad\">scrapped</span>"
            case let state? where state.shows("planned"):
                "<span class=\"state state-warn\">planned, not released</span>"
            case let state? where state.shows("cancelled"): "<span class=\"state state-bad\">cancelled</span>"
            case let state: "\(state)"
            }
        guard unit["isHeld"]?.shows("true") == true else { return "\(state)\(rework)" }
        return "\(state)\(rework) <span class=\"state state-bad\">on hold</span>"
    }
}
