internal import Boundary
internal import Execution
internal import Governance
internal import HTTPExit
internal import Journal
internal import PlantModel

extension PlantPages {
    /// Requests for access for programs: as the pages, with the session of a person.
    func addAccessRequestAPI(_ routes: inout Routes) {
        routes.api(
            .get,
            "/api/access-requests",
            APIOperation("What the person of the session asked for, the newest first.")
        ) { request in
            try APIAnswer(own: try ownRequestRecords(request))
        }
        let reasonMax = AccessRequestStatement.reasonMax
        routes.api(
            .post,
            "/api/access-requests",
            APIOperation(
                "Asks for a need to know for the program of a record that was refused.",
                body: [
                    .init("record", .id, "What was refused.", isRequired: true),
                    .init("reason", .text(max: reasonMax), "What it is needed for.", isRequired: true),
                    .init("until", .text(max: 10), "The last day: 2026-12-10.", isRequired: true),
                ]
            )
        ) { request in
            let key = try commandKey(request)
            let asked: Asked = try read(request)
            guard let record = RecordID(text: asked.record) else { throw PageCode.requestNotWhole.refusal("record") }
            guard let until = Day(asked.until) else { throw PageCode.requestNotWhole.refusal("until") }
            do {
                let statement = AccessRequestStatement(reason: asked.reason, until: until)
                let id = try await requestAccess(to: record, statement, by: program(request), key)
                return try APIAnswer(own: try ownRequestRecords(request, id))
            } catch let refusal as ExecutionRefusal {
                throw RefusalText.problem(refusal)
            } catch let refusal as GovernanceRefusal {
                throw RefusalText.problem(refusal)
            }
        }
        addDecidingAPI(&routes)
    }

    private func addDecidingAPI(_ routes: inout Routes) {
        routes.api(
            .get,
            "/api/compliance/requests",
            APIOperation("Requests for access, those that wait first.", query: APIOperation.pages)
        ) { request in
            let limit = try limit(request)
            return try await governed(.page(limit: limit)) {
                let after = try request.fields["after"].map { try position($0) }
                return try await governance.accessRequests(after: after, limit: limit, by: programActor(request))
            }
        }
        let words = APIOperation.Parameter(
            "words",
            .text(max: AccessRequestStatement.reasonMax),
            "Why; of what is granted who vouches for the need.",
            isRequired: true
        )
        let pin = APIOperation.Parameter("pin", .text(max: 64), "The PIN of whoever decides.", isRequired: true)
        routes.api(
            .post,
            "/api/compliance/requests/{id}/grant",
            APIOperation(
                "Grants a need to know for the program until a day.",
                body: [.init("until", .text(max: 10), "The last day: 2026-12-10.", isRequired: true), words, pin]
            )
        ) { request in
            let grant: Grant = try read(request)
            guard let until = Day(grant.until) else { throw PageCode.noDay.refusal("until") }
            return try await decided(request, grant.words, grant.pin) { id, decision, key, actor in
                try await governance.grantAccess(
                    id,
                    until: until,
                    at: request.site,
                    decision,
                    command: key.command,
                    by: actor
                )
            }
        }
        routes.api(
            .post,
            "/api/compliance/requests/{id}/decline",
            APIOperation("Declines a request for access.", body: [words, pin])
        ) { request in
            let said: Said = try read(request)
            return try await decided(request, said.words, said.pin) { id, decision, key, actor in
                try await governance.declineAccess(id, decision, command: key.command, by: actor)
            }
        }
        routes.api(
            .post,
            "/api/compliance/requests/{id}/end",
            APIOperation("Takes back what was granted, before its last day.", body: [words, pin])
        ) { request in
            let said: Said = try read(request)
            return try await decided(request, said.words, said.pin) { id, decision, key, actor in
                try await governance.endAccess(id, decision, command: key.command, by: actor)
            }
        }
    }

    private struct Asked: Decodable {
        let record: String
        let reason: String
        let until: String
    }

    private struct Grant: Decodable {
        let until: String
        let words: String
        let pin: String
    }

    private struct Said: Decodable {
        let words: String
        let pin: String
    }

    /// A decision, which takes the PIN of whoever decides, and the request as it is then.
    private func decided(
        _ request: PageRequest,
        _ words: String,
        _ pin: String,
        _ act: (AggregateID, AccessDecision, CommandKey, Governance.Actor<API>) async throws -> Void
    ) async throws -> APIAnswer {
        let id = try request.id("id")
        let key = try commandKey(request)
        return try await governed {
            let actor = try programActor(request)
            // Who may not know of it is not told whether the PIN is right.
            _ = try await governance.accessRequest(id, by: actor)
            let signature = try await signature(request, pin: pin)
            try await act(id, AccessDecision(printedName: signature.printedName, words: words), key, actor)
            return try await governance.accessRequest(id, by: actor)
        }
    }

    /// All of the asker's own requests, or one.
    private func ownRequestRecords(_ request: PageRequest, _ only: AggregateID? = nil) throws -> [OwnRecord] {
        do {
            return try ownRequests(request).filter { only == nil || $0.id == only }.map { each in
                OwnRecord(
                    "access-request",
                    each.id,
                    [
                        ("record", "\(each.record)"), ("asked", "\(issued: each.asked.description)"),
                        ("until", "\(issued: each.until.description)"), ("state", Self.word(each.standing)),
                    ]
                )
            }
        } catch let refusal as GovernanceRefusal {
            throw RefusalText.problem(refusal)
        }
    }

    private static func word(_ standing: OwnAccessRequest.Standing) -> ClearedText {
        switch standing {
        case .asked: "asked"
        case .granted: "granted"
        case .declined: "declined"
        case .ended: "ended"
        }
    }
}
