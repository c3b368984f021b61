import Boundary
import Governance
import PlanSolver
import Planning
import PlantModel
import Synchronization

/// The flows of the plant file in force, followed once for each baseline and day.
final class FollowedFlows: Sendable {
    private struct Key: Hashable {
        let release: String
        let day: Day
    }

    private let plan: PlanFile
    private let known = Mutex<(key: Key, ways: [FlowWay])?>(nil)

    init(_ plan: PlanFile) { self.plan = plan }

    /// - Throws: what keeps the flows from being followed.
    func ways(_ baseline: PolicyBaseline, _ day: Day) throws -> [FlowWay] {
        // One at a time: whoever asks beside waits for the same answer.
        try known.withLock { known in
            let key = baseline.release.map { Key(release: $0, day: day) }
            if let known, known.key == key { return known.ways }
            let plant = baseline.plant.on(day)
            let ways = Self.ways(
                try FlowAnalysis(plant, catalogue: baseline.catalogue, placedBy: plan, solver: CoinSolver())
            )
            known = key.map { ($0, ways) }
            return ways
        }
    }

    /// Each leak with all who can read what leaks there, then each flow by which nothing leaks, for every program.
    static func ways(_ analysis: FlowAnalysis) -> [FlowWay] {
        var ways: [FlowWay] = []
        let flows = Dictionary(analysis.plant.flows.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        for (way, releases) in leaks(analysis) {
            var places = [way.origin]
            for flow in way.flows.compactMap({ flows[$0] }) {
                places.append(analysis.places(at: flow.to, for: way.program).joined(separator: " or "))
            }
            if !way.flows.isEmpty { places[places.count - 1] = way.at }
            let cheapest = releases.flatMap(\.options).min { ($0.cost, $0.action.text) < ($1.cost, $1.action.text) }
            ways.append(
                FlowWay(
                    program: way.program,
                    classes: Set(
                        releases.flatMap { $0.data.filter { $0.programs.contains(way.program) } }.flatMap(\.classes)
                    )
                    .sorted(),
                    places: places,
                    flows: way.flows,
                    leak: .init(
                        readers: Set(releases.map(reader)).sorted(),
                        refusedBy: Set(releases.flatMap(\.refusedBy)).sorted(),
                        cut: cheapest.map { "\($0.action.text) (\($0.cost) points)" }
                    )
                )
            )
        }
        return ways + quiet(analysis, leaking: ways)
    }

    private static func reader(_ release: PossibleRelease) -> String {
        guard let audience = release.audience else { return "\(release.at) itself" }
        return release.environment.map { "\(audience) (\(release.channel) of \($0))" } ?? audience
    }

    /// The shortest way of a program's data to a place where somebody may not have it.
    private struct Leaking: Hashable {
        let program: String
        let origin: String
        let flows: [String]
        let at: String
    }

    private static func leaks(_ analysis: FlowAnalysis) -> [(Leaking, [PossibleRelease])] {
        var order: [Leaking] = []
        var found: [Leaking: [PossibleRelease]] = [:]
        for release in analysis.releases {
            for program in Set(release.data.flatMap(\.programs)).sorted() {
                let way = Leaking(program: program, origin: release.origin, flows: release.flows, at: release.at)
                if found[way] == nil { order.append(way) }
                found[way, default: []].append(release)
            }
        }
        return order.map { ($0, found[$0] ?? []) }
    }

    /// Flows on which nothing of a program leaks.
    private static func quiet(_ analysis: FlowAnalysis, leaking: [FlowWay]) -> [FlowWay] {
        let leaking = Dictionary(grouping: leaking, by: \.program).mapValues { Set($0.flatMap(\.flows)) }
        var ways: [FlowWay] = []
        for program in analysis.plant.programs.map(\.id) {
            for flow in analysis.plant.flows
            where flow.programs?.contains(program) != false && leaking[program]?.contains(flow.id) != true {
                let ends = [flow.from, flow.to].map {
                    analysis.places(at: $0, for: program).joined(separator: " or ")
                }
                ways.append(
                    FlowWay(
                        program: program,
                        classes: flow.carries.map(\.value.rawValue),
                        places: ends,
                        flows: [flow.id],
                        leak: nil
                    )
                )
            }
        }
        return ways
    }
}
