internal import Boundary
internal import Journal
internal import MQTTSession
internal import PlantModel
internal import Storage

/// Messages as metrics of Sparkplug B: the gateway is an edge node, each stream of messages a device, each field that leaves a metric.
///
/// Metrics are published at most once, as Sparkplug has it. So that every message arrives once in effect, it follows with its manifest below
/// `bulkhead/v1/GROUP/NODE/STREAM/NUMBER`, at least once: a broker that took these took all that was published before.
actor SparkplugDestination: OutboundConnector {
    nonisolated let channel: Connector

    private let broker: MQTTBroker
    private let group: String
    private let node: String
    private let metrics: [(name: String, type: SparkplugPayload.DataType)]
    private let clock: any PlantClock
    private var session: MQTTSession?
    private var birthNumber: UInt64 = 0
    private var sequence: UInt64 = 0
    /// The streams that were born in this session, in the order in which they were.
    private var born: [String] = []

    init(_ flow: CarriedFlow, _ declared: Plant.Messages.Connection, _ broker: MQTTBroker, clock: any PlantClock) {
        self.broker = broker
        self.clock = clock
        channel = Connector(isEncrypted: broker.isEncrypted)
        group = declared.group.value
        node = declared.nodes.first?.value ?? "bulkhead"
        metrics = flow.outputs.map { ($0.field.name, Self.type(of: $0)) }
    }

    private static func type(of output: CarriedFlow.Output) -> SparkplugPayload.DataType {
        guard output.way != .redacted else { return .string }
        switch output.field.type {
        case .integer: return .int64
        case .decimal: return .double
        case .truth: return .boolean
        case .text, .day, .time: return .string
        }
    }

    func checkRoom() async throws(GatewayRefusal) { _ = try await open() }

    /// What becomes of a message that was begun before this process cannot be told; its receiver takes no two of one number.
    func settle(_ name: String, digest: String) -> Bool { false }

    func tend() async throws(GatewayRefusal) { try await answer(try await open()) }

    func send(_ messages: [SignedMessage]) async throws(GatewayRefusal) {
        guard !messages.isEmpty else { return }
        let session = try await open()
        try await answer(session)
        do throws(MQTTFault) {
            for message in messages {
                if !born.contains(message.stream) {
                    born.append(message.stream)
                    try await bear(message.stream, session)
                }
                for (number, line) in message.bytes.split(separator: 0x0A).enumerated() {
                    try await publish(
                        "DDATA",
                        message.stream,
                        data(Array(line), of: message, number, first: number == 0),
                        session
                    )
                }
                let topic = "bulkhead/v1/\(group)/\(node)/\(message.stream)/\(message.number)"
                try await session.publish(MQTTMessage(topic + "/message", message.bytes), .atLeastOnce)
                try await session.publish(MQTTMessage(topic + "/manifest", message.manifest), .atLeastOnce)
            }
        } catch {
            await self.session?.close()
            self.session = nil
            throw GatewayRefusal(.noPeer, "\(error)")
        }
    }

    /// Says that it goes, and goes.
    func end() async {
        guard let session else { return }
        try? await session.publish(MQTTMessage(topic("NDEATH"), Self.death(birthNumber).bytes), .atLeastOnce)
        await session.close()
        self.session = nil
    }

    // MARK: Being there

    private func topic(_ kind: String, _ device: String? = nil) -> String {
        "spBv1.0/\(group)/\(kind)/\(node)" + (device.map { "/" + $0 } ?? "")
    }

    private static func death(_ number: UInt64) -> SparkplugPayload {
        SparkplugPayload(metrics: [
            SparkplugPayload.Metric(
                name: "bdSeq",
                type: SparkplugPayload.DataType.int64.rawValue,
                value: .number(number)
            )
        ])
    }

    private func open() async throws(GatewayRefusal) -> MQTTSession {
        if let session, await session.isOpen { return session }
        let random = SwiftCryptoProvider().randomBytes(9)
        birthNumber = UInt64(random[8])
        do throws(MQTTFault) {
            let made = try await MQTTSession(
                broker,
                clientID: "bulkhead-" + random.prefix(8).hexadecimal,
                will: MQTTMessage(topic("NDEATH"), Self.death(birthNumber).bytes)
            )
            try await made.subscribe(topic("NCMD"), .atLeastOnce)
            session = made
            born = []
            try await beBorn(made)
            return made
        } catch {
            throw GatewayRefusal(.noPeer, "\(error)")
        }
    }

    private func beBorn(_ session: MQTTSession) async throws(MQTTFault) {
        sequence = 0
        let control = SparkplugPayload.Metric(
            name: "Node Control/Rebirth",
            type: SparkplugPayload.DataType.boolean.rawValue,
            value: .number(0)
        )
        try await publish("NBIRTH", nil, Self.death(birthNumber).metrics + [control], session)
        for stream in born { try await bear(stream, session) }
    }

    /// Says what a stream has. Aliases are of the whole node.
    private func bear(_ stream: String, _ session: MQTTSession) async throws(MQTTFault) {
        let metrics = all.enumerated().map { place, metric in
            SparkplugPayload.Metric(
                name: metric.name,
                alias: alias(place, of: stream),
                type: metric.type.rawValue,
                value: .null
            )
        }
        try await publish("DBIRTH", stream, metrics, session)
    }

    private var all: [(name: String, type: SparkplugPayload.DataType)] {
        [("Bulkhead/Number", .int64), ("Bulkhead/Record", .int64), ("Bulkhead/Marking", .string)] + metrics
    }

    private func alias(_ place: Int, of stream: String) -> UInt64 {
        UInt64((born.firstIndex(of: stream) ?? 0) * all.count + place + 1)
    }

    private func publish(
        _ kind: String,
        _ device: String?,
        _ metrics: [SparkplugPayload.Metric],
        _ session: MQTTSession
    ) async throws(MQTTFault) {
        let payload = SparkplugPayload(time: clock.now, sequence: sequence, metrics: metrics)
        sequence = (sequence + 1) % 256
        try await session.publish(MQTTMessage(topic(kind, device), payload.bytes), .atMostOnce)
    }

    /// Does what was asked meanwhile: to be born again.
    private func answer(_ session: MQTTSession) async throws(GatewayRefusal) {
        var isAsked = false
        for message in await session.received() where message.topic == topic("NCMD") {
            guard let payload = try? SparkplugPayload(message.payload) else { continue }
            if payload.metrics.contains(where: { $0.name == "Node Control/Rebirth" && $0.value == .number(1) }) {
                isAsked = true
            }
        }
        guard isAsked else { return }
        do throws(MQTTFault) { try await beBorn(session) } catch { throw GatewayRefusal(.noPeer, "\(error)") }
    }

    /// A record as metrics by alias; what is withheld and what is absent are alike.
    private func data(
        _ line: [UInt8],
        of message: SignedMessage,
        _ number: Int,
        first: Bool
    ) -> [SparkplugPayload.Metric] {
        let members = (try? JSONLine.object(line)) ?? []
        var values: [SparkplugPayload.Value] = [.number(UInt64(message.number)), .number(UInt64(number))]
        values.append(.text(message.banner))
        for (place, metric) in metrics.enumerated() {
            let value = place < members.count ? members[place].value : .null
            switch (value, metric.type) {
            case (.text(let text), .string): values.append(.text(text))
            case (.literal(let text), .int64):
                values.append(Int64(text).map { .number(UInt64(bitPattern: $0)) } ?? .null)
            case (.literal(let text), .double): values.append(Double(text).map { .double($0) } ?? .null)
            case (.literal(let text), .boolean): values.append(.number(text == "true" ? 1 : 0))
            default: values.append(.null)
            }
        }
        return values.enumerated().map { place, value in
            SparkplugPayload.Metric(
                alias: alias(place, of: message.stream),
                type: value == .null ? nil : all[place].type.rawValue,
                value: value
            )
        }
    }
}
