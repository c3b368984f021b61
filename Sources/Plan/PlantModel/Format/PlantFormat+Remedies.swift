extension PlantFormat {
    static let remedyEfforts = FormatObject(
        "efforts of ways out",
        "How hard each kind of change is that would give an infeasible plant a plan, in points; the least is told.",
        [
            .optional("raiseLimits", effort, "An environment that holds or carries more; 3 if left out."),
            .optional("extendReach", effort, "An environment that serves further sites; 5 if left out."),
            .optional("changeFacts", effort, "Facts of an environment changed to meet an obligation; 6 if left out."),
            .optional("renegotiate", effort, "A flowdown agreed anew with the customer; 8 if left out."),
            .optional("obtainAuthorization", effort, "An authorization obtained; 13 if left out."),
            .optional("addEnvironment", effort, "An environment added; 20 if left out."),
            .optional("approvedBy", .token(what: "office"), "Who set them."),
        ]
    )

    /// A change of no effort would be in every way out, needed or not.
    private static let effort = FormatType.integer(1...Limits.weightMax, unit: "points")
}
