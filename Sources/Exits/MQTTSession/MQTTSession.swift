internal import Foundation
internal import Synchronization

/// A connection to a broker (MQTT 3.1.1, by libmosquitto), from its beginning to its end: one that broke off stays so, and whoever needs another makes it.
///
/// Its line has a thread of its own, so that the broker hears from it in time however busy the threads are that tasks share.
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

    /// Microseconds between two looks at a line on which nothing moved.
    private static let restMicroseconds: UInt32 = 5_000

    private let broker: MQTTBroker
    private let line: Line
    /// Messages that were dropped because nobody asked for them in time or because they were too long.
    public var dropped: Int { line.connection.withLock { $0.dropped } }

    private final class Line: Sendable {
        let connection: Mutex<Connection>

        init(_ broker: MQTTBroker, clientID: String, will: MQTTMessage?) throws(MQTTFault) {
            connection = Mutex(try Connection(broker, clientID: clientID, will: will))
        }
    }

    /// Connects.
    /// - Parameters:
    ///   - will: what the broker publishes where the connection breaks off.
    /// - Throws: `MQTTFault`, where nobody answers, or the broker takes no such client.
    public init(_ broker: MQTTBroker, clientID: String, will: MQTTMessage? = nil) async throws(MQTTFault) {
        self.broker = broker
        line = try Line(broker, clientID: clientID, will: will)
        Self.tend(line)
        try await wait(for: "to take the connection") { $0.answer != nil }
        let answer = line.connection.withLock { $0.answer ?? -1 }
        guard answer == 0 else {
            throw MQTTFault(
                description: "\(broker): the broker refuses the connection: \(Connection.words(answer))"
            )
        }
    }

    /// Moves what waits on the line until it is closed or the session is gone.
    private static func tend(_ line: Line) {
        let thread = Thread { [weak line] in
            while line?.connection.withLock({ $0.turn() }) == true { usleep(restMicroseconds) }
        }
        thread.name = "mqtt-session"
        thread.start()
    }

    /// Has the broker send what is published under a topic, which may have wildcards.
    public func subscribe(_ topic: String, _ quality: Quality) async throws(MQTTFault) {
        let number = try line.connection.withLock { connection throws(MQTTFault) in
            try connection.subscribe(topic, quality.rawValue)
        }
        try await wait(for: "to confirm a subscription") { $0.confirmed.contains(number) }
    }

    /// Publishes. What is to come at least once was taken by the broker when this returns, and with it everything that was published before.
    public func publish(_ message: MQTTMessage, _ quality: Quality) async throws(MQTTFault) {
        let number = try line.connection.withLock { connection throws(MQTTFault) in
            try connection.publish(message, quality.rawValue)
        }
        guard quality == .atLeastOnce else { return }
        try await wait(for: "to take a message") { $0.took(number) }
    }

    /// What came since this was asked last.
    public func received() -> [MQTTMessage] {
        line.connection.withLock { connection in
            connection.turn()
            defer { connection.waiting = [] }
            return connection.waiting
        }
    }

    /// Whether it still stands.
    public var isOpen: Bool { line.connection.withLock { $0.isOpen } }

    /// Ends the connection; the will is not published.
    public func close() { line.connection.withLock { $0.disconnect() } }

    /// Ends it as a broken line does, so that the will is published.
    func breakOff() { line.connection.withLock { $0.breakOff() } }

    private func wait(for what: String, until isThere: (Connection) -> Bool) async throws(MQTTFault) {
        for _ in 0..<Self.answerSecondsMax * 1_000 {
            let (isDone, isOpen) = line.connection.withLock { connection in
                connection.turn()
                return (isThere(connection), connection.isOpen)
            }
            if isDone { return }
            guard isOpen else { throw MQTTFault(description: "\(broker): the connection broke off") }
            do {
                try await Task.sleep(for: .milliseconds(1))
            } catch {
                throw MQTTFault(description: "\(broker): it was told to end")
            }
        }
        throw MQTTFault(description: "\(broker): it took the broker longer than \(Self.answerSecondsMax) s \(what)")
    }
}
