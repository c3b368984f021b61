internal import Cedar
internal import Classification
internal import PlantModel
internal import Storage
internal import Synchronization

/// Records of one kind, label and facts, which policies cannot tell apart, and how many of them there are.
struct StoredCount {
    /// The programs whose data they are.
    let programs: [String]
    let compartment: CompartmentName
    let kind: String
    /// As it was recorded: each world has it its own way.
    let label: RecordLabel
    let facts: Record
    let count: Int
}

extension Boundary {
    /// The records of compartments, counted in their stores by kind and label; no row leaves the store but what policies read of it beside its label.
    func storedCounts(in names: Set<CompartmentName>, _ world: DecisionWorld) throws(BoundaryError) -> [StoredCount] {
        let kinds = state.withLock { $0.kinds.values.sorted { $0.name < $1.name } }
        var counts: [StoredCount] = []
        for name in names.sorted() {
            guard let open = state.withLock({ $0.compartments[name] }) else { continue }
            for (number, recorded) in open.labels.all.sorted(by: { $0.key < $1.key }) {
                let label = world.tightened(recorded).label.label
                let programs = label.values(in: "program").sorted()
                guard !programs.isEmpty, !label.isSealed else { continue }
                for kind in kinds where kind.dataClass == recorded.dataClass && !kind.table.columns.isEmpty {
                    let found: [Record: Int]
                    do throws(StorageError) {
                        found = try Self.counts(of: kind, number, in: open.views)
                    } catch {
                        // The compartment has no records of this kind.
                        if error.code == .invalidName { continue }
                        throw BoundaryError(.storage, "\(name): \(error)")
                    }
                    counts += found.map { facts, count in
                        StoredCount(
                            programs: programs,
                            compartment: name,
                            kind: kind.name,
                            label: recorded,
                            facts: facts,
                            count: count
                        )
                    }
                }
            }
        }
        return counts
    }

    /// How many rows there are under a label, by their facts.
    private static func counts(of kind: DeclaredKind, _ label: Int64, in views: any ViewStore)
        throws(StorageError) -> [Record: Int]
    {
        let admission = Admission([Admission.Group(labels: [label])])
        let columns = kind.facts.map(\.column.name)
        guard !columns.isEmpty else {
            let query = ViewQuery(kind.table.name, columns: [kind.idColumn], limit: ViewQuery.limitMax)
            let count = try views.count(query, admitting: admission)
            return count == 0 ? [:] : [Record(): count]
        }
        var found: [Record: Int] = [:]
        var last: [ViewValue]?
        while true {
            let query = ViewQuery(
                kind.table.name,
                columns: kind.table.key + columns,
                after: last,
                limit: ViewQuery.limitMax
            )
            let rows = try views.select(query, admitting: admission)
            for row in rows {
                let values = Dictionary(zip(columns, row.dropFirst(kind.table.key.count))) { first, _ in first }
                found[kind.facts(values), default: 0] += 1
            }
            guard rows.count == ViewQuery.limitMax, let end = rows.last else { return found }
            last = Array(end.prefix(kind.table.key.count))
        }
    }
}
