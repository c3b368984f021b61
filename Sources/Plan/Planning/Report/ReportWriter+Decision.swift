import PlantModel

extension ReportWriter {
    var decision: PlanReport.Section {
        guard let answer = plan.answer, let placement = answer.placement else {
            let verdict =
                plan.status == .infeasible
                ? "No placement meets every obligation."
                : "No placement was found within the limits of the search, and none was ruled out."
            return PlanReport.Section(title: "Decision", blocks: [.paragraph(verdict)])
        }
        let count = placement.instances.count
        let environments = Set(placement.instances.map(\.environment)).count
        if let audience = plan.audience {
            let copy = "A copy for \(audience): what this audience may not see is left out, with what follows from it."
            return PlanReport.Section(title: "Decision", blocks: [.paragraph(copy)])
        }
        var verdict = "\(counted(count, "MES instance")) in \(counted(environments, "environment")). "
        switch answer.status {
        case .proved: verdict += "Proved: no plan has a lower score under these weights; the certificate shows it."
        case .bounded: verdict += "Best score \(answer.objective[0]), proven at least \(answer.bound[0])."
        case .infeasible: break
        }
        if let end = plan.holdsUntil { verdict += " Holds until \(end.day): \(end.fact) ends then." }
        verdict += driftVerdict
        var reasons: [PlanReport.Item] = []
        reasons += cliqueReason(answer.certificate.clique, instances: count)
        reasons += soleHostReasons
        return PlanReport.Section(
            title: "Decision",
            blocks: [.paragraph(verdict)] + (reasons.isEmpty ? [] : [.list(reasons)])
        )
    }

    private func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

    /// Pairs of a clique that are told with their reasons.
    private static let pairsShown = 6

    /// Why there cannot be fewer instances, where a set of units that must be apart from each other shows it.
    private func cliqueReason(_ clique: [Int], instances: Int) -> [PlanReport.Item] {
        guard clique.count > 1 else { return [] }
        let least =
            clique.count == instances
            ? "No plan has fewer instances" : "No plan has fewer than \(clique.count) instances"
        var items = [
            PlanReport.Item("\(least), because no two of these can share one: \(names(clique, shown: 50)).")
        ]
        var pairs: [(Int, Int)] = []
        for (position, first) in clique.enumerated() {
            for second in clique[(position + 1)...] { pairs.append((first, second)) }
        }
        for (first, second) in pairs.prefix(Self.pairsShown) {
            items.append(PlanReport.Item("\(name(first)), \(name(second)): \(apart(first, second))", level: 1))
        }
        if pairs.count > Self.pairsShown {
            items.append(PlanReport.Item("and \(pairs.count - Self.pairsShown) more pairs, likewise", level: 1))
        }
        return items
    }

    /// Why two units cannot share an instance.
    func apart(_ first: Int, _ second: Int) -> String {
        let common = plan.problem.units[first].eligible.filter(plan.problem.units[second].eligible.contains)
        if common.isEmpty {
            let hosts = [first, second].map { unit in
                plan.problem.units[unit].eligible.map(environment).joined(separator: " or ")
            }
            return "no environment may host both (the one goes to \(hosts[0]), the other to \(hosts[1]))"
        }
        let separations = plan.separations
        let ids = Set(
            common.flatMap { environment in
                separations.refusedBy(
                    enforcement: plan.problem.environments[environment].enforcement,
                    separations.classes[first],
                    separations.classes[second]
                )
            }
        )
        return ids.sorted().map(reason).joined(separator: "; ")
    }

    /// Environments that alone may host something, with what keeps it out of the others.
    private var soleHostReasons: [PlanReport.Item] {
        var unitsByHost: [Int: [(units: [Int], refusing: [String])]] = [:]
        for kind in kinds {
            let eligible = plan.problem.units[kind.representative].eligible
            guard eligible.count == 1, plan.problem.environments.count > 1 else { continue }
            unitsByHost[eligible[0], default: []].append((kind.units, refusing(kind.representative)))
        }
        return unitsByHost.sorted { $0.key < $1.key }.flatMap { host, entries in
            let units = entries.flatMap(\.units).sorted()
            let ids = Set(entries.flatMap(\.refusing)).sorted()
            return [
                PlanReport.Item("Only \(environment(host)) may host \(names(units)); the others are ruled out because:")
            ]
                + ids.map { PlanReport.Item(reason($0), level: 1) }
        }
    }

    /// A minimal set of obligations that keeps a unit out of every environment that refuses it.
    private func refusing(_ unit: Int) -> [String] {
        let refusals = plan.admissibility.answer(of: unit).refusals.values.map { Set($0.map(\.obligation)) }
            .filter { !$0.isEmpty }
        let all = plan.obligations.lightestFirst(refusals.flatMap { $0 })
        return ConflictSet.minimal(among: all, oneByOne: true) { kept in
            refusals.allSatisfy { !$0.isDisjoint(with: kept) }
        }
    }

    var instances: PlanReport.Section {
        guard let placement = plan.answer?.placement else { return PlanReport.Section(title: "Instances", blocks: []) }
        var rows: [[String]] = []
        for (index, instance) in placement.instances.enumerated() {
            let carried = controls(of: instance)
            for (number, compartment) in instance.compartments.enumerated() {
                rows.append([
                    String(index + 1),
                    hosting(instance.environment),
                    instance.compartments.count > 1 ? String(number + 1) : "whole",
                    names(compartment, shown: 40),
                    number == 0 ? (carried.isEmpty ? "none" : carried.joined(separator: ", ")) : "as above",
                ])
            }
        }
        return PlanReport.Section(
            title: "Instances",
            blocks: [
                .table(
                    header: ["Instance", "Environment", "Compartment", "Holds", "Instance-wide controls"],
                    rows: rows
                )
            ]
        )
    }

    /// The environment of an instance; of an instance that stays, how it stays.
    private func hosting(_ index: Int) -> String {
        let id = environment(index)
        guard let today = plan.plant.hostCandidate(id)?.today else { return id }
        return today.behindGateway ? "\(id), which stays behind the gateway" : "\(id), which stays as it is"
    }

    /// The controls that hold for a whole instance.
    func controls(of instance: Placement.Instance) -> [String] {
        let held = Set(instance.units)
        return plan.problem.controls.filter { $0.units.contains(where: held.contains) }.map(\.id)
    }

    var score: PlanReport.Section {
        guard let answer = plan.answer, let placement = answer.placement else {
            return PlanReport.Section(title: "Score", blocks: [])
        }
        let terms = plan.problem.terms(of: placement, stage: 0)
        let weights = plan.plant.weights
        func row(_ term: String, _ weight: Int, _ points: Int) -> [String] {
            [term, weight == 0 ? "–" : String(points / weight), String(weight), String(points)]
        }
        var rows = [
            row("instances", weights.instance, terms.instances),
            row("environments", weights.environment, terms.environments),
            row("compartments", weights.compartment, terms.compartments),
        ]
        let kinds: [(kind: String, term: String, weight: Int)] = [
            ("audience", "audiences at work in an instance", weights.twoSystemsAtSite),
            ("site", "sites at work in an instance", weights.twoSystemsAtSite),
            ("program", "programs with master data in an instance", weights.splitMasterData),
            ("system", "integration links", weights.integrationLink),
            ("validation", "validation packages", weights.validationPackage),
            ("process", "process variants", weights.processVariant),
            ("workCenter", "work centers scheduled by an instance", weights.hiddenCapacity),
        ]
        for (kind, term, weight) in kinds { rows.append(row(term, weight, terms.features[kind] ?? 0)) }
        rows.append(row("controls that units carry for others", weights.overControl, terms.overControl))
        rows.append(["less what one instance for each would take already", "", "", String(terms.constant)])
        rows.append(["score", "", "", String(terms.sum)])
        let approval = weights.approvedBy.map { "approved by \($0)" } ?? "approved by nobody yet"
        let rest =
            "Weights \(approval). Proven: score at least \(answer.bound[0]). Then change from today "
            + "\(answer.objective[1]) (proven at least \(answer.bound[1])), then cost \(answer.objective[2]) (at least \(answer.bound[2]))."
        return PlanReport.Section(
            title: "Score",
            blocks: [.table(header: ["Term", "Count", "Weight", "Points"], rows: rows), .paragraph(rest)]
        )
    }

    var neighbours: PlanReport.Section {
        var rows: [[String]] = []
        func add(_ what: String, _ answer: PlacementOptimizer.Answer?, order: [Int] = [0, 1, 2], missing: String) {
            guard let answer, let placement = answer.placement else {
                rows.append([what, missing, "", "", "", ""])
                return
            }
            let values = order.map { String(answer.objective[$0]) }
            rows.append([what, String(placement.instances.count)] + values + [Self.standing(answer, order: order)])
        }
        let count = plan.answer?.placement?.instances.count ?? 0
        add("this plan", plan.answer, missing: "none")
        for (kind, answer) in plan.neighbours {
            switch kind {
            case .oneMore: add("one instance more", answer, missing: missing(answer, count: count + 1))
            case .oneFewer: add("one instance fewer", answer, missing: missing(answer, count: count - 1))
            case .fewestMoves: add("fewest moves", answer, order: [1, 0, 2], missing: "not found")
            }
        }
        return PlanReport.Section(
            title: "Neighbours",
            blocks: [.table(header: ["Plan", "Instances", "Score", "Change", "Cost", "Proved"], rows: rows)]
        )
    }

    /// Whether a plan is the least of its kind, or how far below it one could be; `order` says where score, change and cost stand in it.
    private static func standing(_ answer: PlacementOptimizer.Answer, order: [Int]) -> String {
        guard let open = answer.objective.indices.first(where: { answer.objective[$0] > answer.bound[$0] }) else {
            return "least"
        }
        let term = zip(["score", "change", "cost"], order).first { $0.1 == open }?.0 ?? "score"
        return "best found; \(term) at least \(answer.bound[open])"
    }

    private func missing(_ answer: PlacementOptimizer.Answer?, count: Int) -> String {
        if count < 1 { return "none: there has to be one" }
        let clique = plan.answer?.certificate.clique ?? []
        if clique.count > count { return "none: \(clique.count) units must be apart from each other, see Decision" }
        if count > plan.places.count { return "none: there are not more units than instances" }
        return answer?.status == .infeasible
            ? "none: the rows of the problem have no solution" : "not found within the limits"
    }
}
