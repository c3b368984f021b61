internal import AuthZEN
internal import Boundary
internal import PlantModel

/// Decides whether the destination of a flow may receive records, as they are sent with the question: each under the label of its program, each decision recorded.
///
/// The answer to one question hangs on its record alone, and a refusal says nothing but that it is one.
struct RecordDecisions: DecisionSource {
    /// The action that is asked about, by its name in policies.
    static let action = "receive"
    /// The types of who receives, and of what.
    private static let (system, record) = ("System", "Record")

    let flow: CarriedFlow
    let gateway: Gateway
    /// Is told what was asked and answered.
    let tell: @Sendable (AnswerTally) async -> Void

    /// The way on is the source's own: nothing is known of it that policies could count on.
    private let channel = Connector(isEncrypted: false)

    init(flow: CarriedFlow, gateway: Gateway, tell: @escaping @Sendable (AnswerTally) async -> Void) {
        self.flow = flow
        self.gateway = gateway
        self.tell = tell
    }

    /// A record that is asked about.
    private struct Asked {
        let place: Int
        let record: TakenRecord
        let undeclared: [String]
    }

    func decide(_ questions: [NamedQuestion]) async throws -> [DelegatedDecision] {
        var tally = AnswerTally()
        tally.answers = 1
        tally.records = questions.count
        var refused: [String: Int] = [:]
        var batches: [String: [Asked]] = [:]
        for (place, question) in questions.enumerated() {
            switch try read(question, at: place, &tally) {
            case .success((let asked, let program)): batches[program, default: []].append(asked)
            case .failure(let why): refused[why.reason, default: 0] += 1
            }
        }
        tally.deadLetters = refused.values.reduce(0, +)
        var decisions = [DelegatedDecision](repeating: DelegatedDecision(false), count: questions.count)
        do {
            for (program, asked) in batches.sorted(by: { $0.key < $1.key }) where flow.passesAnything {
                for start in stride(from: 0, to: asked.count, by: TakenBatch.recordsMax) {
                    let part = asked[start..<min(start + TakenBatch.recordsMax, asked.count)]
                    try await decide(Array(part), of: program, into: &decisions, &tally)
                }
            }
            try await gateway.recordRefused(refused, of: flow)
        } catch {
            tally.note(.noAnswer, "\(error)")
            await tell(tally)
            throw error
        }
        await tell(tally)
        return decisions
    }

    // MARK: Reading

    private struct Refused: Error { let reason: String }

    private func read(
        _ question: NamedQuestion,
        at place: Int,
        _ tally: inout AnswerTally
    ) throws -> Result<(Asked, program: String), Refused> {
        guard question.action == Self.action, question.subject == (Self.system, flow.destination),
            question.resource.type == Self.record
        else {
            return .failure(
                Refused(reason: "a question about something else than whether \(flow.destination) may receive a record")
            )
        }
        guard let properties = question.resourceProperties else {
            return .failure(Refused(reason: "a question without the properties of its record"))
        }
        var reader = flow.format.reader()
        let pieces = try reader.append(flow.format.message([Array(properties.utf8)])[...]) + reader.finish()
        let undeclared = reader.undeclared.counts.filter { $0.value > 0 }
        for (name, count) in undeclared { tally.undeclared[name, default: 0] += count }
        guard pieces.count == 1 else { return .failure(Refused(reason: "properties that are no record")) }
        switch try RecordMapping(flow).map(pieces[0], in: gateway) {
        case .dead(let reason, _): return .failure(Refused(reason: reason))
        case .record(_, let program) where gateway.places[program] == nil:
            return .failure(Refused(reason: "the plan gives its program no place in this instance"))
        case .record(let record, let program):
            return .success((Asked(place: place, record: record, undeclared: undeclared.keys.sorted()), program))
        }
    }

    // MARK: Deciding

    private func decide(
        _ asked: [Asked],
        of program: String,
        into decisions: inout [DelegatedDecision],
        _ tally: inout AnswerTally
    ) async throws {
        var exit = MessageExit(
            flow,
            through: channel,
            of: gateway.hull.boundary,
            clock: gateway.clock,
            scanner: gateway.scanner
        )
        try await gateway.release(
            asked.map(\.record),
            of: program,
            flow,
            through: channel,
            into: &exit,
            at: Array(asked.indices)
        )
        tally.sent += exit.rows.count
        tally.stopped += exit.stopped.count
        let marking = exit.marking
        for row in exit.rows {
            let one = asked[row.place]
            decisions[one.place] = DelegatedDecision(true, context: context(of: one, row, marking))
        }
    }

    /// What of a permitted record may be sent: as it is, written otherwise, not at all.
    private func context(of asked: Asked, _ row: MessageExit.Row, _ marking: [String]) -> [ContextMember] {
        var received: [ContextValue] = []
        var replaced: [ContextMember] = []
        var withheld: [ContextValue] = []
        let shown = Dictionary(uniqueKeysWithValues: zip(flow.outputs.map(\.place), zip(flow.outputs, row.values)))
        for (place, field) in flow.messages.fields.enumerated() where asked.record.values[place] != nil {
            switch shown[place] {
            case (let output, let value?)?:
                if output.way == .asItIs {
                    received.append(.text(field.name))
                } else {
                    replaced.append(ContextMember(field.name, written(value)))
                }
            case (_, nil)?, nil: withheld.append(.text(field.name))
            }
        }
        withheld += asked.undeclared.map(ContextValue.text)
        return [
            ContextMember("receive", .list(received)), ContextMember("replace", .object(replaced)),
            ContextMember("withhold", .list(withheld)), ContextMember("marking", .list(marking.map(ContextValue.text))),
        ]
    }

    private func written(_ value: String) -> ContextValue {
        guard flow.format.isPlaced else { return .text(value) }
        let texts = PlacedTexts.texts(value).map { ContextValue.text($0.text) }
        return texts.count == 1 ? texts[0] : .list(texts)
    }
}

extension Gateway {
    /// That questions were refused before any policy was asked: they are about no record of their flow.
    func recordRefused(_ reasons: [String: Int], of flow: CarriedFlow) async throws {
        guard !reasons.isEmpty else { return }
        try await record(
            GatewayEvent.refused,
            try GatewayEvent.payload(GatewayEvent.Refused(flow: flow.id, reasons: reasons)),
            of: flow
        )
    }
}
