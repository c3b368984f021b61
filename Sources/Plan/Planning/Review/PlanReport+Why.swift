import PlantModel

extension PlanReport {
    /// Why one program is where it is, with whom, and not elsewhere; nil where the plant has no such program.
    public init?(_ plan: Plan, why program: String) {
        let units = plan.places.indices.filter { plan.places[$0].program == program }
        if units.isEmpty { return nil }
        title = "Why \(program) is where it is, as of \(plan.plant.asOf)"
        marking = plan.plant.marking
        let writer = ReportWriter(plan)
        var sections: [Section] = []
        for unit in units { sections += writer.why(unit) }
        let groups = writer.groups().filter { group in group.units.contains { units.contains($0) } }
        sections.append(
            Section(title: "What binds it", blocks: groups.flatMap { writer.table(of: $0) })
        )
        self.sections = sections.filter { !$0.blocks.isEmpty }
    }
}

extension ReportWriter {
    fileprivate func why(_ unit: Int) -> [PlanReport.Section] {
        var blocks: [PlanReport.Block] = []
        if let placement = plan.answer?.placement {
            for (number, instance) in placement.instances.enumerated() where instance.units.contains(unit) {
                let company = instance.units.filter { $0 != unit }
                let compartment = instance.compartments.first { $0.contains(unit) } ?? []
                let beside = compartment.count - 1
                var text = "\(name(unit)) is in instance \(number + 1) in \(environment(instance.environment)), "
                if company.isEmpty {
                    text += "alone."
                } else if beside == company.count {
                    text += "with \(names(company))."
                } else {
                    let together = compartment.filter { $0 != unit }
                    text +=
                        together.isEmpty ? "in a compartment of its own" : "in a compartment with \(names(together))"
                    text += ", beside \(names(company.filter { !compartment.contains($0) }))."
                }
                blocks.append(.paragraph(text))
            }
            blocks.append(.table(header: ["Not together with", "Because"], rows: parted(unit, placement)))
        } else {
            blocks.append(.paragraph("There is no plan, so \(name(unit)) is nowhere."))
        }
        let answers = plan.admissibility.answer(of: unit).refusals.sorted { $0.key < $1.key }
        let items = answers.flatMap { id, refusals -> [PlanReport.Item] in
            let reasons = Set(refusals.map(\.obligation)).sorted().map { PlanReport.Item(reason($0), level: 1) }
            return [PlanReport.Item(reasons.isEmpty ? "\(id) may host it" : "\(id) may not, because:")] + reasons
        }
        return [
            PlanReport.Section(title: "\(name(unit))", blocks: blocks),
            PlanReport.Section(
                title: "Where \(name(unit)) may be",
                blocks: [.list(items)]
            ),
        ]
    }

    /// The units that are not in the unit's compartment, by the reason why.
    private func parted(_ unit: Int, _ placement: Placement) -> [[String]] {
        let home = placement.instances.first { $0.units.contains(unit) }
        let compartment = Set(home?.compartments.first { $0.contains(unit) } ?? [])
        var reasons: [String: [Int]] = [:]
        for other in plan.places.indices where !compartment.contains(other) {
            reasons[self.parted(unit, other, inOneInstance: home?.units.contains(other) == true), default: []]
                .append(other)
        }
        return reasons.sorted { $0.value[0] < $1.value[0] }.map { reason, units in [names(units), reason] }
    }

    func parted(_ unit: Int, _ other: Int, inOneInstance: Bool) -> String {
        if plan.problem.units[unit].eligible.allSatisfy({ !plan.problem.units[other].eligible.contains($0) }) {
            return "no environment may host both"
        }
        if plan.problem.mustBeApart(unit, other) { return apart(unit, other) }
        if !plan.sharing(unit, other).isEmpty {
            return "nothing keeps them apart; together the plan would score more, or as much"
        }
        let what =
            inOneInstance ? "one instance holds both, in compartments" : "one instance could hold both, in compartments"
        let ids = Set(
            plan.problem.units[unit].eligible.filter(plan.problem.units[other].eligible.contains).flatMap {
                plan.separations.refusedBy(
                    enforcement: plan.problem.environments[$0].enforcement,
                    plan.separations.classes[unit],
                    plan.separations.classes[other]
                )
            }
        )
        return "\(what): \(ids.sorted().map(reason).joined(separator: "; "))"
    }
}
