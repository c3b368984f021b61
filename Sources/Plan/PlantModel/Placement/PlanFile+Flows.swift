extension PlanFile.KnownFlow {
    /// The flows of a plant, by id.
    public static func all(of plant: Plant) -> [PlanFile.KnownFlow] {
        plant.flows.map { PlanFile.KnownFlow($0, filters: plant.filters) }.sorted { $0.id < $1.id }
    }

    private init(_ flow: Plant.Flow, filters: [Plant.Filter]) {
        self.init(
            id: flow.id,
            from: Self.name(flow.from),
            to: Self.name(flow.to),
            carries: Set(flow.carries.map(\.value.rawValue)).sorted(),
            programs: flow.programs.map { Set($0).sorted() },
            passes: flow.filter.flatMap { id in filters.first { $0.id == id } }.map(Self.passing)
        )
    }

    private static func name(_ end: Plant.Flow.End) -> String {
        switch end {
        case .mes: "mes"
        case .system(let id): id
        }
    }

    /// What gets through a filter: a field whole, as a fixed word, or with less in it.
    private static func passing(_ filter: Plant.Filter) -> [String] {
        (filter.passes + filter.redacts.map { "\($0) redacted" }
            + filter.generalizes.map { "\($0.key) as \($0.value)" })
            .sorted()
    }

    /// By what this flow may carry more, or elsewhere, than an earlier state of it; empty where it carries no more. Whoever followed the earlier one knew of
    /// none of this. No program is named.
    public func widened(since earlier: PlanFile.KnownFlow) -> [String] {
        var found: [String] = []
        if (from, to) != (earlier.from, earlier.to) { found.append("it goes from \(from) to \(to)") }
        let classes = carries.filter { !earlier.carries.contains($0) }
        if !classes.isEmpty { found.append("it carries \(classes.joined(separator: ", "))") }
        if let before = earlier.programs {
            // Whoever is told may not know of the others.
            if programs.map({ !Set($0).isSubset(of: before) }) ?? true {
                found.append("it carries data of programs that it did not carry")
            }
        }
        if let before = earlier.passes {
            let more = (passes ?? []).filter { !before.contains($0) }
            if passes == nil {
                found.append("it has no filter")
            } else if !more.isEmpty {
                found.append("its filter lets through \(more.joined(separator: ", "))")
            }
        }
        return found
    }
}
