import Cedar

extension Contradictions {
    /// Ways that lead nowhere, or on which the format cannot go.
    func checkConnections(of messages: Plant.Messages, of flow: Plant.Flow, log: inout ProblemLog) {
        for connection in [messages.source, messages.destination].compactMap(\.self) {
            switch connection.way {
            case .sparkplugB: checkBroker(connection, messages.format, log: &log)
            case .sftp: checkServer(connection, log: &log)
            case .webhook, .polling: checkRequests(connection, of: messages, log: &log)
            case .postgresql: checkDatabase(connection, of: messages, of: flow, log: &log)
            case .proxy: checkProxy(connection, of: messages, log: &log)
            case .authzen: checkQuestions(connection, of: messages, log: &log)
            }
        }
        if let source = messages.source, source.way == .postgresql {
            log.add(
                .messagesDisagree,
                at: source.place,
                "no source is read by postgresql; expected a destination, or a source by another way"
            )
        }
        if let destination = messages.destination, [.polling, .proxy, .authzen].contains(destination.way) {
            log.add(
                .messagesDisagree,
                at: destination.place,
                "a destination is not asked for anything; expected \(destination.way.rawValue) of a source, or a destination by webhook"
            )
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
            allowed: ["group", "nodes"],
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
            allowed: ["user", "hostKey"],
            of: connection,
            log: &log
        )
    }

    private func checkRequests(
        _ connection: Plant.Messages.Connection,
        of messages: Plant.Messages,
        log: inout ProblemLog
    ) {
        let isListening = connection.way == .webhook && connection == messages.source
        checkAddress(connection.address, withQuery: connection.way == .polling, log: &log)
        if !connection.token.value.isEmpty { checkToken(connection, log: &log) }
        if let cursor = connection.cursor {
            let fits = messages.format == .json && cursor.pointer.map { !$0.value.isRepeated } ?? false
            if !fits || cursor.parameter.value.wholeMatch(of: /[A-Za-z0-9_.\-$]{1,100}/) == nil {
                log.add(
                    .messagesDisagree,
                    at: cursor.parameter.place,
                    "an answer does not say by this whence the next goes on; expected, of the format json, the name of a parameter and a pointer without '*'"
                )
            }
        }
        var allowed: [String] = isListening ? [] : ["token"]
        if !connection.token.value.isEmpty { allowed.append("scope") }
        if connection.way == .polling { allowed.append("cursor") }
        check([], allowed: allowed, of: connection, log: &log)
    }

    private func checkAddress(_ address: Located<String>, withQuery: Bool, log: inout ProblemLog) {
        // RFC 3986, 3.3 and 3.4, as far as it is written in requests as it stands here.
        let form =
            /https?:\/\/[A-Za-z0-9.\-]{1,253}(:[0-9]{1,5})?(\/[A-Za-z0-9._~!$&'()*+,;=:@%\/\-]*)?(\?[A-Za-z0-9._~!$&'()*+,;=:@%\/?\-]*)?/
        guard let match = address.value.wholeMatch(of: form), withQuery || match.3 == nil else {
            log.add(
                .messagesDisagree,
                at: address.place,
                "'\(address.value)' is no address of HTTP; expected one as in 'https://erp.plant.example/orders'"
            )
            return
        }
    }

    func checkToken(_ connection: Plant.Messages.Connection, log: inout ProblemLog) {
        checkAddress(connection.token, withQuery: false, log: &log)
        // On this machine itself nobody is on the way (RFC 1122, 3.2.1.3).
        let loopback = /http:\/\/(localhost|127\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3})([:\/?].*)?/
        for address in [connection.token, connection.address]
        where address.value.hasPrefix("http://") && address.value.wholeMatch(of: loopback) == nil {
            log.add(
                .messagesDisagree,
                at: address.place,
                "a token would go to '\(address.value)' for everyone on the way to read; expected an address with https"
            )
        }
    }

    /// What a way needs and does not say, and what it says and does not need.
    func check(
        _ needed: [(name: String, isMissing: Bool)],
        allowed: [String],
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
        let said: [(name: String, value: Located<String>?)] = [
            ("group", connection.group), ("nodes", connection.nodes.first), ("user", connection.user),
            ("hostKey", connection.hostKey), ("token", connection.token), ("scope", connection.scope),
            ("cursor", connection.cursor?.parameter), ("schema", connection.schema), ("reader", connection.reader),
            ("gone", connection.gone?.field), ("listen", connection.listen), ("routes", connection.routes.first),
            ("parameters", connection.parameters.first?.name),
        ]
        for (name, value) in said where !allowed.contains(name) {
            guard let value, !value.value.isEmpty else { continue }
            log.add(
                .messagesDisagree,
                at: value.place,
                "'\(name)' says nothing of a way by \(connection.way.rawValue); expected it left out"
            )
        }
    }
}
