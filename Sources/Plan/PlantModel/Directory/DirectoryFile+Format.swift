extension DirectoryFile {
    /// The version that `directory: 1` names.
    static let version = 1

    /// Every key, what it may hold, and what it means.
    static let format = FormatObject(
        "the directory's file",
        "Where the directory is, which entries are persons, and which attribute fills which column of the person register.",
        [
            .required("directory", .integer(1...1_000, unit: "the format's version"), "Version of this format: 1."),
            .required(
                "url",
                .text(longest: 300),
                "ldaps://HOST or ldap://HOST, which off this machine takes StartTLS; with :PORT where it is another."
            ),
            .optional("startTLS", .boolean, "Take StartTLS on this machine too."),
            .optional(
                "authorities",
                .text(longest: 500),
                "Whom its certificate is believed from: a file in PEM, relative to this one. Those of the machine if left out."
            ),
            .optional("bind", .object(bind), "As whom it is asked; as nobody if left out."),
            .required("base", .text(longest: 1_000), "The name of the entry below which persons are (RFC 4514)."),
            .required("filter", .text(longest: 2_000), "Which entries are persons, as RFC 4515 writes it."),
            .required("source", .text(longest: 64), "What the register names as the source of the facts."),
            .optional(
                "asOf",
                attribute,
                "The attribute of the day as of which an entry's facts were stated, as 2026-11-24 or 20261124093000Z. The day of reading if left out."
            ),
            .optional("everyMinutes", .integer(1...1_440, unit: "minutes"), "How often it is read; 15 if left out."),
            .optional(
                "staleDays",
                .integer(1...366, unit: "days"),
                "After how many days without a reading the register has drifted; 2 if left out."
            ),
            .optional(
                "goneMax",
                .integer(0...20_000, unit: "persons"),
                "How many persons may be gone from one reading to the next; 20 if left out. More are taken for a fault, and nothing is taken over."
            ),
            .required("columns", .object(columnsFormat), "The attribute that fills each column."),
        ]
    )

    private static let bind = FormatObject(
        "the name that binds",
        "As whom the directory is asked (simple bind).",
        [
            .required("name", .text(longest: 1_000), "The distinguished name."),
            .required(
                "passwordFile",
                .text(longest: 500),
                "The file of its password, relative to this one; nobody else may read it."
            ),
        ]
    )

    private static let attribute = FormatType.text(longest: 200)

    private static let columnsFormat = FormatObject(
        "the columns",
        "The columns of the person register. What is left out, and what an entry lacks, is not known, and what is not known never permits.",
        columnNames.map { name, isRequired, summary in
            FormatField(
                name: name,
                olderName: nil,
                type: .shorthand(attribute, mapped),
                isRequired: isRequired,
                summary: summary
            )
        }
    )

    private static let mapped = FormatObject(
        "an attribute with its values",
        "An attribute whose values are other words than the register's.",
        [
            .required("attribute", attribute, "Its name."),
            .required(
                "values",
                .map(key: .text(longest: 200), value: .words([.init("unknown")], or: .text(longest: 200))),
                "What each value says in the register; unknown for one that says nothing. A value that is not among them is a fault."
            ),
        ]
    )

    /// The columns of the person register, whether each line has them, and what they say.
    static let columnNames: [(name: String, isRequired: Bool, summary: String)] = [
        ("person", true, "The person's id, for good."),
        ("badge", true, "What the badge says."),
        ("name", true, "How the person is called on screen."),
        ("employer", false, "The party that employs the person, by its id in the plant file."),
        ("role", false, "What the person does."),
        ("home", false, "The page that the person begins at; operator where nothing is said."),
        ("usPerson", false, "A U.S. person (22 CFR 120.62): yes or no; TRUE and FALSE are read too."),
        ("usCitizen", false, "A U.S. citizen: yes or no."),
        ("citizenships", false, "Citizenships ever held, each value one, with its days: `MX until 2011-03-04`."),
        ("residencies", false, "Residencies, likewise."),
        ("worksIn", false, "Countries that the person works in."),
        ("needToKnow", false, "Needs to know, each with sponsor and last day: `VEH by p-7 until 2027-06-30`."),
        ("authorizations", false, "Authorizations that name the person, by id."),
        ("federalEmployee", false, "Employed by the U.S. Government: yes or no."),
        ("dodEmployee", false, "Employed by the Department of Defense: yes or no."),
    ]
}
