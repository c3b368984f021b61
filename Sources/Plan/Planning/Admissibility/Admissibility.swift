import Cedar
public import PlantModel

/// Which environments may host which units, and which policies decide.
///
/// Programs that are equal in all that any policy reads, at sites that are, get one answer: policies are asked once a signature, never
/// once a program.
public struct Admissibility: Sendable {
    /// Why a unit may not be placed in an environment.
    public struct Refusal: Sendable, Hashable, Comparable {
        /// The obligation's id, or `reach` where the environment does not serve the site.
        public let obligation: String
        /// What was asked when it refused: `host`, `store`, `depend outage`, `view by cloud-ops (administration)`, `reach`.
        public let question: String

        /// By obligation, then by question.
        public static func < (left: Refusal, right: Refusal) -> Bool {
            (left.obligation, left.question) < (right.obligation, right.question)
        }
    }

    /// What the policies say of one kind of unit.
    public struct Answer: Sendable {
        /// Refusals by environment id; an empty list means admissible.
        public let refusals: [String: [Refusal]]
        /// The obligations that apply to it anywhere, by id, sorted.
        public let applying: [String]
        /// The duties it owes, by id, sorted.
        public let duties: [String]
        /// Policies that erred, each with its place.
        public let errors: [String]
    }

    /// The pseudo-obligation of an environment that does not serve a site.
    public static let reach = "reach"

    /// Units in the order of the terms.
    public let places: [PlacementFacts.Place]
    /// The signature of each unit, as an index into `answers`.
    public let signature: [Int]
    /// One answer a signature.
    public let answers: [Answer]
    /// The signatures themselves, beside `answers`.
    public let signatureTexts: [String]

    /// Asks the policies. Complexity: signatures × environments × policies that ask about places.
    public init(questioner: PolicyQuestioner, terms: PlacementTerms) {
        var asker = PlaceAsker(questioner: questioner, environments: terms.environments)
        var known: [String: Int] = [:]
        var signature: [Int] = []
        var answers: [Answer] = []
        var texts: [String] = []
        for place in terms.places {
            let text = asker.signature(of: place)
            if let index = known[text] {
                signature.append(index)
                continue
            }
            known[text] = answers.count
            signature.append(answers.count)
            answers.append(asker.answer(for: place))
            texts.append(text)
        }
        places = terms.places
        self.signature = signature
        self.answers = answers
        signatureTexts = texts
    }

    /// The answer for a unit.
    public func answer(of unit: Int) -> Answer { answers[signature[unit]] }
}

/// Asks all questions about units' places, each kind of place once.
struct PlaceAsker {
    let questioner: PolicyQuestioner
    let environments: [Plant.Environment]
    private let signatures: PlaceSignatures
    private let environmentSignatures: [String]
    private let obligations: [EntityUID: [Obligation]]
    private let duties: [(obligation: Obligation, uid: EntityUID)]
    private var known: [[String]: PlaceAnswer] = [:]

    /// What the policies say of one kind of unit in one kind of environment.
    private struct PlaceAnswer {
        var refusals: Set<Admissibility.Refusal> = []
        var applying: Set<String> = []
        var errors: Set<String> = []
    }

    init(questioner: PolicyQuestioner, environments: [Plant.Environment]) {
        self.questioner = questioner
        self.environments = environments
        let inForce = questioner.obligations
        let signatures = PlaceSignatures(facts: questioner.facts, obligations: inForce)
        self.signatures = signatures
        environmentSignatures = environments.map(signatures.environment)
        obligations = Dictionary(
            uniqueKeysWithValues: ["host", "store", "depend", "view"].map { action in
                (Question.action(action), inForce.asking(action).filter { $0.policy.effect == .forbid })
            }
        )
        duties = inForce.inForce.filter(\.isDuty).compactMap { duty in
            guard case .equal(.entity(let uid)) = duty.policy.scope.resource else { return nil }
            return (duty, uid)
        }
    }

    func signature(of place: PlacementFacts.Place) -> String {
        let reached = environments.filter { $0.sites.includes(place.site) }.map(\.id).joined(separator: ",")
        return [signatures.program(place.program), signatures.site(place.site), reached].joined(separator: "‖")
    }

    mutating func answer(for place: PlacementFacts.Place) -> Admissibility.Answer {
        var refusals: [String: [Admissibility.Refusal]] = [:]
        var applying: Set<String> = []
        var errors: Set<String> = []
        let unit = [signatures.program(place.program), signatures.site(place.site)]
        for (index, environment) in environments.enumerated() {
            guard environment.sites.includes(place.site) else {
                refusals[environment.id] = [
                    Admissibility.Refusal(obligation: Admissibility.reach, question: Admissibility.reach)
                ]
                continue
            }
            let key = unit + [environmentSignatures[index]]
            let answer = known[key] ?? ask(about: place, in: environment)
            known[key] = answer
            refusals[environment.id] = answer.refusals.sorted()
            applying.formUnion(answer.applying)
            errors.formUnion(answer.errors)
        }
        return Admissibility.Answer(
            refusals: refusals,
            applying: applying.sorted(),
            duties: owed(by: place),
            errors: errors.sorted()
        )
    }

    /// What refuses a unit in each environment, those that do not serve its site included: whether they would be admissible otherwise
    /// is asked as if they did.
    mutating func refusalsBeyondReach(of place: PlacementFacts.Place) -> [String: [Admissibility.Refusal]] {
        let unit = [signatures.program(place.program), signatures.site(place.site)]
        var refusals: [String: [Admissibility.Refusal]] = [:]
        for (index, environment) in environments.enumerated() {
            let key = unit + [environmentSignatures[index]]
            let answer = known[key] ?? ask(about: place, in: environment)
            known[key] = answer
            let reach = Admissibility.Refusal(obligation: Admissibility.reach, question: Admissibility.reach)
            let unreached = environment.sites.includes(place.site) ? [] : [reach]
            refusals[environment.id] = unreached + answer.refusals.sorted()
        }
        return refusals
    }

    private func ask(about place: PlacementFacts.Place, in environment: Plant.Environment) -> PlaceAnswer {
        var found = PlaceAnswer()
        for (question, request) in questions(about: place, in: environment) {
            let answer = questioner.ask(request)
            for id in answer.refusedBy {
                found.refusals.insert(Admissibility.Refusal(obligation: id, question: question))
            }
            found.errors.formUnion(answer.errors)
            found.applying.formUnion(
                questioner.applying(to: request, among: obligations[request.action] ?? []).map(\.id)
            )
        }
        return found
    }

    private func questions(
        about place: PlacementFacts.Place,
        in environment: Plant.Environment
    ) -> [(question: String, request: Request)] {
        let facts = questioner.facts
        var questions: [(String, Request)] = ["host", "store"].map { action in
            (action, Question.place(action, place.program, in: environment.id, at: place.site, facts))
        }
        for event in Question.events {
            let request = Question.depend(place.program, on: environment.id, at: place.site, event: event, facts)
            questions.append(("depend \(event)", request))
        }
        for (channel, audiences) in [("administration", environment.administrators), ("support", environment.support)] {
            for audience in audiences {
                let request = Question.view(place.program, by: audience.value, channel: channel, facts)
                questions.append(("view by \(audience.value) (\(channel))", request))
            }
        }
        return questions
    }

    private func owed(by place: PlacementFacts.Place) -> [String] {
        duties.filter { duty in
            let request = Question.owe(place.program, duty: duty.uid, at: place.site, questioner.facts)
            return !questioner.applying(to: request, among: [duty.obligation]).isEmpty
        }.map(\.obligation.id).sorted()
    }
}
