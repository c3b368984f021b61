internal import Cedar
internal import Classification
internal import PlantModel
public import Storage
internal import Synchronization

extension Boundary {
    /// What a person would gain and lose of each program's records if a fact of the person were another one: as of now, seen and changed at a screen
    /// of the place that others can see, printed with somebody at the printer, taken as an encrypted file. Nothing is changed.
    ///
    /// There are lines of every program whose trail the asker may see, of each at least one; a person whom the register does not know gains nothing.
    /// - Parameter programs: the programs of this instance, with their compartments.
    /// - Throws: `failed`.
    /// - Complexity: programs × classes × 4 decisions, twice.
    public func suppose<Way: Channel>(
        _ supposition: AccessSupposition,
        in programs: [String: CompartmentName],
        for subject: Subject,
        through channel: Way,
        from whereabouts: Whereabouts = .unknown
    ) async throws(AccessRefusal) -> Release<Way> {
        let shifts: [AccessShift]
        do throws(BoundaryError) {
            shifts = try self.shifts(supposition, programs.sorted { $0.key < $1.key })
        } catch {
            throw .failed(error)
        }
        return try await release(shifts, to: subject, through: channel, from: whereabouts)
    }

    private func shifts(_ supposition: AccessSupposition, _ programs: [(key: String, value: CompartmentName)])
        throws(BoundaryError) -> [AccessShift]
    {
        let world = try world()
        let facts = state.withLock { $0.people[.person(supposition.person)]?.facts }
        let standing = facts == nil ? "unknown" : "known"
        return programs.flatMap { program, compartment -> [AccessShift] in
            let label = world.label(of: .auditTrail, program: program)
            guard !label.label.isSealed else { return [] }
            let origin = RecordOrigin(id: AccessReviewSheet.id(of: program), compartment: compartment, label: label)
            func shift(_ action: String, _ change: Change) -> AccessShift {
                AccessShift(
                    origin,
                    [
                        .text(supposition.person), .text(program), .text(action),
                        .text(change.gains.joined(separator: ", ")), .text(change.losses.joined(separator: ", ")),
                        .text(change.policies.sorted().joined(separator: ", ")), .text(standing),
                    ]
                )
            }
            let shifts = Self.ways.compactMap { action, channel -> AccessShift? in
                let change = facts.map { self.change(supposition, $0, program, action, channel, world) }
                guard let change, !change.isNothing else { return nil }
                return shift(action.rawValue, change)
            }
            return shifts.isEmpty ? [shift("", Change())] : shifts
        }
    }

    private struct Change {
        var gains: [String] = []
        var losses: [String] = []
        var policies: Set<String> = []
        var isNothing: Bool { gains.isEmpty && losses.isEmpty }
    }

    /// What persons do, each by the channel that it is asked for.
    static var ways: [(RecordAction, any Channel)] {
        [
            (.view, Screen(isShared: true)), (.edit, Screen(isShared: true)), (.print, Print(isAttended: true)),
            (.export, Export(format: "csv", isEncrypted: true)), (.count, Screen(isShared: true)),
            (.state, Screen(isShared: true)),
            (.lift, Screen(isShared: true)),
        ]
    }

    /// What would be decided otherwise of a program's classes.
    private func change(
        _ supposition: AccessSupposition,
        _ facts: PersonFacts,
        _ program: String,
        _ action: RecordAction,
        _ channel: some Channel,
        _ world: DecisionWorld
    ) -> Change {
        func verdicts(_ facts: PersonFacts) -> [Verdict] {
            world.verdicts(
                supposition.person,
                facts,
                program,
                action,
                channel,
                supposition.whereabouts.by(factors: Whereabouts.factorsMax)
            )
        }
        let before = verdicts(facts)
        let after = verdicts(facts.taking(supposition.fact, from: supposition.supposed))
        var change = Change()
        for (dataClass, (was, will)) in zip(DataClass.allCases, zip(before, after))
        where was.isAllowed != will.isAllowed {
            if will.isAllowed {
                change.gains.append(dataClass.rawValue)
            } else {
                change.losses.append(dataClass.rawValue)
            }
            change.policies.formUnion(will.policies)
        }
        return change
    }
}

extension DecisionWorld {
    /// What is decided of each class of a program's records, in their order, for a person of whom these facts are supposed. Nothing of it is remembered.
    func verdicts(
        _ person: String,
        _ facts: PersonFacts,
        _ program: String,
        _ action: RecordAction,
        _ channel: some Channel,
        _ whereabouts: Whereabouts
    ) -> [Verdict] {
        let questions = DataClass.allCases.map { dataClass in
            RecordQuestion(
                label: RecordLabel(label(of: dataClass, program: program), of: dataClass),
                fieldClass: dataClass,
                facts: Record()
            )
        }
        guard let asker = Boundary.asker(.person(person), facts, 0, self) else {
            return questions.map { _ in .unknownSubject }
        }
        return verdicts(
            questions,
            asker,
            action,
            Boundary.context(of: channel, for: .person(person), whereabouts, in: self)
        )
    }
}
