internal import Boundary
internal import Execution
internal import Foundation
internal import Governance
internal import HTTPExit
internal import PlantModel

extension PlantPages {
    /// Work definitions as programs read and write them: whole, with the hash of what was looked at.
    func addDefinitionAPI(_ routes: inout Routes) {
        let states: [StaticString] = ["draft", "inReview", "released", "superseded"]
        routes.api(
            .get,
            "/api/definitions",
            APIOperation(
                "Work definitions in a state, the oldest first.",
                query: [.init("state", .choice(states), "What they are.", isRequired: true)] + APIOperation.pages
            )
        ) { request in
            guard let state = request.fields["state"], states.contains(where: { $0.description == state }) else {
                throw PageCode.malformed.refusal("state")
            }
            let limit = try limit(request)
            return try await listed(.page(limit: limit)) {
                try await execution.workMasters(
                    in: state,
                    after: request.fields["after"].map { RecordID(try position($0)) },
                    limit: limit,
                    by: program(request)
                )
            }
        }
        routes.api(
            .get,
            "/api/definitions/{id}",
            APIOperation("A work definition: its operations, what they instruct, measure and build in.")
        ) { request in
            let id = try RecordID(request.id("id"))
            return try await listed { try await execution.workMaster(id, by: program(request)) }
        }
        routes.api(
            .get,
            "/api/definitions/{id}/changes",
            APIOperation("The changes that were asked for of a work definition.")
        ) { request in
            let id = try RecordID(request.id("id"))
            return try await listed { try await governance.changes(of: id, in: execution, by: program(request)) }
        }
        routes.api(
            .get,
            "/api/definitions/{id}/impact",
            APIOperation(
                "What the release of a draft, or of a revision in review, touches: the revisions that it replaces, open orders and units in work by them, its inspection plan and their first articles, variants of them, and trainings of persons who are not trained on it."
            )
        ) { request in
            let id = try RecordID(request.id("id"))
            return try await listed { try await governance.impact(of: id, in: execution, by: program(request)) }
        }
        addDraftingAPI(&routes)
    }

    private func addDraftingAPI(_ routes: inout Routes) {
        let content = APIOperation.Parameter(
            "content",
            .object,
            "The whole content, as docs/execution.md describes it.",
            isRequired: true
        )
        let seen = APIOperation.Parameter(
            "seen",
            .text(max: 64),
            "The hash of the content that was looked at; another is refused.",
            isRequired: true
        )
        routes.api(
            .post,
            "/api/definitions",
            APIOperation(
                "Drafts a work definition of a program.",
                body: [.init("program", .text(max: 256), "The program.", isRequired: true), content]
            )
        ) { request in
            let body: Draft = try read(request)
            return try await commanded(request) { asker, key in
                guard let program = body.program else { throw PageCode.formNotWhole.refusal() }
                return try await execution.draft(body.content, of: program, by: asker, key: key).record
            }
        }
        routes.api(
            .post,
            "/api/definitions/{id}/content",
            APIOperation("Writes a draft anew.", body: [seen, content])
        ) { request in
            let id = try RecordID(request.id("id"))
            let body: Draft = try read(request)
            return try await commanded(request) { asker, key in
                guard let seen = body.seen else { throw PageCode.formNotWhole.refusal() }
                return try await execution.redraft(id, body.content, seen: seen, by: asker, key: key).record
            }
        }
        routes.api(
            .post,
            "/api/definitions/{id}/revise",
            APIOperation(
                "Drafts the next revision of a released work definition.",
                body: [.init("revision", .text(max: 256), "The revision's name.", isRequired: true)]
            )
        ) { request in
            let id = try RecordID(request.id("id"))
            let body: Revision = try read(request)
            return try await commanded(request) { asker, key in
                try await execution.revise(id, as: body.revision, by: asker, key: key).record
            }
        }
        routes.api(
            .post,
            "/api/definitions/{id}/submit",
            APIOperation(
                "Asks for a draft's release.",
                body: [
                    seen, .init("reason", .text(max: 4096), "Why it is changed.", isRequired: true),
                    .init("effective", .text(max: 10), "The day from which it holds: YYYY-MM-DD.", isRequired: true),
                ]
            )
        ) { request in
            let id = try RecordID(request.id("id"))
            let body: Submission = try read(request)
            return try await commanded(request) { asker, key in
                guard let day = Day(body.effective) else { throw PageCode.noDay.refusal("effective") }
                try await submit(id, body.seen, body.reason, from: day, by: asker, key: key)
                return id
            }
        }
    }

    private struct Draft: Decodable {
        /// The program; of a new definition alone.
        let program: String?
        /// The hash of the content that was looked at; of one that is written anew.
        let seen: String?
        let content: WorkMasterContent
    }

    private struct Revision: Decodable { let revision: String }

    private struct Submission: Decodable {
        let seen: String
        let reason: String
        let effective: String
    }

    /// Carries a command out, once for each `Idempotency-Key`, and answers with the definition as it is after it.
    private func commanded(
        _ request: PageRequest,
        _ command: (Asker<API>, CommandKey) async throws -> RecordID
    ) async throws -> APIAnswer {
        try await carriedOut(request, command) { try await execution.workMaster($0, by: $1) }
    }
}
