internal import Boundary
internal import Execution
internal import Foundation
internal import Governance
internal import HTTPExit
internal import Journal

extension PlantPages {
    /// What programs ask, with the session of a person. Answers are lists of records, each with its kind, its id and the fields that may be seen;
    /// `{"withheld": true}` stands for a value that may not. `X-Marking` is the marking of the whole. A refusal is a problem (RFC 9457) with its code.
    func addAPI(_ routes: inout Routes) {
        routes.api(
            .get,
            "/api/scan/{id}",
            APIOperation("What a scanned code names: a unit, or an order with its units.")
        ) { request in
            let id = try RecordID(request.id("id"))
            return try await listed { try await execution.scan(id, by: program(request)) }
        }
        routes.api(
            .get,
            "/api/units/{id}/operation",
            APIOperation("A unit's operation: instructions, what is measured and built in, what keeps it.")
        ) { request in
            let id = try RecordID(request.id("id"))
            return try await listed { try await execution.operation(of: id, by: program(request)) }
        }
        routes.api(.get, "/api/units/{id}/history", APIOperation("All that was done to a unit.")) { request in
            let id = try RecordID(request.id("id"))
            return try await listed { try await execution.history(of: id, by: program(request)) }
        }
        let center = APIOperation.Parameter("center", .text(max: 256), "The work center.", isRequired: true)
        routes.api(
            .get,
            "/api/dispatch",
            APIOperation(
                "What waits or is worked on at a work center, by the day that it is due.",
                query: [center] + APIOperation.pages
            )
        ) { request in
            guard let center = request.fields["center"] else { throw PageCode.malformed.refusal("center") }
            let limit = try limit(request)
            return try await listed(.page(limit: limit)) {
                try await execution.dispatch(
                    at: center,
                    after: request.fields["after"].map { RecordID(try position($0)) },
                    limit: limit,
                    by: program(request)
                )
            }
        }
        routes.api(
            .get,
            "/api/nonconformances",
            APIOperation("Open nonconformances, the oldest first.", query: APIOperation.pages)
        ) { request in
            let limit = try limit(request)
            return try await listed(.page(limit: limit)) {
                try await execution.openNonconformances(
                    after: request.fields["after"].map { RecordID(try position($0)) },
                    limit: limit,
                    by: program(request)
                )
            }
        }
        routes.api(
            .get,
            "/api/nonconformances/{id}",
            APIOperation("A nonconformance, with what was found and decided.")
        ) { request in
            let id = try RecordID(request.id("id"))
            return try await listed { try await execution.nonconformance(id, by: program(request)) }
        }
    }

    func program(_ request: PageRequest) throws -> Asker<API> {
        Asker(try request.subject, through: API(client: "session"), from: request.whereabouts)
    }

    /// How many records, 1 to 500; 100 if nothing is said.
    func limit(_ request: PageRequest) throws -> Int {
        guard let text = request.fields["limit"] else { return 100 }
        guard let limit = Int(text), (1...500).contains(limit) else { throw PageCode.malformed.refusal("limit") }
        return limit
    }

    func listed(_ form: APIAnswer.Form = .list, _ release: () async throws -> Release<API>) async throws -> APIAnswer {
        do {
            return APIAnswer(form, try await release())
        } catch let refusal as ExecutionRefusal {
            throw RefusalText.problem(refusal)
        } catch let refusal as GovernanceRefusal {
            throw RefusalText.problem(refusal)
        }
    }

    /// The body of a command.
    func read<Body: Decodable>(_ request: PageRequest) throws -> Body {
        do {
            return try JSONDecoder().decode(Body.self, from: Data(request.body))
        } catch {
            throw PageCode.formNotWhole.refusal()
        }
    }

    /// Under what a command is carried out once.
    func commandKey(_ request: PageRequest) throws -> CommandKey {
        guard let key = CommandKey(request.idempotencyKey ?? "", of: try request.subject) else {
            throw PageCode.formNotWhole.refusal()
        }
        return key
    }

    /// Carries a command out, once for each `Idempotency-Key`, and answers with what it is about as it is after it.
    func carriedOut<Result>(
        _ request: PageRequest,
        _ command: (Asker<API>, CommandKey) async throws -> Result,
        answer: (Result, Asker<API>) async throws -> Release<API>
    ) async throws -> APIAnswer {
        let key = try commandKey(request)
        return try await listed {
            let asker = try program(request)
            let result = try await command(asker, key)
            return try await answer(result, asker)
        }
    }

    /// A command about a record, and the record after it.
    func changing<Body: Decodable & Sendable>(
        _ routes: inout Routes,
        _ path: StaticString,
        _ says: StaticString,
        _ members: [APIOperation.Parameter],
        _ change: @escaping @Sendable (Body, RecordID, PageRequest, Asker<API>, CommandKey) async throws -> Void,
        answer: @escaping @Sendable (RecordID, Asker<API>) async throws -> Release<API>
    ) {
        routes.api(.post, path, APIOperation(says, body: members)) { request in
            let id = try RecordID(request.id("id"))
            let body: Body = try read(request)
            return try await carriedOut(request) {
                try await change(body, id, request, $0, $1)
            } answer: {
                try await answer(id, $1)
            }
        }
    }

    /// What whoever signs says beside what is signed.
    static let signing: [APIOperation.Parameter] = [
        .init("reason", .text(max: NonconformanceReport.descriptionBytesMax), "Why.", isRequired: true),
        .init("pin", .text(max: 64), "The PIN of whoever asks, which signs.", isRequired: true),
    ]
}
