internal import Boundary
internal import Execution
internal import Foundation
internal import Governance
internal import HTTPExit
internal import PlantModel

extension PlantPages {
    /// The compliance officer's questions for programs: as the pages, with the session of a person.
    func addComplianceAPI(_ routes: inout Routes) {
        routes.api(
            .get,
            "/api/compliance/denials",
            APIOperation("Who was refused, the newest first.", query: APIOperation.pages)
        ) { request in
            let limit = try limit(request)
            return APIAnswer(
                .page(limit: limit),
                try await denials(after: request.fields["after"], limit: limit, programActor(request))
            )
        }
        routes.api(
            .get,
            "/api/compliance/counts",
            APIOperation(
                "How often something left, or was refused, by label, channel and day.",
                query: [
                    .init("outcome", .choice(["released", "denied"]), "What is counted; refusals if nothing is said."),
                    .init("days", .number(1...TallyQuestion.daysMax), "The last days; 14 if nothing is said."),
                ]
            )
        ) { request in
            let outcome = AccessEvent.Outcome(rawValue: request.fields["outcome"] ?? "denied")
            let days = Int(request.fields["days"] ?? "\(Self.chartDays)")
            guard let outcome else { throw PageCode.malformed.refusal("outcome") }
            guard let days, (1...TallyQuestion.daysMax).contains(days) else {
                throw PageCode.malformed.refusal("days")
            }
            let actor = try programActor(request)
            let release = try await hull.boundary.tally(
                TallyQuestion(outcome, until: clock.now, days: days),
                for: .person(actor.person),
                through: actor.channel,
                from: actor.whereabouts
            )
            return APIAnswer(.list, release)
        }
        routes.api(
            .get,
            "/api/compliance/drift",
            APIOperation("By what the plant has drifted from its plan and its policies.")
        ) { request in
            try await governed {
                try await governance.notices(of: plan, on: today(), random: random, by: programActor(request))
            }
        }
        routes.api(
            .get,
            "/api/compliance/authorizations",
            APIOperation("Authorizations that ended, are used up, or end within 90 days.")
        ) { request in
            let actor = try programActor(request)
            let release = try await hull.boundary.authorizations(
                endingBy: try soon(),
                of: governance.places,
                for: .person(actor.person),
                through: actor.channel,
                from: actor.whereabouts
            )
            return APIAnswer(.list, release)
        }
        addWhyAPI(&routes)
        addReviewAPI(&routes)
        addAccessRequestAPI(&routes)
        addLeakAPI(&routes)
    }

    private func addWhyAPI(_ routes: inout Routes) {
        routes.api(
            .post,
            "/api/compliance/why",
            APIOperation(
                "Why a person may do something to a record, or may not.",
                body: [
                    .init("person", .text(max: 256), "The person, by the id in the register.", isRequired: true),
                    .init("action", .choice(["view", "edit", "print", "export"]), "What for.", isRequired: true),
                    .init("record", .id, "A unit, order, work master or nonconformance.", isRequired: true),
                    .init("terminal", .text(max: 64), "At which terminal, by its name; none for one of the site."),
                ]
            )
        ) { request in
            guard let asked = try? JSONDecoder().decode(Why.self, from: Data(request.body)),
                (1...256).contains(asked.person.utf8.count), let id = RecordID(text: asked.record),
                let action = WhyPage.action(asked.action)
            else { throw PageCode.questionNotWhole.refusal() }
            let question = AccessQuestion(
                asked.person,
                action,
                from: try askedPlace(asked.terminal, request)
            )
            return try await listed { try await execution.answer(question, about: id, by: program(request)) }
        }
    }

    /// Reviews of access, and signing them off.
    private func addReviewAPI(_ routes: inout Routes) {
        routes.api(
            .get,
            "/api/compliance/access",
            APIOperation("The programs whose access can be reviewed.")
        ) { request in
            try await governed {
                try await governance.reviewSheets(at: request.site, by: programActor(request))
            }
        }
        routes.api(
            .get,
            "/api/compliance/map",
            APIOperation("How many persons of each role can reach each program, and which classes of it.")
        ) { request in
            APIAnswer(.list, try await accessMap(request, programActor(request)))
        }
        routes.api(
            .get,
            "/api/compliance/access/{id}",
            APIOperation("Who can reach a program's data, and by what.")
        ) { request in
            let id = try request.id("id")
            return try await governed {
                try await governance.review(id, at: request.site, by: programActor(request))
            }
        }
        routes.api(
            .post,
            "/api/compliance/access/{id}/sign",
            APIOperation(
                "Signs a review of access off, as it was shown.",
                body: [
                    .init("contentHash", .text(max: 64), "The hash of what was shown.", isRequired: true),
                    .init("findings", .text(max: ReviewStatement.findingsMax), "What was found.", isRequired: true),
                    .init("pin", .text(max: 64), "The reviewer's PIN, which signs.", isRequired: true),
                ]
            )
        ) { request in
            let id = try request.id("id")
            let key = try commandKey(request)
            let sign: SignOff = try read(request)
            let signature = try await signature(request, pin: sign.pin)
            let statement = ReviewStatement(
                contentHash: sign.contentHash,
                printedName: signature.printedName,
                findings: sign.findings
            )
            return try await governed {
                try await governance.signReview(
                    id,
                    at: request.site,
                    statement,
                    command: key.command,
                    by: programActor(request)
                )
                return try await governance.reviews(limit: 1, by: programActor(request))
            }
        }
        routes.api(
            .get,
            "/api/compliance/reviews",
            APIOperation("Reviews of access that were signed off, the newest first.", query: APIOperation.pages)
        ) { request in
            let limit = try limit(request)
            return try await governed(.page(limit: limit)) {
                try await governance.reviews(
                    after: request.fields["after"].map { try position($0) },
                    limit: limit,
                    by: programActor(request)
                )
            }
        }
    }

    private struct Why: Decodable {
        let person: String
        let action: String
        let record: String
        let terminal: String?
    }

    private struct SignOff: Decodable {
        let contentHash: String
        let findings: String
        let pin: String
    }

    /// The day by which an authorization that ends is shown: in 90 days.
    func soon() throws -> Day {
        guard let soon = Day(millisecondsSince1970: clock.now + 90 * 86_400_000) else { throw Failure.unexpected }
        return soon
    }

    func programActor(_ request: PageRequest) throws -> Governance.Actor<API> {
        try overseer(program(request))
    }

    func governed(_ form: APIAnswer.Form = .list, _ release: () async throws -> Release<API>) async throws
        -> APIAnswer
    {
        do {
            return APIAnswer(form, try await release())
        } catch let refusal as GovernanceRefusal {
            throw RefusalText.failure(refusal) ?? .refused(RefusalText.stated(refusal))
        }
    }
}
