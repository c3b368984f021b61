internal import Classification
public import Journal
internal import PlantModel
internal import Storage
internal import Synchronization

/// Whether a person may do something to a record, or a system receive it, asked by a system of the plant.
public struct AccessEvaluation: Sendable {
    /// The person, by the id in the register, or the system, by the id in the plant file.
    public let subject: Subject
    /// What for.
    public let action: RecordAction
    /// The record, by its id.
    public let record: AggregateID
    /// By how many factors the person signed in, as the system says of its own session.
    public let factors: Int

    /// A question.
    public init(_ subject: Subject, _ action: RecordAction, _ record: AggregateID, factors: Int = 1) {
        self.subject = subject
        self.action = action
        self.record = record
        self.factors = factors
    }
}

/// Answers that were recorded, for the one who asked and nobody else: decisions, or ids that were found.
public struct ReleasedAnswers<Value: Sendable>: Sendable {
    private let recipient: Subject
    private let values: [Value]

    init(for recipient: Subject, _ values: [Value]) {
        self.recipient = recipient
        self.values = values
    }

    /// The answers, in the order of the questions or of the ids.
    /// - Throws: `ReleaseError.otherRecipient` for anybody else.
    @_spi(Exits) public func open(for recipient: Subject) throws(ReleaseError) -> [Value] {
        guard recipient == self.recipient else { throw .otherRecipient }
        return values
    }
}

extension Boundary {
    /// Questions of one request.
    public static let evaluationsMax = 1_000

    /// Decides for a system whether persons may do something to records: seen and changed at a screen of the place that others can see, printed with
    /// somebody at the printer, taken as an encrypted file; or whether a system of the plant may receive it, with all who read what it gets. What the system may not know of is denied, as what is not there is, after one event each: so
    /// neither the answer nor what is recorded of it tells which of the two it was. Every answer is recorded before it is given.
    /// - Parameters:
    ///   - questions: nil for one that names no person or no record; it is denied.
    ///   - place: where the screens and printers stand that are asked about.
    /// - Throws: `failed`: `invalidQuestion` for more than ``evaluationsMax``; nothing is given then.
    public func evaluate(
        _ questions: [AccessEvaluation?],
        from place: Whereabouts,
        for system: Subject,
        through channel: API
    ) async throws(AccessRefusal) -> ReleasedAnswers<Bool> {
        do throws(BoundaryError) {
            guard questions.count <= Self.evaluationsMax else {
                throw BoundaryError(.invalidQuestion, "ask at most \(Self.evaluationsMax) questions at once")
            }
            var values: [Bool] = []
            var drafts: [CompartmentName: [EventDraft]] = [:]
            for question in questions {
                let answer = try evaluate(question, place, system, channel)
                values.append(answer.isAllowed)
                drafts[answer.compartment, default: []].append(answer.draft)
            }
            for (compartment, drafts) in drafts.sorted(by: { $0.key < $1.key }) {
                _ = try await append(drafts, in: compartment)
            }
            return ReleasedAnswers(for: system, values)
        } catch {
            throw .failed(error)
        }
    }

    private func evaluate(
        _ question: AccessEvaluation?,
        _ place: Whereabouts,
        _ system: Subject,
        _ channel: API
    ) throws(BoundaryError) -> (isAllowed: Bool, compartment: CompartmentName, draft: EventDraft) {
        let asker = try session(system, nil, channel, .unknown)
        let found = try question.flatMap { question throws(BoundaryError) in try origin(of: question.record) }
        var payload = PayloadText()
        payload.set("channel", ChannelKind.api.rawValue)
        payload.set("kind", "access-decision")
        guard let question, let (kind, origin) = found, let asker else {
            return (false, control, try draft("record.not-found", by: system, payload, label: nil))
        }
        let asked = RecordQuestion(
            label: RecordLabel(origin.label, of: kind.dataClass),
            fieldClass: nil,
            facts: kind.facts(origin)
        )
        let known = asker.known.verdict(asked)
        let verdict = try verdict(question, place, asked)
        payload.set("action", question.action.rawValue)
        payload.set("record", origin.id.bytes.hexadecimal)
        payload.set("recordKind", kind.name)
        switch question.subject {
        case .person(let id): payload.set("person", id)
        case .system(let id): payload.set("system", id)
        }
        payload.set("factors", UInt64(question.factors))
        payload.set("epoch", asker.world.epoch.description)
        guard known.isAllowed else {
            payload.set("policies", known.policies)
            return (
                false, origin.compartment, try draft("access.denied", by: system, payload, label: origin.label)
            )
        }
        payload.set("outcome", verdict.isAllowed ? "permitted" : "refused")
        payload.set("policies", verdict.policies)
        payload.set("records", [origin.id.bytes.hexadecimal])
        return (
            verdict.isAllowed, origin.compartment,
            try draft(AccessEvent.evaluatedKind, by: system, payload, label: origin.label)
        )
    }

    func verdict(_ question: AccessEvaluation, _ place: Whereabouts, _ asked: RecordQuestion)
        throws(BoundaryError) -> Verdict
    {
        let session = try session(of: question.subject, question.action, place.by(factors: question.factors))
        return session.map { $0.table.verdict(asked) } ?? .unknownSubject
    }

    /// As what is asked about somebody else is asked; nil for what nobody of the kind does.
    func session(of subject: Subject, _ action: RecordAction, _ place: Whereabouts) throws(BoundaryError) -> Session? {
        switch (subject, action) {
        case (.person, .print): try session(subject, .print, Print(isAttended: true), place)
        case (.person, .export): try session(subject, .export, Export(format: "csv", isEncrypted: true), place)
        case (.person, .view), (.person, .edit): try session(subject, action, Screen(isShared: true), place)
        case (.system, .receive): try session(subject, .receive, API(client: subject.description), .unknown)
        default: nil
        }
    }

    /// Whether a system of the plant file vouches for by how many factors its users signed in, today.
    public func vouchesForFactors(_ system: Subject) throws(BoundaryError) -> Bool {
        let world = try world()
        let declared = world.facts.plant.systems.first { $0.id == system.id && .system($0.id) == system }
        return declared?.vouchesForFactors?.value(on: world.day) ?? false
    }

    /// The record of an id, of whatever kind; nil where there is none in a compartment that is open.
    func origin(of id: AggregateID) throws(BoundaryError) -> (kind: DeclaredKind, origin: RecordOrigin)? {
        let world = try world()
        let (kinds, names) = state.withLock { state in
            (state.kinds.values.sorted { $0.name < $1.name }, state.compartments.keys.sorted())
        }
        for name in names {
            guard let open = state.withLock({ $0.open(name, in: world) }) else { continue }
            for kind in kinds {
                var columns = [kind.idColumn, kind.labelColumn]
                for fact in kind.facts where !columns.contains(fact.column.name) { columns.append(fact.column.name) }
                let query = ViewQuery(
                    kind.table.name,
                    columns: columns,
                    matches: [ViewQuery.Match(kind.idColumn, .equal, [.bytes(id.bytes)])],
                    limit: 1
                )
                let rows: [[ViewValue]]
                do throws(StorageError) {
                    rows = try open.views.writerRows(query)
                } catch {
                    // The compartment has no records of this kind.
                    if error.code == .invalidName { continue }
                    throw BoundaryError(.storage, "\(name): \(error)")
                }
                guard let row = rows.first, case .integer(let number) = row[1] else { continue }
                let label = open.labels[number]?.label ?? SharedLabel(.sealed)
                let values = Dictionary(zip(columns, row)) { first, _ in first }
                return (
                    kind, RecordOrigin(id: id, compartment: name, label: label, facts: kind.facts(values))
                )
            }
        }
        return nil
    }
}
