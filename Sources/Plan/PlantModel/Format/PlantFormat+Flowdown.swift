extension PlantFormat {
    static let flowdown = FormatObject(
        "a flowdown",
        "What a customer or a contract asks. One flowdown may ask several things.",
        [
            .required("id", .localIdentifier, "Id, unique within the program."),
            .required(
                "from",
                .choice(Plant.Flowdown.Basis.self),
                "What it rests on; a preference never forces anything."
            ),
            .optional("cite", text, "Where the demand is written."),
            .optional(
                "separation",
                .choice(Plant.Flowdown.Separation.Rung.self),
                "How far apart from others, at least."
            ),
            .optional(
                "against",
                .words(
                    [
                        .init("everyone", "Every other program."),
                        .init("otherCustomers", "Programs of other customers."),
                        .init("otherContracts", "Programs of other contracts."),
                    ],
                    or: .list(.reference(.party), atLeast: 1)
                ),
                "Apart from whom; everyone if left out."
            ),
            .optional("where", .choice(Plant.Flowdown.Separation.Scope.self), "In which systems; the MES if left out."),
            .optional("accepts", .choice(Plant.Flowdown.Separation.Strength.self), "How the separation may be shown."),
            .optional("tenancy", .choice(FormatType.words(of: ["dedicated"])), "Infrastructure that nobody else uses."),
            .optional("persons", .choice(Plant.Flowdown.Persons.self), "Who may see the program's records."),
            .optional(
                "administration",
                .choice(Plant.Flowdown.Persons.self),
                "Who may administer and support what hosts it."
            ),
            .optional(
                "signIn",
                .choice(Plant.Flowdown.SignIn.self),
                "How sessions have to be begun that reach the program's records; a badge is no factor."
            ),
            .optional(
                "hosting",
                .list(
                    .words(
                        Plant.Environment.Kind.allCases.map { .init($0.rawValue) },
                        or: .reference(.environment)
                    ),
                    atLeast: 1
                ),
                "Where it may be hosted: kinds or ids of environments."
            ),
            .optional("retain", .period, "How long records have to be kept."),
            .optional("purge", .period, "How soon data has to be destroyed or returned."),
            .optional(
                "trigger",
                .choice(Plant.Flowdown.Trigger.self),
                "What 'retain' or 'purge' runs from."
            ),
            .optional("reportHours", .integer(0...Limits.hoursMax, unit: "hours"), "How soon an incident is reported."),
            .optional(
                "to",
                .words(FormatType.words(of: ["customer", "DoD", "DDTC", "BIS"]), or: .reference(.party)),
                "To whom it is reported."
            ),
            .optional(
                "approves",
                .list(.choice(Plant.Flowdown.ChangeKind.self), atLeast: 1),
                "Changes that the customer approves before use."
            ),
            .optional("noSubtier", .boolean, "Nothing goes to a sub-tier without consent."),
            .optional("auditDays", days, "Within how many days of a request records are shown."),
            .optional(
                "policy",
                .text(longest: Limits.policyLengthMax),
                "Cedar policies, for what no other key says."
            ),
        ]
    )
}
