internal import Boundary
internal import Execution
internal import HTTPExit

extension PlantPages {
    /// Work at operations as programs do it: as the pages, each with what its page asks.
    func addOperationAPI(_ routes: inout Routes) {
        working(&routes, "/api/units/{id}/start", "Starts work on an operation, or goes on with it.", []) {
            (_: Nothing, _, operation, asker, key) in
            try await execution.start(operation, by: asker, key: key)
        }
        working(&routes, "/api/units/{id}/pause", "Interrupts work on an operation.", []) {
            (_: Nothing, _, operation, asker, key) in
            try await execution.pause(operation, by: asker, key: key)
        }
        working(
            &routes,
            "/api/units/{id}/measure",
            "Records what was measured at an operation.",
            [
                .init("characteristic", .number(0...1_000_000), "What was measured, by its number.", isRequired: true),
                .init("value", .text(max: 24), "What it is, in digits.", isRequired: true),
                .init("gauge", .text(max: 200), "The gauge that it was measured with."),
            ]
        ) { (body: Measured, _, operation, asker, key) in
            guard let value = DecimalNumber(body.value) else { throw PageCode.noNumber.refusal("value") }
            return try await execution.measure(
                body.characteristic,
                value,
                gauge: body.gauge,
                at: operation,
                by: asker,
                key: key
            )
        }
        working(
            &routes,
            "/api/units/{id}/consume",
            "Records what was built in at an operation: of a lot how many, or a unit.",
            [
                .init("part", .text(max: 200), "The part that the operation asks for.", isRequired: true),
                .init("lot", .text(max: 200), "The number of the lot."),
                .init("quantity", .number(1...1_000_000), "How many of the lot; 1 if nothing is said."),
                .init("unit", .id, "The unit."),
            ]
        ) { (body: Consumed, _, operation, asker, key) in
            try await execution.consume(body.item(), of: body.part, at: operation, by: asker, key: key)
        }
        let pin = APIOperation.Parameter(
            "pin",
            .text(max: 64),
            "The PIN of whoever asks, which signs.",
            isRequired: true
        )
        working(&routes, "/api/units/{id}/complete", "Completes an operation, with a signature.", [pin]) {
            (body: Signed, request, operation, asker, key) in
            let signing = try await signature(request, pin: body.pin)
            return try await execution.complete(operation, signing: signing, by: asker, key: key)
        }
        working(&routes, "/api/units/{id}/buy-off", "Buys an operation off that somebody else did.", [pin]) {
            (body: Signed, request, operation, asker, key) in
            let signing = try await signature(request, pin: body.pin)
            return try await execution.buyOff(operation, signing: signing, by: asker, key: key)
        }
    }

    /// A command at an operation, carried out once for each `Idempotency-Key` and answered with the operation as it is after it.
    private func working<Body: Decodable & Sendable>(
        _ routes: inout Routes,
        _ path: StaticString,
        _ says: StaticString,
        _ members: [APIOperation.Parameter],
        _ command:
            @escaping @Sendable (Body, PageRequest, UnitOperation, Asker<API>, CommandKey) async throws ->
            CommandResult
    ) {
        routes.api(.post, path, APIOperation(says, body: Self.operation + members)) { request in
            let id = try RecordID(request.id("id"))
            let step: Step<Body> = try read(request)
            let operation = UnitOperation(unit: id, sequence: step.sequence, version: step.version)
            return try await carriedOut(request) {
                try await command(step.body, request, operation, $0, $1)
            } answer: {
                try await execution.operation(of: id, by: $1)
            }
        }
    }

    private static let operation: [APIOperation.Parameter] = [
        .init("sequence", .number(0...1_000_000), "The operation, by its number.", isRequired: true),
        .init("version", .number(0...Int.max), "The unit as it was looked at; nothing is done on another."),
    ]

    /// A body: the operation, and what its command asks beside that.
    private struct Step<Body: Decodable>: Decodable {
        let sequence: Int
        let version: Int64?
        let body: Body

        private enum CodingKeys: CodingKey { case sequence, version }

        init(from decoder: any Decoder) throws {
            let members = try decoder.container(keyedBy: CodingKeys.self)
            sequence = try members.decode(Int.self, forKey: .sequence)
            version = try members.decodeIfPresent(Int64.self, forKey: .version)
            body = try Body(from: decoder)
        }
    }

    private struct Nothing: Decodable {}

    private struct Measured: Decodable {
        let characteristic: Int
        let value: String
        let gauge: String?
    }

    private struct Consumed: Decodable {
        let part: String
        let lot: String?
        let quantity: Int?
        let unit: String?

        func item() throws -> ConsumedItem {
            if let unit {
                guard let id = RecordID(text: unit) else { throw Failure.notFound }
                return .unit(id)
            }
            guard let lot else { throw PageCode.formNotWhole.refusal("lot") }
            return .lot(lot, quantity: quantity ?? 1)
        }
    }

    private struct Signed: Decodable {
        let pin: String
    }
}
