import PlantModel

/// What has to be asked about flows, filters and places, because the plant file does not say it or says what cannot be meant.
struct FlowQuestions {
    let plant: Plant
    let search: ReleaseSearch

    var graph: FlowGraph { search.graph }
    var nodes: [FlowNode] { graph.places.nodes }
    var index: PlantIndex { search.judge.facts.index }

    /// Ids told in one question; of more, the number is told.
    static let shown = 12

    /// All questions: flows and filters first, then places, then audiences.
    var all: [FlowQuestion] {
        flows + unsupplied + circles + filters + places + undeclared + audiences
    }

    static func list(_ ids: [String]) -> String {
        ids.count <= shown
            ? ids.joined(separator: ", ") : "\(ids.prefix(shown).joined(separator: ", ")) and \(ids.count - shown) more"
    }

    private var flows: [FlowQuestion] {
        plant.flows.flatMap { flow -> [FlowQuestion] in
            var texts: [String] = []
            let classes = flow.carries.map(\.value.rawValue).joined(separator: ", ")
            if flow.from == flow.to, flow.from != .mes || flow.programs?.count == 1 {
                texts.append("It goes back to where it starts, which moves nothing. Name its other end, or remove it.")
            }
            switch flow.programs {
            case nil:
                texts.append("It names no programs, so it counts as carrying \(classes) of all. Name those it carries.")
            case []?: texts.append("It carries data of no program. Name its programs, or remove it.")
            case let programs?:
                if flow.from == .mes || flow.to == .mes {
                    let homeless = programs.filter { graph.places.instances[$0] == nil }
                    if !homeless.isEmpty {
                        texts.append(
                            "It goes by the MES of \(Self.list(homeless)), which no instance hosts; who reads it there is not known. "
                                + "Say in `instances` what hosts it today, or take it from the flow."
                        )
                    }
                }
            }
            return texts.map { FlowQuestion(about: flow.id, place: flow.place.description, text: $0) }
        }
    }

    private var unsupplied: [FlowQuestion] {
        graph.unsupplied.map { found in
            let (sending, filtered) = (plant.flows[found.sending], plant.flows[found.filtered])
            let name = found.dataClass.rawValue
            return FlowQuestion(
                about: sending.id,
                place: sending.place.description,
                text:
                    "It carries \(name) from \(nodes[found.node].id), though the filter \(filtered.filter ?? "") keeps them from getting "
                    + "there by \(filtered.id): it counts as having them from elsewhere. Take \(name) from what it carries, or declare the "
                    + "flow that brings them."
            )
        }
    }

    private var circles: [FlowQuestion] {
        var seen: [[Int]: Set<DataClass>] = [:]
        var order: [[Int]] = []
        for item in graph.items {
            for circle in item.paths.circles {
                if seen[circle] == nil { order.append(circle) }
                seen[circle, default: []].insert(item.dataClass)
            }
        }
        return order.map { circle in
            let classes = DataClass.allCases.filter { seen[circle]?.contains($0) ?? false }.map(\.rawValue)
            let ids = circle.map { nodes[$0].id }
            return FlowQuestion(
                about: ids[0],
                place: nodes[circle[0]].place?.description,
                text:
                    "\(Self.list(ids)) bring \(classes.joined(separator: ", ")) to one another, and nothing brings them there: each counts as "
                    + "where they come from. Declare the flow by which they get in."
            )
        }
    }

    private var filters: [FlowQuestion] {
        var standing: [String: [Int]] = [:]
        for (position, flow) in plant.flows.enumerated() {
            if let filter = flow.filter { standing[filter, default: []].append(position) }
        }
        return plant.filters.flatMap { filter -> [FlowQuestion] in
            guard let flows = standing[filter.id] else {
                return [question(filter, "It stands in no flow. Name it in the flow that it filters, or remove it.")]
            }
            var silent: [DataClass: [String]] = [:]
            var both: [DataClass] = []
            var questions: [FlowQuestion] = []
            for flow in flows.map({ plant.flows[$0] }) {
                let effects = flow.carries.map { ($0.value, FlowFilter.effect(of: filter, on: $0.value)) }
                for (dataClass, effect) in effects where effect == .silent {
                    silent[dataClass, default: []].append(flow.id)
                }
                both += effects.filter { $0.1 == .both && !both.contains($0.0) }.map(\.0)
                if effects.allSatisfy({ $0.1 == .drops }) {
                    questions.append(
                        question(filter, "It drops all that \(flow.id) carries. Remove the flow, or say what passes.")
                    )
                }
            }
            let unsaid = DataClass.allCases.filter { silent[$0] != nil }
            if !unsaid.isEmpty {
                let names = unsaid.map(\.rawValue).joined(separator: ", ")
                let ids = Self.list(
                    flows.map { plant.flows[$0].id }.filter { id in silent.values.contains { $0.contains(id) } }
                )
                questions.append(
                    question(
                        filter,
                        "It says nothing of \(names), which \(ids) carries, so they count as passing whole. Name each of these data classes "
                            + "in `drops` if nothing of it passes, in `passes` if it may."
                    )
                )
            }
            if !both.isEmpty {
                questions.append(
                    question(
                        filter,
                        "It both passes and drops \(both.map(\.rawValue).joined(separator: ", ")); that counts as passing. Name each once."
                    )
                )
            }
            return questions
        }
    }

    private func question(_ filter: Plant.Filter, _ text: String) -> FlowQuestion {
        FlowQuestion(about: filter.id, place: filter.place.description, text: text)
    }
}
