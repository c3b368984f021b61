import PlanCheck
import PlantModel

extension ReleaseCheck {
    /// What the actions of a cut do.
    private struct Effect {
        var stopped: Set<Int> = []
        var dropped: [DataClass: Set<Int>] = [:]
        var narrowed: Set<PlantPlaces.Reader> = []
        var moved: [Int: Plant.Environment] = [:]
        var cost = 0
    }

    /// Throws unless the cut costs what it says and leaves nothing possibly released.
    mutating func checkCut(_ cut: ReleaseClaim.Cut) throws(CheckFailure) {
        var effect = Effect()
        var seen: Set<String> = []
        for part in cut.parts {
            let before = effect.cost
            let name = try apply(part.action, &effect)
            guard seen.insert(name).inserted else { throw CheckFailure("the cut has twice: \(name)") }
            guard effect.cost - before == part.cost else {
                throw CheckFailure("\(name) costs \(effect.cost - before), not \(part.cost)")
            }
        }
        guard effect.cost == cut.cost else { throw CheckFailure("the cut costs \(effect.cost), not \(cut.cost)") }
        for program in plant.programs {
            for dataClass in DataClass.allCases {
                guard let record = record(program.id, dataClass) else { continue }
                let movement = movement(program.id, dataClass)
                for node in movement.reached(without: effect.stopped.union(effect.dropped[dataClass] ?? [])).sorted() {
                    let isOrigin = movement.origins.contains(node)
                    guard let who = reader(node, record, isOrigin: isOrigin, effect) else { continue }
                    throw CheckFailure(
                        "the cut leaves \(dataClass.rawValue) of \(program.id) to \(who) at \(Self.name(places.all[node].name))"
                    )
                }
            }
        }
    }

    /// Who may not have a kind of records at a place once the actions are done; nil where all may.
    private mutating func reader(_ node: Int, _ record: Int, isOrigin: Bool, _ effect: Effect) -> String? {
        let place = places.all[node]
        let moved = effect.moved[node]
        for reader in place.readers where !effect.narrowed.contains(reader.reader) {
            // Staff of where it no longer is; that of where it moves was asked before.
            if moved != nil, reader.channels != ["system"] { continue }
            if isRefused(reader.audience, reader.channels, record) { return reader.audience }
        }
        guard !isOrigin, let system = place.system else { return nil }
        let hosting = moved.map { Plant.System.Hosting.environment($0.id) } ?? system.hosting
        return isRefused(system, at: hosting, record) ? "the place itself" : nil
    }

    static func name(_ place: ReleaseProof.Place) -> String { place.system ?? place.instance ?? "no instance" }

    /// Adds an action to what is done; its name for messages.
    private mutating func apply(_ action: ReleaseClaim.Action, _ effect: inout Effect) throws(CheckFailure) -> String {
        let costs = plant.flowCosts
        switch action.kind {
        case "filter", "stopFlow":
            guard let id = action.flow, let flow = flows[id] else {
                throw CheckFailure("the cut names no flow of the plant")
            }
            if action.kind == "stopFlow" {
                effect.stopped.insert(flow)
                effect.cost += costs.stopFlow
                return "stop \(id)"
            }
            let classes = action.classes.compactMap(DataClass.init(rawValue:))
            guard classes.count == action.classes.count, Set(classes).count == classes.count else {
                throw CheckFailure("the filter of \(id) drops what is no data class, or one twice")
            }
            for dataClass in classes { effect.dropped[dataClass, default: []].insert(flow) }
            effect.cost += costs.filter + costs.droppedClass * classes.count
            return "filter \(id)"
        case "narrowAudience", "narrowAdministration":
            let readers = places.all.filter { isMeant($0, action) }.flatMap(\.readers).map(\.reader).filter { reader in
                switch reader {
                case .at(_, let audience): action.kind == "narrowAudience" && audience == action.audience
                case .staff(_, let audience): action.kind == "narrowAdministration" && audience == action.audience
                }
            }
            guard Set(readers).count == 1, let reader = readers.first else {
                throw CheckFailure("the cut takes \(action.audience ?? "nobody") from where it is not")
            }
            effect.narrowed.insert(reader)
            effect.cost += action.kind == "narrowAudience" ? costs.narrowAudience : costs.narrowAdministration
            return "take \(action.audience ?? "") from \(action.at ?? action.environment ?? "")"
        case "rehost":
            guard let id = action.at, let node = places.systems[id], let system = places.all[node].system,
                let environment = action.environment.flatMap({ places.environments[$0] }),
                isSound(system, node, in: environment), effect.moved[node] == nil
            else { throw CheckFailure("\(action.at ?? "a system") cannot move to \(action.environment ?? "nowhere")") }
            effect.moved[node] = environment
            effect.cost += costs.rehost
            return "host \(id) elsewhere"
        default: throw CheckFailure("the cut has an action '\(action.kind)', which there is not")
        }
    }

    private func isMeant(_ place: PlantPlaces.Place, _ action: ReleaseClaim.Action) -> Bool {
        action.kind == "narrowAudience"
            ? action.at != nil && Self.name(place.name) == action.at
            : action.environment != nil && place.environment == action.environment
    }
}
