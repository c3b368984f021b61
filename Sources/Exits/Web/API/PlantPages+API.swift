internal import Boundary
internal import Execution
internal import Foundation
internal import HTTPExit

extension PlantPages {
    /// What programs ask, with the session of a person. Answers are lists of records, each with its kind, its id and the fields that may be seen;
    /// `{"withheld": true}` stands for a value that may not. `X-Marking` is the marking of the whole. A refusal is a problem (RFC 9457) with its code.
    func addAPI(_ routes: inout Routes) {
        routes.api(.get, "/api/scan/{id}") { request in
            let id = try RecordID(request.id("id"))
            return try await listed { try await execution.scan(id, by: program(request)) }
        }
        routes.api(.get, "/api/units/{id}/operation") { request in
            let id = try RecordID(request.id("id"))
            return try await listed { try await execution.operation(of: id, by: program(request)) }
        }
        routes.api(.get, "/api/units/{id}/history") { request in
            let id = try RecordID(request.id("id"))
            return try await listed { try await execution.history(of: id, by: program(request)) }
        }
        routes.api(.get, "/api/dispatch") { request in
            guard let center = request.fields["center"] else { throw PageCode.malformed.refusal("center") }
            return try await listed {
                try await execution.dispatch(
                    at: center,
                    after: request.fields["after"].flatMap { RecordID(text: $0) },
                    limit: limit(request),
                    by: program(request)
                )
            }
        }
        routes.api(.get, "/api/nonconformances") { request in
            try await listed {
                try await execution.openNonconformances(
                    after: request.fields["after"].flatMap { RecordID(text: $0) },
                    limit: limit(request),
                    by: program(request)
                )
            }
        }
        routes.api(.post, "/api/units/{id}/start") { request in
            try await commanded(request) { try await execution.start($0, by: $1, key: $2) }
        }
        routes.api(.post, "/api/units/{id}/pause") { request in
            try await commanded(request) { try await execution.pause($0, by: $1, key: $2) }
        }
    }

    private func program(_ request: PageRequest) throws -> Asker<API> {
        Asker(try request.subject, through: API(client: "session"), from: request.whereabouts)
    }

    /// How many records, 1 to 500; 100 if nothing is said.
    private func limit(_ request: PageRequest) throws -> Int {
        guard let text = request.fields["limit"] else { return 100 }
        guard let limit = Int(text), (1...500).contains(limit) else { throw PageCode.malformed.refusal("limit") }
        return limit
    }

    private func listed(_ release: () async throws -> Release<API>) async throws -> APIAnswer {
        do {
            return APIAnswer(.list, try await release())
        } catch let refusal as ExecutionRefusal {
            throw RefusalText.problem(refusal)
        }
    }

    /// What a command at an operation says in its body.
    private struct Command: Decodable {
        let sequence: Int
        let version: Int64?
    }

    /// Carries a command out, once for each `Idempotency-Key`, and answers with the operation as it is after it.
    private func commanded(
        _ request: PageRequest,
        _ command: (UnitOperation, Asker<API>, CommandKey) async throws -> CommandResult
    ) async throws -> APIAnswer {
        let id = try RecordID(request.id("id"))
        guard let key = CommandKey(request.idempotencyKey ?? "", of: try request.subject),
            let body = try? JSONDecoder().decode(Command.self, from: Data(request.body))
        else { throw PageCode.formNotWhole.refusal() }
        let operation = UnitOperation(unit: id, sequence: body.sequence, version: body.version)
        return try await listed {
            _ = try await command(operation, try program(request), key)
            return try await execution.operation(of: id, by: program(request))
        }
    }
}
