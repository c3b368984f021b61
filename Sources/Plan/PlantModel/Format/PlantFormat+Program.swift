extension PlantFormat {
    static let program = FormatObject(
        "a program",
        "What is built, with its restrictions.",
        [
            identifier(.program),
            .required("customer", .reference(.party), "Who ordered it."),
            .optional("contract", .object(contract), "The contract it is built under."),
            .optional("classification", .object(classification), "What restricts it, as the plant's owner determined."),
            .optional("parts", .list(.object(part), atLeast: 0), "Parts restricted otherwise than the program."),
            .optional(
                "data",
                .map(key: .choice(DataClass.self), value: .object(dataDetermination)),
                "Data classes restricted otherwise than the program, each by a determination."
            ),
            .optional(
                "flowdowns",
                .list(.object(flowdown), atLeast: 0),
                "What customer or contract ask beyond clauses of regulations."
            ),
            .optional(
                "standards",
                .list(.token(what: "standard"), atLeast: 0),
                "Such as AS9100D, NADCAP-NDT or 21CFR11."
            ),
            .optional("sites", .list(.reference(.site), atLeast: 0), "Where it is built."),
            .optional(
                "workCenters",
                .map(key: .reference(.workCenter), value: hoursPerWeek),
                "Hours per week that it takes of work centers at its sites."
            ),
            .optional("systems", .list(.reference(.system), atLeast: 0), "Existing systems it works with."),
            .optional("resilience", .object(resilience), "What its work can bear."),
        ]
    )

    static let contract = FormatObject(
        "a contract",
        "A contract or subcontract.",
        [
            .required("id", .localIdentifier, "Id; programs under one contract share it."),
            .optional("awarded", .day, "Day of award."),
            .optional(
                "government",
                .fact(.boolean),
                "A government contract stands behind it; FAR or DFARS clauses imply it."
            ),
            .optional("clauses", .list(.shorthand(clauseID, clause), atLeast: 0), "Clauses incorporated."),
        ]
    )

    static let clauseID = FormatType.token(what: "clause")

    static let assessor = FormatType.choice(FormatType.words(of: ["self", "C3PAO", "DIBCAC"]))

    static let clause = FormatObject(
        "a clause",
        "A clause of a contract.",
        [
            .required("id", clauseID, "Such as DFARS-252.204-7012."),
            .optional("level", .integer(1...3, unit: "the CMMC level"), "CMMC level it asks for."),
            .optional("assessment", assessor, "Who must have assessed it."),
        ]
    )

    static let none = [FormatType.Choice("none", "Not restricted in this way.")]

    static let exports = FormatType.words(none, or: .list(.object(exportEntry), atLeast: 1))

    static let cui = FormatType.words(none, or: .list(.token(what: "CUI category"), atLeast: 1))

    static let distribution = FormatType.words(none, or: .object(distributionStatement))

    static let classification = FormatObject(
        "a classification",
        "What restricts a program. Bulkhead does not classify.",
        [
            .optional("exports", exports, "Export jurisdiction and entries."),
            .optional("cui", cui, "CUI categories, such as SP-CTI."),
            .optional("distribution", distribution, "Distribution statement (DoDI 5230.24)."),
            .optional(
                "dissemination",
                .words(none, or: .list(.choice(limitedDissemination), atLeast: 1)),
                "Limited dissemination controls of the CUI Registry."
            ),
            .optional("releasableTo", anyCountries, "Countries of REL TO."),
            .optional("determination", .object(determination), "Who determined it, when, where."),
            .optional("safetyCritical", .fact(.boolean), "A failure could cost lives."),
            .optional("classified", .boolean, "Classified work is refused: it belongs on its own authorized system."),
        ]
    )

    /// Limited dissemination controls of the CUI Registry that are words of their own; REL TO is `releasableTo`.
    static let limitedDissemination = FormatType.words(of: [
        "NOFORN", "FED ONLY", "FEDCON", "NOCON", "DL ONLY", "DISPLAY ONLY", "Attorney-Client", "Attorney-WP",
        "Deliberative",
    ])

    static let exportEntry = FormatObject(
        "an export entry",
        "One entry: the article and its technical data, which are classified apart.",
        [
            .required("regime", .token(what: "export regime"), "ITAR, EAR, EU, UK, or one listed under 'regimes'."),
            .optional("article", .token(what: "entry"), "The article's entry, such as VIII(h) or 9A610.x."),
            .optional("technicalData", .token(what: "entry"), "The technical data's entry, such as VIII(i) or 9E610."),
            .optional("licenceRequiredFor", anyCountries, "Countries to which a licence is required."),
        ]
    )

    static let distributionStatement = FormatObject(
        "a distribution statement",
        "A distribution statement (DoDI 5230.24).",
        [
            .required("statement", .choice(Plant.Distribution.Statement.self), "Its letter."),
            .optional("reason", text, "Why; statements B to F need it."),
            .optional("date", .day, "When it was determined; statements B to F need it."),
            .optional("controllingOffice", text, "Who controls it."),
        ]
    )

    static let determination = FormatObject(
        "a determination",
        "Who determined a classification.",
        [
            .required("by", .token(what: "office"), "The office, never a name."),
            .optional("date", .day, "The day."),
            .optional("document", text, "The document."),
            .optional("review", .day, "The day by which it is to be reviewed."),
        ]
    )

    private static let determined: [FormatField] = [
        .required("determinedBy", .token(what: "office"), "The office that determined it."),
        .required("cite", text, "The document it stands in."),
    ]

    static let part = FormatObject(
        "a part",
        "A part restricted less or more than its program.",
        [
            identifier(.part),
            .optional("exports", exports, "Export entries; as the program if left out."),
            .optional("cui", cui, "CUI categories; as the program if left out."),
            .optional("distribution", distribution, "Distribution statement; as the program if left out."),
        ] + determined
    )

    static let dataDetermination = FormatObject(
        "a determination of a data class",
        "A data class restricted less or more than its program.",
        [
            .optional("exports", exports, "Export entries; as the program if left out.", olderName: "export"),
            .optional("cui", cui, "CUI categories; as the program if left out."),
            .optional("distribution", distribution, "Distribution statement; as the program if left out."),
        ] + determined
    )

    static let resilience = FormatObject(
        "resilience",
        "What a program's work can bear.",
        [
            .optional("longestOutageHours", .fact(.hours), "Longest outage it can bear."),
            .optional("plannedDowntimeHours", .fact(.hours), "Longest planned stop it can bear."),
            .optional("latencyMs", .fact(latency), "Longest answer it can wait for."),
            .optional(
                "cloudDependency",
                .fact(.choice(Plant.Resilience.CloudDependency.self)),
                "Whether the work may depend on what the uplink reaches."
            ),
            .optional("rpoMinutes", .fact(minutes), "How much work may be lost."),
            .optional("rtoMinutes", .fact(minutes), "How soon it has to run again."),
            .optional("failover", .fact(.choice(Plant.Resilience.Failover.self)), "Where the work may go."),
            .optional("offlineHours", .fact(.hours), "How long it has to go on with no link at all."),
        ]
    )
}
