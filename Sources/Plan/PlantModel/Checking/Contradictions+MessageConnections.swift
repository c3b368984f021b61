extension Contradictions {
    /// Ways that lead nowhere, or on which the format cannot go.
    func checkConnections(of messages: Plant.Messages, log: inout ProblemLog) {
        for connection in [messages.source, messages.destination].compactMap(\.self) {
            switch connection.way {
            case .sparkplugB: checkBroker(connection, messages.format, log: &log)
            case .sftp: checkServer(connection, log: &log)
            }
        }
        if let destination = messages.destination, destination.nodes.count > 1 {
            log.add(
                .messagesDisagree,
                at: destination.place,
                "a destination has \(destination.nodes.count) edge nodes; expected the one that the gateway is"
            )
        }
    }

    private func checkBroker(
        _ connection: Plant.Messages.Connection,
        _ format: Plant.Messages.Format,
        log: inout ProblemLog
    ) {
        if format != .jsonLines {
            log.add(
                .messagesDisagree,
                at: connection.place,
                "messages of the format '\(format.rawValue)' do not go by sparkplugB; expected the format 'jsonLines'"
            )
        }
        if connection.address.value.wholeMatch(of: /mqtts?:\/\/[A-Za-z0-9.\-]{1,253}(:[0-9]{1,5})?/) == nil {
            log.add(
                .messagesDisagree,
                at: connection.address.place,
                "'\(connection.address.value)' is no address of a broker; expected one as in 'mqtts://broker.plant.example:8883'"
            )
        }
        // What MQTT has for wildcards, and what divides the levels of a topic (MQTT 3.1.1, 4.7.1).
        for name in [connection.group] + connection.nodes where name.value.contains(where: "/+#\0".contains) {
            log.add(
                .messagesDisagree,
                at: name.place,
                "'\(name.value)' cannot stand in a topic of Sparkplug; expected a name without '/', '+' and '#'"
            )
        }
        check(
            [("group", connection.group.value.isEmpty), ("nodes", connection.nodes.isEmpty)],
            not: [("user", connection.user), ("hostKey", connection.hostKey)],
            of: connection,
            log: &log
        )
    }

    private func checkServer(_ connection: Plant.Messages.Connection, log: inout ProblemLog) {
        if connection.address.value.wholeMatch(of: /sftp:\/\/[A-Za-z0-9.\-]{1,253}(:[0-9]{1,5})?(\/.*)?/) == nil {
            log.add(
                .messagesDisagree,
                at: connection.address.place,
                "'\(connection.address.value)' is no folder of an SFTP server; expected one as in 'sftp://files.plant.example:22/exports'"
            )
        }
        let key = connection.hostKey
        if !key.value.isEmpty, key.value.wholeMatch(of: /SHA256:[A-Za-z0-9+\/]{43}/) == nil {
            log.add(
                .messagesDisagree,
                at: key.place,
                "'\(key.value)' is no fingerprint; expected 'SHA256:' and 43 characters, as 'ssh-keygen -l' says it"
            )
        }
        check(
            [("user", connection.user.value.isEmpty), ("hostKey", key.value.isEmpty)],
            not: [("group", connection.group)] + connection.nodes.prefix(1).map { ("nodes", $0) },
            of: connection,
            log: &log
        )
    }

    private func check(
        _ needed: [(name: String, isMissing: Bool)],
        not others: [(name: String, value: Located<String>)],
        of connection: Plant.Messages.Connection,
        log: inout ProblemLog
    ) {
        for (name, isMissing) in needed where isMissing {
            log.add(
                .messagesDisagree,
                at: connection.place,
                "the way by \(connection.way.rawValue) does not say '\(name)'; expected it"
            )
        }
        for (name, value) in others where !value.value.isEmpty {
            log.add(
                .messagesDisagree,
                at: value.place,
                "'\(name)' says nothing of a way by \(connection.way.rawValue); expected it left out"
            )
        }
    }
}
