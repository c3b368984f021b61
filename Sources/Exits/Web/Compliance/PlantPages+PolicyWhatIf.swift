internal import Boundary
internal import Execution
internal import Foundation
internal import Governance
internal import HTTPExit
internal import Journal
internal import PlantModel

extension PlantPages {
    /// What if policies were others, for a page and for programs: asked, worked out beside everything else, followed, stopped.
    func addPolicyWhatIf(_ routes: inout Routes) {
        routes.page("/compliance/policy-what-if") { request in
            try await overseen { try await policyQuestionsPage(request, "", .done) }
        }
        routes.form("/compliance/policy-what-if") { request in
            let id: AggregateID
            do {
                id = try await governance.ask(
                    supposition(request.fields["policy"], request.fields["text"]),
                    at: request.site,
                    on: today(),
                    by: actor(request)
                )
            } catch let refusal as GovernanceRefusal {
                if let failure = RefusalText.failure(refusal) { throw failure }
                let (text, status) = (RefusalText.summary(refusal, request), RefusalText.status(refusal))
                return try await overseen { try await policyQuestionsPage(request, text, status) }
            }
            return try .go(to: "/compliance/policy-what-if/\(id)")
        }
        routes.page("/compliance/policy-what-if/{id}") { request in
            let id = try request.id("id")
            return try await overseen {
                try PolicyWhatIfPage(request).page(try await governance.answer(id, by: actor(request)), of: id)
            }
        }
        routes.form("/compliance/policy-what-if/{id}/cancel") { request in
            let id = try request.id("id")
            return try await overseen {
                try governance.cancelQuestion(id, by: actor(request))
                return try .go(to: "/compliance/policy-what-if/\(id)")
            }
        }
        addPolicyWhatIfAPI(&routes)
    }

    private func policyQuestionsPage(_ request: PageRequest, _ problem: ClearedText, _ status: AnswerStatus)
        async throws -> ScreenAnswer
    {
        let texts = try await governance.policyTexts(of: request.fields["policy"], by: actor(request))
        let asked = try await governance.policyQuestions(by: actor(request))
        return try PolicyWhatIfPage(request).page(problem, texts, asked.records, status)
    }

    private func supposition(_ policy: String?, _ text: String?) -> PolicySupposition {
        PolicySupposition(
            replacing: policy.flatMap { $0.isEmpty ? nil : $0 },
            with: text ?? ""
        )
    }

    private struct PolicyWhatIf: Decodable {
        let policy: String?
        let text: String?
    }

    private func addPolicyWhatIfAPI(_ routes: inout Routes) {
        routes.api(
            .get,
            "/api/compliance/policies",
            APIOperation(
                "The obligations and grants that a what-if can be about, with the text of one.",
                query: [.init("policy", .text(max: 256), "The policy whose text is given, by its id.")]
            )
        ) { request in
            try await governed {
                try await governance.policyTexts(of: request.fields["policy"], by: programActor(request))
            }
        }
        routes.api(
            .get,
            "/api/compliance/policy-what-if",
            APIOperation("One's own questions about other policies, and how far their answers are.")
        ) { request in
            try await governed { try await governance.policyQuestions(by: programActor(request)) }
        }
        routes.api(
            .post,
            "/api/compliance/policy-what-if",
            APIOperation(
                "Asks who would gain and lose what if policies were others; the answer is worked out meanwhile.",
                body: [
                    .init(
                        "policy",
                        .text(max: 256),
                        "The policy that would be another one, or be taken out, by its id."
                    ),
                    .init(
                        "text",
                        .text(max: PolicySupposition.textBytesMax),
                        "The policies that would be there, in Cedar; not given where one would be taken out."
                    ),
                ]
            )
        ) { request in
            guard let asked = try? JSONDecoder().decode(PolicyWhatIf.self, from: Data(request.body)) else {
                throw PageCode.malformed.refusal()
            }
            return try await governed {
                let id = try await governance.ask(
                    supposition(asked.policy, asked.text),
                    at: request.site,
                    on: today(),
                    by: programActor(request)
                )
                return try await governance.answer(id, by: programActor(request))
            }
        }
        routes.api(
            .get,
            "/api/compliance/policy-what-if/{id}",
            APIOperation("How far the answer to one's own question about other policies is, and the answer.")
        ) { request in
            let id = try request.id("id")
            return try await governed { try await governance.answer(id, by: programActor(request)) }
        }
        routes.api(
            .post,
            "/api/compliance/policy-what-if/{id}/cancel",
            APIOperation("Stops the work on one's own question about other policies.")
        ) { request in
            let id = try request.id("id")
            return try await governed {
                try governance.cancelQuestion(id, by: programActor(request))
                return try await governance.answer(id, by: programActor(request))
            }
        }
    }
}
