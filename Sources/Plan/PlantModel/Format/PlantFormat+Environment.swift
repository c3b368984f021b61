extension PlantFormat {
    static let environment = FormatObject(
        "an environment",
        "Where an MES instance can be hosted, by its facts.",
        [
            identifier(.environment),
            .required("kind", .choice(Plant.Environment.Kind.self), "A name for people; rules read the facts."),
            .optional(
                "status",
                .choice(Plant.Environment.Status.self),
                "Whether it is there; a candidate if left out."
            ),
            .optional(
                "purposes",
                .list(.choice(Plant.Environment.Purpose.self), atLeast: 1),
                "What it may be used for; hosting if left out."
            ),
            .optional(
                "operatedBy",
                .reference(.party),
                "Who operates it; if left out, the employers of its administrators and support."
            ),
            .required("tenancy", .object(tenancy), "Who shares it."),
            .optional("locations", .object(locations), "Where it processes, stores, backs up and is supported."),
            .required("administrators", .list(.reference(.audience), atLeast: 1), "Who administers it."),
            .required("support", audiences, "Who supports it."),
            .optional("keys", .object(keys), "Its cryptography."),
            .optional("logging", .object(logging), "What it logs."),
            .optional("terms", .object(terms), "What its operator agrees to."),
            .optional("assurances", .list(.object(assurance), atLeast: 0), "Such as FedRAMP."),
            .optional("enforces", .object(enforcement), "What an instance there can enforce."),
            .optional("validated", .fact(.boolean), "Validated for regulated records (21 CFR 11.10(a))."),
            .required("availability", .object(availability), "How it is available."),
            .optional(
                "limits",
                .object(
                    FormatObject(
                        "limits",
                        "What it can carry.",
                        [
                            .optional("hoursPerWeek", hoursPerWeek, "Hours per week that one instance can carry."),
                            .optional(
                                "instances",
                                .integer(0...Limits.instancesMax, unit: "instances"),
                                "Instances that can be opened."
                            ),
                        ]
                    )
                ),
                "What it can carry; without a limit if left out."
            ),
            .required(
                "sites",
                .words([.init("all", "All sites of the plant.")], or: .list(.reference(.site), atLeast: 1)),
                "The sites it serves."
            ),
            .required(
                "costs",
                .object(
                    FormatObject(
                        "costs",
                        "Its price, in one currency for the whole plant.",
                        [
                            .required("open", .integer(0...Limits.costMax, unit: "money"), "Opening it."),
                            .required(
                                "validation",
                                .integer(0...Limits.costMax, unit: "money"),
                                "Validating an instance."
                            ),
                        ]
                    )
                ),
                "Its price."
            ),
        ]
    )

    static let tenancy = FormatObject(
        "tenancy",
        "Who shares an environment.",
        [
            .required(
                "model",
                .fact(.choice(Plant.Environment.Tenancy.Model.self), canBeUnknown: false),
                "With other customers of the operator, in a tenant of its own, or with nobody."
            ),
            .required(
                "infrastructure",
                .list(.token(what: "infrastructure id"), atLeast: 1),
                "Ids of cloud account, hypervisor, directory, backup domain: environments that share one are entangled."
            ),
        ]
    )

    static let locations = FormatObject(
        "locations",
        "Countries; what is left out is unknown.",
        [
            .optional("processing", .fact(countries), "Where it processes in clear."),
            .optional("storage", .fact(countries), "Where data rests."),
            .optional("backup", .fact(countries), "Where backups rest."),
            .optional("support", .fact(countries), "Whence it is supported."),
        ]
    )

    static let keys = FormatObject(
        "keys",
        "Cryptography of an environment.",
        [
            .optional("custody", .fact(.choice(Plant.Environment.Keys.Custody.self)), "Who holds the keys."),
            .optional(
                "fips140",
                .fact(.words(none, or: .integer(1...4, unit: "the FIPS 140 level"))),
                "Level of the validated module, or none."
            ),
            .optional(
                "endToEnd",
                .fact(.boolean),
                "Only ciphertext is there (22 CFR 120.54(b)): for 'store' and 'relay', never for 'host'."
            ),
            .optional("strengthBits", .fact(.integer(0...4_096, unit: "bits")), "Strength of the encryption."),
        ]
    )

    static let logging = FormatObject(
        "logging",
        "What an environment logs.",
        [
            .optional("reads", .fact(.boolean), "Reads are logged."),
            .optional("retentionDays", .fact(days), "How long logs are kept."),
            .optional("exportable", .fact(.boolean), "Logs can be taken out."),
        ]
    )

    static let terms = FormatObject(
        "terms",
        "What an operator agrees to.",
        [
            .optional("accepts", .list(.token(what: "term"), atLeast: 0), "Such as DFARS-252.204-7012-c-g."),
            .optional(
                "incidentNoticeHours",
                .fact(.integer(0...Limits.hoursMax, unit: "hours")),
                "How soon it tells of an incident."
            ),
            .optional("mediaPreservationDays", .fact(days), "How long it preserves media."),
        ]
    )

    static let assurance = FormatObject(
        "an assurance",
        "An assurance that somebody gave.",
        [
            .required("kind", .token(what: "assurance"), "Such as FedRAMP."),
            .optional("level", .token(what: "level"), "Such as Moderate."),
        ] + factNotes
    )

    static let enforcement = FormatObject(
        "what is enforced",
        "What an instance or system can enforce; what is left out is unknown.",
        [
            .optional(
                "isolation",
                .fact(.choice(Plant.Environment.Enforcement.Isolation.self)),
                "How data are kept apart."
            ),
            .optional("attributes", .fact(.boolean), "Attribute rules on every read."),
            .optional("fields", .fact(.boolean), "Rules on single fields."),
            .optional(
                "compartments",
                .fact(.boolean),
                "Separately keyed compartments; if left out, exactly where isolation is by record."
            ),
        ]
    )

    static let availability = FormatObject(
        "availability",
        "How an environment is available; what is left out is unknown.",
        [
            .optional("longestOutageHours", .fact(.hours), "Its longest outage."),
            .optional("maintenanceHours", .fact(.hours), "Its longest maintenance."),
            .optional("latencyMs", .fact(latency), "Time to answer, without the site's uplink."),
            .optional("rpoMinutes", .fact(minutes), "Work that can be lost."),
            .optional("rtoMinutes", .fact(minutes), "Time until it runs again."),
            .required("needsUplink", .fact(.boolean, canBeUnknown: false), "A site reaches it by its uplink only."),
        ]
    )

    static let assessmentScope = FormatObject(
        "an assessed scope",
        "A CMMC status belongs to an assessed scope, not to a cloud.",
        [
            identifier(.assessmentScope),
            .required("kind", .token(what: "scheme"), "Such as CMMC."),
            .required("level", .integer(1...3, unit: "the level"), "The level."),
            .required("assessment", assessor, "Who assessed it."),
            .required("status", .choice(Plant.AssessmentScope.Status.self), "State of the assessment."),
            .required("date", .day, "Day of the status."),
            .required("expires", .day, "Last day on which it counts."),
            .optional("affirmed", .day, "Day of the latest affirmation."),
            .required(
                "covers",
                .object(
                    FormatObject(
                        "what a scope covers",
                        "What is in an assessed scope.",
                        [
                            .optional("environments", .list(.reference(.environment), atLeast: 0), "Environments."),
                            .optional("systems", .list(.reference(.system), atLeast: 0), "Systems."),
                            .optional("zones", .list(.reference(.zone), atLeast: 0), "Zones."),
                        ]
                    )
                ),
                "What is in the scope."
            ),
        ]
    )
}
