/// The format of a plant file, version 1: every key, what it may hold, and what it means.
///
/// The reader, its messages and `schemas/plant.schema.json` all come from this description.
enum PlantFormat {
    /// The version that `bulkhead: 1` names.
    static let version = 1

    /// The plant file itself.
    static let plant = FormatObject(
        "the plant file",
        "What is built where, under which restrictions, who can reach it, on which systems.",
        header + sections
    )

    /// A file that the plant file includes: it adds to the lists, and has nothing of what the plant has once.
    static let included = FormatObject("an included file", "A part of a plant.", sections)

    /// What a plant has once.
    private static let header: [FormatField] = [
        .required(
            "bulkhead",
            .integer(1...1_000, unit: "the format's version"),
            "Version of this format: 1."
        ),
        .required("enterprise", text, "Name of the enterprise."),
        .required("asOf", .day, "Facts are judged as of this day: same input, same bytes."),
        .optional("marking", text, "Marking that reports on this plant carry, such as CUI."),
        .optional("weights", .object(weights), "What one more of each kind of fragmentation is worth, in points."),
        .optional("flowCosts", .object(flowCosts), "What cutting a path of release costs, in points."),
        .optional("remedyEfforts", .object(remedyEfforts), "How hard ways out of an infeasible plant are, in points."),
    ]

    /// What files can add to.
    private static let sections: [FormatField] = [
        .optional("include", .list(path, atLeast: 0), "Further files of this plant, relative to this one."),
        .optional("programsFrom", .list(path, atLeast: 0), "Tables (CSV) of programs, relative to this file."),
        .optional("systemsFrom", .list(path, atLeast: 0), "Tables (CSV) of systems, relative to this file."),
        .optional(
            "regimes",
            .list(.token(what: "export regime"), atLeast: 0),
            "Export regimes beside ITAR, EAR, EU and UK that programs here may name."
        ),
        .optional("sites", .list(.object(site), atLeast: 0), "Plant locations."),
        .optional("workCenters", .list(.object(workCenter), atLeast: 0), "Machines and cells with their capacity."),
        .optional("parties", .list(.object(party), atLeast: 0), "Owner, affiliates, customers, suppliers, vendors."),
        .optional("audiences", .list(.object(audience), atLeast: 0), "Classes of persons, never names."),
        .optional(
            "authorizations",
            .list(.object(authorization), atLeast: 0),
            "What lets a foreign person in: agreements, licences, exemptions, exceptions."
        ),
        .optional("programs", .list(.object(program), atLeast: 0), "What is built."),
        .optional("environments", .list(.object(environment), atLeast: 0), "Where an MES instance can be hosted."),
        .optional(
            "assessmentScopes",
            .list(.object(assessmentScope), atLeast: 0),
            "Assessed scopes, such as for CMMC."
        ),
        .optional("systems", .list(.object(system), atLeast: 0), "Existing systems and who can read them."),
        .optional("instances", .list(.object(instance), atLeast: 0), "The MES landscape of today, paper included."),
        .optional("flows", .list(.object(flow), atLeast: 0), "What moves between systems today."),
        .optional("filters", .list(.object(filter), atLeast: 0), "What connectors let pass."),
        .optional(
            "changeTiers",
            .list(.object(changeTier), atLeast: 0),
            "Default change tiers; obligations raise them."
        ),
        .optional(
            "draftObligations",
            .list(.token(what: "obligation"), atLeast: 0),
            "Draft obligations of the catalogue that hold here all the same."
        ),
    ]

    // MARK: - What fields have in common

    static let text = FormatType.text(longest: Limits.textLengthMax)
    static let path = FormatType.text(longest: 500)
    static let countries = FormatType.list(.country, atLeast: 1)
    static let anyCountries = FormatType.list(.country, atLeast: 0)
    static let minutes = FormatType.integer(0...Limits.minutesMax, unit: "minutes")
    static let days = FormatType.integer(0...Limits.daysMax, unit: "days")
    static let latency = FormatType.integer(0...Limits.latencyMsMax, unit: "milliseconds")
    static let hoursPerWeek = FormatType.integer(0...Limits.hoursPerWeekMax, unit: "hours per week")
    static let programs = FormatType.list(.reference(.program), atLeast: 0)
    static let audiences = FormatType.list(.reference(.audience), atLeast: 0)
    static let tokens = FormatType.list(.token(what: "name"), atLeast: 0)

    static func identifier(_ kind: EntityKind) -> FormatField {
        .required("id", .identifier(kind), "Id, unique among all of its kind.")
    }

    /// What every fact may carry beside its value.
    static let factNotes: [FormatField] = [
        .optional(
            "evidence",
            text,
            "What shows it: a document, a certificate, a screening. Without it the fact is only claimed."
        ),
        .optional("asOf", .day, "The day the evidence speaks of."),
        .optional("expires", .day, "The last day on which it counts."),
        .optional("owner", text, "The function that answers for it, never a name."),
    ]

    /// A fact written with its evidence.
    static func fact(of inner: FormatType, canBeUnknown: Bool) -> FormatObject {
        let value = canBeUnknown ? FormatType.words([.init("unknown")], or: inner) : inner
        return FormatObject(
            "a fact",
            "A value and what shows it.",
            [.required("value", value, "What is the case.")] + factNotes
        )
    }
}
