internal import Classification
internal import PlantModel
internal import Storage
internal import Synchronization

/// The labels of a compartment as one world has them: each as it was recorded, joined with what records of its class and its programs are
/// restricted by today.
///
/// So a row counts under a plan that was tightened from the moment in which the plan is adopted, whenever the row was made, and there is
/// nothing to be written anew that a crash could leave half done. A plan that was loosened takes nothing from a label that was recorded.
struct TightenedLabels: Sendable {
    let world: UInt64
    private(set) var register = LabelRegister()

    init(world: UInt64) { self.world = world }

    mutating func follow(_ recorded: LabelRegister, in world: DecisionWorld) {
        register.follow(recorded, world.tightened)
    }
}

extension Boundary.State {
    /// An open compartment, with its labels as a world has them; as they were recorded where there is no world, in which nothing is given out.
    mutating func open(_ compartment: CompartmentName, in world: DecisionWorld?) -> Boundary.OpenCompartment? {
        guard var open = compartments[compartment] else { return nil }
        guard let world else { return open }
        var labels = tightened.removeValue(forKey: compartment) ?? TightenedLabels(world: world.number)
        if labels.world != world.number { labels = TightenedLabels(world: world.number) }
        labels.follow(open.labels, in: world)
        tightened[compartment] = labels
        open.labels = labels.register
        open.world = world.number
        return open
    }
}

extension DecisionWorld {
    /// What restricts records that were recorded under a label. Of a program that the plant no longer has, what was recorded is all that is known.
    func tightened(_ recorded: RecordLabel) -> RecordLabel {
        if let known = tightenedLabels.withLock({ $0[recorded] }) { return known }
        var label = recorded.label
        for program in label.label.values(in: "program").sorted() where facts.index.programs[program] != nil {
            label = label.join(self.label(of: recorded.dataClass, program: program))
        }
        let made = RecordLabel(label, of: recorded.dataClass)
        tightenedLabels.withLock { $0[recorded] = made }
        return made
    }

    /// That a record still has the labels under which it was read.
    /// - Throws: `invalidQuestion` for one that was read in another world and is restricted more in this one.
    func checkLabels<Entry: LabelledRecord>(of record: Entry, _ kind: DeclaredKind) throws(BoundaryError) {
        guard let read = record.origin.world, read != number else { return }
        try checkLabel(of: record.origin, kind.dataClass)
        for field in Entry.kind.fields where field.labelColumn != nil {
            try check(RecordLabel(field.read(record).sharedLabel, of: field.fieldClass))
        }
    }

    /// The same of a record as a whole.
    func checkLabel(of origin: RecordOrigin, _ dataClass: DataClass) throws(BoundaryError) {
        guard let read = origin.world, read != number else { return }
        try check(RecordLabel(origin.label, of: dataClass))
    }

    private func check(_ label: RecordLabel) throws(BoundaryError) {
        guard tightened(label).label == label.label else {
            throw BoundaryError(
                .invalidQuestion,
                "what restricts a record was tightened since the record was read; ask again"
            )
        }
    }
}
