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
        let asker = PlaceAsker(questioner: questioner, environments: terms.environments)
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

/// Asks all questions about one unit's places.
struct PlaceAsker {
    let questioner: PolicyQuestioner
    let environments: [Plant.Environment]
    private let programReads: PolicyReads
    private let recordReads: PolicyReads
    private let needed: Set<EntityUID>
    private let placeObligations: [String: [Obligation]]
    private let viewObligations: [Obligation]
    private let duties: [Obligation]

    init(questioner: PolicyQuestioner, environments: [Plant.Environment]) {
        self.questioner = questioner
        self.environments = environments
        let obligations = questioner.obligations
        let actions = ["host", "store", "depend", "owe"]
        placeObligations = Dictionary(uniqueKeysWithValues: actions.map { ($0, obligations.asking($0)) })
        viewObligations = obligations.asking("view")
        duties = obligations.asking("owe").filter(\.isDuty)
        programReads = PolicyReads(actions.flatMap { obligations.asking($0) }.map(\.policy), of: [.principal])
        recordReads = PolicyReads(viewObligations.map(\.policy), of: [.resource])
        // A need to know names programs by identity, and so do scopes, through the hierarchy.
        let plant = questioner.facts.plant
        needed = Set(
            (plant.audiences.compactMap(\.needToKnow).flatMap(\.programs) + plant.authorizations.flatMap(\.programs))
                .map { EntityUID(type: "Program", id: $0) }
        )
    }

    func signature(of place: PlacementFacts.Place) -> String {
        let entities = questioner.facts.entities
        var text = ""
        if let program = entities[EntityUID(type: "Program", id: place.program)] {
            text += programReads.signature(of: program, naming: needed)
        }
        if let record = entities[Question.view(place.program, by: "", channel: "", questioner.facts).resource] {
            text +=
                "‖"
                + recordReads.signature(of: Entity(uid: record.uid, attributes: record.attributes.without("program")))
        }
        if let site = entities[EntityUID(type: "Site", id: place.site)] { text += "‖" + site.attributes.description }
        text += "‖" + environments.filter { $0.sites.includes(place.site) }.map(\.id).joined(separator: ",")
        return text
    }

    func answer(for place: PlacementFacts.Place) -> Admissibility.Answer {
        var refusals: [String: [Admissibility.Refusal]] = [:]
        var applying: Set<String> = []
        var errors: Set<String> = []
        for environment in environments {
            guard environment.sites.includes(place.site) else {
                refusals[environment.id] = [
                    Admissibility.Refusal(obligation: Admissibility.reach, question: Admissibility.reach)
                ]
                continue
            }
            var found: Set<Admissibility.Refusal> = []
            for (question, action, request) in questions(about: place, in: environment) {
                let answer = questioner.ask(request)
                for id in answer.refusedBy { found.insert(Admissibility.Refusal(obligation: id, question: question)) }
                errors.formUnion(answer.errors)
                let candidates = action == "view" ? viewObligations : placeObligations[action] ?? []
                applying.formUnion(
                    questioner.applying(to: request, among: candidates.filter { $0.policy.effect == .forbid }).map(\.id)
                )
            }
            refusals[environment.id] = found.sorted()
        }
        return Admissibility.Answer(
            refusals: refusals,
            applying: applying.sorted(),
            duties: owed(by: place),
            errors: errors.sorted()
        )
    }

    private func questions(
        about place: PlacementFacts.Place,
        in environment: Plant.Environment
    ) -> [(question: String, action: String, request: Request)] {
        let facts = questioner.facts
        var questions: [(String, String, Request)] = ["host", "store"].map { action in
            (action, action, Question.place(action, place.program, in: environment.id, at: place.site, facts))
        }
        for event in Question.events {
            let request = Question.depend(place.program, on: environment.id, at: place.site, event: event, facts)
            questions.append(("depend \(event)", "depend", request))
        }
        for (channel, audiences) in [("administration", environment.administrators), ("support", environment.support)] {
            for audience in audiences {
                let request = Question.view(place.program, by: audience.value, channel: channel, facts)
                questions.append(("view by \(audience.value) (\(channel))", "view", request))
            }
        }
        return questions
    }

    private func owed(by place: PlacementFacts.Place) -> [String] {
        duties.filter { duty in
            guard case .equal(.entity(let uid)) = duty.policy.scope.resource else { return false }
            return !questioner.applying(
                to: Question.owe(place.program, duty: uid, at: place.site, questioner.facts),
                among: [duty]
            ).isEmpty
        }.map(\.id).sorted()
    }
}

extension Record {
    func without(_ key: CedarString) -> Record {
        var copy = self
        copy[key] = nil
        return copy
    }
}
