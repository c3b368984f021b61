internal import Boundary
internal import Execution
internal import Foundation
internal import Governance
internal import HTTPExit
internal import Journal
internal import PlantModel

extension PlantPages {
    /// The way of another baseline, for programs.
    func addBaselineAPI(_ routes: inout Routes) {
        routes.api(
            .get,
            "/api/baselines",
            APIOperation("Released baselines, the changes that ask for others, and one's own studies.")
        ) { request in
            try await governed { try await governance.baselines(on: today(), by: programActor(request)) }
        }
        routes.api(
            .post,
            "/api/baselines/studies",
            APIOperation(
                "Has other files studied: what differs from those in force, who would gain and lose, whether the theorems hold.",
                body: [
                    .init(
                        "files",
                        .object,
                        "The texts that differ, by part and path: plant/…, catalogue/…, theorems/…, grants/…, determinations/….",
                        isRequired: true
                    ),
                    .init("removed", .texts(max: BaselineEdit.filesMax), "Paths of files in force that go."),
                    .init(
                        "plan",
                        .object,
                        "The plan as bulkhead plan --json-file wrote it; made anew where none is given."
                    ),
                ]
            )
        ) { request in
            let sent: SentBaseline = try read(request)
            return try await governed {
                let actor = try programActor(request)
                let id = try await governance.study(sent.edit(), at: request.site, on: today(), by: actor)
                return try await governance.study(id, by: actor)
            }
        }
        routes.api(
            .get,
            "/api/baselines/studies/{id}",
            APIOperation("How far one's own study of other files is, and what was found.")
        ) { request in
            let id = try request.id("id")
            return try await governed { try await governance.study(id, by: programActor(request)) }
        }
        routes.api(
            .post,
            "/api/baselines/studies/{id}/cancel",
            APIOperation("Stops one's own study of other files.")
        ) { request in
            let id = try request.id("id")
            return try await governed {
                try governance.cancelStudy(id, by: programActor(request))
                return try await governance.study(id, by: programActor(request))
            }
        }
        addBaselineAsking(&routes)
        addBaselineReviewAPI(&routes)
    }

    private func addBaselineAsking(_ routes: inout Routes) {
        routes.api(
            .post,
            "/api/baselines/studies/{id}/ask",
            APIOperation(
                "Asks for the baseline that was studied.",
                body: [
                    .init("title", .text(max: 4_000), "In a few words.", isRequired: true),
                    .init("reason", .text(max: 4_000), "Why.", isRequired: true),
                    .init("effective", .text(max: 10), "The day from which it counts: YYYY-MM-DD.", isRequired: true),
                ]
            )
        ) { request in
            let id = try request.id("id")
            let asked: AskedBaseline = try read(request)
            return try await carriedOut(request) { asker, key in
                guard let day = Day(asked.effective) else { throw PageCode.noDay.refusal("effective") }
                return try await governance.request(
                    id,
                    title: asked.title,
                    because: asked.reason,
                    effective: day,
                    command: key.command,
                    proving: key.further("prove").command,
                    by: overseer(asker)
                )
            } answer: { place, asker in
                try await governance.baselineChange(place.id, by: overseer(asker))
            }
        }
        routes.api(
            .get,
            "/api/baselines/{id}",
            APIOperation("A change of the baseline, what its release by the asker would still take, and what differs.")
        ) { request in
            let id = try request.id("id")
            return try await governed { try await governance.baselineChange(id, by: programActor(request)) }
        }
    }

    private func addBaselineReviewAPI(_ routes: inout Routes) {
        let content = APIOperation.Parameter(
            "content",
            .text(max: 64),
            "The hash that was looked at.",
            isRequired: true
        )
        let capacity = APIOperation.Parameter("capacity", .text(max: 256), "In which capacity.", isRequired: true)
        let pin = APIOperation.Parameter(
            "pin",
            .text(max: 64),
            "The PIN of whoever asks, which signs.",
            isRequired: true
        )
        deciding(
            &routes,
            "/api/baselines/{id}/approve",
            "Approves a change of the baseline.",
            [content, capacity, pin]
        ) {
            request,
            change,
            said,
            key in
            let statement = try await signature(request, pin: said.pin ?? "")
            try await governance.approve(
                change,
                content: said.content,
                as: said.capacity ?? "",
                signedAs: statement.printedName,
                command: key.command,
                by: programActor(request)
            )
        }
        let reason = APIOperation.Parameter("reason", .text(max: 1_000), "Why.", isRequired: true)
        deciding(
            &routes,
            "/api/baselines/{id}/refuse",
            "Refuses a change of the baseline.",
            [content, capacity, reason, pin]
        ) { request, change, said, key in
            _ = try await signature(request, pin: said.pin ?? "")
            try await governance.reject(
                change,
                as: said.capacity ?? "",
                because: said.reason ?? "",
                command: key.command,
                by: programActor(request)
            )
        }
        let recorded: [APIOperation.Parameter] = [
            content,
            .init("kind", .choice(ChangeRecording.kinds), "What it is.", isRequired: true),
            .init("name", .text(max: 1_000), "Its name, as the rule has it.", isRequired: true),
            .init("reference", .text(max: 1_000), "Where it is kept.", isRequired: true),
        ]
        deciding(
            &routes,
            "/api/baselines/{id}/record",
            "Records a test, evidence or a customer's approval with a change of the baseline.",
            recorded
        ) { request, change, said, key in
            let entry = ChangeRecording(
                kind: said.kind ?? "",
                name: said.name ?? "",
                reference: said.reference ?? ""
            )
            try await record(entry, of: change, said.content, key, by: programActor(request))
        }
        deciding(&routes, "/api/baselines/{id}/release", "Releases a change of the baseline.", [content, pin]) {
            request,
            change,
            said,
            key in
            _ = try await signature(request, pin: said.pin ?? "")
            try await governance.release(
                change,
                content: said.content,
                command: key.command,
                by: programActor(request)
            )
        }
        deciding(&routes, "/api/baselines/{id}/withdraw", "Takes a change of the baseline back.", [content]) {
            request,
            change,
            _,
            key in
            try await governance.withdraw(change, command: key.command, by: programActor(request))
        }
    }

    private func deciding(
        _ routes: inout Routes,
        _ path: StaticString,
        _ says: StaticString,
        _ members: [APIOperation.Parameter],
        _ decide:
            @escaping @Sendable (PageRequest, Governance.ChangePlace, BaselineDecision, CommandKey) async throws -> Void
    ) {
        changing(&routes, path, says, members) { (said: BaselineDecision, id, request, _, key) in
            try await decide(request, governance.baselinePlace(id.aggregate), said, key)
        } answer: { id, asker in
            try await governance.baselineChange(id.aggregate, by: overseer(asker))
        }
    }
}

/// Files as a program sends them.
private struct SentBaseline: Decodable, Sendable {
    let files: [String: String]
    let removed: [String]?
    let plan: PlanFile?

    func edit() throws -> BaselineEdit {
        BaselineEdit(
            files: files.mapValues { Array($0.utf8) },
            removed: Set(removed ?? []),
            plan: try plan.map { [UInt8](try JSONEncoder().encode($0)) }
        )
    }
}

private struct AskedBaseline: Decodable, Sendable {
    let title: String
    let reason: String
    let effective: String
}

/// What is done to a change, with the hash of what was looked at.
private struct BaselineDecision: Decodable, Sendable {
    let content: String
    let capacity: String?
    let reason: String?
    let kind: String?
    let name: String?
    let reference: String?
    let pin: String?
}
