internal import Boundary
internal import Execution
internal import HTTPExit
internal import PlantModel

extension PlantPages {
    /// Quality's way: what waits, one nonconformance, its disposition; units that may have the same fault are held with it.
    func addQuality(_ routes: inout Routes) {
        routes.page("/quality") { request in try await qualityHome(request) }
        routes.page("/nonconformances/{id}") { request in try await nonconformancePage(request, "") }
        disposing(&routes, "/nonconformances/{id}/dispose") { request, id, asker, key in
            let disposition = try disposition(request)
            _ = try await execution.dispose(
                of: id,
                disposition,
                following: reworkDefinition(request),
                reason: request.fields["reason"] ?? "",
                signing: signature(request),
                by: asker,
                key: key
            )
        }
        disposing(&routes, "/nonconformances/{id}/accept") { request, id, asker, key in
            _ = try await execution.accept(dispositionOf: id, signing: signature(request), by: asker, key: key)
        }
        disposing(&routes, "/nonconformances/{id}/decline") { request, id, asker, key in
            let reason = request.fields["reason"] ?? ""
            _ = try await execution.decline(dispositionOf: id, reason: reason, by: asker, key: key)
        }
        disposing(&routes, "/nonconformances/{id}/customer") { request, id, asker, key in
            let approval = CustomerApproval(
                approvedBy: OperationFields.line(request.fields["approved-by"] ?? ""),
                document: OperationFields.line(request.fields["document"] ?? ""),
                day: try day("approved-on", request).description
            )
            let statement = try await signature(request)
            _ = try await execution.record(approval, of: id, signing: statement, by: asker, key: key)
        }
        disposing(&routes, "/nonconformances/{id}/customer-refusal") { request, id, asker, key in
            let reason = request.fields["reason"] ?? ""
            _ = try await execution.recordRefusal(ofCustomer: id, reason: reason, by: asker, key: key)
        }
        disposing(&routes, "/nonconformances/{id}/contain") { request, _, asker, key in
            let chosen = request.fields.all(beginningWith: "hold-").compactMap { RecordID(text: $0.name) }
            guard !chosen.isEmpty else { throw PageCode.nothingChosen.refusal() }
            for unit in chosen {
                let report = NonconformanceReport(unit: unit, description: request.fields["containment"] ?? "")
                _ = try await execution.report(report, by: asker, key: key.further("hold \(unit)"))
            }
        }
    }

    private func disposing(
        _ routes: inout Routes,
        _ path: StaticString,
        _ command: @escaping @Sendable (PageRequest, RecordID, Asker<Screen>, CommandKey) async throws -> Void
    ) {
        routes.form(path) { request in
            try await changed(request, page: { try await nonconformancePage(request, $0, $1) }) { id, asker, key in
                try await command(request, id, asker, key)
                return try .go(to: "/nonconformances/\(id.aggregate)")
            }
        }
    }

    private func reworkDefinition(_ request: PageRequest) throws -> RecordID? {
        let text = request.fields["definition"] ?? ""
        if text.isEmpty { return nil }
        guard let id = RecordID(text: text) else { throw Failure.notFound }
        return id
    }

    private func disposition(_ request: PageRequest) throws -> Disposition {
        switch request.fields["disposition"] ?? "" {
        case "useAsIs": return .useAsIs
        case "repair": return .repair
        case "scrap": return .scrap
        case "rework":
            guard let sequence = Int(request.fields["from"] ?? "") else {
                throw PageCode.nothingChosen.refusal("disposition")
            }
            return .rework(from: sequence)
        default: throw PageCode.nothingChosen.refusal("disposition")
        }
    }

    private func qualityHome(_ request: PageRequest) async throws -> ScreenAnswer {
        let limit = WaitingList.limit
        let open = WaitingList(name: "open", heading: "Waits for disposition") {
            try await execution.openNonconformances(after: $0, limit: limit, by: $1)
        } table: {
            NonconformancePage.table("Waits for disposition", $0)
        }
        let proposed = WaitingList(name: "proposed", heading: "Waits for the design authority") {
            try await execution.openNonconformances(in: .designAuthority, after: $0, limit: limit, by: $1)
        } table: {
            NonconformancePage.table("Waits for the design authority", $0)
        }
        let customer = WaitingList(name: "customer", heading: "Waits for the customer") {
            try await execution.openNonconformances(in: .customer, after: $0, limit: limit, by: $1)
        } table: {
            NonconformancePage.table("Waits for the customer", $0)
        }
        let escaped = WaitingList(name: "escapes", heading: "Notices of escape to be written") {
            try await execution.escapeNotices(.due, after: $0, limit: limit, by: $1)
        } table: {
            EscapeNoticePage.table($0)
        }
        let untold = WaitingList(name: "untold-escapes", heading: "Customers to be told") {
            try await execution.escapeNotices(.written, after: $0, limit: limit, by: $1)
        } table: {
            EscapeNoticePage.table($0)
        }
        let withdrawn = WaitingList(name: "withdrawn-escapes", heading: "Customers to be told of a withdrawal") {
            try await execution.escapeNotices(.withdrawing, after: $0, limit: limit, by: $1)
        } table: {
            EscapeNoticePage.table($0)
        }
        let review = WaitingList(name: "in-review", heading: "Definitions in review") {
            try await execution.workMasters(in: "inReview", after: $0, limit: limit, by: $1)
        } table: {
            Self.definitionTable("In review", $0, none: "Nothing waits for approval.")
        }
        let articles = WaitingList(name: "articles", heading: "First articles to be verified") {
            try await execution.firstArticles(in: "open", after: $0, limit: limit, by: $1)
        } table: {
            UnitRecordPage.articleTable($0)
        }
        let verified = WaitingList(name: "verified-articles", heading: "First articles to be approved") {
            try await execution.firstArticles(in: "verified", after: $0, limit: limit, by: $1)
        } table: {
            UnitRecordPage.articleTable($0)
        }
        let lapsing = WaitingList(name: "lapses", heading: "Production that lapses") {
            try await execution.lapses(by: lapseHorizon(), after: $0, limit: limit, by: $1)
        } table: {
            lapseTable($0)
        }
        let contained = WaitingList(name: "containments", heading: "Contained gauges and lots") {
            try await execution.containments(after: $0, limit: limit, by: $1)
        } table: {
            Self.containmentTable($0)
        }
        return try await home(
            request,
            at: "/quality",
            "Quality",
            [open, escaped, untold, withdrawn, proposed, customer, review, articles, verified, lapsing, contained],
            actions: """
                <div class="actions"><a class="button" href="/containments/new">Contain a gauge or a lot</a><a class="button" href="/lots">Where a lot went</a><a class="button" href="/facts">Gauges, lots and other facts</a><a class="button" href="/verify">Verify paper</a><a class="button" href="/baselines" data-command="BASELINES">Baselines <kbd>BASELINES</kbd></a></div>
                """
        )
    }

    func nonconformancePage(_ request: PageRequest, _ problem: ClearedText, _ status: AnswerStatus = .done)
        async throws -> ScreenAnswer
    {
        let id = try RecordID(request.id("id"))
        return try await answered(request) {
            let release = try await execution.nonconformance(id, by: asker(request))
            guard let page = NonconformancePage(release.records, request, newKey) else { throw Failure.notFound }
            return try .page(page.title, page.body(problem), from: release, status: status)
        }
    }
}
