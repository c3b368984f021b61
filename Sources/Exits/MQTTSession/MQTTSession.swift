internal import CMosquitto

/// A connection to a broker (MQTT 3.1.1, by libmosquitto), from its beginning to its end: one that broke off stays so, and whoever needs another makes it.
public actor MQTTSession {
    /// How sure a message is to come (MQTT 3.1.1, 4.3).
    public enum Quality: Int32, Sendable {
        case atMostOnce = 0
        case atLeastOnce = 1
    }

    /// Messages that wait to be asked for at most; those beyond are counted and dropped.
    public static let waitingMax = 100_000
    /// Bytes of a payload at most; longer ones are counted and dropped.
    public static let payloadBytesMax = 4 << 20
    /// Seconds that a broker has for an answer.
    static let answerSecondsMax = 10

    private let broker: MQTTBroker
    private let connection: Connection
    private var turning: Task<Void, Never>?
    /// Messages that were dropped because nobody asked for them in time or because they were too long.
    public var dropped: Int { connection.dropped }

    /// Connects.
    /// - Parameters:
    ///   - will: what the broker publishes where the connection breaks off.
    /// - Throws: `MQTTFault`, where nobody answers, or the broker takes no such client.
    public init(_ broker: MQTTBroker, clientID: String, will: MQTTMessage? = nil) async throws(MQTTFault) {
        self.broker = broker
        connection = try Connection(broker, clientID: clientID, will: will)
        try await connect()
    }

    private func connect() async throws(MQTTFault) {
        try await wait(for: "to take the connection") { $0.answer != nil }
        guard connection.answer == 0 else {
            throw MQTTFault(
                description:
                    "\(broker): the broker refuses the connection: \(Connection.words(connection.answer ?? -1))"
            )
        }
        turning = Task { [weak self] in
            while !Task.isCancelled {
                guard let self, await self.turn() else { return }
                try? await Task.sleep(for: .milliseconds(10))
            }
        }
    }

    /// Has the broker send what is published under a topic, which may have wildcards.
    public func subscribe(_ topic: String, _ quality: Quality) async throws(MQTTFault) {
        let number = try connection.subscribe(topic, quality.rawValue)
        try await wait(for: "to confirm a subscription") { $0.confirmed.contains(number) }
    }

    /// Publishes. What is to come at least once was taken by the broker when this returns, and with it everything that was published before.
    public func publish(_ message: MQTTMessage, _ quality: Quality) async throws(MQTTFault) {
        let number = try connection.publish(message, quality.rawValue)
        guard quality == .atLeastOnce else { return }
        try await wait(for: "to take a message") { $0.took(number) }
    }

    /// What came since this was asked last.
    public func received() -> [MQTTMessage] {
        _ = turn()
        defer { connection.waiting = [] }
        return connection.waiting
    }

    /// Whether it still stands.
    public var isOpen: Bool { connection.isOpen }

    /// Ends the connection; the will is not published.
    public func close() {
        turning?.cancel()
        connection.disconnect()
    }

    /// Ends it as a broken line does, so that the will is published.
    func breakOff() {
        turning?.cancel()
        connection.breakOff()
    }

    /// Moves what waits on the line; says whether it stands.
    @discardableResult
    private func turn() -> Bool {
        for _ in 0..<100 where connection.isOpen {
            let before = connection.moved
            connection.turn()
            if connection.moved == before { break }
        }
        return connection.isOpen
    }

    private func wait(for what: String, until isThere: (Connection) -> Bool) async throws(MQTTFault) {
        for _ in 0..<Self.answerSecondsMax * 1_000 {
            turn()
            if isThere(connection) { return }
            guard connection.isOpen else {
                throw MQTTFault(description: "\(broker): the connection broke off")
            }
            do {
                try await Task.sleep(for: .milliseconds(1))
            } catch {
                throw MQTTFault(description: "\(broker): it was told to end")
            }
        }
        throw MQTTFault(description: "\(broker): it took the broker longer than \(Self.answerSecondsMax) s \(what)")
    }
}
