internal import Cedar
internal import PlantModel

/// One who asks, with the facts of the world's day.
struct Asker: Sendable {
    let subject: Subject
    /// Counted up with every change of the subject's facts.
    let version: UInt64
    let attributes: Record
    /// The scopes that admit the asker, in order; of a system all that are in force, since its readers are asked apart.
    let scopes: [EntityUID]
    /// Who reads what a system gets, none of a person; each with the way that the planner asks about.
    let readers: [PlantFacts.Reader]
}

/// What is asked of the policies about all records of one label.
struct RecordQuestion: Hashable, Sendable {
    let label: RecordLabel
    /// The class of the field; nil where the record as a whole is asked about.
    let fieldClass: DataClass?
    /// What else is known of the record.
    let facts: Record
}

extension DecisionWorld {
    /// Asks every question for one asker, action and context. Each part of a label is asked by itself and has to be permitted, first without
    /// an authority and then under each scope that covers it; a system's readers have to be permitted as well.
    func verdicts(
        _ questions: [RecordQuestion],
        _ asker: Asker,
        _ action: RecordAction,
        _ context: Record
    ) -> [Verdict] {
        let known = parts(of: questions.map(\.label))
        let store = known.store.replacingAttributes(of: asker.subject.uid, with: asker.attributes)
        return zip(questions, known.parts).map { question, parts in
            guard let parts else { return .sealed }
            var answers: [Verdict] = []
            for part in parts {
                let entities =
                    question.facts.isEmpty
                    ? store
                    : store.replacingAttributes(of: part.uid, with: part.attributes.merging(question.facts))
                answers.append(
                    verdict(
                        asker.subject.uid,
                        action,
                        part,
                        asker.scopes,
                        context.asking(question.fieldClass),
                        entities
                    )
                )
                // What a system may know of or states is given to nobody by that.
                if ![.know, .state].contains(action) {
                    answers += readers(asker, part, question.fieldClass, entities)
                }
            }
            return Self.all(answers)
        }
    }

    /// `view` for each audience of a system, as the planner asks it.
    private func readers(
        _ asker: Asker,
        _ part: RecordPart,
        _ fieldClass: DataClass?,
        _ entities: Entities
    ) -> [Verdict] {
        asker.readers.map { reader in
            let uid = EntityUID(type: "Person", id: reader.audience)
            var scopes: [EntityUID] = []
            if case .set(let members)? = entities[uid]?.attributes["scopesInForce"] {
                scopes = members.compactMap { if case .entity(let scope) = $0 { scope } else { nil } }.sorted()
            }
            let context: Record = ["channel": .string(reader.channel), "date": facts.date]
            return verdict(uid, .view, part, scopes, context.asking(fieldClass), entities)
        }
    }

    /// One record and one asker: permitted if it is under any authority; else the answer with the fewest refusals.
    private func verdict(
        _ principal: EntityUID,
        _ action: RecordAction,
        _ part: RecordPart,
        _ scopes: [EntityUID],
        _ context: Record,
        _ entities: Entities
    ) -> Verdict {
        var best = ask(
            Request(principal: principal, action: action.uid, resource: part.uid, context: context),
            entities
        )
        for scope in scopes where !best.isAllowed && part.ancestors.contains(scope) {
            var named = context
            named["authorization"] = .entity(scope)
            let request = Request(principal: principal, action: action.uid, resource: part.uid, context: named)
            let other = ask(request, entities, authority: scope)
            if other.isAllowed || other.policies.count < best.policies.count { best = other }
        }
        return best
    }

    /// One request. A forbid that errs forbids, and nothing is permitted by default.
    func ask(_ request: Request, _ entities: Entities, authority: EntityUID? = nil) -> Verdict {
        let response = Authorizer().authorize(request, policies: policies, entities: entities)
        let erring = response.errors.filter { policies[$0.policy]?.effect == .forbid }
        let errors = response.errors.map { "\($0.policy): \($0.error)" }
        if response.decision == .allow, erring.isEmpty {
            return Verdict(
                isAllowed: true,
                policies: response.reasons.map(\.description),
                authorities: authority.map { [$0.id.text] } ?? [],
                errors: errors
            )
        }
        var refusing = Set(erring.map(\.policy.description))
        if response.decision == .deny { refusing.formUnion(response.reasons.map(\.description)) }
        if refusing.isEmpty { refusing.insert("default-deny") }
        return Verdict(isAllowed: false, policies: refusing.sorted(), errors: errors, denied: (request, entities))
    }

    /// All have to be permitted. The first that is not gives the explanation.
    private static func all(_ answers: [Verdict]) -> Verdict {
        if answers.count == 1 { return answers[0] }
        let refusals = answers.filter { !$0.isAllowed }
        let counted = refusals.isEmpty ? answers : refusals
        return Verdict(
            isAllowed: refusals.isEmpty && !answers.isEmpty,
            policies: Set(counted.flatMap(\.policies)).sorted(),
            authorities: refusals.isEmpty ? Set(answers.flatMap(\.authorities)).sorted() : [],
            errors: answers.flatMap(\.errors),
            denied: refusals.first?.denied
        )
    }
}

extension Record {
    /// The context of a question about a field of a class.
    func asking(_ fieldClass: DataClass?) -> Record {
        guard let fieldClass else { return self }
        var context = self
        context["fieldClass"] = .string(fieldClass.rawValue)
        return context
    }

    func merging(_ other: Record) -> Record {
        other.sorted.reduce(into: self) { $0[$1.key] = $1.value }
    }
}
