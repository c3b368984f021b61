public import PlantModel

extension FlowAnalysis {
    /// What the flows of today let somebody reach who may not, as the roadmap's stop-gaps take it: one leak for each possible release to an
    /// audience. What a place itself may not receive is told by the analysis and closed with the flow that brings it.
    public var leaks: [Leak] {
        let places = Dictionary(
            plant.systems.map { ($0.id, $0.place) } + plant.instances.map { ($0.id, $0.place) },
            uniquingKeysWith: { first, _ in first }
        )
        return releases.compactMap { release in
            guard let audience = release.audience, let place = places[release.at] else { return nil }
            let reach: Leak.Reach =
                switch release.channel {
                case "administration", "staff": .administers
                case "support": .supports
                default: .reads
                }
            return Leak(
                system: release.at,
                audience: audience,
                reach: reach,
                programs: release.data.flatMap(\.programs),
                dataClasses: release.data.flatMap(\.classes).compactMap(DataClass.init(rawValue:)),
                flows: release.flows,
                obligations: release.refusedBy,
                place: place
            )
        }.sorted()
    }
}

extension Roadmap {
    /// The roadmap of a plan, with stop-gaps for the leaks that the flows of today's instances show.
    public init(_ plan: Plan, followingFlowsBy catalogue: ObligationCatalogue) throws(Planner.Failure) {
        self.init(plan, leaks: try FlowAnalysis(plan.plant, catalogue: catalogue, plan: nil, solver: nil).leaks)
    }
}
