internal import Cedar
internal import PlantModel
internal import Synchronization

extension Boundary {
    /// What would be decided otherwise under another baseline, today, for everybody in the register: seen by a screen of one's own from nowhere in
    /// particular, edited, printed, exported encrypted.
    ///
    /// It covers who there is; for who may come, the prover compares all requests.
    /// - Throws: `noPolicies`, also where the other baseline cannot be asked as of today.
    /// - Complexity: persons × programs × classes × 4, under both; takes seconds for a large plant, so not on a thread that others wait for.
    public func impact(of other: PolicyBaseline) throws(BoundaryError) -> AccessImpact {
        let now = try world()
        let then: DecisionWorld
        do throws(BaselineProblems) {
            then = try makeWorld(other, epoch: now.epoch.number, day: now.day, without: now.exhausted)
        } catch {
            throw BoundaryError(.noPolicies, "the other baseline cannot be asked as of \(now.day): \(error)")
        }
        let people = state.withLock { $0.people }
        var gains: [AccessImpact.Change] = []
        var losses: [AccessImpact.Change] = []
        for (subject, person) in people {
            guard case .person(let id) = subject else { continue }
            for (action, channel) in Self.asked {
                let before = Self.permitted(now, subject, person, action, channel)
                let after = Self.permitted(then, subject, person, action, channel)
                func changes(_ records: Set<ProgramRecords>) -> [AccessImpact.Change] {
                    records.map { records in
                        AccessImpact.Change(
                            person: id,
                            action: action,
                            program: records.program,
                            dataClass: records.dataClass.rawValue
                        )
                    }
                }
                gains += changes(after.subtracting(before))
                losses += changes(before.subtracting(after))
            }
        }
        return AccessImpact(gains: gains.sorted(), losses: losses.sorted())
    }

    private struct ProgramRecords: Hashable {
        let program: String
        let dataClass: DataClass
    }

    private static var asked: [(RecordAction, any Channel)] {
        [
            (.view, Screen()), (.edit, Screen()), (.print, Print(isAttended: true)),
            (.export, Export(format: "csv", isEncrypted: true)), (.count, Screen()), (.state, Screen()),
            (.lift, Screen()),
        ]
    }

    private static func permitted(
        _ world: DecisionWorld,
        _ subject: Subject,
        _ person: Person,
        _ action: RecordAction,
        _ channel: some Channel
    ) -> Set<ProgramRecords> {
        guard let asker = asker(subject, person.facts, person.version, world) else { return [] }
        let context = context(
            of: channel,
            for: subject,
            .unknown.by(factors: Whereabouts.factorsMax),
            in: world
        )
        let records = world.facts.plant.programs.flatMap { program in
            DataClass.allCases.map { ProgramRecords(program: program.id, dataClass: $0) }
        }
        let questions = records.map { records in
            RecordQuestion(
                label: RecordLabel(world.label(of: records.dataClass, program: records.program), of: records.dataClass),
                fieldClass: records.dataClass,
                facts: Record()
            )
        }
        let verdicts = world.verdicts(questions, asker, action, context)
        return Set(zip(records, verdicts).filter { $1.isAllowed }.map(\.0))
    }
}
