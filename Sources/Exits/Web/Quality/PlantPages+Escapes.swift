internal import Boundary
internal import Documents
internal import Execution
internal import HTTPExit
internal import PlantModel

extension PlantPages {
    /// Notices of escape: what is due, what is written and signed, what a customer was told.
    func addEscapes(_ routes: inout Routes) {
        routes.page("/escape-notices/{id}") { request in try await escapePage(request, "") }
        routes.form("/escape-notices/{id}/write") { request in
            try await changed(request, page: { try await escapePage(request, $0, $1) }) { id, asker, key in
                _ = try await execution.write(
                    escapeNotice: id,
                    request.fields["text"] ?? "",
                    signing: signature(request),
                    by: asker,
                    key: key
                )
                return try .go(to: "/escape-notices/\(id.aggregate)")
            }
        }
        routes.form("/escape-notices/{id}/tell") { request in
            try await changed(request, page: { try await escapePage(request, $0, $1) }) { id, asker, key in
                let telling = EscapeTelling(
                    to: OperationFields.line(request.fields["to"] ?? ""),
                    how: OperationFields.line(request.fields["how"] ?? ""),
                    day: try day("told-on", request).description
                )
                _ = try await execution.record(telling, ofEscapeNotice: id, by: asker, key: key)
                return try .go(to: "/escape-notices/\(id.aggregate)")
            }
        }
        routes.document("/escape-notices/{id}/paper") { request in
            let id = try RecordID(request.id("id"))
            return try await printed(request, { EscapeNoticePage($0)?.document() }) {
                try await execution.escapeNotice(id, by: printer(request))
            }
        }
        addEscapeAPI(&routes)
    }

    private func addEscapeAPI(_ routes: inout Routes) {
        routes.api(
            .get,
            "/api/escape-notices",
            APIOperation(
                "What customers have to be told of delivered units, the one that is due first before the others.",
                query: APIOperation.pages + [
                    .init("state", .choice(["due", "written", "told"]), "How far they came; due if nothing is said.")
                ]
            )
        ) { request in
            let limit = try limit(request)
            let stage = request.fields["state"].map { EscapeNoticeStage(rawValue: $0) } ?? .due
            guard let stage else { throw PageCode.malformed.refusal("state") }
            return try await listed(.page(limit: limit)) {
                try await execution.escapeNotices(
                    stage,
                    after: request.fields["after"].map { RecordID(try position($0)) },
                    limit: limit,
                    by: program(request)
                )
            }
        }
        routes.api(
            .get,
            "/api/escape-notices/{id}",
            APIOperation("A notice of escape with its certificate, the units that it is about, and who signed it.")
        ) { request in
            let id = try RecordID(request.id("id"))
            return try await listed { try await execution.escapeNotice(id, by: program(request)) }
        }
        let text = NonconformanceReport.descriptionBytesMax
        changing(
            &routes,
            "/api/escape-notices/{id}/write",
            "Writes and signs what the customer is told.",
            [
                .init("text", .text(max: text), "What the customer is told.", isRequired: true),
                .init("pin", .text(max: 64), "The PIN of whoever asks, which signs.", isRequired: true),
            ]
        ) { (body: Written, id, request, asker, key) in
            let statement = try await signature(request, pin: body.pin)
            _ = try await execution.write(escapeNotice: id, body.text, signing: statement, by: asker, key: key)
        } answer: {
            try await execution.escapeNotice($0, by: $1)
        }
        changing(
            &routes,
            "/api/escape-notices/{id}/tell",
            "Records that the customer was told of what was written.",
            [
                .init("to", .text(max: 200), "Who was told at the customer's.", isRequired: true),
                .init("how", .text(max: 200), "How, with its number.", isRequired: true),
                .init("day", .text(max: 10), "The day: YYYY-MM-DD.", isRequired: true),
            ]
        ) { (body: Told, id, _, asker, key) in
            let telling = EscapeTelling(to: body.to, how: body.how, day: body.day)
            _ = try await execution.record(telling, ofEscapeNotice: id, by: asker, key: key)
        } answer: {
            try await execution.escapeNotice($0, by: $1)
        }
    }

    private struct Written: Decodable {
        let text: String
        let pin: String
    }

    private struct Told: Decodable {
        let to: String
        let how: String
        let day: String
    }

    private func escapePage(_ request: PageRequest, _ problem: ClearedText, _ status: AnswerStatus = .done)
        async throws -> ScreenAnswer
    {
        let id = try RecordID(request.id("id"))
        return try await answered(request) {
            let release = try await execution.escapeNotice(id, by: asker(request))
            guard let page = EscapeNoticePage(release.records) else { throw Failure.notFound }
            return try .page(page.title, page.body(problem, request, newKey), from: release, status: status)
        }
    }
}
