internal import Boundary
internal import Execution
internal import HTTPExit

extension PlantPages {
    /// What was recorded of a unit, corrected: the value that was stays beside the one that is.
    func addCorrections(_ routes: inout Routes) {
        routes.page("/units/{id}/corrections") { request in try await correctionsPage(request, "") }
        correcting(&routes, "/units/{id}/corrections/measurement") { request, record, statement, asker, key in
            guard let value = DecimalNumber(OperationFields.line(request.fields["value"] ?? "")) else {
                throw PageCode.noNumber.refusal("value")
            }
            let gauge = OperationFields.line(request.fields["gauge"] ?? "")
            let correction = MeasurementCorrection(
                seen: request.fields["seen"] ?? "",
                value: value,
                gauge: gauge.isEmpty ? nil : gauge
            )
            _ = try await execution.correct(measurement: record, to: correction, statement, by: asker, key: key)
        }
        correcting(&routes, "/units/{id}/corrections/consumption") { request, record, statement, asker, key in
            let correction = ConsumptionCorrection(
                seen: request.fields["seen"] ?? "",
                item: try await correctedItem(request)
            )
            _ = try await execution.correct(consumption: record, to: correction, statement, by: asker, key: key)
        }
        routes.form("/nonconformances/{id}/correct") { request in
            try await changed(request, page: { try await nonconformancePage(request, $0, $1) }) { id, asker, key in
                _ = try await execution.correct(
                    nonconformance: id,
                    seen: request.fields["seen"] ?? "",
                    to: request.fields["description"] ?? "",
                    correction(request),
                    by: asker,
                    key: key
                )
                return try .go(to: "/nonconformances/\(id.aggregate)")
            }
        }
    }

    /// Why, and the signature of whoever corrects.
    func correction(_ request: PageRequest) async throws -> CorrectionStatement {
        CorrectionStatement(reason: request.fields["reason"] ?? "", signing: try await signature(request))
    }

    private func correctedItem(_ request: PageRequest) async throws -> ConsumedItem? {
        let item = OperationFields.line(request.fields["item"] ?? "")
        if item.isEmpty { return nil }
        if request.fields["kind"] == "unit" {
            return .unit(try await unit(scanned: item, of: request.fields["part"] ?? "", request))
        }
        guard let quantity = Int(OperationFields.line(request.fields["quantity"] ?? "")) else {
            throw RowProblems(problems: ["quantity: it is a whole number"])
        }
        return .lot(item, quantity: quantity)
    }

    private func correcting(
        _ routes: inout Routes,
        _ path: StaticString,
        _ command:
            @escaping @Sendable (PageRequest, RecordID, CorrectionStatement, Asker<Screen>, CommandKey) async throws ->
            Void
    ) {
        routes.form(path) { request in
            try await changed(request, page: { try await correctionsPage(request, $0, $1) }) { id, asker, key in
                guard let record = RecordID(text: request.fields["record"] ?? "") else { throw Failure.notFound }
                try await command(request, record, correction(request), asker, key)
                return try .go(to: "/units/\(id.aggregate)/corrections")
            }
        }
    }

    private func correctionsPage(_ request: PageRequest, _ problem: ClearedText, _ status: AnswerStatus = .done)
        async throws -> ScreenAnswer
    {
        let id = try RecordID(request.id("id"))
        return try await answered(request) {
            let release = try await execution.history(of: id, by: asker(request))
            let made = try await execution.corrections(about: id, by: asker(request))
            guard let page = CorrectionsPage(release.records, made.records, request, newKey) else {
                throw Failure.notFound
            }
            return try .page(page.title, page.body(problem), from: release, status: status)
        }
    }
}
