import PlantModel

/// A plan as plain text or Markdown. Same plan, same bytes.
public struct PlanText: Sendable {
    /// How headings and lists are written.
    public enum Style: Sendable {
        /// For a terminal.
        case plain
        /// For a document.
        case markdown
    }

    let plan: Plan
    let style: Style
    private var lines: [String] = []

    /// Writes the plan.
    public static func write(_ plan: Plan, style: Style) -> String {
        var text = PlanText(plan: plan, style: style)
        text.summary()
        text.instances()
        text.price()
        text.alternatives()
        text.refusals()
        text.separationReasons()
        text.obligationsByProgram()
        return text.lines.joined(separator: "\n") + "\n"
    }

    private init(plan: Plan, style: Style) {
        self.plan = plan
        self.style = style
    }

    private mutating func heading(_ text: String) {
        if !lines.isEmpty { lines.append("") }
        lines.append(style == .markdown ? "## \(text)" : text.uppercased())
        if style == .markdown { lines.append("") }
    }

    private mutating func item(_ text: String, level: Int = 0) {
        let indent = String(repeating: "  ", count: level)
        lines.append(style == .markdown ? "\(indent)- \(text)" : "\(indent)  \(text)")
    }

    private func name(_ unit: Int) -> String { "\(plan.places[unit].program) at \(plan.places[unit].site)" }

    private mutating func summary() {
        let title = "Plan for \(plan.plant.enterprise), as of \(plan.plant.asOf)"
        lines.append(style == .markdown ? "# \(title)" : title)
        if let marking = plan.plant.marking { lines.append(marking) }
        if style == .markdown { lines.append("") }
        guard let answer = plan.answer, let placement = answer.placement else {
            lines.append("No placement meets every obligation.")
            for (place, blame) in plan.homeless {
                item("\(place.program) at \(place.site) has no place:")
                for id in blame { item(reason(id), level: 1) }
            }
            for (pair, ids) in plan.separations.impossible.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
                let names = pair.map { name(plan.separations.representatives[$0]) }
                item("\(names.joined(separator: " and ")) may not be in one plant: " + ids.joined(separator: ", "))
            }
            return
        }
        let count = placement.instances.count
        let environments = Set(placement.instances.map(\.environment)).count
        lines.append(
            "\(count) MES instance\(count == 1 ? "" : "s") in \(environments) environment\(environments == 1 ? "" : "s")."
        )
        switch answer.status {
        case .proved: lines.append("Proved: no plan has a lower score under these weights; the certificate shows it.")
        case .bounded: lines.append("Best \(answer.objective[0]), proven at least \(answer.bound[0]).")
        case .infeasible: lines.append("No placement meets every obligation.")
        }
        if let end = plan.holdsUntil { lines.append("Holds until \(end.day): \(end.fact) ends then.") }
    }

    private func reason(_ id: String) -> String {
        if id == Admissibility.reach {
            return "the other environments do not serve the site (`sites` of the environment)"
        }
        guard let obligation = plan.obligations.byID[id] else { return id }
        return "\(obligation.says) [\(id); \(obligation.cite)]"
    }

    private mutating func instances() {
        guard let placement = plan.answer?.placement else { return }
        heading("Instances")
        for (index, instance) in placement.instances.enumerated() {
            item("\(index + 1). \(plan.problem.environments[instance.environment].id)")
            for (number, compartment) in instance.compartments.enumerated() {
                let held = compartment.map(name).joined(separator: ", ")
                item(instance.compartments.count > 1 ? "compartment \(number + 1): \(held)" : held, level: 1)
            }
        }
    }

    private mutating func price() {
        guard let answer = plan.answer, let placement = answer.placement else { return }
        heading("Score")
        let terms = plan.problem.terms(of: placement, stage: 0)
        let weights = plan.plant.weights
        item("instances \(terms.instances), environments \(terms.environments), compartments \(terms.compartments)")
        for (kind, value) in terms.features.sorted(by: { $0.key < $1.key }) { item("\(kind): \(value)") }
        item("over-control \(terms.overControl); what one system alone would cost already \(terms.constant)")
        item("sum \(terms.sum), bound \(answer.bound[0]); weights approved by \(weights.approvedBy ?? "nobody yet")")
        item(
            "change from today \(answer.objective[1]) (bound \(answer.bound[1])), cost \(answer.objective[2]) (bound \(answer.bound[2]))"
        )
    }

    private mutating func alternatives() {
        guard let answer = plan.answer, answer.placement != nil else { return }
        heading("Neighbours")
        func line(_ what: String, _ other: PlacementOptimizer.Answer?) {
            guard let other else { return }
            if other.placement == nil { return item("\(what): none exists") }
            item("\(what): score \(other.objective[0]), change \(other.objective[1]), cost \(other.objective[2])")
        }
        line("one instance more", plan.oneMore)
        line("one instance fewer", plan.oneFewer)
        if let fewest = plan.fewestMoves, fewest.placement != nil {
            item(
                "fewest moves: score \(fewest.objective[1]), change \(fewest.objective[0]), cost \(fewest.objective[2])"
            )
        }
    }

    private mutating func refusals() {
        heading("Why not elsewhere")
        for (unit, _) in plan.places.enumerated() {
            item(name(unit))
            for (environment, refusals) in plan.admissibility.answer(of: unit).refusals.sorted(by: { $0.key < $1.key })
            {
                if refusals.isEmpty {
                    item("\(environment): admissible", level: 1)
                } else {
                    item(
                        "\(environment): "
                            + refusals.map { "\($0.obligation) (\($0.question))" }.joined(separator: ", "),
                        level: 1
                    )
                }
            }
        }
    }

    private mutating func separationReasons() {
        let separations = plan.separations
        var seen: Set<String> = []
        for (enforcement, byPair) in separations.refusedBy.enumerated() {
            for (pair, ids) in byPair.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
                let rung = separations.matrix[enforcement][pair[0]][pair[1]]
                if pair[0] == pair[1], separations.classes.filter({ $0 == pair[0] }).count < 2 { continue }
                let names = Set(pair.map { plan.places[separations.representatives[$0]].program }).sorted().joined(
                    separator: " and "
                )
                if seen.isEmpty { heading("What is kept apart") }
                let line = "\(names): \(rung) because of \(ids.joined(separator: ", "))"
                if seen.insert(line).inserted { item(line) }
            }
        }
    }

    private mutating func obligationsByProgram() {
        heading("Obligations by program")
        var written: Set<String> = []
        for (unit, place) in plan.places.enumerated() where written.insert(place.program).inserted {
            item(place.program)
            let answer = plan.admissibility.answer(of: unit)
            for id in answer.applying + answer.duties {
                guard let obligation = plan.obligations.byID[id] else { continue }
                let source = obligation.clause.flatMap {
                    plan.obligations.sources[place.program]?[$0]
                }
                let cite = source?.cite ?? obligation.cite
                let quantities = obligation.parameters.map { "\($0.name) \($0.value)" }.joined(separator: ", ")
                let unreviewed = obligation.status == .read ? "" : " (\(obligation.status.rawValue), unreviewed)"
                item(
                    "\(id): \(obligation.says) [\(cite)]\(quantities.isEmpty ? "" : "; \(quantities)")\(unreviewed)",
                    level: 1
                )
            }
        }
    }
}
