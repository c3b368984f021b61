internal import Cedar
internal import PlantModel
internal import Synchronization

/// What the policies said to one asker, for one action and context, in one world. Its key is all that an answer hangs on but the record, so
/// that a change of anything is another table.
final class DecisionTable: Sendable {
    /// All that its answers hang on.
    struct Key: Hashable, Sendable {
        let world: UInt64
        let subject: Subject
        let version: UInt64
        let action: RecordAction
        let context: Record
    }

    let world: DecisionWorld
    let asker: Asker
    let key: Key
    /// The context as the journal records it.
    let circumstances: PayloadText.Quoted
    private let answers: Mutex<[RecordQuestion: Verdict]>
    private let prepared = Mutex<Set<RecordLabel>>([])

    /// Answers that one table remembers; labels and classes are few, so more means a fault, and then nothing new is remembered.
    static let answersMax = 100_000

    init(_ key: Key, world: DecisionWorld, asker: Asker) {
        self.key = key
        self.world = world
        self.asker = asker
        circumstances = PayloadText.Quoted(key.context.description)
        answers = Mutex([:])
    }

    /// The answers to questions, those not known yet asked together.
    func verdicts(_ questions: [RecordQuestion]) -> [Verdict] {
        var found = answers.withLock { answers in questions.map { answers[$0] } }
        let open = found.indices.filter { found[$0] == nil }
        if !open.isEmpty {
            let asked = world.verdicts(open.map { questions[$0] }, asker, key.action, key.context)
            for (index, verdict) in zip(open, asked) { found[index] = verdict }
            answers.withLock { answers in
                for index in open where answers.count < Self.answersMax { answers[questions[index]] = found[index] }
            }
        }
        return found.map { $0 ?? .sealed }
    }

    /// The answer to one question.
    func verdict(_ question: RecordQuestion) -> Verdict {
        if let known = answers.withLock({ $0[question] }) { return known }
        return verdicts([question]).first ?? .sealed
    }

    /// Whether all answers are known.
    func knows(_ questions: [RecordQuestion]) -> Bool {
        answers.withLock { answers in questions.allSatisfy { answers[$0] != nil } }
    }

    /// Labels that are about to be asked for.
    func prepare(_ labels: Set<RecordLabel>) {
        let new = prepared.withLock { prepared in
            let new = labels.subtracting(prepared)
            if prepared.count < Self.answersMax { prepared.formUnion(new) }
            return new
        }
        if !new.isEmpty { _ = world.parts(of: Array(new)) }
    }

    /// The answer for a value that carries content of several classes: permitted for each.
    func verdict(_ label: RecordLabel, _ classes: FieldClasses, _ facts: Record) -> [Verdict] {
        verdicts(classes.all.map { RecordQuestion(label: label, fieldClass: $0, facts: facts) })
    }

    /// How many answers it remembers.
    var count: Int { answers.withLock(\.count) }
}
