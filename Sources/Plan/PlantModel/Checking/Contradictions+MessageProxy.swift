extension Contradictions {
    /// A proxy that would answer what nobody said, or not know whom.
    func checkProxy(_ connection: Plant.Messages.Connection, of messages: Plant.Messages, log: inout ProblemLog) {
        for address in [connection.address, connection.listen]
        where !address.value.isEmpty
            && address.value.wholeMatch(of: /https?:\/\/[A-Za-z0-9.\-]{1,253}(:[0-9]{1,5})?/) == nil
        {
            log.add(
                .messagesDisagree,
                at: address.place,
                "'\(address.value)' is no host of HTTP; expected one without a path, as in 'https://erp.plant.example'"
            )
        }
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
        for name in connection.parameters where name.value.wholeMatch(of: /[A-Za-z0-9_.\-]{1,100}/) == nil {
            log.add(
                .messagesDisagree,
                at: name.place,
                "'\(name.value)' is no name of a parameter; expected letters, digits, '_', '.' and '-'"
            )
        }
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
}
