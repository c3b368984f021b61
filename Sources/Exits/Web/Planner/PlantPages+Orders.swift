internal import Boundary
internal import Execution
internal import HTTPExit
internal import PlantModel

extension PlantPages {
    /// What becomes of an order: it is released, corrected, or what has not begun of it is cancelled.
    func addOrders(_ routes: inout Routes) {
        routes.page("/orders/{id}/change") { request in try await orderPage(request, "") }
        routes.form("/orders/{id}/release") { request in
            try await changed(request, page: { try await scanPage(request, $0, $1) }) { id, asker, key in
                _ = try await execution.release(order: id, by: asker, key: key)
                return try .go(to: "/orders/\(id.aggregate)")
            }
        }
        routes.form("/orders/{id}/correct") { request in
            try await changed(request, page: { try await orderPage(request, $0, $1) }) { id, asker, key in
                guard let due = Day(OperationFields.line(request.fields["due"] ?? "")) else {
                    throw PageCode.noDay.refusal("due")
                }
                guard let priority = Int(OperationFields.line(request.fields["priority"] ?? "")) else {
                    throw RowProblems(problems: ["priority: it is a whole number from 0 to 9"])
                }
                let statement = try await correction(request)
                _ = try await execution.correct(
                    order: id,
                    due: due,
                    priority: priority,
                    statement,
                    by: asker,
                    key: key
                )
                return try .go(to: "/orders/\(id.aggregate)/change")
            }
        }
        routes.form("/orders/{id}/cancel") { request in
            try await changed(request, page: { try await orderPage(request, $0, $1) }) { id, asker, key in
                let chosen = request.fields.all(beginningWith: "unit-").compactMap { RecordID(text: $0.name) }
                guard !chosen.isEmpty else { throw PageCode.nothingChosen.refusal() }
                let statement = try await correction(request)
                _ = try await execution.cancel(
                    order: id,
                    units: Set(chosen),
                    reason: statement.reason,
                    signing: statement.signature,
                    by: asker,
                    key: key
                )
                return try .go(to: "/orders/\(id.aggregate)/change")
            }
        }
    }

    private func orderPage(_ request: PageRequest, _ problem: ClearedText, _ status: AnswerStatus = .done)
        async throws -> ScreenAnswer
    {
        let id = try RecordID(request.id("id"))
        return try await answered(request) {
            let release = try await execution.scan(id, by: asker(request))
            let made = try await execution.corrections(ofOrder: id, by: asker(request))
            guard let page = OrderPage(release.records, made.records, request, newKey) else { throw Failure.notFound }
            return try .page(page.title, page.body(problem), from: release, status: status)
        }
    }
}
