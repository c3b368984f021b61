internal import Cedar
internal import Classification
public import Journal
internal import PlantModel
public import Storage
internal import Synchronization

/// What is counted beyond what somebody may see: the things of a kind that lie on a way, under a determination.
public struct CountQuestion: Sendable {
    /// Where the way begins; none of these is counted.
    public let start: [AggregateID]
    /// The way, over columns of the edges' table.
    public let trail: RecordTrail
    /// The id of a determination of the baseline in force.
    public let rule: String

    /// A question.
    public init(from start: [AggregateID], along trail: RecordTrail, by rule: String) {
        self.start = start
        self.trail = trail
        self.rule = rule
    }
}

/// A count in full steps: the difference of two counts says nothing of a single record.
private enum FullSteps: Derivation {
    static func derive(_ count: Int64) -> Int64 { count / Boundary.countStep * Boundary.countStep }
}

extension Boundary {
    /// A count beyond what one may see is told in full steps of so many.
    public static let countStep: Int64 = 10

    /// How many things a way leads to that a person may not see: a full multiple of ``countStep``, and 0 where there are fewer, where too few programs or
    /// customers share the count for the determination's threshold, and where there are none. Which of the three it is, is told by nothing.
    ///
    /// The way is followed over edges that the person may see or have counted (action `count`); what is neither is not counted and leads nowhere, as if it
    /// were not there. What the way leads to over edges that the person may see is seen, and not counted either. Of the others those count whose program
    /// the determination covers and whose policies let it be determined.
    /// - Returns: under the label of the determination; nil where no determination is in force and where the person may have nothing counted of any program
    ///   that it covers. That hangs on the plant, its policies and the person's facts alone, and not on what there is.
    /// - Throws: `failed`: as ``determine(sumOf:by:for:in:)``, `invalidQuestion`, `unknownKind`, `storage`, `noPolicies`.
    /// - Complexity: as two ways that are followed to their ends.
    public func count<Thing: LabelledRecord, Edge: LabelledRecord, Way: Channel>(
        of thing: Thing.Type,
        over edge: Edge.Type,
        _ question: CountQuestion,
        for subject: Subject,
        through channel: Way,
        from whereabouts: Whereabouts = .unknown,
        in compartment: CompartmentName
    ) async throws(AccessRefusal) -> Restricted<Int64>? {
        do throws(BoundaryError) {
            guard let rule = try counting(thing, question.rule, subject, channel, whereabouts) else { return nil }
            func reached(_ actions: [RecordAction?]) throws(BoundaryError) -> Set<ViewValue> {
                let trail = question.trail
                let way = try FollowedWay(self, edge, trail) { name throws(BoundaryError) in
                    try actions.map { action throws(BoundaryError) in
                        try filter(
                            edge,
                            in: name,
                            for: subject,
                            to: action,
                            through: channel,
                            from: whereabouts,
                            using: [trail.from, trail.to]
                        )
                    }
                }
                return Set(try way.steps(from: question.start, limit: Self.trailRecordsMax).steps.map(\.to))
            }
            let beyond = try reached([nil, .count]).subtracting(try reached([nil]))
                .subtracting(question.start.map { .bytes($0.bytes) })
            let labels = try labels(of: thing, beyond, subject, channel, whereabouts)
            let kind = try declared(thing, beforeItIs: "counted")
            let counted = try covered(labels, by: rule, kind.dataClass)
            let sum = try await determine(
                sumOf: counted.map { Restricted(Int64(1), label: $0, fieldClass: kind.dataClass) },
                by: rule.rule,
                for: subject,
                in: compartment
            )
            if case .value(let count) = sum { return count.derived(by: FullSteps.self) }
            return Restricted(0, label: SharedLabel(rule.result), fieldClass: rule.resultClass)
        } catch {
            throw .failed(error)
        }
    }

    /// The determination, where it is in force and the person may have something counted of a program that it covers.
    private func counting<Thing: LabelledRecord, Way: Channel>(
        _ thing: Thing.Type,
        _ rule: String,
        _ subject: Subject,
        _ channel: Way,
        _ whereabouts: Whereabouts
    ) throws(BoundaryError) -> Determination? {
        // What a system gets is read by many, each of whom would have to be asked.
        guard case .person = subject,
            let found = state.withLock({ $0.baseline?.determinations.first { $0.rule == rule } }),
            let session = try session(subject, .count, channel, whereabouts),
            found.isReviewed(on: session.world.day)
        else { return nil }
        let dataClass = try declared(thing, beforeItIs: "counted").dataClass
        let questions = found.programs.sorted().map { program in
            RecordQuestion(
                label: RecordLabel(session.world.label(of: dataClass, program: program), of: dataClass),
                fieldClass: nil,
                facts: [:]
            )
        }
        return session.table.verdicts(questions).contains { $0.isAllowed } ? found : nil
    }

    /// The labels of those things that the person may see or have counted, one for each thing.
    private func labels<Thing: LabelledRecord, Way: Channel>(
        of thing: Thing.Type,
        _ ids: Set<ViewValue>,
        _ subject: Subject,
        _ channel: Way,
        _ whereabouts: Whereabouts
    ) throws(BoundaryError) -> [SharedLabel] {
        var found: [AggregateID: SharedLabel] = [:]
        let all = Array(ids)
        for name in state.withLock({ $0.compartments.keys.sorted() }) {
            for action in [nil, RecordAction.count] {
                let admission = try filter(
                    thing,
                    in: name,
                    for: subject,
                    to: action,
                    through: channel,
                    from: whereabouts
                )
                if admission.groups.isEmpty { continue }
                let reading: RowReading<Thing> = try reading(thing, in: name)
                for first in stride(from: 0, to: all.count, by: ViewQuery.valuesMax) {
                    let some = Array(all[first..<min(first + ViewQuery.valuesMax, all.count)])
                    let query = ViewQuery(
                        reading.kind.table.name,
                        columns: reading.columns,
                        matches: [.init(reading.kind.idColumn, .equal, some)],
                        limit: some.count
                    )
                    for row in try reading.select(query, admitting: admission, whereAbsent: []) {
                        let origin = try reading.record(row).origin
                        found[origin.id] = origin.label
                    }
                }
            }
        }
        return Array(found.values)
    }

    /// Those that the determination covers and policies let be determined; that there are others is told by nothing.
    private func covered(_ labels: [SharedLabel], by rule: Determination, _ dataClass: DataClass) throws(BoundaryError)
        -> [SharedLabel]
    {
        let world = try world()
        let covered = Set(labels).filter { label in
            let programs = label.label.values(in: "program")
            return !programs.isEmpty && rule.programs.isSuperset(of: programs)
                && Self.refusals(of: rule, [label], [FieldClasses(dataClass)], world).isEmpty
        }
        return labels.filter(covered.contains)
    }
}
