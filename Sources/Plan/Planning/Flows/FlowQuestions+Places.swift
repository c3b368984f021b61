import PlantModel

extension FlowQuestions {
    /// Nodes that some flow names.
    private var touched: Set<Int> {
        var touched: Set<Int> = []
        for flow in plant.flows {
            for end in [flow.from, flow.to] {
                switch end {
                case .system(let id): if let node = graph.places.systems[id] { touched.insert(node) }
                case .mes:
                    for program in flow.programs ?? plant.programs.map(\.id) {
                        touched.formUnion(graph.places.instances[program] ?? [])
                    }
                }
            }
        }
        return touched
    }

    /// Places that no flow touches, whose readers nobody named, or whose administrators nobody named.
    var places: [FlowQuestion] {
        let touched = touched
        let arriving = arriving
        var questions: [FlowQuestion] = []
        var bySite: [String: [FlowNode]] = [:]
        for (position, node) in nodes.enumerated() {
            if case .nowhere = node.kind { continue }
            guard touched.contains(position) else {
                let readers = node.readers.filter { $0.channel == .system }.map(\.audience)
                let who = readers.isEmpty ? "who reads it is not said either" : "\(Self.list(readers)) read it"
                questions.append(
                    FlowQuestion(
                        about: node.id,
                        place: node.place?.description,
                        text:
                            "No flow touches it, and \(who). Declare what gets into it, by hand too, or that nothing does."
                    )
                )
                continue
            }
            if case .system(let system) = node.kind {
                if system.audiences.isEmpty {
                    let classes = arriving[position] ?? "nothing that flows declare"
                    questions.append(
                        FlowQuestion(
                            about: node.id,
                            place: node.place?.description,
                            text:
                                "It holds \(classes) and no audience reads it. Name who does; nobody reading a system is rare."
                        )
                    )
                }
                if case .site(let site) = system.hosting { bySite[site, default: []].append(node) }
            }
        }
        for site in plant.sites {
            guard let there = bySite[site.id] else { continue }
            questions.append(
                FlowQuestion(
                    about: site.id,
                    place: site.place.description,
                    text:
                        "\(Self.list(there.map(\.id))) run at the site; who administers and supports them is not said, so they are not among the "
                        + "readers here. Declare the environment that hosts them."
                )
            )
        }
        return questions
    }

    /// What flows bring to each place whose readers nobody named, in words.
    private var arriving: [Int: String] {
        var classes: [Int: Set<DataClass>] = [:]
        for (position, node) in nodes.enumerated() {
            if case .system(let system) = node.kind, system.audiences.isEmpty { classes[position] = [] }
        }
        if classes.isEmpty { return [:] }
        for item in graph.items {
            for node in item.paths.nodes where classes[node] != nil { classes[node]?.insert(item.dataClass) }
        }
        return classes.mapValues { classes in
            let names = DataClass.allCases.filter(classes.contains).map(\.rawValue)
            return names.isEmpty ? "nothing that flows declare" : names.joined(separator: ", ")
        }
    }

    /// Logs, backups and monitoring of environments in use, and e-mail, as far as nobody declared them.
    var undeclared: [FlowQuestion] {
        var within: [String: [Int]] = [:]
        for (position, node) in nodes.enumerated() {
            if let id = node.environment { within[id, default: []].append(position) }
        }
        let kinds = Dictionary(grouping: plant.systems, by: \.kind)
        let backups = Set((kinds["backup"] ?? []).compactMap { graph.places.systems[$0.id] })
        var questions: [FlowQuestion] = []
        for environment in plant.environments {
            guard let there = within[environment.id] else { continue }
            let here = Set(there)
            let logged = graph.items.contains { item in
                item.dataClass == .auditTrail && item.paths.isSent(fromAnyOf: here)
            }
            let backedUp =
                !backups.isEmpty
                && graph.items.contains { item in
                    item.paths.isSent(fromAnyOf: here) && item.paths.nodes.contains { backups.contains($0) }
                }
            var missing: [String] = []
            if !logged { missing.append(logs(of: environment)) }
            if !backedUp { missing.append(backup(of: environment)) }
            if missing.isEmpty { continue }
            questions.append(
                FlowQuestion(
                    about: environment.id,
                    place: environment.place.description,
                    text: "It hosts \(Self.list(there.map { nodes[$0].id })). " + missing.joined(separator: " ")
                        + " Declare the systems that receive these and what monitors it, with who reads them."
                )
            )
        }
        return questions + email(declared: kinds["email"] != nil)
    }

    private func logs(of environment: Plant.Environment) -> String {
        let days = environment.logging.retentionDays?.value(on: plant.asOf).map { ", kept \($0) days," } ?? ""
        switch environment.logging.reads?.value(on: plant.asOf) {
        case true?: return "Reads are logged\(days) and no flow takes an auditTrail out of it."
        case false?: return "Its log\(days) leaves reads out, and no flow takes an auditTrail out of it."
        case nil: return "What it logs is not said, and no flow takes an auditTrail out of it."
        }
    }

    private func backup(of environment: Plant.Environment) -> String {
        guard let countries = environment.locations.backup?.value(on: plant.asOf) else {
            return "Where its backups rest is not said, and no flow goes into a system of kind backup."
        }
        return
            "It is backed up in \(countries.joined(separator: ", ")), and no flow from it goes into a system of kind backup."
    }

    /// E-mail is asked about where systems are read by people of several employers: there it is the shortest way between them.
    private func email(declared: Bool) -> [FlowQuestion] {
        if declared { return [] }
        let mixed = nodes.filter { node in
            let employers = node.readers.filter { $0.channel == .system }
                .map { index.audiences[$0.audience]?.employer ?? "unknown" }
            return Set(employers).count > 1
        }
        guard !mixed.isEmpty else { return [] }
        return [
            FlowQuestion(
                about: mixed[0].id,
                place: mixed[0].place?.description,
                text: "No system of kind email is declared, and \(Self.list(mixed.map(\.id))) "
                    + "\(mixed.count == 1 ? "is" : "are") read by people of several employers. Declare what can be sent from there as flows."
            )
        ]
    }

    /// Audiences to which something is possibly released while facts about them are not known.
    var audiences: [FlowQuestion] {
        let refused = Set(search.findings.compactMap { search.slots[$0.slot].reader?.audience })
        return plant.audiences.compactMap { audience in
            guard refused.contains(audience.id) else { return nil }
            let citizenshipsUnknown = audience.citizenships?.value(on: plant.asOf) == nil
            let facts: [(String, Bool)] = [
                ("employer", audience.employer == nil),
                ("allUSPersons", audience.allUSPersons?.value(on: plant.asOf) == nil && citizenshipsUnknown),
                ("citizenships", citizenshipsUnknown),
                ("worksIn", audience.worksIn?.value(on: plant.asOf) == nil),
            ]
            // Of U.S. persons nobody asks citizenships; of others citizenships say who they are.
            let isUS = audience.allUSPersons?.value(on: plant.asOf) == true
            let unknown = facts.filter { $0.1 && !(isUS && $0.0 == "citizenships") }.map(\.0)
            guard !unknown.isEmpty else { return nil }
            return FlowQuestion(
                about: audience.id,
                place: audience.place.description,
                text:
                    "Not known or expired: \(unknown.joined(separator: ", ")). An unknown fact refuses; state it with its evidence."
            )
        }
    }
}
