public import Cedar

/// A plant's facts as Cedar entities, as of the plant's date: what has expired is absent, what is unknown is absent, and an absent fact never
/// permits.
public struct PlantFacts: Sendable {
    /// The plant the facts are of.
    public let plant: Plant
    /// The plant by id.
    public let index: PlantIndex
    /// Everything that policies can be asked about, and the lists that they name.
    public let entities: Entities
    /// The day asked about, as a Cedar value.
    public let date: Value
    /// Authorizations in force.
    let scopes: [ScopeFacts]

    /// Prepares the facts. Throws where the plant and the catalogue's lists name one entity twice.
    /// - Parameter exhausted: authorizations, by id, that admit nobody any more though their day has not come.
    public init(plant: Plant, obligations: PlantObligations, without exhausted: Set<String> = [])
        throws(CedarErrors)
    {
        let index = PlantIndex(plant)
        self.plant = plant
        self.index = index
        date = .datetime(plant.asOf.datetime)
        let scopes = plant.authorizations.filter { $0.isInForce(on: plant.asOf) && !exhausted.contains($0.id) }
            .map { ScopeFacts($0, index: index) }
        self.scopes = scopes
        var all: [Entity] = obligations.lists.all
        all += plant.sites.map { SiteFacts.entity($0, on: plant.asOf) }
        all += plant.sites.flatMap { SiteFacts.zones($0, on: plant.asOf) }
        all += plant.parties.map { party in
            Entity(
                uid: Question.party(party.id),
                attributes: [
                    "kind": .string(party.kind.rawValue),
                    "country": .string(party.country.value(on: plant.asOf) ?? "unknown"),
                ]
            )
        }
        all += plant.authorizations.map {
            Entity(uid: EntityUID(type: "Authorization", id: $0.id), attributes: ["kind": .string($0.kind)])
        }
        all += scopes.map(\.entity)
        let programFacts = ProgramFacts(plant: plant, index: index, obligations: obligations, scopes: scopes)
        for program in plant.programs {
            let attributes = programFacts.attributes(of: program)
            all.append(Entity(uid: Question.program(program.id), attributes: attributes))
            // The twin stands for any other program of the same facts, when a pair within one class is asked.
            all.append(Entity(uid: Question.program(program.id + PolicyQuestioner.twinSuffix), attributes: attributes))
            all.append(programFacts.record(of: program, attributes: attributes))
        }
        let environmentFacts = EnvironmentFacts(plant: plant, index: index)
        all += (plant.environments + plant.instancesThatCanStay).map(environmentFacts.entity)
        let audienceFacts = AudienceFacts(plant: plant, index: index, scopes: scopes)
        all += plant.audiences.map(audienceFacts.entity)
        entities = try Entities(all)
    }

    /// The scope in force that covers all of a program's technical data for work at a site, if there is one.
    func wholeScope(of program: String, at site: String) -> EntityUID? {
        guard let country = index.sites[site]?.country.value(on: plant.asOf) else { return nil }
        return scopes.first { $0.coversWhole(program) && $0.authorization.countries.contains(country) }?.uid
    }

    /// The context of a `view` at plan time; it names the scope under which the audience may see the record, if one is in force.
    func viewContext(program: String, audience: String, channel: String) -> Record {
        var context: Record = ["channel": .string(channel), "date": date]
        let employer = index.audiences[audience]?.employer
        if let employer,
            let scope = scopes.first(where: { $0.coversWhole(program) && $0.authorization.parties.contains(employer) })
        {
            context["authorization"] = .entity(scope.uid)
        }
        return context
    }
}

/// One authorization in force as a Cedar scope.
struct ScopeFacts: Sendable {
    let authorization: Plant.Authorization
    let index: PlantIndex

    init(_ authorization: Plant.Authorization, index: PlantIndex) {
        self.authorization = authorization
        self.index = index
    }

    var uid: EntityUID { EntityUID(type: "Scope", id: authorization.id) }

    /// A scope limited to data classes or parts does not cover everything that an environment would hold of a program.
    func coversWhole(_ program: String) -> Bool {
        authorization.programs.contains(program) && authorization.dataClasses == nil && authorization.parts == nil
    }

    var entity: Entity {
        Entity(
            uid: uid,
            attributes: [
                "kind": .string(authorization.kind),
                "countries": .strings(authorization.countries),
                "parties": .set(Set(authorization.parties.map { .entity(Question.party($0)) })),
                "provisos": .strings(authorization.provisos),
            ],
            parents: [EntityUID(type: "Authorization", id: authorization.id)]
        )
    }
}

enum SiteFacts {
    static func entity(_ site: Plant.Site, on day: Day) -> Entity {
        var attributes: Record = ["country": .string(site.country.value(on: day) ?? "unknown")]
        attributes.setLong("uplinkOutageMinutes", site.uplink.longestOutageMinutes, day)
        attributes.setLong("uplinkLatencyMs", site.uplink.latencyMs, day)
        return Entity(uid: Question.site(site.id), attributes: attributes)
    }

    static func zones(_ site: Plant.Site, on day: Day) -> [Entity] {
        site.zones.map { zone in
            var attributes: Record = [:]
            attributes.setBool("visualBarrier", zone.visualBarrier, day)
            return Entity(
                uid: EntityUID(type: "Zone", id: zone.id),
                attributes: attributes,
                parents: [Question.site(site.id)]
            )
        }
    }
}

extension Record {
    mutating func setLong(_ key: CedarString, _ fact: Fact<Int>?, _ day: Day) {
        if let value = fact?.value(on: day) { self[key] = .long(Int64(value)) }
    }

    mutating func setBool(_ key: CedarString, _ fact: Fact<Bool>?, _ day: Day) {
        if let value = fact?.value(on: day) { self[key] = .bool(value) }
    }

    mutating func setStrings(_ key: CedarString, _ fact: Fact<[String]>?, _ day: Day) {
        if let value = fact?.value(on: day) { self[key] = .strings(value) }
    }
}

extension Day {
    /// Midnight UTC of the day.
    var datetime: DatetimeValue {
        // `DatetimeValue` reads `YYYY-MM-DD`, which a Day always writes; the epoch never shows.
        (try? DatetimeValue(parsing: CedarString(description))) ?? DatetimeValue(milliseconds: 0)
    }
}
