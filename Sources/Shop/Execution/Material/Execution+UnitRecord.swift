public import Boundary
internal import Journal
internal import PlantModel
internal import Storage

/// The record of a unit or the use of a lot, as far as the asker may see it.
public struct ReleasedGenealogy<Way: Channel>: ~Copyable, Sendable {
    /// Of the edges, the first so many are of what went in; the others of what it went into.
    public let edgesDown: Int
    /// Whether all ends were reached; false where a bound cut one off.
    public let isComplete: Bool
    private let release: Release<Way>

    init(_ release: consuming Release<Way>, edgesDown: Int, isComplete: Bool) {
        self.release = release
        self.edgesDown = edgesDown
        self.isComplete = isComplete
    }

    /// What was released.
    public consuming func records() -> Release<Way> { release }
}

extension Execution {
    /// Edges of a genealogy on a page, in one direction.
    static let edgesMax = 500

    /// All that is on record of a unit: itself first, then the units that it went into and that went into it, what was planned against what was built
    /// in, the edges down and up to the ends, nonconformances, signatures, what a sampling plan skipped, gates that were lifted, first articles and papers,
    /// reworks with their operations as planned and as done; and, where policies let it be told,
    /// how many units it went into beyond those.
    public func record<Way: Channel>(of unit: RecordID, by asker: Asker<Way>) async throws(ExecutionRefusal)
        -> ReleasedGenealogy<Way>
    {
        let (place, known) = try located(WorkUnitState.self, unit)
        let record = try await permitted(WorkUnit.self, unit, in: place, by: asker)
        guard let state = known else { throw ExecutionRefusal(.notFound) }
        let own = [ViewQuery.Match("unit", .equal, [unit.value])]
        let down = try edges(from: [unit], .down, by: asker)
        let up = try edges(from: [unit], .up, by: asker)
        let parents = try values("unit", of: up.records).filter { $0 != unit.value }
        let parts = try values("item", of: down.records).filter { $0 != unit.value }
        let relatives = try units(parents + parts, in: [place], by: asker)
        let differences = try builtComponents(of: state, in: place, by: asker)
        let reports = try records(Nonconformance.self, in: place, own, order: ["raised"], by: asker)
        let signatures = try records(Signature.self, in: place, own, order: ["signed"], by: asker)
        let master = [ViewQuery.Match("work_master", .equal, [state.workMaster.value])]
        let operations = try records(OperationDefinition.self, in: place, master, order: ["sequence"], by: asker)
        let skips = try records(SkippedMeasurement.self, in: place, own, order: ["sequence"], by: asker)
        let articles = try records(FirstArticle.self, in: place, own, order: ["opened"], by: asker)
        let lifts = try lifts([unit.value], in: place, by: asker)
        let papers = try records(PrintedTraveler.self, in: place, own, order: ["printed"], by: asker)
        let reach = try await reach(of: unit, by: asker)
        let reworks = try reworks(of: [unit.value], in: place, for: asker)
        let release = try await release(asker) { boundary throws(AccessRefusal) in
            try await boundary.releaseTogether(
                [record],
                relatives,
                differences,
                down.records,
                up.records,
                reports,
                signatures,
                operations,
                skips,
                articles,
                lifts,
                papers,
                reach,
                reworks.reworks,
                reworks.steps,
                to: asker.subject,
                through: asker.channel,
                from: asker.whereabouts
            )
        }
        return ReleasedGenealogy(
            release,
            edgesDown: down.records.count,
            isComplete: down.isComplete && up.isComplete
        )
    }

    // MARK: What they are made of

    func edges<Way: Channel>(
        from items: [RecordID],
        _ direction: GenealogyDirection,
        limit: Int = Execution.edgesMax,
        by asker: Asker<Way>
    ) throws(ExecutionRefusal) -> FollowedRecords<Consumption> {
        do throws(AccessRefusal) {
            return try hull.boundary.follow(
                Consumption.self,
                from: items.map(\.aggregate),
                along: direction == .down
                    ? RecordTrail(from: "unit", to: "item") : RecordTrail(from: "item", to: "unit"),
                limit: limit,
                for: asker.subject,
                through: asker.channel,
                from: asker.whereabouts
            )
        } catch {
            throw ExecutionRefusal(error)
        }
    }

    /// Values of a column of records that the asker may see, each once, to look further by.
    func values<Entry: ExecutionRecord>(_ column: String, of records: [Entry]) throws(ExecutionRefusal)
        -> [ViewValue]
    {
        var found: [ViewValue] = []
        var known: Set<ViewValue> = []
        for (place, group) in Dictionary(grouping: records, by: \.origin.compartment).sorted(by: { $0.key < $1.key }) {
            let query = ViewQuery(
                Entry.declaration.table.name,
                columns: [column],
                matches: [ViewQuery.Match("id", .equal, group.map { .bytes($0.origin.id.bytes) })],
                limit: ViewQuery.limitMax
            )
            do throws(BoundaryError) {
                for case let value? in try hull.rows(query, in: place).map(\.first) where known.insert(value).inserted {
                    found.append(value)
                }
            } catch {
                throw ExecutionRefusal(error)
            }
        }
        return found
    }

    func units<Way: Channel>(_ ids: [ViewValue], in places: [CompartmentName], by asker: Asker<Way>)
        throws(ExecutionRefusal) -> [WorkUnit]
    {
        var found: [WorkUnit] = []
        for place in places {
            found += try records(WorkUnit.self, in: place, ids: ids, order: ["serial"], by: asker)
        }
        return found
    }

    /// Each part that the unit's definition asks for, operation by operation, with what was built in; then what no plan asked for.
    private func builtComponents<Way: Channel>(
        of unit: WorkUnitState,
        in place: CompartmentName,
        by asker: Asker<Way>
    ) throws(ExecutionRefusal) -> [BuiltComponent] {
        let planned = try plannedComponents(of: unit, in: place, by: asker)
        let built = try records(
            Consumption.self,
            in: place,
            [.init("unit", .equal, [unit.id.value])],
            order: ["sequence"],
            by: asker
        )
        let builtKeys = try partKeys(of: built)
        let (label, planning): (SharedLabel, SharedLabel)
        do {
            label = try hull.boundary.label(of: .genealogy, program: unit.program)
            planning = try hull.boundary.label(of: .workInstructions, program: unit.program)
        } catch {
            throw ExecutionRefusal(error)
        }
        func origin(_ key: PartKey) -> RecordOrigin {
            RecordOrigin(
                id: unit.id.derived("built \(key.sequence) \(key.part)").aggregate,
                compartment: place,
                label: label
            )
        }
        func taken(_ key: PartKey) -> Restricted<Int64> {
            .sum(
                built.filter { builtKeys[$0.origin.id] == key }
                    .map { $0.values[Self.consumedQuantity].derived(by: Quantity.self) },
                of: .materialUse
            )
        }
        var found = planned.map { key, component in
            let count = taken(key)
            let asked = component.values[Self.plannedQuantity]
            return BuiltComponent(
                origin: origin(key),
                values: [
                    ReworkNumbering.rework(Int(key.sequence)) == 0
                        ? component.values[Self.plannedSequence]
                        : Restricted(.integer(key.sequence), label: planning, fieldClass: .workInstructions),
                    component.values[Self.plannedPart], asked,
                    count.derived(by: QuantityValue.self),
                    asked.derived(by: Quantity.self).and(count).derived(by: BuildOutcome.self),
                ]
            )
        }
        var unplanned: Set<PartKey> = []
        for edge in built {
            guard let key = builtKeys[edge.origin.id], !planned.contains(where: { $0.key == key }),
                unplanned.insert(key).inserted
            else { continue }
            let count = taken(key)
            let none = Restricted<Int64>(0, label: label, fieldClass: .workInstructions)
            found.append(
                BuiltComponent(
                    origin: origin(key),
                    values: [
                        edge.values[Self.consumedSequence], edge.values[Self.consumedPart],
                        none.derived(by: QuantityValue.self), count.derived(by: QuantityValue.self),
                        none.and(count).derived(by: BuildOutcome.self),
                    ]
                )
            )
        }
        return found
    }

    /// What is planned to be built in by the unit's definition and by those of its reworks, by the operations as they are numbered on the unit.
    private func plannedComponents<Way: Channel>(
        of unit: WorkUnitState,
        in place: CompartmentName,
        by asker: Asker<Way>
    ) throws(ExecutionRefusal) -> [(key: PartKey, component: ComponentDefinition)] {
        let own = [ViewQuery.Match("unit", .equal, [unit.id.value])]
        let reworks = try hull.states(UnitReworkState.self, own, limit: ReworkNumbering.reworksMax, in: place)
            .sorted { $0.number < $1.number }.map { (number: $0.number, definition: $0.definition) }
        var found: [(key: PartKey, component: ComponentDefinition)] = []
        for (number, definition) in [(number: 0, definition: unit.workMaster)] + reworks {
            let components = try records(
                ComponentDefinition.self,
                in: place,
                [.init("work_master", .equal, [definition.value])],
                order: ["sequence"],
                by: asker
            )
            let keys = try partKeys(of: components)
            for component in components {
                guard let key = keys[component.origin.id] else { continue }
                let sequence = Int64(ReworkNumbering.number(Int(key.sequence), of: number))
                found.append((PartKey(sequence: sequence, part: key.part), component))
            }
        }
        return found
    }

    private struct PartKey: Hashable {
        let sequence: Int64
        let part: String
    }

    /// Which part at which operation each record is about, to put together what belongs together.
    private func partKeys<Entry: ExecutionRecord>(of records: [Entry]) throws(ExecutionRefusal) -> [AggregateID:
        PartKey]
    {
        guard let place = records.first?.origin.compartment else { return [:] }
        let query = ViewQuery(
            Entry.declaration.table.name,
            columns: ["id", "sequence", "part_number"],
            matches: [ViewQuery.Match("id", .equal, records.map { .bytes($0.origin.id.bytes) })],
            limit: ViewQuery.limitMax
        )
        do throws(BoundaryError) {
            var found: [AggregateID: PartKey] = [:]
            for row in try hull.rows(query, in: place) {
                if case .bytes(let bytes) = row[0], case .integer(let sequence) = row[1], case .text(let part) = row[2],
                    let id = AggregateID(bytes)
                {
                    found[id] = PartKey(sequence: sequence, part: part)
                }
            }
            return found
        } catch {
            throw ExecutionRefusal(error)
        }
    }

    static func place(_ name: String, in declaration: RecordDeclaration) -> Int {
        declaration.fields.firstIndex { $0.name == name } ?? 0
    }

    static let consumedQuantity = place("quantity", in: Consumption.declaration)
    private static let consumedSequence = place("sequence", in: Consumption.declaration)
    private static let consumedPart = place("partNumber", in: Consumption.declaration)
    private static let plannedQuantity = place("quantity", in: ComponentDefinition.declaration)
    private static let plannedSequence = place("sequence", in: ComponentDefinition.declaration)
    private static let plannedPart = place("partNumber", in: ComponentDefinition.declaration)
}
