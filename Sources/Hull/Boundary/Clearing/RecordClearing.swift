internal import Cedar
internal import Classification
internal import Journal
internal import PlantModel
internal import Storage

/// Clears records of one kind from one compartment, field by field, with one decision for each label and class.
struct RecordClearing {
    /// What was decided of all fields of a label and some classes, or of the record as a whole.
    struct Ruling {
        enum Outcome: String {
            /// The value may leave.
            case cleared
            /// That there is one may be known.
            case withheld
            /// Nothing may be known.
            case hidden
        }

        let label: SharedLabel
        /// Nil for the record as a whole.
        let classes: FieldClasses?
        let facts: Record
        let outcome: Outcome
        let verdicts: [Verdict]
        /// Whether anything was cleared or withheld by it.
        var isUsed = false
    }

    let session: Session
    let kind: DeclaredKind
    let clearance: Clearance
    /// What was decided so far.
    private(set) var rulings: [Ruling] = []
    private var indices: [Asked: Int] = [:]
    /// The ids of records that left, as a whole or in part.
    private(set) var released: [AggregateID] = []
    /// Records that may not be seen.
    private(set) var denied: [(origin: RecordOrigin, ruling: Int)] = []

    private struct Asked: Hashable {
        let label: SharedLabel
        let classes: FieldClasses?
        let facts: Record
    }

    /// Up to this many rulings are looked through one after another, which is faster than hashing.
    private static let linearSearch = 16

    /// The labels of all that is cleared together, asked for when one was never met before.
    private let labels: () -> Set<RecordLabel>
    private var isPrepared = false
    /// What was ruled of fields under the facts of the last record: those of the next one mostly have the same labels and classes, by turns.
    private var recent: (facts: Record, rulings: [(label: SharedLabel, classes: FieldClasses, index: Int)]) = (
        Record(), []
    )

    init(
        _ session: Session,
        _ kind: DeclaredKind,
        _ clearance: Clearance,
        labels: @escaping () -> Set<RecordLabel>
    ) {
        self.labels = labels
        self.session = session
        self.kind = kind
        self.clearance = clearance
    }

    /// What leaves of a record; nil where nothing of it may be known.
    mutating func clear<Entry: OriginatedRecord>(_ record: Entry, _ fields: [RecordField<Entry>], _ names: [String])
        -> ReleasedRecord?
    {
        let origin = record.origin
        let facts = kind.facts(origin)
        let whole = ruling(origin.label, nil, facts)
        guard rulings[whole].outcome == .cleared else {
            rulings[whole].isUsed = true
            denied.append((origin, whole))
            guard rulings[whole].outcome == .withheld else { return nil }
            return ReleasedRecord(kind: kind.name, id: nil, names: [], fields: [])
        }
        rulings[whole].isUsed = true
        released.append(origin.id)
        var cleared: [ReleasedField?] = []
        cleared.reserveCapacity(fields.count)
        if recent.facts != facts { recent = (facts, []) }
        for field in fields {
            let value = field.read(record)
            // A record keeps a value under its label or a stronger one; a class of its own is added to the declared one.
            let classes = value.classes.union(field.classes)
            switch rulings[fieldRuling(value.sharedLabel, classes, facts)].outcome {
            case .cleared: cleared.append(.cleared(Cleared(value.value, clearance, label: value.sharedLabel)))
            case .withheld: cleared.append(.withheld(WithheldMark(clearance: clearance)))
            case .hidden: cleared.append(nil)
            }
        }
        return ReleasedRecord(kind: kind.name, id: origin.id, names: names, fields: cleared)
    }

    private mutating func fieldRuling(_ label: SharedLabel, _ classes: FieldClasses, _ facts: Record) -> Int {
        for known in recent.rulings where known.label === label && known.classes == classes { return known.index }
        let index = ruling(label, classes, facts)
        rulings[index].isUsed = true
        if recent.rulings.count < Self.linearSearch { recent.rulings.append((label, classes, index)) }
        return index
    }

    private mutating func ruling(_ label: SharedLabel, _ classes: FieldClasses?, _ facts: Record) -> Int {
        let asked = Asked(label: label, classes: classes, facts: facts)
        if rulings.count <= Self.linearSearch {
            for index in rulings.indices
            where rulings[index].label == label && rulings[index].classes == classes && rulings[index].facts == facts {
                return index
            }
        } else if let known = indices[asked] {
            return known
        }
        let recordLabel = RecordLabel(label, of: kind.dataClass)
        let questions =
            classes?.all.map { RecordQuestion(label: recordLabel, fieldClass: $0, facts: facts) }
            ?? [RecordQuestion(label: recordLabel, fieldClass: nil, facts: facts)]
        if !isPrepared, !session.table.knows(questions) {
            session.table.prepare(labels())
            isPrepared = true
        }
        var verdicts = questions.map { session.table.verdict($0) }
        var outcome = Ruling.Outcome.cleared
        if !verdicts.allSatisfy(\.isAllowed) {
            let known = questions.map { session.known.verdict($0) }
            outcome = known.allSatisfy(\.isAllowed) ? .withheld : .hidden
            verdicts += known
        }
        rulings.append(Ruling(label: label, classes: classes, facts: facts, outcome: outcome, verdicts: verdicts))
        indices[asked] = rulings.count - 1
        return rulings.count - 1
    }

    /// What restricts what left: the join of all that was cleared.
    var label: SharedLabel {
        var joined: SharedLabel?
        for ruling in rulings where ruling.isUsed && ruling.outcome == .cleared {
            joined = joined?.join(ruling.label) ?? ruling.label
        }
        return joined ?? SharedLabel(.unrestricted)
    }

    /// The authorizations that what left rests on.
    var authorities: [String] {
        var authorities: [String] = []
        for ruling in rulings where ruling.isUsed {
            for verdict in ruling.verdicts {
                for scope in verdict.authorities where !authorities.contains(scope) { authorities.append(scope) }
            }
        }
        return authorities
    }

    /// What the journal records: who got what, under which labels, by which policies and authorities, and what was withheld.
    func payload() -> PayloadText {
        var payload = PayloadText(capacity: 1_024 + 256 * rulings.count + 40 * released.count)
        payload.set("to", clearance.recipient.description)
        payload.set("channel", clearance.channel.rawValue)
        payload.set("action", session.table.key.action.rawValue)
        payload.set("circumstances", session.table.circumstances)
        payload.set("epoch", clearance.epoch.description)
        payload.set("kind", kind.name)
        var policies: [String] = []
        var rules: [PayloadText] = []
        for ruling in rulings where ruling.isUsed {
            var rule = PayloadText(capacity: 256)
            rule.set("label", ruling.label.quoted)
            rule.set("classes", ruling.classes?.all.map(\.rawValue) ?? [])
            rule.set("outcome", ruling.outcome.rawValue)
            rules.append(rule)
            for verdict in ruling.verdicts {
                for policy in verdict.policies where !policies.contains(policy) { policies.append(policy) }
            }
        }
        payload.set("policies", policies)
        payload.set("authorities", authorities)
        payload.set("decisions", rules)
        payload.set("records", released.map { $0.bytes.hexadecimal })
        return payload
    }
}
