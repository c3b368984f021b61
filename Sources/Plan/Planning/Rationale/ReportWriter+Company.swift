import PlantModel

extension ReportWriter {
    /// For every instance of the plan what it holds, what is not with it, and why; with an index of all programs, so that a reader gets from a
    /// program's name to the reason why it is alone.
    var company: PlanReport.Section {
        let title = "Why each program is with whom it is"
        guard let placement = plan.answer?.placement, plan.audience == nil else {
            return PlanReport.Section(title: title, blocks: [])
        }
        var instanceOf: [Int: Int] = [:]
        for (number, instance) in placement.instances.enumerated() {
            for unit in instance.units { instanceOf[unit] = number }
        }
        var links: [PlanReport.Link] = []
        for unit in plan.places.indices.sorted(by: { name($0) < name($1) }) {
            if let number = instanceOf[unit] { links.append(PlanReport.Link(name: name(unit), anchor: anchor(number))) }
        }
        var reasons = Reasons(writer: self)
        var blocks: [PlanReport.Block] = [.index(links)]
        for (number, instance) in placement.instances.enumerated() {
            let units = instance.units.sorted()
            blocks.append(
                .anchored(
                    "Instance \(number + 1) in \(environment(instance.environment)) holds \(names(units, shown: 40)).",
                    anchor: anchor(number)
                )
            )
            let others = plan.places.indices.filter { instanceOf[$0] != number }
            let rows = reasons.rows(units, others)
            if !rows.isEmpty {
                blocks.append(.table(header: ["Of it", "Not together with", "Because"], rows: rows))
            }
        }
        return PlanReport.Section(title: title, blocks: blocks)
    }

    private func anchor(_ instance: Int) -> String { "instance-\(instance + 1)" }
}

/// Why units are not together, found once for units that are alike.
private struct Reasons {
    private struct Pair: Hashable {
        let first: [Int]
        let second: [Int]
        let ofOneProgram: Bool
    }

    let writer: ReportWriter
    private var known: [Pair: String] = [:]

    init(writer: ReportWriter) { self.writer = writer }

    /// A row for each kind of unit inside and each reason.
    mutating func rows(_ units: [Int], _ others: [Int]) -> [[String]] {
        var inside: [[Int]: [Int]] = [:]
        for unit in units { inside[kind(unit), default: []].append(unit) }
        return inside.sorted { $0.value[0] < $1.value[0] }.flatMap { _, alike -> [[String]] in
            var byReason: [String: [Int]] = [:]
            for other in others { byReason[reason(alike[0], other), default: []].append(other) }
            return byReason.sorted { $0.value[0] < $1.value[0] }.map { reason, others in
                [writer.names(alike, shown: 4), writer.names(others, shown: 4), reason]
            }
        }
    }

    private mutating func reason(_ unit: Int, _ other: Int) -> String {
        let places = writer.plan.places
        let pair = Pair(
            first: kind(unit),
            second: kind(other),
            ofOneProgram: places[unit].program == places[other].program
        )
        if let reason = known[pair] { return reason }
        let reason = writer.parted(unit, other, inOneInstance: false)
        known[pair] = reason
        return reason
    }

    private func kind(_ unit: Int) -> [Int] {
        [writer.plan.admissibility.signature[unit], writer.plan.separations.classes[unit]]
    }
}
