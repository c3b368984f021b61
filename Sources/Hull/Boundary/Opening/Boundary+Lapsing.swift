internal import Classification
internal import Journal
public import PlantModel
public import Storage
internal import Synchronization

/// What no longer holds in a running instance, as counts that name nobody: whose facts they are is shown by the register, to whom policies
/// permit it.
public struct LapsedState: Sendable, Equatable {
    /// How many persons have a fact of a name that ended before the day, such as `usPerson`; one who was given another value has none.
    public let facts: [String: Int]
    /// How many labels of records in a compartment cannot be read, so that nobody sees the records.
    public let unreadLabels: [CompartmentName: Int]
    /// How many labels of records in a compartment name no program: whoever may see what is unrestricted sees the records. In `control` and `common`
    /// they belong; in a compartment of programs they are of records that nobody labelled.
    public let unassignedLabels: [CompartmentName: Int]
    /// Authorizations with a limit that are used up, or of which the uses are not known.
    public let exhausted: Set<String>
}

extension Boundary {
    /// What has lapsed by a day.
    /// - Complexity: with the number of persons and of labels.
    public func lapsed(on day: Day) -> LapsedState {
        state.withLock { state in
            var facts: [String: Int] = [:]
            for person in state.people.values {
                for name in person.facts?.lapsed(on: day) ?? [] { facts[name, default: 0] += 1 }
            }
            let labels = state.compartments.mapValues { $0.labels.all.values }
            let unread = labels.mapValues { $0.count { $0.label.isUnread } }
            let unassigned = labels.mapValues {
                $0.count { !$0.label.isUnread && $0.label.label.values(in: "program").isEmpty }
            }
            return LapsedState(
                facts: facts,
                unreadLabels: unread.filter { $0.value > 0 },
                unassignedLabels: unassigned.filter { $0.value > 0 },
                exhausted: state.uses.exhausted
            )
        }
    }

    /// The persons of whom a fact has ended before a day, by what their events are about, each with the names of these facts.
    func lapsedPersons(on day: Day) -> [(aggregate: AggregateID, names: [String])] {
        state.withLock { state in
            state.people.values.compactMap { person -> (aggregate: AggregateID, names: [String])? in
                let names = person.facts?.lapsed(on: day) ?? []
                return names.isEmpty ? nil : (person.aggregate, names)
            }
        }
    }
}

extension SharedLabel {
    /// `*` is a sealed label, `!` what is not understood in one.
    fileprivate var isUnread: Bool { text == "*" || text.contains("!") }
}

extension PersonFacts {
    /// The names of facts that ended before a day. Of a list it takes that nothing in it counts any more: citizenships end one by one. A need to know that
    /// ended is renewed by its sponsor or taken out, whatever others there are.
    func lapsed(on day: Day) -> [String] {
        func isOver<Value>(_ fact: Dated<Value>?) -> Bool { fact?.until.map { $0 < day } ?? false }
        func areOver(_ facts: [Dated<String>]?) -> Bool { facts.map { !$0.isEmpty && $0.allSatisfy(isOver) } ?? false }
        let all = [
            ("employer", isOver(employer)), ("role", isOver(role)), ("usPerson", isOver(usPerson)),
            ("usCitizen", isOver(usCitizen)), ("citizenship", areOver(citizenships)),
            ("residency", areOver(residencies)), ("worksIn", isOver(worksIn)),
            ("needToKnow", needToKnow?.contains(where: isOver) ?? false),
            ("federalEmployee", isOver(federalEmployee)), ("dodEmployee", isOver(dodEmployee)),
        ]
        return all.filter(\.1).map(\.0)
    }
}
