public import Boundary
internal import Cedar
internal import Classification
internal import Foundation
public import Journal
public import PlantModel
internal import Storage

extension Governance {
    /// Asks what would be if policies were others: who of the register would gain and lose what of the records that there are, whether anybody could, and
    /// which theorems would fail. The answer takes minutes, and is worked out beside what the instance does.
    /// - Returns: the id by which its asker, and nobody else, asks for the answer.
    /// - Throws: `invalid` for a text that is too long; `denied` for whoever may not sign reviews of the trail; `tooManyRequests`; `noBaseline`, `noAnswer`.
    public func ask<Way: Channel>(
        _ supposition: PolicySupposition,
        at whereabouts: Whereabouts,
        on day: Day,
        by actor: Actor<Way>
    ) async throws(GovernanceRefusal) -> AggregateID {
        guard supposition.text.utf8.count <= PolicySupposition.textBytesMax else {
            throw GovernanceRefusal(.invalid, "a text has at most \(PolicySupposition.textBytesMax) bytes")
        }
        let id = try await mayAsk(for: PolicyQuestionStanding.self, by: actor)
        guard let baseline = hull.boundary.baseline else { throw GovernanceRefusal(.noBaseline) }
        let inquiry = PolicyInquiry(
            boundary: hull.boundary,
            baseline: baseline,
            supposition: supposition,
            places: places,
            whereabouts: whereabouts,
            theorems: theorems,
            day: day
        )
        try questions.ask(inquiry, by: actor.person, id: id)
        return id
    }

    /// Whether somebody may make a record of the plant.
    /// - Returns: the id of what would be made.
    /// - Throws: `denied`, `notFound`, `noAnswer`.
    func mayAsk<Entry: LabelledRecord, Way: Channel>(for type: Entry.Type, by actor: Actor<Way>)
        async throws(GovernanceRefusal) -> AggregateID
    {
        guard let id = AggregateID(SwiftCryptoProvider().randomBytes(16)) else { throw GovernanceRefusal(.noAnswer) }
        do {
            _ = try await hull.boundary.permit(
                .edit,
                ofNew: type,
                ofPlant(id),
                by: .person(actor.person),
                through: actor.channel,
                from: actor.whereabouts
            )
        } catch {
            throw GovernanceRefusal(access: error)
        }
        return id
    }

    /// How far the answer to one's own question is, and the answer once it is there, as far as one may see it now.
    /// - Throws: `notFound` for a question that is not one's own, or that was asked before the last start; `noAnswer`.
    public func answer<Way: Channel>(_ id: AggregateID, by actor: Actor<Way>) async throws(GovernanceRefusal)
        -> Release<Way>
    {
        guard let question = questions.question(id, of: actor.person), question.asked is PolicyInquiry,
            let baseline = hull.boundary.baseline
        else { throw GovernanceRefusal(.notFound) }
        do {
            var (shifts, findings): ([PolicyShift], [PolicyFinding]) = ([], [])
            if case .answered(let answer) = question.standing {
                shifts = answer.shifts
                findings = try answer.findings.map { try finding($0, under: baseline) }
            }
            return try await hull.boundary.releaseTogether(
                [standing(of: question)],
                shifts,
                findings,
                to: .person(actor.person),
                through: actor.channel,
                from: actor.whereabouts
            )
        } catch {
            throw GovernanceRefusal(thrown: error)
        }
    }

    /// One's own questions, the newest first.
    /// - Throws: `noAnswer`.
    public func policyQuestions<Way: Channel>(by actor: Actor<Way>) async throws(GovernanceRefusal) -> Release<Way> {
        do throws(AccessRefusal) {
            return try await hull.boundary.release(
                questions.questions(of: actor.person).filter { $0.asked is PolicyInquiry }.map { standing(of: $0) },
                to: .person(actor.person),
                through: actor.channel,
                from: actor.whereabouts
            )
        } catch {
            throw GovernanceRefusal(access: error)
        }
    }

    /// Stops one's own question, wherever it is.
    /// - Throws: `notFound`.
    public func cancelQuestion<Way: Channel>(_ id: AggregateID, by actor: Actor<Way>) throws(GovernanceRefusal) {
        // A study of a baseline stands in the same line, and is stopped from its own page.
        guard questions.question(id, of: actor.person)?.asked is PolicyInquiry else {
            throw GovernanceRefusal(.notFound)
        }
        try questions.cancel(id, of: actor.person)
    }

    /// The policies that can be asked about, with the text of one.
    /// - Throws: `noBaseline`, `noAnswer`.
    public func policyTexts<Way: Channel>(of chosen: String?, by actor: Actor<Way>) async throws(GovernanceRefusal)
        -> Release<Way>
    {
        guard let baseline = hull.boundary.baseline else { throw GovernanceRefusal(.noBaseline) }
        do {
            var texts: [PolicyText] = []
            for (source, policy) in baseline.catalogue.obligations.map({ ("catalogue", $0.policy) })
                + baseline.grants.policies.map({ ("grant", $0) })
            {
                let id = policy.id.description
                let text = "\(policy)"
                let says = policy.annotation("says") ?? ""
                guard
                    let origin = try origin(
                        of: AggregateID(hashing: Array("bulkhead policy text v1\n\(id)".utf8)),
                        telling: text,
                        under: baseline
                    )
                else { continue }
                texts.append(
                    PolicyText(
                        origin,
                        [
                            .text(id), .text(policy.effect.rawValue), .text(source), .text(says),
                            .text(id == chosen ? text : ""),
                        ]
                    )
                )
            }
            return try await hull.boundary.release(
                texts,
                to: .person(actor.person),
                through: actor.channel,
                from: actor.whereabouts
            )
        } catch {
            throw GovernanceRefusal(thrown: error)
        }
    }

    // MARK: As records

    func ofPlant(_ id: AggregateID) -> RecordOrigin {
        RecordOrigin(id: id, compartment: hull.control, label: SharedLabel(.unrestricted))
    }

    private func standing(of question: WorkLine.Question) -> PolicyQuestionStanding {
        var (name, step, done, count, problems) = ("", "", 0, 0, [String]())
        switch question.standing {
        case .working(let what): (name, step, done, count) = ("working", what, question.done, question.count)
        case .unsound(let all): (name, problems) = ("unsound", all)
        default: name = question.standing.name
        }
        let replaced = (question.asked as? PolicyInquiry)?.supposition.replaced ?? ""
        return PolicyQuestionStanding(
            ofPlant(question.id),
            [
                .text(replaced), .text(name), .text(step), .integer(Int64(done)), .integer(Int64(count)),
                .text(problems.prefix(Self.problemsShownMax).joined(separator: "\n")),
            ]
        )
    }

    /// A finding under the label of the programs that its example names. What names a program that nothing here may name is left out.
    func finding(_ finding: PolicyAnswer.Finding, under baseline: PolicyBaseline) throws -> PolicyFinding {
        let id = AggregateID(hashing: Array("bulkhead policy finding v1\n\(finding.about)\n\(finding.subject)".utf8))
        let told = try origin(of: id, telling: finding.example, under: baseline)
        return PolicyFinding(
            told ?? ofPlant(id),
            [
                .text(finding.about), .text(finding.subject), .text(finding.says), .text(finding.answer),
                .text(told == nil ? "The example names a program that is not of this instance." : finding.example),
            ]
        )
    }

    /// Under what a text is that may name programs: what restricts the trails of those that it names. Nil where it names one that is not of this
    /// instance, or programs whose data is kept apart.
    private func origin(of id: AggregateID, telling text: String, under baseline: PolicyBaseline) throws(BoundaryError)
        -> RecordOrigin?
    {
        let named = baseline.plant.programs.map(\.id).filter { text.contains(CedarString($0).quoted) }
        return try origin(of: id, naming: named, .auditTrail)
    }

    /// Under what something is that names programs: what restricts their records of a class. Nil as above.
    func origin(of id: AggregateID, naming programs: [String], _ dataClass: DataClass) throws(BoundaryError)
        -> RecordOrigin?
    {
        guard !programs.isEmpty else { return ofPlant(id) }
        let compartments = Set(programs.map { places[$0] })
        guard compartments.count == 1, let compartment = compartments.first ?? nil else { return nil }
        var label = SharedLabel(.unrestricted)
        for program in programs { label = label.join(try hull.boundary.label(of: dataClass, program: program)) }
        return RecordOrigin(id: id, compartment: compartment, label: label)
    }

    private static let problemsShownMax = 50
}
