internal import Boundary
internal import Documents
internal import Execution
internal import HTTPExit
internal import PlantModel

extension PlantPages {
    /// Notices of escape: what is due, what is written and signed, what a customer was told, what is withdrawn.
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
                _ = try await execution.record(telling(request), ofEscapeNotice: id, by: asker, key: key)
                return try .go(to: "/escape-notices/\(id.aggregate)")
            }
        }
        routes.form("/escape-notices/{id}/withdraw") { request in
            try await changed(request, page: { try await escapePage(request, $0, $1) }) { id, asker, key in
                let statement = CorrectionStatement(
                    reason: request.fields["reason"] ?? "",
                    signing: try await signature(request)
                )
                _ = try await execution.withdraw(escapeNotice: id, statement, by: asker, key: key)
                return try .go(to: "/escape-notices/\(id.aggregate)")
            }
        }
        routes.form("/escape-notices/{id}/tell-withdrawal") { request in
            try await changed(request, page: { try await escapePage(request, $0, $1) }) { id, asker, key in
                _ = try await execution.record(telling(request), ofWithdrawalOf: id, by: asker, key: key)
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

    private func telling(_ request: PageRequest) throws -> EscapeTelling {
        EscapeTelling(
            to: OperationFields.line(request.fields["to"] ?? ""),
            how: OperationFields.line(request.fields["how"] ?? ""),
            day: try day("told-on", request).description
        )
    }

    private func addEscapeAPI(_ routes: inout Routes) {
        routes.api(
            .get,
            "/api/escape-notices",
            APIOperation(
                "What customers have to be told of delivered units, the one that is due first before the others.",
                query: APIOperation.pages + [
                    .init(
                        "state",
                        .choice(["due", "written", "told", "withdrawing", "withdrawn"]),
                        "How far they came; due if nothing is said. Of what is withdrawing the customer is to be told."
                    )
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
            Self.telling
        ) { (body: Told, id, _, asker, key) in
            _ = try await execution.record(body.telling, ofEscapeNotice: id, by: asker, key: key)
        } answer: {
            try await execution.escapeNotice($0, by: $1)
        }
        addWithdrawingAPI(&routes)
    }

    private func addWithdrawingAPI(_ routes: inout Routes) {
        changing(
            &routes,
            "/api/escape-notices/{id}/withdraw",
            "Withdraws a notice beside what was written and told; a customer who was told of it is to be told of that.",
            Self.signing
        ) { (body: Withdrawn, id, request, asker, key) in
            let statement = CorrectionStatement(
                reason: body.reason,
                signing: try await signature(request, pin: body.pin)
            )
            _ = try await execution.withdraw(escapeNotice: id, statement, by: asker, key: key)
        } answer: {
            try await execution.escapeNotice($0, by: $1)
        }
        changing(
            &routes,
            "/api/escape-notices/{id}/tell-withdrawal",
            "Records that the customer, who had been told of the notice, was told that it is withdrawn.",
            Self.telling
        ) { (body: Told, id, _, asker, key) in
            _ = try await execution.record(body.telling, ofWithdrawalOf: id, by: asker, key: key)
        } answer: {
            try await execution.escapeNotice($0, by: $1)
        }
    }

    private static let telling: [APIOperation.Parameter] = [
        .init("to", .text(max: 200), "Who was told at the customer's.", isRequired: true),
        .init("how", .text(max: 200), "How, with its number.", isRequired: true),
        .init("day", .text(max: 10), "The day: YYYY-MM-DD.", isRequired: true),
    ]

    private struct Written: Decodable {
        let text: String
        let pin: String
    }

    private struct Told: Decodable {
        let to: String
        let how: String
        let day: String

        var telling: EscapeTelling { EscapeTelling(to: to, how: how, day: day) }
    }

    private struct Withdrawn: Decodable {
        let reason: String
        let pin: String
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
