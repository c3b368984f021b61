/// The entities of a plant by id, built once in linear time, each lookup in constant time.
public struct PlantIndex: Sendable {
    /// Sites by id.
    public let sites: [String: Plant.Site]
    /// Zones of all sites by id.
    public let zones: [String: Plant.Zone]
    /// Work centers by id.
    public let workCenters: [String: Plant.WorkCenter]
    /// Parties by id.
    public let parties: [String: Plant.Party]
    /// Audiences by id.
    public let audiences: [String: Plant.Audience]
    /// Programs by id.
    public let programs: [String: Plant.Program]
    /// Environments by id.
    public let environments: [String: Plant.Environment]
    /// Systems by id.
    public let systems: [String: Plant.System]
    /// Filters by id.
    public let filters: [String: Plant.Filter]

    /// Indexes a plant.
    public init(_ plant: Plant) {
        func byID<Entity>(_ entities: [Entity], _ id: (Entity) -> String) -> [String: Entity] {
            Dictionary(entities.map { (id($0), $0) }, uniquingKeysWith: { first, _ in first })
        }
        sites = byID(plant.sites, \.id)
        zones = byID(plant.sites.flatMap(\.zones), \.id)
        workCenters = byID(plant.workCenters, \.id)
        parties = byID(plant.parties, \.id)
        audiences = byID(plant.audiences, \.id)
        programs = byID(plant.programs, \.id)
        environments = byID(plant.environments, \.id)
        systems = byID(plant.systems, \.id)
        filters = byID(plant.filters, \.id)
    }

    /// Whether somebody else than the plant's owner or an affiliate operates an environment: its operator if the file names one, else
    /// whoever employs its administrators and support. An employer that is not named counts as somebody else.
    public func isExternal(_ environment: Plant.Environment) -> Bool {
        if let party = environment.operatedBy { return isOutsider(party) }
        return (environment.administrators + environment.support).contains { audience in
            isOutsider(audiences[audience.value]?.employer)
        }
    }

    private func isOutsider(_ party: String?) -> Bool {
        guard let party, let kind = parties[party]?.kind else { return true }
        return kind != .self && kind != .affiliate
    }
}
