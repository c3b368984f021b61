internal import Boundary
internal import PlantModel
internal import Storage

/// What makes a work definition one of a rework: extra operations that a disposition gives to a unit, and that nobody orders.
public struct ReworkScope: Codable, Hashable, Sendable {
    /// The nonconformance that it was written for; nil for one that any unit of the part can be given.
    public var nonconformance: RecordID?

    /// A scope.
    public init(nonconformance: RecordID? = nil) { self.nonconformance = nonconformance }
}

extension WorkMasterContent {
    /// What a definition of a rework may not say, each with its place. The disposition says for which unit it is, and a reworked unit is measured whole.
    func reworkProblems() -> [String] {
        guard rework != nil else { return [] }
        var found: [String] = []
        if effectivity != nil {
            found.append("effectivity: a rework is for the units that a disposition names; leave it out")
        }
        for operation in operations where operation.characteristics.contains(where: { $0.sampling != nil }) {
            found.append("operation \(operation.sequence): a reworked unit is measured whole; leave out sampling plans")
        }
        return found
    }

    /// What a rework adds to the revisions by which the part is made: its operations are all new to them, and its sites where they are none of theirs.
    func touches(addedTo standards: [WorkMasterContent], at workCenters: [String: Plant.WorkCenter]) -> Set<String> {
        var nothing = self
        nothing.operations = []
        func sites(_ content: WorkMasterContent) -> Set<String> {
            Set(content.operations.map { workCenters[$0.workCenter]?.site ?? $0.workCenter })
        }
        var touched = touches(since: nothing, at: workCenters).subtracting(["site"])
        if !sites(self).isSubset(of: standards.reduce(into: []) { $0.formUnion(sites($1)) }) { touched.insert("site") }
        return touched
    }
}

extension WorkMasterState {
    /// Whether the part is made by it, in the program of another definition of the part.
    func isStandard(for other: WorkMasterState) -> Bool { program == other.program && rework == nil }

    /// Whether one of them is the next revision of the other: of the same part and program, and of the same rework by its title and scope, where it is of one.
    func isRevision(of other: WorkMasterState) -> Bool {
        program == other.program && rework == other.rework && (rework == nil || title == other.title)
    }

    /// Whether its release puts another one that is in force out of it.
    func replaces(_ other: WorkMasterState) -> Bool {
        other.isRevision(of: self) && (effectivity == nil || other.effectivity == effectivity)
    }
}

extension Execution {
    /// Whether the asker may see the nonconformance that a rework is written for: of another one nothing is said, also not that it is there.
    func permissions<Way: Channel>(toWrite content: WorkMasterContent, by asker: Asker<Way>)
        async throws(ExecutionRefusal) -> [Permission]
    {
        guard let nonconformance = content.rework?.nonconformance else { return [] }
        let place = try place(of: nonconformance, Nonconformance.self)
        return [try await permit(.view, Nonconformance.self, nonconformance, in: place, by: asker)]
    }
}

extension DecisionContext {
    /// Refuses a rework for a nonconformance of a unit of another part, or of another program.
    func checkScope(of content: WorkMasterContent, in program: String) throws {
        guard let nonconformance = content.rework?.nonconformance else { return }
        guard let found = try view.state(NonconformanceState.self, nonconformance),
            let unit = try view.state(WorkUnitState.self, found.unit), unit.program == program,
            unit.partNumber == content.partNumber
        else {
            throw ExecutionRefusal(
                .invalid,
                "rework: the nonconformance that it is for is of a unit of the same part and program"
            )
        }
    }
}
