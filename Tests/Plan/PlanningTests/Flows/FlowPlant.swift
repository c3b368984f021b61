import PlanSolver
import Planning
import PlantModel

/// A small plant for flow tests, of which everything that moves data can be changed.
struct FlowPlant {
    struct System {
        var id: String
        var hosting = "{ site: here }"
        var audiences: [String] = []
    }

    struct Flow {
        var id: String
        var from: String
        var to: String
        var classes: [String]
        /// Nil for all.
        var programs: [String]?
        var drops: [String] = []
    }

    var systems: [System] = []
    var flows: [Flow] = []
    var costs = ""
    /// Restrictions of the program that no flow need name.
    var otherClassification = "{}"
    var more = ""

    static let programs = ["arms", "parts", "other"]
    static let classes = ["inspectionRecords", "nonconformances"]
    static let audiences = ["staff", "abroad", "unknown"]

    var text: String {
        """
        bulkhead: 1
        enterprise: Flows
        asOf: 2026-11-24
        \(costs)
        sites: [ { id: here, country: US } ]
        parties: [ { id: self, kind: self, country: US }, { id: mx, kind: affiliate, country: MX }, { id: buyer, kind: customer, country: US } ]
        audiences:
          - { id: staff, employer: self, allUSPersons: true, worksIn: US }
          - { id: abroad, employer: mx, citizenships: [MX], worksIn: MX }
          - { id: unknown, employer: self }
        programs:
          - { id: arms, customer: buyer, classification: { exports: [ { regime: ITAR, article: VIII(h), technicalData: VIII(i) } ], determination: { by: office, date: 2026-01-01 } }, sites: [here] }
          - { id: parts, customer: buyer, classification: {}, sites: [here] }
          - { id: other, customer: buyer, classification: \(otherClassification), sites: [here] }
        environments:
        \(Self.environment("cellar", "staff", "US"))
        \(Self.environment("cloud", "abroad", "MX"))
        instances: [ { id: old, environment: cellar, hosts: [ { program: arms, site: here }, { program: parts, site: here } ], audiences: [staff] } ]
        systems: [\(systems.map { "{ id: \($0.id), kind: other, hosting: \($0.hosting), audiences: [\($0.audiences.joined(separator: ", "))] }" }.joined(separator: ", "))]
        flows: [\(flows.map(Self.text).joined(separator: ", "))]
        filters: [\(flows.filter { !$0.drops.isEmpty }.map { "{ id: x\($0.id), passes: [], drops: [\($0.drops.joined(separator: ", "))] }" }.joined(separator: ", "))]
        \(more)
        """
    }

    private static func environment(_ id: String, _ staff: String, _ country: String) -> String {
        """
          - id: \(id)
            kind: onPremises
            tenancy: { model: dedicated, infrastructure: [\(id)] }
            locations: { processing: [\(country)], storage: [\(country)], backup: [\(country)], support: [\(country)] }
            administrators: [\(staff)]
            support: [\(staff)]
            availability: { needsUplink: false }
            sites: all
            costs: { open: 1, validation: 1 }
        """
    }

    private static func text(_ flow: Flow) -> String {
        var parts = [
            "id: \(flow.id)", "from: \(flow.from)", "to: \(flow.to)",
            "carries: [\(flow.classes.joined(separator: ", "))]",
        ]
        if let programs = flow.programs { parts.append("programs: [\(programs.joined(separator: ", "))]") }
        if !flow.drops.isEmpty { parts.append("filter: x\(flow.id)") }
        return "{ \(parts.joined(separator: ", ")) }"
    }

    func plant() throws -> Plant { try Plant.load("plant.yaml", files: ["plant.yaml": text]) }

    static let catalogue = Result { try ObligationCatalogue.load(directory: ExampleTests.path("Catalogue")) }

    func analysis(cutting: Bool = false) throws -> FlowAnalysis {
        try FlowAnalysis(try plant(), catalogue: try Self.catalogue.get(), solver: cutting ? CoinSolver() : nil)
    }

    /// The plant after a cut: what is cut, and what the file then says otherwise.
    func applying(_ cut: ReleaseCut) -> FlowPlant {
        var changed = self
        // Each flow by its programs and classes one by one, so that each can go alone.
        changed.flows = flows.flatMap { flow in
            (flow.programs ?? Self.programs).flatMap { program in
                flow.classes.map { dataClass in
                    Flow(
                        id: "\(flow.id)-\(program)-\(dataClass)",
                        from: flow.from,
                        to: flow.to,
                        classes: [dataClass],
                        programs: [program],
                        drops: flow.drops
                    )
                }
            }
        }
        func remove(_ flow: String, _ programs: [String], _ classes: [String]) {
            let gone = Set(programs.flatMap { program in classes.map { "\(flow)-\(program)-\($0)" } })
            changed.flows.removeAll { gone.contains($0.id) }
        }
        for part in cut.parts.map(\.action) {
            switch part.kind {
            case .filter:
                for index in changed.flows.indices
                where changed.flows[index].id.hasPrefix((part.flow ?? "?") + "-")
                    && part.classes.contains(changed.flows[index].classes[0])
                {
                    changed.flows[index].drops += part.classes.filter { !changed.flows[index].drops.contains($0) }
                }
            case .stopFlow: remove(part.flow ?? "", Self.programs, Self.classes)
            case .narrowAudience:
                for index in changed.systems.indices where changed.systems[index].id == part.at {
                    changed.systems[index].audiences.removeAll { $0 == part.audience }
                }
            case .rehost:
                for index in changed.systems.indices where changed.systems[index].id == part.at {
                    changed.systems[index].hosting = part.environment ?? ""
                }
            case .narrowAdministration: break
            }
        }
        for idle in cut.idle { for data in idle.data { remove(idle.flow, data.programs, data.classes) } }
        return changed
    }

    /// A plant by chance: systems with readers, flows with filters, circles and self loops among them.
    static func random(_ seed: UInt64, systems: Int = 4, flows: Int = 6) -> FlowPlant {
        var random = SplitMix(state: seed)
        var plant = FlowPlant()
        for index in 0..<systems {
            plant.systems.append(
                System(
                    id: "s\(index)",
                    hosting: random.pick(["{ site: here }", "{ site: here }", "cellar", "cloud"]),
                    audiences: audiences.filter { _ in random.next() % 2 == 0 }
                )
            )
        }
        for index in 0..<flows { plant.flows.append(plant.flow("f\(index)", &random)) }
        return plant
    }

    func flow(_ id: String, _ random: inout SplitMix) -> Flow {
        let ends = systems.map(\.id) + ["mes", "mes"]
        let programs = Self.programs.filter { _ in random.next() % 2 == 0 }
        let classes = Self.classes.filter { _ in random.next() % 3 > 0 }
        return Flow(
            id: id,
            from: random.pick(ends),
            to: random.pick(ends),
            classes: classes.isEmpty ? [Self.classes[0]] : classes,
            programs: programs.isEmpty ? nil : programs,
            drops: random.next() % 4 == 0 ? [random.pick(Self.classes)] : []
        )
    }
}

/// Numbers by chance, the same for the same seed (Steele, Lea and Flood, 2014).
struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[Int(next() % UInt64(elements.count))] }
}
