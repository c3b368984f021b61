extension PlantFormat {
    static let site = FormatObject(
        "a site",
        "A plant location.",
        [
            identifier(.site),
            .required("country", .fact(.country, canBeUnknown: false), "Country, ISO 3166-1 alpha-2."),
            .optional(
                "uplink",
                .object(
                    FormatObject(
                        "an uplink",
                        "A site's link to elsewhere.",
                        [
                            .optional("longestOutageHours", .fact(.hours), "Longest outage to reckon with."),
                            .optional(
                                "outagesPerYear",
                                .fact(.integer(0...Limits.countMax, unit: "outages")),
                                "How often it fails."
                            ),
                            .optional("latencyMs", .fact(latency), "Round trip to elsewhere, in milliseconds."),
                        ]
                    )
                ),
                "The link to elsewhere."
            ),
            .optional(
                "downtimeWindows",
                .list(text, atLeast: 0),
                "When nothing runs, such as 'Sun 02:00-06:00 America/Chicago'."
            ),
            .optional("zones", .list(.object(zone), atLeast: 0), "Areas with their own rule of who may be there."),
        ]
    )

    static let zone = FormatObject(
        "a zone",
        "An area of a site: who is in it sees the article, or a screen there.",
        [
            identifier(.zone),
            .required("admits", audiences, "Audiences that may be there."),
            .optional("visualBarrier", .fact(.boolean), "Whether it cannot be looked into from outside."),
        ]
    )

    static let workCenter = FormatObject(
        "a work center",
        "A machine or cell with its capacity.",
        [
            identifier(.workCenter),
            .required("site", .reference(.site), "Its site."),
            .optional("zone", .reference(.zone), "Its zone, one of that site's."),
            .required("hoursPerWeek", hoursPerWeek, "Capacity."),
            .optional(
                "specialProcess",
                .token(what: "special process"),
                "The special process it performs, such as NDT."
            ),
        ]
    )

    static let party = FormatObject(
        "a party",
        "A legal entity.",
        [
            identifier(.party),
            .required("kind", .choice(Plant.Party.Kind.self), "What it is to the plant's owner; one party is 'self'."),
            .required("country", .fact(.country, canBeUnknown: false), "Country it is organised in."),
            .optional("jcpUntil", .fact(.day), "Last day of its DD Form 2345 certification."),
            .optional("nadcap", tokens, "Special processes it is accredited for."),
            .optional("flowedDown", .list(.token(what: "clause"), atLeast: 0), "Clauses flowed down to it."),
        ]
    )

    static let audience = FormatObject(
        "an audience",
        "A class of persons, described by its members' worst facts. Never a name.",
        [
            identifier(.audience),
            .optional("employer", .reference(.party), "Who employs its members."),
            .optional("role", .token(what: "role"), "What its members do."),
            .optional("allUSPersons", .fact(.boolean), "Every member is a U.S. person (22 CFR 120.62)."),
            .optional(
                "allUSCitizens",
                .fact(.boolean),
                "Every member is a U.S. citizen; a lawful permanent resident is a U.S. person and no citizen."
            ),
            .optional(
                "citizenships",
                .fact(countries),
                "Every citizenship ever held and every residency held now, by any member (22 CFR 120.50(b))."
            ),
            .optional(
                "latestCitizenships",
                .fact(countries),
                "The latest citizenship or residency of each member (15 CFR 734.13(b))."
            ),
            .optional("worksIn", .fact(.oneOrMore(.country)), "Countries its members work in."),
            .optional("federalEmployees", .fact(.boolean), "Every member is a federal employee."),
            .optional(
                "needToKnow",
                .object(
                    FormatObject(
                        "a need to know",
                        "The programs that an audience needs to know of.",
                        [
                            .required("programs", programs, "The programs."),
                            .optional("sponsor", text, "The function that sponsors it."),
                            .optional("expires", .day, "The last day on which it counts."),
                        ]
                    )
                ),
                "A need to know on file; without it nobody limits the audience by program."
            ),
        ]
    )

    static let authorization = FormatObject(
        "an authorization",
        "What lets a foreign person in.",
        [
            identifier(.authorization),
            .required(
                "kind",
                .choice(
                    FormatType.words(of: [
                        "MLA", "TAA", "WDA", "DSP-5", "DSP-61", "DSP-73", "BIS-licence", "licence", "exemption",
                        "exception", "noLicenceRequired",
                    ])
                ),
                "Agreement, licence, exemption or exception."
            ),
            .required("parties", .list(.reference(.party), atLeast: 1), "Parties it admits."),
            .required("programs", .list(.reference(.program), atLeast: 1), "Programs it covers."),
            .optional(
                "dataClasses",
                .list(.choice(DataClass.self), atLeast: 1),
                "Classes of data it covers; all if left out."
            ),
            .optional("parts", .list(.reference(.part), atLeast: 1), "Parts it covers; all if left out."),
            .required("countries", countries, "Countries it admits."),
            .optional("provisos", tokens, "Its conditions."),
            .optional("from", .day, "First day it is in force."),
            .optional("until", .day, "Last day it is in force; without it, it never is."),
            .optional("useLimit", .integer(0...Limits.countMax, unit: "uses"), "How often it may be used."),
        ]
    )
}
