internal import Cedar
internal import Classification
internal import PlantModel
internal import Synchronization

/// All that decisions of one day hang on but who asks: policies, the plant's facts as of the day, and labels as records. Another baseline or
/// another day is another world, with nothing remembered.
final class DecisionWorld: Sendable {
    let number: UInt64
    let epoch: PolicyEpoch
    let day: Day
    let obligations: PlantObligations
    let policies: PolicySet
    let facts: PlantFacts
    let labels: RecordLabels
    let schema: Schema
    let schemes: Schemes
    /// Authorizations that are used up, by id: to everybody they are as if they were not in force.
    let exhausted: Set<String>
    private let attributes: LabelAttributes
    private let records: Mutex<Records>
    private let shared = Mutex(SharedLabels())
    /// Labels that were recorded, as the plan has them now.
    let tightenedLabels = Mutex<[RecordLabel: RecordLabel]>([:])

    /// Labels of programs' data, each one object; by class and program too, since every event asks for some.
    private struct SharedLabels {
        struct Data: Hashable {
            let dataClass: DataClass
            /// By bytes: ids that are equal to a reader alone are two programs'.
            let program: [UInt8]
        }

        var byText: [String: SharedLabel] = [:]
        var byData: [Data: SharedLabel] = [:]
    }

    /// Labels as entities, made when they are first met.
    private struct Records {
        var store: Entities
        /// The same for lists, made when one is first asked for.
        var partial: PartialEntities?
        var parts: [RecordLabel: [RecordPart]] = [:]
        var next = 0
    }

    /// A world.
    /// - Parameters:
    ///   - exhausted: authorizations that no longer admit.
    ///   - same: the epoch of a world that differs by nothing but these.
    /// - Throws: what keeps the plant's facts of that day from being asked about.
    init(
        _ baseline: PolicyBaseline,
        epoch: UInt64,
        number: UInt64,
        day: Day,
        without exhausted: Set<String> = [],
        as same: PolicyEpoch? = nil
    ) throws(BaselineProblems) {
        self.number = number
        self.exhausted = exhausted
        self.day = day
        schema = baseline.catalogue.schema
        schemes = baseline.catalogue.schemes
        do {
            let plant = baseline.plant.on(day)
            obligations = try PlantObligations(plant: plant, catalogue: baseline.catalogue)
            policies = try PolicySet.merging([
                obligations.policies, baseline.grants, ChangePolicies.policies(of: plant),
            ])
            facts = try PlantFacts(plant: plant, obligations: obligations, without: exhausted)
            labels = RecordLabels(facts, obligations: obligations, schemes: schemes)
            let systems = plant.systems.compactMap { [facts] in facts.system($0.id) }
            let store = try facts.entities.merging(try Entities(systems + schema.actionEntities))
            records = Mutex(Records(store: store, partial: try PartialEntities(store, schema: schema)))
            self.epoch =
                same
                ?? PolicyEpoch(
                    number: epoch,
                    digest: PolicyBaseline.digest(policies, facts.entities, baseline.determinations)
                )
        } catch {
            throw BaselineProblems(["on \(day): \(error)"])
        }
        policies.prepare()
        attributes = LabelAttributes(
            schemes: schemes,
            shape: schema.entityType("Record")?.shape ?? RecordShape()
        )
    }

    /// A record that stands for all records of a label, for one program and owner.
    struct RecordPart: Sendable {
        let uid: EntityUID
        let attributes: Record
        let ancestors: Set<EntityUID>
    }

    /// The label of a program's records of one class, the same object for the same label.
    func label(of dataClass: DataClass, program: String) -> SharedLabel {
        let data = SharedLabels.Data(dataClass: dataClass, program: Array(program.utf8))
        if let known = shared.withLock({ $0.byData[data] }) { return known }
        let label = SharedLabel(labels.label(of: dataClass, program: program))
        return shared.withLock { shared in
            // A program that the plant does not have is sealed, so there are no more than its programs and classes say.
            let one = shared.byText[label.text] ?? label
            shared.byText[label.text] = one
            // Names of programs that the plant does not have may be without end.
            if !label.label.isSealed { shared.byData[data] = one }
            return one
        }
    }

    /// The store for lists, with the records of all labels met so far.
    func partialStore() throws(CedarErrors) -> PartialEntities {
        try records.withLock { records throws(CedarErrors) in
            if let known = records.partial { return known }
            let made = try PartialEntities(records.store, schema: schema)
            records.partial = made
            return made
        }
    }

    /// The parts of labels, with the store that holds them. Nil for a label that is sealed.
    /// - Complexity: with the size of the store where a label is new, so labels are asked about together.
    func parts(of wanted: [RecordLabel]) -> (store: Entities, parts: [[RecordPart]?]) {
        records.withLock { records in
            var added: [Entity] = []
            for label in wanted where records.parts[label] == nil {
                let made = parts(of: label, &records.next)
                records.parts[label] = made.map(\.part)
                added += made.map(\.entity)
            }
            // Uids are new by construction. Were a clash there all the same, the records would not be in the store, which refuses.
            if !added.isEmpty, let more = try? Entities(added), let merged = try? records.store.merging(more) {
                records.store = merged
                records.partial = nil
            }
            let parts = wanted.map { label in records.parts[label].flatMap { $0.isEmpty ? nil : $0 } }
            return (records.store, parts)
        }
    }

    /// None for a sealed label.
    private func parts(of label: RecordLabel, _ next: inout Int) -> [(part: RecordPart, entity: Entity)] {
        (attributes.parts(of: label) ?? []).map { attributes, program in
            next += 1
            // No id in a plant file or a register holds a control character.
            let uid = EntityUID(type: "Record", id: "\u{1}label \(next)")
            var parents: Set<EntityUID> = []
            if let program {
                parents.insert(EntityUID(type: "Program", id: program))
                parents.formUnion(labels.scopes(covering: label.dataClass, program: program))
            }
            let entity = Entity(uid: uid, attributes: attributes, parents: parents)
            var ancestors = parents
            for parent in parents { ancestors.formUnion(facts.entities.ancestors(of: parent)) }
            return (RecordPart(uid: uid, attributes: attributes, ancestors: ancestors), entity)
        }
    }
}
