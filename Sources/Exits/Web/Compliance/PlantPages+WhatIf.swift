internal import Boundary
internal import Execution
internal import Foundation
internal import Governance
internal import HTTPExit

extension PlantPages {
    /// What if a fact of a person were another one, for a page and for programs.
    func addWhatIf(_ routes: inout Routes) {
        routes.page("/compliance/what-if") { request in try WhatIfPage(request).page() }
        routes.form("/compliance/what-if") { request in
            let fields = request.fields
            let supposition: AccessSupposition
            do {
                supposition = try supposed(fields["person"], fields["fact"], fields["value"], request)
            } catch let problems as FeedProblems {
                let text = ProblemSummary.text(PageCode.noFact.refusal("value"))
                return try WhatIfPage(request).page(
                    "\(text)\(request.found(problems.problems, in: "value"))",
                    status: .wrong
                )
            } catch let refusal as Refusal {
                return try WhatIfPage(request).page(ProblemSummary.text(refusal), status: refusal.status)
            }
            return try WhatIfPage(request).page(try await suppose(supposition, asker(request)))
        }
        routes.api(
            .post,
            "/api/compliance/what-if",
            APIOperation(
                "What a person would gain and lose of each program's records if a fact were another one.",
                body: [
                    .init("person", .text(max: 256), "The person, by the id in the register.", isRequired: true),
                    .init("fact", .choice(WhatIfPage.facts.map(\.name)), "The fact.", isRequired: true),
                    .init(
                        "value",
                        .text(max: AccessSupposition.textBytesMax),
                        "What it would be, as in the register's file; empty where it would not be known.",
                        isRequired: true
                    ),
                ]
            )
        ) { request in
            guard let asked = try? JSONDecoder().decode(WhatIf.self, from: Data(request.body)) else {
                throw PageCode.noFact.refusal()
            }
            let supposition: AccessSupposition
            do {
                supposition = try supposed(asked.person, asked.fact, asked.value, request)
            } catch is FeedProblems {
                throw PageCode.noFact.refusal("value")
            }
            return APIAnswer(.list, try await suppose(supposition, program(request)))
        }
    }

    private struct WhatIf: Decodable {
        let person: String
        let fact: String
        let value: String
    }

    private func supposed(_ person: String?, _ fact: String?, _ value: String?, _ request: PageRequest) throws
        -> AccessSupposition
    {
        let person = (person ?? "").filter { !$0.isWhitespace }
        guard (1...256).contains(person.utf8.count) else { throw PageCode.noFact.refusal("person") }
        guard let fact = PersonFact(rawValue: fact ?? "") else { throw PageCode.noFact.refusal("fact") }
        return try AccessSupposition(person, fact, written: value ?? "", at: request.site, on: today())
    }

    private func suppose<Way: Channel>(_ supposition: AccessSupposition, _ asker: Asker<Way>) async throws
        -> Release<Way>
    {
        let actor = try overseer(asker)
        return try await hull.boundary.suppose(
            supposition,
            in: governance.places,
            for: .person(actor.person),
            through: actor.channel,
            from: actor.whereabouts
        )
    }
}
