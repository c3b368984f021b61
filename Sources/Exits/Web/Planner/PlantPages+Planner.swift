internal import Boundary
internal import Execution
internal import HTTPExit
internal import PlantModel

extension PlantPages {
    /// The planner's way: what is ordered and due, what can be ordered, and what the plant can take.
    func addPlanner(_ routes: inout Routes) {
        routes.page("/planner") { request in try await plannerHome(request) }
        routes.page("/capacity") { request in try await capacityPage(request) }
        routes.page("/orders/new/{id}") { request in try await orderForm(request, "") }
        routes.form("/orders/new/{id}") { request in
            try await changed(request, page: { try await orderForm(request, $0, $1) }) { id, asker, key in
                guard let due = Day(OperationFields.line(request.fields["due"] ?? "")) else {
                    throw PageCode.noDay.refusal("due")
                }
                let typed = OperationFields.line(request.fields["priority"] ?? "")
                guard let priority = typed.isEmpty ? 0 : Int(typed) else {
                    throw RowProblems(problems: ["priority: it is a whole number from 0 to 9"])
                }
                let order = JobOrderRequest(
                    number: OperationFields.line(request.fields["number"] ?? ""),
                    workMaster: id,
                    serials: try SerialList.read(request.fields["serials"] ?? ""),
                    due: due,
                    priority: priority,
                    isReleased: request.fields["planned"] == nil
                )
                let made = try await execution.order(order, by: asker, key: key)
                return try .go(to: "/orders/\(made.record.aggregate)")
            }
        }
    }

    private func plannerHome(_ request: PageRequest) async throws -> ScreenAnswer {
        try await answered(request) {
            let asker = try asker(request)
            let typed = request.fields["from"].map { OperationFields.line($0) } ?? ""
            let first = typed.isEmpty ? nil : Day(typed)
            guard typed.isEmpty || first != nil else { throw PageCode.noDay.refusal("from") }
            let phase = request.fields["state"].flatMap { JobOrderPhase(rawValue: $0) }
            let orders = try await execution.orders(
                in: phase,
                dueFrom: first,
                after: request.fields["after"].map { RecordID(try position($0)) },
                limit: Self.ordersOfPage,
                by: asker
            )
            let more = PageParts.more(
                orders.records,
                limit: Self.ordersOfPage,
                "/planner?from=\(first == nil ? "" : request.typed("from"))&amp;state=\(phase == nil ? "" : request.typed("state"))&amp;after=",
                "Those due later"
            )
            let released = try await execution.workMasters(
                in: "released",
                orderable: true,
                after: request.fields["definitions"].map { RecordID(try position($0)) },
                limit: Self.ordersOfPage,
                by: asker
            )
            let others = PageParts.more(
                released.records,
                limit: Self.ordersOfPage,
                "/planner?definitions=",
                "Those that changed before"
            )
            return try .page(
                "Orders",
                """
                <h1>Orders</h1><div class="actions"><a class="button main" href="/capacity">Capacity</a><a class="button" href="/facts">Gauges, lots and other facts</a></div>\
                <form method="get" action="/planner" class="card">\(PageParts.field("from", "Due from", first == nil ? "" : request.typed("from"), hint: "a day such as 2026-12-10; all if empty"))\
                <label for="state">State</label><select id="state" name="state">\(Self.phases(phase))</select><button>Show</button></form>\(Self.orderTable(orders.records))\(more)\
                <h2>Order more</h2>\(Self.orderableTable(released.records))\(others)
                """,
                from: orders
            )
        }
    }

    /// The states of orders, to choose one.
    private static func phases(_ chosen: JobOrderPhase?) -> ClearedText {
        func option(_ phase: JobOrderPhase?, _ value: StaticString, _ words: StaticString) -> ClearedText {
            "<option value=\"\(program: value)\"\(phase == chosen ? " selected" : "")>\(program: words)</option>"
        }
        return .joined([
            option(nil, "", "any"), option(.planned, "planned", "planned"), option(.released, "released", "released"),
            option(.running, "running", "running"), option(.done, "done", "done"),
            option(.cancelled, "cancelled", "cancelled"),
        ])
    }

    /// Orders on one page.
    private static let ordersOfPage = 50

    private static func orderTable(_ orders: [ReleasedRecord]) -> ClearedText {
        let rows = orders.map { order -> ClearedText in
            guard let id = order.id else { return PageParts.withheld(columns: 7) }
            return PageParts.row(
                "<span class=\"mark\">\(markOf: order["number"])</span>",
                "<a href=\"/orders/\(id)\">\(order["number"])</a>",
                "\(order["partNumber"]) rev. \(order["revision"])",
                "\(order["quantity"])",
                "\(order["due"])",
                "\(order["priority"])",
                OrderPage.state(order)
            )
        }
        return PageParts.table(
            "Orders",
            ["Marking", "Order", "Part", "Units", "Due", "Priority", "State"],
            rows,
            none: "Nothing is ordered that you may see."
        )
    }

    private static func orderableTable(_ masters: [ReleasedRecord]) -> ClearedText {
        let rows = masters.map { master -> ClearedText in
            guard let id = master.id else { return PageParts.withheld(columns: 5) }
            return PageParts.row(
                "<span class=\"mark\">\(markOf: master["partNumber"])</span>",
                "<a href=\"/definitions/\(id)\">\(master["partNumber"]) rev. \(master["revision"])</a>",
                "\(master["title"])",
                EffectivityFields.text(master),
                "<a href=\"/orders/new/\(id)\">Order units of \(master["partNumber"]) rev. \(master["revision"])</a>"
            )
        }
        return PageParts.table("Released definitions", ["Marking", "Definition", "Title", "Is for", "Order"], rows)
    }

    private func orderForm(_ request: PageRequest, _ problem: ClearedText, _ status: AnswerStatus = .done) async throws
        -> ScreenAnswer
    {
        let id = try RecordID(request.id("id"))
        return try await answered(request) {
            let release = try await execution.workMaster(id, by: asker(request))
            guard let master = release.records.first else { throw Failure.notFound }
            return try .page(
                "New order",
                """
                \(problem)<h1>\(markOf: master["title"])Order units of \(master["partNumber"])</h1><p>The order takes the released revision that is effective for its number, its units and the day it is due, and keeps to that one, whatever is released later. Rev. \(master["revision"]) is for \(EffectivityFields.text(master)).</p>\
                <form method="post" action="/orders/new/\(id.aggregate)">\(request.formToken)\(request.onceKey(newKey()))<div class="card"><div class="fields">\
                <div>\(PageParts.field("number", "Number of the order", request.typed("number"), hasFocus: request.fields["once"] == nil))</div>\
                <div>\(PageParts.field("due", "Due", request.typed("due"), hint: "a day such as 2026-12-10"))</div>\
                <div>\(PageParts.field("priority", "Priority", request.typed("priority"), hint: "0 to 9, 0 if empty", mode: "numeric"))</div></div>\
                <label for="serials">Serial numbers <span class="hint">one a line, or a range such as VEH-101 to VEH-106</span></label><textarea id="serials" name="serials" rows="6" spellcheck="false">\(request.typed("serials"))</textarea>\
                <label class="check"><input type="checkbox" name="planned" value="yes"\(request.fields["planned"] == nil ? "" : " checked")> Only plan it: it counts as load, and the floor waits for its release</label>\
                <div class="actions"><button class="main">Order</button><a class="button" href="/planner" data-command="HOME">Back</a></div></div></form>
                """,
                from: release,
                status: status
            )
        }
    }

    /// Weeks on a map: two months, on a screen of ten inches.
    private static let weeksOfMap = 8

    private func capacityPage(_ request: PageRequest) async throws -> ScreenAnswer {
        try await answered(request) {
            let centers = execution.workCenters.keys.sorted()
            let days = (0..<Self.weeksOfMap).compactMap { week in
                Day(millisecondsSince1970: clock.now + UInt64(week) * 7 * 86_400_000)
            }
            guard let key = CommandKey(newKey(), of: try request.subject) else { throw Failure.unexpected }
            let release = try await execution.capacity(
                of: centers,
                weeksOf: days,
                by: Execution.capacityRule,
                for: asker(request),
                key: key
            )
            let map = CapacityMap(cells: release.records, weeks: days.count)
            return try .page(
                "Capacity",
                """
                <h1>Capacity</h1><p>Load against hours over all programs, whoever may see them. A week that too few programs share is reserved: how much is in it is theirs.</p>\
                \(map.drawing)\(map.table)<div class="actions"><a class="button" href="/planner" data-command="HOME">Orders</a></div>
                """,
                from: release
            )
        }
    }
}
