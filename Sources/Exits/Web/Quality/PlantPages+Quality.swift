internal import Boundary
internal import Execution
internal import HTTPExit

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
        try await answered(request) {
            let asker = try asker(request)
            let open = try await execution.openNonconformances(limit: 100, by: asker)
            let proposed = try await execution.openNonconformances(isProposed: true, limit: 100, by: asker)
            let articles = try await execution.firstArticles(in: "open", limit: 50, by: asker)
            let verified = try await execution.firstArticles(in: "verified", limit: 50, by: asker)
            let containments = try await execution.containments(limit: 20, by: asker)
            let review = try await execution.workMasters(in: "inReview", limit: 50, by: asker)
            return try .page(
                "Quality",
                """
                <h1>Quality</h1><h2>Waits for disposition</h2>\(NonconformancePage.table("Waits for disposition", open.records))\
                <h2>Waits for the design authority</h2>\(NonconformancePage.table("Waits for the design authority", proposed.records))\
                <h2>Definitions in review</h2>\(Self.definitionTable("In review", review.records, none: "Nothing waits for approval."))\
                <h2>First articles</h2>\(UnitRecordPage.articleTable(articles.records + verified.records))\
                <h2>Contained gauges and lots</h2>\(Self.containmentTable(containments.records))\
                <div class="actions"><a class="button" href="/containments/new">Contain a gauge or a lot</a><a class="button" href="/lots">Where a lot went</a><a class="button" href="/verify">Verify paper</a></div>
                """,
                from: open
            )
        }
    }

    private func nonconformancePage(_ request: PageRequest, _ problem: ClearedText, _ status: AnswerStatus = .done)
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
