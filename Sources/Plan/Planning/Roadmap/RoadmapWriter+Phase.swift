import PlantModel

extension RoadmapWriter {
    /// One phase as a section.
    func phase(_ phase: RoadmapPhase) -> PlanReport.Section {
        let parts: [(heading: String, lines: [String])] = [
            ("Moves", phase.moves.map(text)),
            ("Closes", closes(phase)),
            ("Needs", needs(phase)),
            ("Triggers", phase.triggers.map(text)),
            ("Stays", phase.stays.map(text)),
            ("Roll back", phase.rollBack.map(text)),
        ]
        var items: [PlanReport.Item] = []
        for (heading, lines) in parts where !lines.isEmpty {
            items.append(PlanReport.Item("\(heading):"))
            items += lines.map { PlanReport.Item($0, level: 1) }
        }
        for instance in phase.empties {
            let by = plant.instances.first { $0.id == instance }?.retireBy.map { ", by \($0) at the latest" } ?? ""
            items.append(PlanReport.Item("Nothing is left in \(instance): it can go\(by)"))
        }
        return PlanReport.Section(title: "Phase \(phase.number): \(title(phase))", blocks: [.list(items)])
    }

    private func title(_ phase: RoadmapPhase) -> String {
        guard phase.measure == .execution else { return phase.measure.title }
        let targets = Set(phase.moves.map(\.to)).sorted().joined(separator: ", ")
        let end = phase.weeks == 0 ? "" : phase.endsNotBefore.map { ", not before \($0)" } ?? ""
        return "execution in \(targets)\(end)"
    }

    private func text(_ move: RoadmapPhase.Move) -> String {
        let from = move.from.isEmpty ? "no instance of today" : move.from.joined(separator: ", ")
        let target = "\(move.to) (instance \(move.instance))"
        if move.from.count == 1, move.to.hasSuffix("/" + move.from[0]) {
            return "\(names(move.units)): \(move.to) goes behind the gateway"
        }
        return "\(names(move.units)): from \(from) to \(target)"
    }

    /// Of many questions that an obligation refused, the first are told; `RoadmapFile` has all.
    private static let questionsShown = 5

    /// Obligations that hold from now on, each with what it was refused for; where part of the data stays behind, which hold for what moved.
    private func closes(_ phase: RoadmapPhase) -> [String] {
        let lines = phase.closes.filter(\.entirely).map { closure in
            let shown = closure.questions.prefix(Self.questionsShown).joined(separator: ", ")
            let more = closure.questions.count - Self.questionsShown
            return "\(names(closure.units)): \(cited([closure.obligation])), refused before to \(shown)"
                + (more > 0 ? " and \(more) more" : "")
        }
        var partly: [PlacementFacts.Place: Set<String>] = [:]
        for closure in phase.closes where !closure.entirely {
            for unit in closure.units { partly[unit, default: []].insert(closure.obligation) }
        }
        let data = phase.measure.dataClasses.map(\.rawValue).joined(separator: ", ")
        let alike = Dictionary(grouping: partly.keys) { (partly[$0] ?? []).sorted() }
        let partial = alike.map { ids, units in (units: RoadmapNames.sorted(units), ids: ids) }
            .sorted { RoadmapNames.precedes($0.units[0], $1.units[0]) }
        return lines
            + partial.map { "\(names($0.units)), for \(data) only: \($0.ids.joined(separator: ", "))" }
    }

    private func needs(_ phase: RoadmapPhase) -> [String] {
        var lines = phase.opens.map { opening in
            opening.gateway
                ? "the gateway before \(opening.environment), validated (\(opening.validation)), at \(opening.place)"
                : "instance \(opening.instance) in \(opening.environment), opened (\(opening.open)) and validated (\(opening.validation)), at \(opening.place)"
        }
        let bySubject = Dictionary(grouping: phase.facts, by: \.subject)
        if !bySubject.isEmpty {
            let subjects = bySubject.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.count)" }
            lines.append("facts shown, listed below: \(subjects.joined(separator: ", "))")
        }
        lines += phase.approvals.map { approval in
            guard let rule = approval.rule else {
                return
                    "change tier \(approval.tier) for \(names(approval.units)), which the plant file does not describe"
            }
            let parts = [
                ("approval", rule.approvals), ("tests", rule.tests), ("evidence", rule.evidence),
                ("different persons as", rule.distinct),
            ]
            let asked = parts.filter { !$0.1.isEmpty }.map { "\($0.0) \($0.1.joined(separator: ", "))" }
            return
                "change tier \(approval.tier) for \(names(approval.units)): \(asked.joined(separator: "; ")) (\(rule.place))"
        }
        lines += phase.customerApprovals.map { "\(names($0.units)): \($0.says) [\($0.obligation ?? "")]" }
        lines += phase.connections.map { connection in
            let way = connection.outbound ? "to \(connection.system)" : "from \(connection.system)"
            let filter =
                connection.filter.map { "filter \($0) validated" }
                ?? (connection.outbound ? "a filter, which it lacks" : "connected anew")
            return "flow \(connection.flow) \(way): \(filter) (\(connection.place))"
        }
        return lines
    }

    private func text(_ trigger: RoadmapPhase.Trigger) -> String {
        let weeks = trigger.weeks.map { ", \(counted($0, "week"))" } ?? ""
        let id = trigger.obligation.map { " [\(cited([$0]))]" } ?? ""
        return "\(names(trigger.units)): \(trigger.says)\(weeks)\(id)"
    }

    private func text(_ remainder: RoadmapPhase.Remainder) -> String {
        let where_ = remainder.instances.joined(separator: ", ")
        let what = remainder.measures.map(\.noun).joined(separator: ", ")
        return "\(names(remainder.units)): \(what) \(remainder.paper ? "on paper" : "in legacy"), \(where_)"
    }

    private func text(_ back: RoadmapPhase.RollBack) -> String {
        var until: [String] = []
        if let phase = back.untilPhase { until.append("until phase \(phase) empties it") }
        if let day = back.retireBy { until.append("until it goes by \(day)") }
        let ends = until.isEmpty ? "" : ", \(until.joined(separator: ", "))"
        let count = back.reopens.count
        let reopens =
            count == 0
            ? ""
            : "; \(count == 1 ? back.reopens[0] : "\(count) obligations that this phase closes") would be refused again"
        return "\(back.instance) takes back \(names(back.units))\(ends)\(reopens)"
    }
}
