import PlanCheck
import PlantModel

extension ReleaseCheck {
    private typealias Action = ReleaseProof.Action

    /// Throws unless the proof shows the bound.
    mutating func checkBound(_ cut: ReleaseClaim.Cut) throws(CheckFailure) {
        guard cut.status == (cut.cost == cut.bound ? "proved" : "bounded"), cut.bound <= cut.cost else {
            throw CheckFailure("the status is \(cut.status), the cost \(cut.cost), the bound \(cut.bound)")
        }
        var shown = 0
        var used: Set<String> = []
        for group in cut.proof.groups {
            var ways: [[Action]] = []
            for way in group.ways { ways.append(try actions(cutting: way)) }
            let bound = try bound(group.proof, ways, &used)
            let (sum, isTooLarge) = shown.addingReportingOverflow(bound)
            guard bound >= 0, !isTooLarge else { throw CheckFailure("the bounds of the groups do not add up") }
            shown = sum
        }
        guard shown >= cut.bound else { throw CheckFailure("the proof shows a bound of \(shown), not \(cut.bound)") }
    }

    /// What the cheapest set costs that has an action for each way. Throws where one of the actions is in another group, too.
    private func bound(_ proof: PlacementCertificate.Node, _ ways: [[Action]], _ used: inout Set<String>)
        throws(CheckFailure) -> Int
    {
        var columns: [String: Action] = [:]
        for action in ways.joined() {
            columns[ReleaseProof.key(action)] = action
            if case .drop(let flow, _) = action { columns[ReleaseProof.key(.filter(flow: flow))] = .filter(flow: flow) }
        }
        let keys = columns.keys.sorted()
        guard used.isDisjoint(with: keys) else { throw CheckFailure("two groups of the proof share an action") }
        used.formUnion(keys)
        let position = Dictionary(uniqueKeysWithValues: keys.enumerated().map { ($1, $0) })
        var program = LinearProgram()
        for _ in keys { _ = program.addColumn() }
        for way in ways {
            for action in way { if let column = position[ReleaseProof.key(action)] { program.add(1, column) } }
            program.closeRow(lower: 1, upper: nil)
        }
        for (column, key) in keys.enumerated() {
            guard case .drop(let flow, _)? = columns[key], let filter = position[ReleaseProof.key(.filter(flow: flow))]
            else { continue }
            program.add(1, filter)
            program.add(-1, column)
            program.closeRow(lower: 0, upper: nil)
        }
        return try CaseSplitCheck.bound(proof, of: program, objective: keys.map { columns[$0].map(price) ?? 0 })
    }

    private func price(_ action: Action) -> Int {
        switch action {
        case .filter: plant.flowCosts.filter
        case .drop: plant.flowCosts.droppedClass
        case .stop: plant.flowCosts.stopFlow
        case .narrow: plant.flowCosts.narrowAudience
        case .narrowStaff: plant.flowCosts.narrowAdministration
        case .rehost: plant.flowCosts.rehost
        }
    }

    /// Every action that cuts a way, each once. Throws where the way is none: the data does not get there, or who is there may have it.
    private mutating func actions(cutting way: ReleaseProof.Way) throws(CheckFailure) -> [Action] {
        func failure(_ what: String) -> CheckFailure {
            CheckFailure("the proof has a way of \(way.dataClass) of \(way.program) to \(Self.name(way.at)) \(what)")
        }
        guard let dataClass = DataClass(rawValue: way.dataClass), let record = record(way.program, dataClass),
            let origin = places.index[way.origin], let end = places.index[way.at]
        else { throw failure("that names what the plant does not have") }
        let movement = movement(way.program, dataClass)
        guard movement.origins.contains(origin) else { throw failure("that starts where the data does not come from") }
        var at: Set<Int> = [origin]
        var actions: [String: Action] = [:]
        for id in way.flows {
            guard let flow = flows[id] else { throw failure("by what is no flow of the plant") }
            at = Set(movement.arcs.filter { $0.flow == flow && at.contains($0.from) }.map(\.to))
            for action in [Action.drop(flow: id, dataClass: way.dataClass), .stop(flow: id)] {
                actions[ReleaseProof.key(action)] = action
            }
        }
        guard at.contains(end) else { throw failure("that does not lead there") }
        let place = places.all[end]
        var last: [Action] = []
        if let audience = way.audience {
            let wanted: PlantPlaces.Reader =
                way.environment.map { .staff(environment: $0, audience: audience) }
                ?? .at(place.name, audience: audience)
            guard let reader = place.readers.first(where: { $0.reader == wanted }) else {
                throw failure("where \(audience) does not read")
            }
            guard isRefused(audience, reader.channels, record) else { throw failure("which \(audience) may have") }
            if let environment = way.environment {
                last.append(.narrowStaff(environment: environment, audience: audience))
                if let system = place.system, let target = candidate(end) {
                    last.append(.rehost(system: system.id, environment: target.id))
                }
            } else {
                last.append(.narrow(place.name, audience: audience))
            }
        } else {
            guard let system = place.system, !movement.origins.contains(end),
                isRefused(system, at: system.hosting, record)
            else { throw failure("which may receive it") }
            if let target = candidate(end), !isRefused(system, at: .environment(target.id), record) {
                last.append(.rehost(system: system.id, environment: target.id))
            }
        }
        for action in last { actions[ReleaseProof.key(action)] = action }
        return Array(actions.values)
    }
}
