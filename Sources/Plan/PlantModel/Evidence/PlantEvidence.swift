import Cedar

/// Which facts of a plant an obligation read when it was asked about a place.
///
/// The reading is that of the policy text: every attribute that it may look at, whether or not this answer hung on it. Facts are named
/// as the plant file states them, with their evidence and where they are written.
public struct PlantEvidence: Sendable {
    private let environments: [String: [String: [ReadFact]]]
    private let audiences: [String: [String: [ReadFact]]]
    private let sites: [String: [String: [ReadFact]]]
    private let programs: [String: [String: [ReadFact]]]
    private let authorizations: [(scope: Plant.Authorization, fact: ReadFact)]
    private let administering: [String: [String]]
    private let obligations: PlantObligations
    /// What each obligation reads, by obligation id.
    private let reads: [String: Set<AccessPath>]

    /// Gathers the facts of a plant.
    public init(plant: Plant, obligations: PlantObligations) {
        self.obligations = obligations
        reads = obligations.byID.mapValues { $0.policy.attributesRead.paths }
        var environments: [String: [String: [ReadFact]]] = [:]
        var administering: [String: [String]] = [:]
        for environment in plant.environments + plant.instancesThatCanStay {
            environments[environment.id] = Self.facts(of: environment, in: plant)
            administering[environment.id] = Set(
                (environment.administrators + environment.support).map(\.value)
            ).sorted()
        }
        self.environments = environments
        self.administering = administering
        audiences = Self.byID(plant.audiences.map { ($0.id, Self.facts(of: $0, in: plant)) })
        sites = Self.byID(plant.sites.map { ($0.id, Self.facts(of: $0, in: plant)) })
        programs = Self.byID(plant.programs.map { ($0.id, Self.facts(of: $0, in: plant)) })
        authorizations = plant.authorizations.map { authorization in
            var gathering = FactGathering(
                subject: "authorization \(authorization.id)",
                day: plant.asOf,
                place: authorization.place
            )
            gathering.addPaper(
                "authorization",
                "\(authorization.kind) for \(authorization.countries.joined(separator: ", "))",
                evidence: authorization.id,
                expires: authorization.until,
                inForce: authorization.isInForce(on: plant.asOf),
                at: authorization.place
            )
            return (authorization, gathering.facts["authorization"]?[0])
        }.compactMap { scope, fact in fact.map { (scope, $0) } }
    }

    private static func byID(_ facts: [(String, [String: [ReadFact]])]) -> [String: [String: [ReadFact]]] {
        Dictionary(facts, uniquingKeysWith: { first, _ in first })
    }

    /// The facts that an obligation may read when a unit is placed in an environment, in order and each once: those of the environment,
    /// of who can reach it, of the site and of authorizations.
    public func facts(
        readBy obligation: Obligation,
        unit: PlacementFacts.Place,
        environment: String
    ) -> [ReadFact] {
        var found: Set<ReadFact> = []
        for path in reads[obligation.id] ?? [] {
            guard case .attribute(let attribute)? = path.steps.first else { continue }
            let name = attribute.text
            switch path.root {
            case .resource: found.formUnion(environments[environment]?[name] ?? [])
            case .principal:
                guard obligation.asksPersons else { continue }
                for audience in administering[environment] ?? [] {
                    found.formUnion(audiences[audience]?[name] ?? [])
                }
            case .context where name == "authorization":
                for (scope, fact) in authorizations where scope.programs.contains(unit.program) { found.insert(fact) }
            case .context where name == "site":
                if path.steps.count > 1, case .attribute(let ofSite) = path.steps[1] {
                    found.formUnion(sites[unit.site]?[ofSite.text] ?? [])
                }
            default: continue
            }
        }
        return found.sorted()
    }

    /// Obligations that ask persons for a fact, by id. Of lists a register speaks in the singular.
    public func obligations(askingPersonsFor fact: String) -> [String] {
        let names: Set = [fact, ["citizenship": "citizenships", "residency": "residencies"][fact] ?? fact]
        return reads.filter { id, paths in
            obligations.byID[id]?.asksPersons == true
                && paths.contains { path in
                    guard path.root == .principal, case .attribute(let attribute)? = path.steps.first else {
                        return false
                    }
                    return names.contains(attribute.text)
                }
        }.keys.sorted()
    }

    /// All facts of an environment and of those who administer and support it, in order and each once.
    public func facts(of environment: String) -> [ReadFact] {
        var found = Set((environments[environment] ?? [:]).values.joined())
        for audience in administering[environment] ?? [] {
            found.formUnion((audiences[audience] ?? [:]).values.joined())
        }
        return found.sorted()
    }

    /// The controls that an environment gives and that none of these obligations reads, in order and each once. What it does not give (no
    /// validated cryptography, reads not logged) is no control.
    public func controls(of environment: String, readByNoneOf ids: [String]) -> [ReadFact] {
        var read: Set<String> = []
        for id in ids {
            for path in reads[id] ?? [] where path.root == .resource {
                if case .attribute(let attribute)? = path.steps.first { read.insert(attribute.text) }
            }
        }
        var found: Set<ReadFact> = []
        for name in Self.controls where !read.contains(name) {
            found.formUnion((environments[environment]?[name] ?? []).filter { Self.isGiven($0) })
        }
        return found.sorted()
    }

    /// Attributes of an environment that are protection rather than description, in the order of its entity.
    private static let controls = [
        "fips140", "ciphertextOnly", "cryptoAtLeast128", "readsLogged", "terms", "incidentNoticeHours",
        "mediaPreservationDays", "assurances", "assessments", "validated",
    ]

    private static func isGiven(_ fact: ReadFact) -> Bool {
        let absent = [" none", " no", ": unknown", "no assurance", "accepts no terms", "in no assessed scope"]
        return fact.standing != .unknown && !absent.contains { fact.statement.hasSuffix($0) }
    }

    /// What an obligation may read of a program: what makes it apply, and what the program can bear.
    public func facts(readBy obligation: Obligation, of program: String) -> [ReadFact] {
        var found: Set<ReadFact> = []
        let variable: Variable = obligation.asksPersons ? .resource : .principal
        for path in reads[obligation.id] ?? [] where path.root == variable {
            guard case .attribute(let attribute)? = path.steps.first else { continue }
            found.formUnion(programs[program]?[attribute.text] ?? [])
        }
        // Of the flowdowns, the one that asked.
        if let source = obligations.source(of: obligation, program: program) {
            let others = Set(programs[program]?["flowdowns"] ?? []).filter { $0.place != source.place.description }
            found.subtract(others)
        }
        return found.sorted()
    }
}

extension Obligation {
    /// Whether it is asked about persons rather than about programs.
    public var asksPersons: Bool {
        switch policy.scope.principal {
        case .isType(let type), .isTypeIn(let type, _): type.description == "Person"
        default: false
        }
    }
}
