import Cedar

extension Contradictions {
    /// A proxy that would answer what nobody said, or not know whom.
    func checkProxy(_ connection: Plant.Messages.Connection, of messages: Plant.Messages, log: inout ProblemLog) {
        for address in [connection.address, connection.listen] { checkHost(address, log: &log) }
        for route in connection.routes
        where route.value.wholeMatch(of: /(\/([A-Za-z0-9._~!$&'()+,;=:@\-]+|\*))+|\//) == nil
            || route.value.split(separator: "/").contains(where: { $0 == "." || $0 == ".." })
        {
            log.add(
                .messagesDisagree,
                at: route.place,
                "'\(route.value)' is no path; expected one in which '*' stands for one part, as in '/api/orders/*'"
            )
        }
        for parameter in connection.parameters { check(parameter, of: messages, log: &log) }
        if let destination = messages.destination {
            log.add(
                .messagesDisagree,
                at: destination.place,
                "a proxy answers whoever asks; expected no destination beside it"
            )
        }
        if !connection.token.value.isEmpty { checkToken(connection, log: &log) }
        check(
            [("listen", connection.listen.value.isEmpty), ("routes", connection.routes.isEmpty)],
            allowed: ["listen", "routes", "parameters", "token"] + (connection.token.value.isEmpty ? [] : ["scope"]),
            of: connection,
            log: &log
        )
    }

    /// A parameter of which nobody says what it selects by: what comes back for it would tell of what is withheld.
    private func check(
        _ parameter: Plant.Messages.Connection.Parameter,
        of messages: Plant.Messages,
        log: inout ProblemLog
    ) {
        let name = parameter.name
        if name.value.wholeMatch(of: /[A-Za-z0-9_.\-]{1,100}/) == nil {
            log.add(
                .messagesDisagree,
                at: name.place,
                "'\(name.value)' is no name of a parameter; expected letters, digits, '_', '.' and '-'"
            )
        }
        guard let field = parameter.selects else {
            guard parameter.because == nil else { return }
            log.add(
                .messagesDisagree,
                at: name.place,
                "the parameter '\(name.value)' does not say which field it selects by; expected 'selects', or 'because' with why it tells nothing of what is "
                    + "withheld"
            )
            return
        }
        guard !messages.fields.contains(where: { $0.name == field.value }) else { return }
        log.add(
            .danglingReference,
            at: field.place,
            "the parameter '\(name.value)' selects by '\(field.value)', which is not among 'fields'",
            suggestion: NearestName.to(field.value, in: messages.fields.map(\.name))
        )
    }

    /// Questions that no record could be told from, or that would be answered where nobody asks.
    func checkQuestions(_ connection: Plant.Messages.Connection, of messages: Plant.Messages, log: inout ProblemLog) {
        if ![.jsonLines, .json].contains(messages.format) {
            log.add(
                .messagesDisagree,
                at: connection.place,
                "a record is asked about as an object of JSON, and is none of the format '\(messages.format.rawValue)'; expected 'jsonLines' or 'json'"
            )
        }
        checkHost(connection.address, log: &log)
        if let destination = messages.destination {
            log.add(
                .messagesDisagree,
                at: destination.place,
                "a system that asks sends for itself; expected no destination beside authzen"
            )
        }
        check([], allowed: [], of: connection, log: &log)
    }

    private func checkHost(_ address: Located<String>, log: inout ProblemLog) {
        guard !address.value.isEmpty,
            address.value.wholeMatch(of: /https?:\/\/[A-Za-z0-9.\-]{1,253}(:[0-9]{1,5})?/) == nil
        else { return }
        log.add(
            .messagesDisagree,
            at: address.place,
            "'\(address.value)' is no host of HTTP; expected one without a path, as in 'https://erp.plant.example'"
        )
    }
}
