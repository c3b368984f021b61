public import Cedar

/// The questions that a plan asks of policies, as Cedar requests.
public enum Question {
    /// The resilience events asked about, each as `context.event` of `depend`.
    public static let events = ["outage", "maintenance", "latency", "failover", "offline"]

    /// The action of a name.
    public static func action(_ name: String) -> EntityUID { EntityUID(type: "Action", id: name) }

    static func program(_ id: String) -> EntityUID { EntityUID(type: "Program", id: id) }
    static func environment(_ id: String) -> EntityUID { EntityUID(type: "Environment", id: id) }
    static func site(_ id: String) -> EntityUID { EntityUID(type: "Site", id: id) }
    static func party(_ id: String) -> EntityUID { EntityUID(type: "Party", id: id) }
    static func person(_ audience: String) -> EntityUID { EntityUID(type: "Person", id: audience) }

    /// The program's record at its most restricted data class: who reaches a place in clear reaches this.
    static func record(_ program: String) -> EntityUID {
        EntityUID(type: "Record", id: program + "/" + DataClass.technicalData.rawValue)
    }

    /// May the environment process (`host`) or keep (`store`) the program's data for work at the site?
    public static func place(
        _ action: String,
        _ program: String,
        in environment: String,
        at site: String,
        _ facts: PlantFacts
    ) -> Request {
        var context: Record = ["site": .entity(Question.site(site)), "date": facts.date]
        if let scope = facts.wholeScope(of: program, at: site) { context["authorization"] = .entity(scope) }
        return Request(
            principal: Question.program(program),
            action: Question.action(action),
            resource: Question.environment(environment),
            context: context
        )
    }

    /// Can the program's work at the site bear what may happen to the environment?
    public static func depend(
        _ program: String,
        on environment: String,
        at site: String,
        event: String,
        _ facts: PlantFacts
    ) -> Request {
        Request(
            principal: Question.program(program),
            action: Question.action("depend"),
            resource: Question.environment(environment),
            context: ["site": .entity(Question.site(site)), "date": facts.date, "event": .string(event)]
        )
    }

    /// May an audience that reaches a place see what lies there of the program?
    public static func view(_ program: String, by audience: String, channel: String, _ facts: PlantFacts) -> Request {
        Request(
            principal: Question.person(audience),
            action: Question.action("view"),
            resource: Question.record(program),
            context: facts.viewContext(program: program, audience: audience, channel: channel)
        )
    }

    /// May the two programs stay this close where an environment enforces this much?
    public static func share(
        _ first: PlacementFacts.Place,
        _ second: PlacementFacts.Place,
        separation: PlacementProblem.Separation,
        enforcement: PlacementFacts.Enforcement,
        _ facts: PlantFacts
    ) -> Request {
        Request(
            principal: Question.program(first.program),
            action: Question.action("share"),
            resource: Question.program(second.program),
            context: [
                "separation": .long(Int64(separation.rawValue)),
                "site": .entity(Question.site(first.site)),
                "otherSite": .entity(Question.site(second.site)),
                "date": facts.date,
                "enforcesAttributes": .bool(enforcement.attributes),
                "enforcesFields": .bool(enforcement.fields),
                "enforcesCompartments": .bool(enforcement.compartments),
            ]
        )
    }

    /// Does the program owe the duty for its work at the site?
    public static func owe(_ program: String, duty: EntityUID, at site: String, _ facts: PlantFacts) -> Request {
        Request(
            principal: Question.program(program),
            action: Question.action("owe"),
            resource: duty,
            context: ["site": .entity(Question.site(site)), "date": facts.date]
        )
    }

    /// Do the facts of the program's classification agree with each other?
    public static func classify(_ program: String, _ facts: PlantFacts) -> Request {
        Request(
            principal: Question.program(program),
            action: Question.action("classify"),
            resource: Question.program(program),
            context: ["date": facts.date]
        )
    }
}
