extension PlantFormat {
    /// Kinds of existing systems.
    static let systemKinds = FormatType.words(of: [
        "ERP", "PLM", "QMS", "BI", "CMMS", "LIMS", "WMS", "MES", "supplierPortal", "customerPortal", "historian",
        "fileShare",
        "dataLake", "inspection", "ncPrograms", "training", "identity", "email", "backup", "paper", "other",
    ])

    static let system = FormatObject(
        "a system",
        "A system that is there already, and who can read what lands in it.",
        [
            identifier(.system),
            .required("kind", .choice(systemKinds), "What it is."),
            .required(
                "hosting",
                .shorthand(
                    .reference(.environment),
                    FormatObject("a place", "At a site.", [.required("site", .reference(.site), "The site.")])
                ),
                "Where it runs: the id of an environment, or { site: id }."
            ),
            .required("audiences", audiences, "Who can read what lands in it."),
            .optional("enforces", .object(enforcement), "What it can enforce."),
            .optional("replaceable", .boolean, "Whether it may be replaced; true if left out."),
            .optional("countries", .fact(countries), "Where its data are; as its environment or site if left out."),
            .optional("assurances", .list(.object(assurance), atLeast: 0), "Assurances of its own."),
            .optional("terms", .list(.token(what: "term"), atLeast: 0), "Terms its operator agrees to."),
            .optional(
                "vouchesForFactors",
                .fact(.boolean),
                "Its word counts of by how many factors its users signed in, when it asks about them; if left out, they count for one."
            ),
        ]
    )

    static let instance = FormatObject(
        "an instance",
        "An MES of today, paper included.",
        [
            identifier(.instance),
            .optional("environment", .reference(.environment), "The environment it runs in; not for paper."),
            .optional("paper", .boolean, "It is paper."),
            .required(
                "hosts",
                .list(
                    .object(
                        FormatObject(
                            "a unit",
                            "A program at a site.",
                            [
                                .required("program", .reference(.program), "The program."),
                                .required("site", .reference(.site), "The site, one of the program's."),
                            ]
                        )
                    ),
                    atLeast: 0
                ),
                "What it runs."
            ),
            .optional("audiences", audiences, "Who can read it."),
            .optional("enforces", .object(enforcement), "What it can enforce."),
            .optional("validated", .day, "Day it was validated."),
            .optional(
                "variants",
                .object(
                    FormatObject(
                        "variants",
                        "How many variants of the same thing it carries.",
                        [
                            .optional("routings", count, "Routings."),
                            .optional("forms", count, "Forms."),
                            .optional("statuses", count, "Statuses."),
                            .optional("approvalPaths", count, "Paths of approval."),
                        ]
                    )
                ),
                "Variants it carries."
            ),
            .optional(
                "requalifyWeeks",
                .integer(0...Limits.weeksMax, unit: "weeks"),
                "How long a requalification takes."
            ),
            .optional("retireBy", .day, "Day by which it goes."),
        ]
    )

    static let count = FormatType.integer(0...Limits.countMax, unit: "variants")

    private static let flowEnd = FormatType.words(
        [.init("mes", "Whichever MES instance hosts the program.")],
        or: .reference(.system)
    )

    static let flow = FormatObject(
        "a flow",
        "What moves between systems today.",
        [
            identifier(.flow),
            .required("from", flowEnd, "Whence: 'mes' or a system."),
            .required("to", flowEnd, "Whither: 'mes' or a system."),
            .required("carries", .list(.choice(DataClass.self), atLeast: 1), "Classes of data it carries."),
            .optional("programs", programs, "Programs whose data it carries; all if left out."),
            .optional("filter", .reference(.filter), "The filter in it."),
            .optional(
                "messages",
                .object(messages),
                "What its records look like; with it the gateway can carry the flow."
            ),
        ]
    )

    static let filter = FormatObject(
        "a filter",
        "What a connector lets pass.",
        [
            identifier(.filter),
            .required("passes", .list(.token(what: "field"), atLeast: 0), "Fields that pass."),
            .optional("drops", .list(.token(what: "field"), atLeast: 0), "Fields that are dropped."),
            .optional(
                "redacts",
                .list(.token(what: "field"), atLeast: 0),
                "Fields that pass with a fixed word in the place of every value."
            ),
            .optional(
                "generalizes",
                .map(key: .token(what: "field"), value: .choice(Plant.Filter.Generalization.self)),
                "Fields that pass with less in them than they held."
            ),
        ]
    )

    static let changeTier = FormatObject(
        "a change tier",
        "How a change is approved and shown.",
        [
            .required("tier", .integer(1...3, unit: "the tier"), "1 to 3; each tier once."),
            .required("approvals", .list(.token(what: "capacity"), atLeast: 0), "Capacities that have to approve."),
            .optional("tests", .list(.token(what: "test"), atLeast: 0), "Tests that have to pass."),
            .optional("evidence", .list(.token(what: "evidence"), atLeast: 0), "Evidence that has to be there."),
            .optional("distinct", .list(.token(what: "role"), atLeast: 0), "Roles that different persons hold."),
        ]
    )

    private static let points = FormatType.integer(0...Limits.weightMax, unit: "points")

    static let weights = FormatObject(
        "weights",
        "What one more of each kind of fragmentation is worth, in points.",
        [
            .optional("instance", points, "An instance."),
            .optional("environment", points, "An environment in use."),
            .optional("compartment", points, "A compartment."),
            .optional("processVariant", points, "A variant of a process."),
            .optional("twoSystemsAtSite", points, "A site that works in one more system."),
            .optional("splitMasterData", points, "Master data kept in one more place."),
            .optional("integrationLink", points, "A link to an existing system."),
            .optional("validationPackage", points, "A validation package."),
            .optional("hiddenCapacity", points, "A work center whose capacity two instances schedule."),
            .optional("overControl", points, "A control that a unit bears for others only."),
            .optional("approvedBy", .token(what: "office"), "Who approved them."),
        ]
    )

    static let flowCosts = FormatObject(
        "costs of cutting flows",
        "What it costs to cut a path on which data could be released, in points.",
        [
            .optional("filter", price, "A filter put into a flow; 6 if left out."),
            .optional("droppedClass", price, "Each data class that a filter drops; 2 if left out."),
            .optional("narrowAudience", price, "An audience that no longer reads a system; 12 if left out."),
            .optional(
                "narrowAdministration",
                price,
                "An audience that no longer administers or supports an environment; 24 if left out."
            ),
            .optional("rehost", price, "A system hosted elsewhere; 40 if left out."),
            .optional("stopFlow", price, "A flow that is stopped; 30 if left out."),
            .optional("approvedBy", .token(what: "office"), "Who approved them."),
        ]
    )

    /// A cut that cost nothing would be in every least set, needed or not.
    private static let price = FormatType.integer(1...Limits.weightMax, unit: "points")
}
