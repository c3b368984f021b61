extension Contradictions {
    /// Ways that lead nowhere, or on which the format cannot go.
    func checkConnections(of messages: Plant.Messages, log: inout ProblemLog) {
        for connection in [messages.source, messages.destination].compactMap(\.self) {
            if messages.format != .jsonLines {
                log.add(
                    .messagesDisagree,
                    at: connection.place,
                    "messages of the format '\(messages.format.rawValue)' do not go by \(connection.way.rawValue); expected the format 'jsonLines'"
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
        }
        if let destination = messages.destination, destination.nodes.count > 1 {
            log.add(
                .messagesDisagree,
                at: destination.place,
                "a destination has \(destination.nodes.count) edge nodes; expected the one that the gateway is"
            )
        }
    }
}
