internal import Boundary
internal import Execution
internal import Governance
internal import HTTPExit
internal import Journal
internal import PlantModel

extension PlantPages {
    /// From draft to released: the definition goes its way, and the change that puts it in force beside it.
    func addReviewing(_ routes: inout Routes) {
        reviewing(&routes, "/definitions/{id}/submit") { request, id, asker, key in
            let reason = request.fields["reason"] ?? ""
            try await submit(id, try content(request), reason, from: day("effective", request), by: asker, key: key)
        }
        reviewing(&routes, "/definitions/{id}/approve") { request, id, asker, key in
            let statement = try await signature(request)
            let change = try await governance.openChange(of: id, in: execution, content: content(request), by: asker)
            try await governance.approve(
                change,
                content: content(request),
                as: request.fields["capacity"] ?? "",
                signedAs: statement.printedName,
                command: key.command,
                by: governance.actor(asker)
            )
        }
        reviewing(&routes, "/definitions/{id}/refuse") { request, id, asker, key in
            _ = try await signature(request)
            let (capacity, reason) = (request.fields["capacity"] ?? "", request.fields["reason"] ?? "")
            try await refuse(id, content(request), as: capacity, because: reason, by: asker, key: key)
        }
        reviewing(&routes, "/definitions/{id}/take-back") { request, id, asker, key in
            _ = try await execution.sendBack(id, reason: request.fields["reason"] ?? "", by: asker, key: key)
        }
        reviewing(&routes, "/definitions/{id}/record") { request, id, asker, key in
            let change = try await governance.openChange(of: id, in: execution, content: content(request), by: asker)
            var said = ChangeRecording(request)
            // Of a form that says no kind of its own a test is recorded that failed: that lets nothing pass.
            if !ChangeRecording.kinds.contains(where: { $0.description == said.kind }) { said.kind = "failed" }
            try await record(said, of: change, content(request), key, by: governance.actor(asker))
        }
        reviewing(&routes, "/definitions/{id}/release") { request, id, asker, key in
            _ = try await signature(request)
            let change = try await governance.openChange(of: id, in: execution, content: content(request), by: asker)
            try await governance.release(
                change,
                content: content(request),
                command: key.command,
                by: governance.actor(asker)
            )
            try await putInForce(id, by: asker, key: key.further("put in force"))
        }
        reviewing(&routes, "/definitions/{id}/put-in-force") { _, id, asker, key in
            _ = try await execution.release(id, by: asker, key: key)
        }
    }

    private func reviewing(
        _ routes: inout Routes,
        _ path: StaticString,
        _ command: @escaping @Sendable (PageRequest, RecordID, Asker<Screen>, CommandKey) async throws -> Void
    ) {
        routes.form(path) { request in
            try await changed(request, page: { try await definitionPage(request, $0, $1) }) { id, asker, key in
                try await command(request, id, asker, key)
                return try .go(to: "/definitions/\(id.aggregate)")
            }
        }
    }

    private func content(_ request: PageRequest) throws -> String {
        guard let content = request.fields["content"] else { throw PageCode.formNotWhole.refusal() }
        return content
    }

    /// Asks for the change first: where that is not right, the draft stays one.
    /// - Parameter variant: one that the revision takes in; nil for none.
    func submit<Way: Channel>(
        _ id: RecordID,
        _ seen: String,
        _ reason: String,
        from effective: Day,
        merging variant: AggregateID? = nil,
        by asker: Asker<Way>,
        key: CommandKey
    ) async throws {
        try await execution.mayEdit(id, by: asker)
        _ = try await governance.request(
            releaseOf: id,
            in: execution,
            content: seen,
            because: reason,
            effective: effective,
            merging: variant,
            key: key,
            by: asker
        )
        _ = try await execution.submit(id, by: asker, key: key.further("submit"))
    }

    /// Refuses the change. Who may write the definition sends it back as well; of anybody else its author takes it back.
    func refuse<Way: Channel>(
        _ id: RecordID,
        _ seen: String,
        as capacity: String,
        because reason: String,
        by asker: Asker<Way>,
        key: CommandKey
    ) async throws {
        let change = try await governance.openChange(of: id, in: execution, content: seen, by: asker)
        try await governance.reject(
            change,
            as: capacity,
            because: reason,
            command: key.command,
            by: governance.actor(asker)
        )
        do throws(ExecutionRefusal) {
            _ = try await execution.sendBack(id, reason: reason, by: asker, key: key.further("send back"))
        } catch {
            guard error.code == .denied || error.code == .notFound else { throw error }
        }
    }

    /// What was released by somebody who may not write definitions is put in force by somebody who may.
    func putInForce<Way: Channel>(_ id: RecordID, by asker: Asker<Way>, key: CommandKey) async throws {
        do throws(ExecutionRefusal) {
            _ = try await execution.release(id, by: asker, key: key)
        } catch {
            guard [.denied, .notFound, .notApproved].contains(error.code) else { throw error }
        }
    }
}
