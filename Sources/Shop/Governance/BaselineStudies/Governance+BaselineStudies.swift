public import Boundary
internal import Foundation
public import Journal
public import PlantModel
internal import Storage

// Another baseline is studied first, and asked for by what was found: its files are kept in memory until the next start, its hashes with the change.
extension Governance {
    /// Has another baseline studied: whether its files are sound, what differs, who gains and loses, whether its theorems hold. It takes minutes, and is
    /// worked out beside what the instance does.
    /// - Returns: the id by which its asker, and nobody else, follows it.
    /// - Throws: `invalid` for files that are none; `denied` for whoever may not ask for changes of the plant; `tooManyRequests`; `noBaseline`, `noAnswer`.
    public func study<Way: Channel>(
        _ edit: BaselineEdit,
        at whereabouts: Whereabouts,
        on day: Day,
        by actor: Actor<Way>
    ) async throws(GovernanceRefusal) -> AggregateID {
        let id = try await mayAskForBaselines(by: actor)
        guard let current = shelf.draft, let planning, let last = try releases().last else {
            throw GovernanceRefusal(.noBaseline)
        }
        let inquiry = BaselineInquiry(
            boundary: hull.boundary,
            current: current,
            last: last,
            files: try current.files.changed(by: edit),
            planning: planning,
            places: places,
            whereabouts: whereabouts,
            day: day
        )
        try questions.ask(inquiry, by: actor.person, id: id)
        return id
    }

    /// Whether somebody may ask for changes of the plant at all.
    /// - Returns: the id of what would be asked for.
    /// - Throws: `denied`, `notFound`, `noAnswer`.
    @discardableResult
    public func mayAskForBaselines<Way: Channel>(by actor: Actor<Way>) async throws(GovernanceRefusal) -> AggregateID {
        try await mayAsk(for: ChangeRequest.self, by: actor)
    }

    /// The path that a file has among those in force which is sent by its name alone.
    /// - Throws: `invalid`, `noBaseline`.
    public func path(ofSent name: String, in part: BaselinePart) throws(GovernanceRefusal) -> String {
        guard let current = shelf.draft else { throw GovernanceRefusal(.noBaseline) }
        return try current.files.path(ofSent: name, in: part)
    }

    /// How far one's own study is, and what was found once it is there, as far as one may see it now; with the change that asks for the same, if there is one.
    /// - Throws: `notFound` for anybody else's; `noAnswer`.
    public func study<Way: Channel>(_ id: AggregateID, by actor: Actor<Way>) async throws(GovernanceRefusal)
        -> Release<Way>
    {
        guard let question = questions.question(id, of: actor.person), question.asked is BaselineInquiry else {
            throw GovernanceRefusal(.notFound)
        }
        do {
            var found = StudyRecords()
            var changes: [ChangeRequest] = []
            switch question.standing {
            case .studied(let study):
                found = try records(of: study)
                changes = try self.changes([.init("content", .equal, [.text(study.draft.digest)])], limit: 20, actor)
            case .unsound(let problems): found.lines = try problems.map { try line(problem: $0) }
            default: break
            }
            return try await hull.boundary.releaseTogether(
                [standing(ofStudy: question)],
                changes,
                found.lines,
                found.shifts,
                found.findings,
                to: .person(actor.person),
                through: actor.channel,
                from: actor.whereabouts
            )
        } catch {
            throw GovernanceRefusal(thrown: error)
        }
    }

    /// Stops one's own study, wherever it is.
    /// - Throws: `notFound`.
    public func cancelStudy<Way: Channel>(_ id: AggregateID, by actor: Actor<Way>) throws(GovernanceRefusal) {
        guard questions.question(id, of: actor.person)?.asked is BaselineInquiry else {
            throw GovernanceRefusal(.notFound)
        }
        try questions.cancel(id, of: actor.person)
    }

    /// Asks for the baseline that was studied: with what it touches and changes, and with the proof of its theorems as its test.
    /// - Parameters:
    ///   - command: asks for it, once.
    ///   - proving: records the proof, once.
    /// - Throws: as ``request(_:command:by:)``; `notFound` for anybody else's study; `requestSettled` for one that has no answer.
    public func request<Way: Channel>(
        _ id: AggregateID,
        title: String,
        because reason: String,
        effective: Day,
        command: CommandID,
        proving: CommandID,
        by actor: Actor<Way>
    ) async throws(GovernanceRefusal) -> ChangePlace {
        guard let question = questions.question(id, of: actor.person),
            let inquiry = question.asked as? BaselineInquiry
        else { throw GovernanceRefusal(.notFound) }
        guard case .studied(let study) = question.standing else { throw GovernanceRefusal(.requestSettled) }
        let digest = study.draft.digest
        var change = ChangeDraft(
            .baseline,
            touching: study.differences.kinds,
            title: title,
            reason: reason,
            content: digest,
            programs: nil,
            effective: effective,
            impact: study.impact
        )
        change.files = ChangeDraft.Files(hashes: study.draft.hashes, since: inquiry.last.digest)
        let place = try await request(change, command: command, by: actor)
        let proof = study.proof
        try await add(
            test: .init(name: Self.proofTest, passed: proof.isComplete, reference: proof.summary, by: actor.person),
            to: place,
            content: digest,
            command: proving,
            by: actor
        )
        return place
    }

    /// The test that records the proof of a baseline's theorems: none is released without it, and only a study records it.
    public static let proofTest = "theorems"

    // MARK: As records

    /// What a study found, each under the label of the programs that it tells of.
    struct StudyRecords {
        var lines: [BaselineLine] = []
        var shifts: [PolicyShift] = []
        var findings: [PolicyFinding] = []
    }

    func records(of study: BaselineStudy) throws -> StudyRecords {
        guard let current = shelf.draft else { throw GovernanceRefusal(.noBaseline) }
        return StudyRecords(
            lines: try study.differences.map { try line($0) },
            shifts: study.shifts,
            findings: try study.findings.map { try finding($0, under: current.baseline) }
        )
    }

    /// A difference under the label of the programs that it tells of. What tells of programs that are not of this instance, or are kept apart, is told to
    /// nobody here but as one more difference of its kind.
    private func line(_ difference: BaselineDifference) throws -> BaselineLine {
        let id = AggregateID(hashing: Array("bulkhead baseline line v1\n\(difference.kind)\n\(difference.path)".utf8))
        let told = try origin(of: id, naming: difference.programs, .workInstructions)
        let texts =
            told == nil
            ? ["programs that are kept apart or not of this instance", "", ""]
            : [difference.path, difference.before, difference.after]
        return BaselineLine(
            told ?? ofPlant(id),
            ([difference.kind.rawValue] + texts).map { .text(Self.shortened($0)) }
        )
    }

    private func line(problem: String) throws -> BaselineLine {
        let id = AggregateID(hashing: Array("bulkhead baseline problem v1\n\(problem)".utf8))
        let programs = shelf.draft?.baseline.plant.programs.map(\.id).filter { problem.contains($0) } ?? []
        let told = try origin(of: id, naming: programs, .workInstructions)
        let text =
            told == nil
            ? "A problem names programs that are kept apart or not of this instance; bulkhead check names it." : problem
        return BaselineLine(told ?? ofPlant(id), [.text("problem"), .text(Self.shortened(text)), .text(""), .text("")])
    }

    /// A text short enough to be shown, and without what no column holds.
    private static func shortened(_ text: String) -> String {
        let plain = text.replacing("\u{0}", with: "\u{FFFD}")
        return plain.count > textMax ? plain.prefix(textMax) + "…" : plain
    }

    private static let textMax = 4_000

    private func standing(ofStudy question: WorkLine.Question) -> BaselineStudyStanding {
        var (step, done, count, content, proof, proved) = ("", 0, 0, "", "", "")
        switch question.standing {
        case .working(let what): (step, done, count) = (what, question.done, question.count)
        case .studied(let study):
            content = study.draft.digest
            proof = study.proof.summary
            proved = study.proof.isComplete ? "yes" : "no"
        default: break
        }
        return BaselineStudyStanding(
            ofPlant(question.id),
            [
                .text(question.standing.name), .text(step), .integer(Int64(done)), .integer(Int64(count)),
                .text(content), .text(proof), .text(proved),
            ]
        )
    }

    /// One's own studies, the newest first.
    func studies(of person: String) -> [BaselineStudyStanding] {
        questions.questions(of: person).filter { $0.asked is BaselineInquiry }.map { standing(ofStudy: $0) }
    }
}
