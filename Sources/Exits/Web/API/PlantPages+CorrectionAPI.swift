internal import Boundary
internal import Execution
internal import HTTPExit

extension PlantPages {
    /// Corrections as programs read and make them.
    func addCorrectionAPI(_ routes: inout Routes) {
        routes.api(
            .get,
            "/api/units/{id}/corrections",
            APIOperation("What was corrected about a unit: what it was, who corrected it, when and why.")
        ) { request in
            let id = try RecordID(request.id("id"))
            return try await listed { try await execution.corrections(about: id, by: program(request)) }
        }
        let seen = APIOperation.Parameter("seen", .text(max: 8_192), "What was looked at.", isRequired: true)
        let record = APIOperation.Parameter("record", .id, "What is corrected.", isRequired: true)
        correcting(
            &routes,
            "/api/units/{id}/corrections/measurement",
            "Corrects what was measured on a unit.",
            [
                record, seen, .init("value", .text(max: 24), "What it is, in digits.", isRequired: true),
                .init("gauge", .text(max: 200), "The gauge that it was measured with."),
            ]
        ) { (body: Measured, request, asker, key) in
            guard let record = RecordID(text: body.record) else { throw Failure.notFound }
            guard let value = DecimalNumber(body.value) else { throw PageCode.noNumber.refusal("value") }
            _ = try await execution.correct(
                measurement: record,
                to: MeasurementCorrection(seen: body.seen, value: value, gauge: body.gauge),
                statement(request, body.reason, body.pin),
                by: asker,
                key: key
            )
        }
        correcting(
            &routes,
            "/api/units/{id}/corrections/consumption",
            "Corrects what was built into a unit: a lot and how many, a unit, or nothing.",
            [
                record, seen, .init("lot", .text(max: 200), "The number of the lot."),
                .init("quantity", .number(1...1_000_000), "How many of the lot."), .init("unit", .id, "The unit."),
            ]
        ) { (body: Consumed, request, asker, key) in
            guard let record = RecordID(text: body.record) else { throw Failure.notFound }
            _ = try await execution.correct(
                consumption: record,
                to: ConsumptionCorrection(seen: body.seen, item: body.item()),
                statement(request, body.reason, body.pin),
                by: asker,
                key: key
            )
        }
        routes.api(
            .post,
            "/api/nonconformances/{id}/correct",
            APIOperation(
                "Corrects the words that say what was found.",
                body: [
                    seen, .init("description", .text(max: 8_192), "What was found.", isRequired: true),
                ] + Self.signing
            )
        ) { request in
            let id = try RecordID(request.id("id"))
            let body: Worded = try read(request)
            return try await carriedOut(request) {
                try await execution.correct(
                    nonconformance: id,
                    seen: body.seen,
                    to: body.description,
                    statement(request, body.reason, body.pin),
                    by: $0,
                    key: $1
                )
            } answer: {
                try await execution.nonconformance(id, by: $1)
            }
        }
    }

    /// A correction about a unit, and all that was corrected about it.
    private func correcting<Body: Decodable & Sendable>(
        _ routes: inout Routes,
        _ path: StaticString,
        _ says: StaticString,
        _ members: [APIOperation.Parameter],
        _ correct: @escaping @Sendable (Body, PageRequest, Asker<API>, CommandKey) async throws -> Void
    ) {
        routes.api(.post, path, APIOperation(says, body: members + Self.signing)) { request in
            let id = try RecordID(request.id("id"))
            let body: Body = try read(request)
            return try await carriedOut(request) {
                try await correct(body, request, $0, $1)
            } answer: {
                try await execution.corrections(about: id, by: $1)
            }
        }
    }

    private func statement(_ request: PageRequest, _ reason: String, _ pin: String) async throws -> CorrectionStatement
    {
        CorrectionStatement(reason: reason, signing: try await signature(request, pin: pin))
    }

    private struct Measured: Decodable {
        let record: String
        let seen: String
        let value: String
        let gauge: String?
        let reason: String
        let pin: String
    }

    private struct Consumed: Decodable {
        let record: String
        let seen: String
        let lot: String?
        let quantity: Int?
        let unit: String?
        let reason: String
        let pin: String

        func item() throws -> ConsumedItem? {
            if let unit {
                guard let id = RecordID(text: unit) else { throw Failure.notFound }
                return .unit(id)
            }
            return lot.map { .lot($0, quantity: quantity ?? 0) }
        }
    }

    private struct Worded: Decodable {
        let seen: String
        let description: String
        let reason: String
        let pin: String
    }
}
