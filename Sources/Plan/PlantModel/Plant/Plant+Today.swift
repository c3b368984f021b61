extension Plant {
    /// Where an MES instance can run, by id: the environments that can host a new one, and the instances of today, each of which can stay.
    ///
    /// An instance of today is a candidate under the id `environment/instance`, with the facts of its environment and what its own
    /// software enforces. Where that is less than attribute and field rules, it stays behind the gateway: whoever reads by a screen, a
    /// report or a connection goes through it, so it enforces both, while isolation inside the store is the instance's own. People then
    /// no longer sign in to the instance itself; its administrators do, and are asked about like those of any environment.
    public var hostCandidates: [Environment] {
        (environments.filter { $0.purposes.contains(.host) } + instancesThatCanStay).sorted { $0.id < $1.id }
    }

    /// The instances of today among `hostCandidates`, in the order of the file.
    public var instancesThatCanStay: [Environment] {
        let hosts = environments.filter { $0.purposes.contains(.host) }
        let byID = Dictionary(hosts.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return instances.compactMap { instance in
            instance.environment.flatMap { byID[$0] }.map { Environment(instance, of: $0, on: asOf) }
        }
    }

    /// One of `hostCandidates`. Complexity: linear in these.
    public func hostCandidate(_ id: String) -> Environment? { hostCandidates.first { $0.id == id } }
}

extension Plant.Instance {
    /// The id of the instance as a candidate; nil for paper.
    var candidateID: String? { environment.map { "\($0)/\(id)" } }
}

extension Plant.Environment {
    init(_ instance: Plant.Instance, of environment: Plant.Environment, on day: Day) {
        self = environment
        let own = instance.enforces
        let enough = own.attributes?.value(on: day) == true && own.fields?.value(on: day) == true
        id = instance.candidateID ?? instance.id
        place = instance.place
        status = .exists
        today = Today(environment: environment.id, behindGateway: !enough)
        instancesMax = 1
        enforces = Enforcement(
            isolation: own.isolation,
            attributes: enough ? own.attributes : Fact(true, evidence: "gateway", place: instance.place),
            fields: enough ? own.fields : Fact(true, evidence: "gateway", place: instance.place),
            compartments: own.compartments
        )
        // It is open already; only what changes has to be validated.
        costs = Costs(open: 0, validation: enough ? 0 : environment.costs.validation)
        if let validated = instance.validated, enough, self.validated == nil {
            self.validated = Fact(true, evidence: "validated \(validated)", asOf: validated, place: instance.place)
        }
    }
}
