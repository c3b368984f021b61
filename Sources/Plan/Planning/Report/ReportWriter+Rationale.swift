import PlantModel

extension ReportWriter {
    /// Up to so many kinds of units get a table each. A larger plant's report names ids there and tells once for each environment what an
    /// obligation rests on; `ReportFile` has all of it row by row.
    private static let tablesMax = 40

    /// From each program to its obligations, where they are written, what meets them, and the facts that show it.
    func programs(_ groups: [Group]) -> PlanReport.Section {
        let title = "From program to evidence"
        if groups.count > Self.tablesMax {
            return PlanReport.Section(title: title, blocks: [brief(groups), byEnvironment(groups)])
        }
        return PlanReport.Section(title: title, blocks: groups.flatMap(table))
    }

    /// What binds the units of a group, and what that rests on.
    func table(of group: Group) -> [PlanReport.Block] {
        let hosts = group.host.map { " in \($0)" } ?? ""
        return [
            .paragraph("\(names(group.units, shown: 12))\(hosts)"),
            .table(header: ["Obligation", "Written in", "Control", "Rests on", "Until"], rows: group.traces.map(row)),
        ]
    }

    private func brief(_ groups: [Group]) -> PlanReport.Block {
        let rows = groups.map { group in
            [names(group.units, shown: 40), group.host ?? "", group.traces.map(\.obligation).joined(separator: ", ")]
        }
        return .table(header: ["Units", "In", "Obligations"], rows: rows)
    }

    private func byEnvironment(_ groups: [Group]) -> PlanReport.Block {
        var facts: [[String]: Set<ReadFact>] = [:]
        for group in groups {
            for trace in group.traces where !trace.facts.isEmpty {
                facts[[trace.obligation, trace.control, group.host ?? ""], default: []].formUnion(trace.facts)
            }
        }
        let rows = facts.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { key, facts in
            let until = facts.filter { $0.standing != .expired }.compactMap(\.expires).min()
            return [key[0], key[2], key[1], statements(facts.sorted()), until ?? ""]
        }
        return .table(header: ["Obligation", "In", "Control", "Rests on", "Until"], rows: rows)
    }

    /// One obligation of a program where it is placed.
    struct Trace: Hashable {
        let obligation: String
        let cite: String
        let control: String
        let facts: [ReadFact]
        /// The first end of a fact that counts.
        var until: String? { facts.filter { $0.standing != .expired }.compactMap(\.expires).min() }
    }

    /// Units that are placed alike under the same obligations.
    typealias Group = (units: [Int], host: String?, traces: [Trace])

    /// All units by what binds them where they are placed, in order. Every obligation of every unit is traced to its facts for it.
    func groups() -> [Group] {
        struct Key: Hashable {
            let host: Int?
            let traces: [Trace]
        }
        var position: [Key: Int] = [:]
        var groups: [Group] = []
        for unit in plan.places.indices {
            let key = Key(host: home[unit], traces: traces(unit))
            if let known = position[key] {
                groups[known].units.append(unit)
            } else {
                position[key] = groups.count
                groups.append(([unit], home[unit].map(environment), key.traces))
            }
        }
        return groups
    }

    func traces(_ unit: Int) -> [Trace] {
        let answer = plan.admissibility.answer(of: unit)
        let place = plan.places[unit]
        return (answer.applying + answer.duties).compactMap { id in
            guard let obligation = plan.obligations.byID[id] else { return nil }
            let quantities = obligation.parameters.map { "\($0.name) \($0.value)" }.joined(separator: ", ")
            let facts =
                home[unit].map { evidence.facts(readBy: obligation, unit: place, environment: environment($0)) }
            return Trace(
                obligation: id,
                cite: cite(obligation, program: place.program),
                control: obligation.metBy + (quantities.isEmpty ? "" : " (\(quantities))"),
                facts: obligation.isDuty ? [] : facts ?? []
            )
        }
    }

    private func row(_ trace: Trace) -> [String] {
        let duty = plan.obligations.byID[trace.obligation]?.isDuty == true
        let basis = duty ? "owed; the running plant shows it" : statements(trace.facts)
        return [trace.obligation, trace.cite, trace.control, basis, trace.until ?? ""]
    }

    private func statements(_ facts: [ReadFact]) -> String {
        facts.map { fact in
            if let code = lapse(of: fact) { return "\(fact.statement) (holds no longer: \(code))" }
            return fact.standing == .shown ? fact.statement : "\(fact.statement) (\(fact.standing.rawValue))"
        }
        .joined(separator: "; ")
    }

    /// The facts that the plan rests on, each with how well it stands.
    func facts(_ groups: [Group]) -> PlanReport.Section {
        var users: [ReadFact: Set<String>] = [:]
        for group in groups {
            for trace in group.traces { for fact in trace.facts { users[fact, default: []].insert(trace.obligation) } }
        }
        let rows = users.sorted { $0.key < $1.key }.map { fact, obligations in
            [
                fact.subject, fact.statement, lapse(of: fact).map { "ended since (\($0))" } ?? fact.standing.rawValue,
                fact.evidence ?? "", fact.expires ?? "",
                fact.place,
                String(obligations.count),
            ]
        }
        if rows.isEmpty { return PlanReport.Section(title: "Facts", blocks: []) }
        let claimed = users.keys.filter { $0.standing == .claimed }.count
        return PlanReport.Section(
            title: "Facts",
            blocks: [
                .paragraph(
                    "The plan rests on \(rows.count) facts; \(claimed) of them are claimed: the plant file names nothing that shows them."
                ),
                .table(
                    header: ["Of", "Fact", "Standing", "Evidence", "Until", "Stated at", "Obligations"],
                    rows: rows
                ),
            ]
        )
    }

    /// Which environments may host what, and what refuses. Units with the same answers stand together, environments likewise.
    var refusals: PlanReport.Section {
        var position: [[[String]]: Int] = [:]
        var answers: [(units: [Int], rows: [[String]])] = []
        for kind in kinds {
            let refusals = plan.admissibility.answer(of: kind.representative).refusals
            let byAnswer = Dictionary(grouping: refusals.keys.sorted()) { environment in
                let refusals = refusals[environment] ?? []
                return refusals.isEmpty ? "may host it" : refused(refusals)
            }
            let rows = byAnswer.sorted { $0.value.lexicographicallyPrecedes($1.value) }.map { answer, environments in
                [environments.joined(separator: ", "), answer]
            }
            if let known = position[rows] {
                answers[known].units.append(contentsOf: kind.units)
            } else {
                position[rows] = answers.count
                answers.append((kind.units, rows))
            }
        }
        return PlanReport.Section(
            title: "Why not elsewhere",
            blocks: answers.flatMap { units, rows in
                [
                    PlanReport.Block.paragraph(names(units.sorted())),
                    .table(header: ["Environment", "Answer"], rows: rows),
                ]
            }
        )
    }

    private func refused(_ refusals: [Admissibility.Refusal]) -> String {
        if refusals.contains(where: { $0.obligation == Admissibility.reach }) { return "does not serve the site" }
        let byObligation = Dictionary(grouping: refusals, by: \.obligation).sorted { $0.key < $1.key }
        return byObligation.map { id, refusals in
            "\(id) (\(refusals.map(\.question).joined(separator: ", ")))"
        }.joined(separator: "; ")
    }

    /// Which programs are kept apart, how far, and why.
    var separations: PlanReport.Section {
        let separations = plan.separations
        let environments = Dictionary(grouping: plan.problem.environments.indices) {
            plan.problem.environments[$0].enforcement
        }
        let programs = Dictionary(grouping: plan.places.indices) { separations.classes[$0] }.mapValues { units in
            Set(units.map { plan.places[$0].program }).sorted()
        }
        var found: [[String]: Set<Int>] = [:]
        for enforcement in separations.matrix.indices {
            for pair in separations.refusals[enforcement].keys {
                let (first, second) = (programs[pair[0]] ?? [], programs[pair[1]] ?? [])
                if pair[0] == pair[1], first.count < 2 { continue }
                let rung = separations.matrix[enforcement][pair[0]][pair[1]]
                let ids = separations.refusedBy(enforcement: enforcement, pair[0], pair[1])
                let between = [first, second].map { PlanReport.brief($0, shown: 5) }.sorted()
                let row = [
                    pair[0] == pair[1] ? "each of \(between[0])" : between.joined(separator: " / "), "\(rung)",
                    ids.joined(separator: ", "),
                ]
                found[row, default: []].formUnion(environments[enforcement] ?? [])
            }
        }
        let rows = found.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { row, where_ in
            [row[0], row[1], where_.sorted().map(environment).joined(separator: ", "), row[2]]
        }
        return PlanReport.Section(
            title: "What is kept apart",
            blocks: rows.isEmpty
                ? [] : [.table(header: ["Programs", "Separation", "In", "Because of"], rows: rows)]
        )
    }

    /// What each obligation that applies to anyone says, and how well it has been checked.
    var obligations: PlanReport.Section {
        let applying = Set(plan.admissibility.answers.flatMap { $0.applying + $0.duties })
        let apart = Set(plan.separations.refusals.flatMap { $0.values.flatMap { $0.flatMap { $0 } } })
        let rows = applying.union(apart).sorted().compactMap { id -> [String]? in
            guard let obligation = plan.obligations.byID[id] else { return nil }
            return [id, obligation.says, cite(obligation), obligation.basis.rawValue, obligation.status.rawValue]
        }
        return PlanReport.Section(
            title: "Obligations",
            blocks: rows.isEmpty
                ? [] : [.table(header: ["Obligation", "Says", "Written in", "Basis", "Checked"], rows: rows)]
        )
    }

    /// Obligations that could not be evaluated, each with its place. They refuse: a mistake in a clause never drops it.
    var errors: PlanReport.Section {
        let errors = plan.errors
        return PlanReport.Section(
            title: "Obligations that erred, and so refuse",
            blocks: errors.isEmpty ? [] : [.list(errors.map { PlanReport.Item($0) })]
        )
    }

    /// What cannot hold together, each element with its place and where it is written.
    var blame: PlanReport.Section {
        var blocks: [PlanReport.Block] = []
        for blame in plan.blame {
            let units = blame.units.map(\.description).joined(separator: ", ")
            blocks.append(
                .paragraph(
                    blame.units.count == 1
                        ? "\(units) has no place. Each of these is needed for that; without any one of them it would have one:"
                        : "\(units) cannot all be placed. Each of these is needed for that; without any one of them they could:"
                )
            )
            blocks.append(.list(blame.elements.flatMap { items($0, blame) }))
        }
        return PlanReport.Section(title: "What cannot hold together", blocks: blocks)
    }

    private func items(_ element: PlanBlame.Element, _ blame: PlanBlame) -> [PlanReport.Item] {
        let stated = "stated at \(place(of: element, blame.units))"
        switch element {
        case .unit(let place): return [PlanReport.Item("\(place), \(stated)")]
        case .reach(let id): return [PlanReport.Item("environment \(id) serves other sites only, \(stated)")]
        case .limits(let id): return [PlanReport.Item("the limits of environment \(id), \(stated)")]
        case .obligation(let id):
            let facts = plan.obligations.byID[id].map { failing($0, blame) } ?? []
            return [PlanReport.Item("\(reason(id)), \(stated)")] + facts
        }
    }

    /// Where an element is written: in the plant file, or in the catalogue.
    func place(of element: PlanBlame.Element, _ units: [PlacementFacts.Place]) -> String {
        let unknown = "no known place"
        switch element {
        case .unit(let place):
            let program = plan.plant.programs.first { $0.id == place.program }
            let site = program?.sites.first { $0.value == place.site }
            return (site?.place ?? program?.place)?.description ?? unknown
        case .reach(let id), .limits(let id):
            return plan.plant.hostCandidate(id)?.place.description ?? unknown
        case .obligation(let id):
            guard let obligation = plan.obligations.byID[id] else { return unknown }
            let sources = Set(
                units.compactMap {
                    plan.obligations.source(of: obligation, program: $0.program)?.place.description
                }
            ).sorted()
            if !sources.isEmpty { return sources.joined(separator: ", ") }
            // The folder and the file, not where somebody keeps the catalogue: same input, same bytes on every machine.
            let place = obligation.place
            let file = place.file.split(separator: "/").suffix(2).joined(separator: "/")
            return SourcePlace(file: file, line: place.line, column: place.column, field: place.field).description
        }
    }

    /// The facts that an obligation read in the environments that it refuses to the blamed units.
    private func failing(_ obligation: Obligation, _ blame: PlanBlame) -> [PlanReport.Item] {
        var facts: Set<ReadFact> = []
        for place in blame.units {
            facts.formUnion(evidence.facts(readBy: obligation, of: place.program).filter { $0.standing != .unknown })
            for environment in blame.environments[obligation.id] ?? [] {
                facts.formUnion(evidence.facts(readBy: obligation, unit: place, environment: environment))
            }
        }
        return facts.sorted().map { fact in
            PlanReport.Item(
                "\(fact.subject): \(fact.statement) (\(fact.standing.rawValue)), stated at \(fact.place)",
                level: 1
            )
        }
    }
}
