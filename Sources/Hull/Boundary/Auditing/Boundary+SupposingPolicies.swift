internal import Cedar
internal import Classification
internal import PlantModel
public import Storage
internal import Synchronization

extension Boundary {
    /// What persons of the register would gain and lose of this instance's records if another baseline were in force today: as of ``suppose(_:in:for:through:from:)``,
    /// for everybody, with the records that there are. Nothing is changed, and nothing is handed out: lines are released by themselves.
    ///
    /// Persons whom no policy can tell apart are asked about once.
    /// - Parameters:
    ///   - programs: the programs of this instance, with their compartments.
    ///   - place: where the screens and printers stand that are asked about.
    ///   - goesOn: told how many of the persons were asked about, and of how many; whether to go on.
    /// - Returns: nil where it was not to go on.
    /// - Throws: `noPolicies`, also where the other baseline cannot be asked as of today; `storage`.
    /// - Complexity: kinds of persons × (programs × classes + labels of records) × 4 decisions, twice: up to minutes for a large plant.
    public func shifts(
        under other: PolicyBaseline,
        in programs: [String: CompartmentName],
        at place: Whereabouts,
        while goesOn: (_ done: Int, _ of: Int) -> Bool
    ) throws(BoundaryError) -> [PolicyShift]? {
        let now = try world()
        let then: DecisionWorld
        do throws(BaselineProblems) {
            then = try makeWorld(other, epoch: now.epoch.number, day: now.day, without: now.exhausted)
        } catch {
            throw BoundaryError(.noPolicies, "the other policies cannot be asked as of \(now.day): \(error)")
        }
        let counts = try storedCounts(in: Set(programs.values), now)
        let whereabouts = place.by(factors: Whereabouts.factorsMax)
        var changes: [PolicyChange: [String]] = [:]
        let alike = persons(alikeIn: now, then)
        for (done, persons) in alike.enumerated() {
            guard goesOn(done, alike.count) else { return nil }
            guard let one = persons.first else { continue }
            for (action, channel) in Self.ways {
                let before = Self.permitted(one, action, channel, whereabouts, programs, counts, now)
                let after = Self.permitted(one, action, channel, whereabouts, programs, counts, then)
                for change in PolicyChange.all(action.rawValue, from: before, to: after) {
                    changes[change, default: []] += persons.map(\.id)
                }
            }
        }
        return changes.sorted { $0.key < $1.key }.compactMap { shift($0, $1, programs, now) }
    }

    private typealias Someone = (subject: Subject, id: String, facts: PersonFacts, version: UInt64)

    /// The persons of the register, those together of whom policies read the same under both.
    private func persons(alikeIn now: DecisionWorld, _ then: DecisionWorld) -> [[Someone]] {
        let named = now.policies.entitiesNamed.union(then.policies.entitiesNamed)
        let people = state.withLock { $0.people }
        var alike: [[String]: [Someone]] = [:]
        for (subject, person) in people {
            guard case .person(let id) = subject, let facts = person.facts,
                let (was, will) = Self.both(
                    Self.asker(subject, facts, person.version, now),
                    Self.asker(subject, facts, person.version, then)
                )
            else { continue }
            let isNamed = named.contains(subject.uid)
            let key = [isNamed ? id : "", was.attributes.description, will.attributes.description]
            alike[key, default: []].append((subject, id, facts, person.version))
        }
        return alike.values.map { $0.sorted { $0.id < $1.id } }.sorted { ($0.first?.id ?? "") < ($1.first?.id ?? "") }
    }

    private static func both(_ was: Asker?, _ will: Asker?) -> (Asker, Asker)? {
        guard let was, let will else { return nil }
        return (was, will)
    }

    /// What is permitted to somebody: classes of the records of programs, and records that there are.
    private static func permitted(
        _ person: Someone,
        _ action: RecordAction,
        _ channel: some Channel,
        _ whereabouts: Whereabouts,
        _ programs: [String: CompartmentName],
        _ counts: [StoredCount],
        _ world: DecisionWorld
    ) -> PermittedRecords {
        let classes = programs.keys.flatMap { program in DataClass.allCases.map { (program, $0) } }
        let questions =
            classes.map { program, dataClass in
                RecordQuestion(
                    label: RecordLabel(world.label(of: dataClass, program: program), of: dataClass),
                    fieldClass: dataClass,
                    facts: Record()
                )
            }
            + counts.map { RecordQuestion(label: world.tightened($0.label), fieldClass: nil, facts: $0.facts) }
        guard let asker = asker(person.subject, person.facts, person.version, world) else { return PermittedRecords() }
        let context = context(of: channel, for: person.subject, whereabouts, in: world)
        let verdicts = world.verdicts(questions, asker, action, context)
        var permitted = PermittedRecords()
        for ((program, dataClass), verdict) in zip(classes, verdicts) where verdict.isAllowed {
            permitted.classes[[program], default: []].insert(dataClass)
        }
        for (count, verdict) in zip(counts, verdicts.dropFirst(classes.count)) where verdict.isAllowed {
            let place = PermittedRecords.Place(kind: count.kind, label: count.label, facts: count.facts)
            permitted.records[count.programs, default: [:]][place, default: 0] += count.count
        }
        return permitted
    }

    /// A line under what restricts the trail of its programs; none where these are not of this instance.
    private func shift(
        _ change: PolicyChange,
        _ persons: [String],
        _ programs: [String: CompartmentName],
        _ world: DecisionWorld
    ) -> PolicyShift? {
        guard let compartment = change.programs.first.flatMap({ programs[$0] }) else { return nil }
        let label = change.programs.reduce(SharedLabel(.unrestricted)) { label, program in
            label.join(world.label(of: .auditTrail, program: program))
        }
        guard !label.label.isSealed else { return nil }
        let name = change.programs.joined(separator: "+")
        let shown = persons.sorted().prefix(Self.personsShownMax).joined(separator: ", ")
        let more = persons.count - min(persons.count, Self.personsShownMax)
        return PolicyShift(
            RecordOrigin(id: AccessReviewSheet.id(of: name), compartment: compartment, label: label),
            [
                .text(name), .text(change.action), .integer(Int64(persons.count)),
                .text(more == 0 ? shown : "\(shown) and \(more) more"), .text(change.gains), .text(change.loses),
                .text(change.recordsGained), .text(change.recordsLost),
            ]
        )
    }

    /// Persons whom a line names; it counts all.
    private static let personsShownMax = 200
}

/// What is permitted to somebody for one action, by the programs whose data it is.
private struct PermittedRecords {
    struct Place: Hashable {
        let kind: String
        let label: RecordLabel
        let facts: Record
    }

    var classes: [[String]: Set<DataClass>] = [:]
    var records: [[String]: [Place: Int]] = [:]

    /// How many of each kind are permitted here and not there.
    func records(of programs: [String], notIn other: PermittedRecords) -> String {
        var counts: [String: Int] = [:]
        let others = other.records[programs] ?? [:]
        for (place, count) in records[programs] ?? [:] where others[place] == nil {
            counts[place.kind, default: 0] += count
        }
        return counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    }
}

/// What would be decided otherwise of the data of programs, for one action.
private struct PolicyChange: Hashable, Comparable {
    let programs: [String]
    let action: String
    let gains: String
    let loses: String
    let recordsGained: String
    let recordsLost: String

    private var isNothing: Bool {
        gains.isEmpty && loses.isEmpty && recordsGained.isEmpty && recordsLost.isEmpty
    }

    static func all(_ action: String, from before: PermittedRecords, to after: PermittedRecords) -> [PolicyChange] {
        let programs = [before, after].reduce(into: Set<[String]>()) {
            $0.formUnion($1.classes.keys)
            $0.formUnion($1.records.keys)
        }
        return programs.map { programs in
            let (was, will) = (before.classes[programs] ?? [], after.classes[programs] ?? [])
            return PolicyChange(
                programs: programs,
                action: action,
                gains: names(will.subtracting(was)),
                loses: names(was.subtracting(will)),
                recordsGained: after.records(of: programs, notIn: before),
                recordsLost: before.records(of: programs, notIn: after)
            )
        }.filter { !$0.isNothing }
    }

    private static func names(_ classes: Set<DataClass>) -> String {
        DataClass.allCases.filter(classes.contains).map(\.rawValue).joined(separator: ", ")
    }

    static func < (left: Self, right: Self) -> Bool { left.order.lexicographicallyPrecedes(right.order) }

    private var order: [String] {
        [programs.joined(separator: "+"), action, gains, loses, recordsGained, recordsLost]
    }
}
