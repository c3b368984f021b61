internal import Journal
internal import MQTTSession
internal import PlantModel
internal import Storage

/// Edge nodes of Sparkplug B as a source: what they publish, as JSON lines with a value for each metric by its name.
///
/// They publish at most once (Eclipse Sparkplug 3.0, 6.4.15 ff.), so what was on its way when this process was killed is not there any more; asked
/// to be born again when it connects, a node says all that holds.
actor SparkplugSource: InboundConnector {
    /// Records of a piece at most.
    private static let recordsMax = 1_000
    /// How long the first answers are waited for, in turns of 50 ms.
    private static let turnsMax = 40

    private let broker: MQTTBroker
    private var session: MQTTSession?
    private var nodes: [String: SparkplugNode] = [:]
    private let group: String
    private var pieces: [(name: String, bytes: [UInt8])] = []
    private var asked: Set<String> = []
    private var dropped = 0
    private var number = 0
    private var prefix = ""

    private var ignored = UndeclaredNames()

    init(_ flow: CarriedFlow, _ declared: Plant.Messages.Connection, _ broker: MQTTBroker) {
        self.broker = broker
        let fields = Set(flow.messages.fields.map(\.name))
        group = declared.group.value
        for node in declared.nodes { nodes[node.value] = SparkplugNode(group: group, node: node.value, fields: fields) }
    }

    /// Messages that could not be understood, since their birth or one before them did not come.
    var missed: Int { nodes.values.reduce(0) { $0 + $1.missed } }

    func waiting() async throws(GatewayRefusal) -> [String] {
        guard pieces.isEmpty else { return pieces.map(\.name) }
        let session = try await open()
        do throws(MQTTFault) {
            for turn in 0..<Self.turnsMax {
                try await collect(from: session)
                // Once something is there, or every node is known and silent for a while, it is enough.
                if !pieces.isEmpty || turn > 4 && nodes.values.allSatisfy(\.isBorn) { break }
                do { try await Task.sleep(for: .milliseconds(50)) } catch { break }
            }
            if pieces.isEmpty, await !session.isOpen { throw MQTTFault.brokenOff(broker) }
        } catch {
            await end()
            throw GatewayRefusal(.noPeer, "\(error)")
        }
        return pieces.map(\.name)
    }

    func read(_ name: String) throws(GatewayRefusal) -> [UInt8] {
        pieces.first { $0.name == name }?.bytes ?? []
    }

    func undeclared() -> [String: Int] {
        defer { ignored = UndeclaredNames() }
        return ignored.counts
    }

    func setAside(_ name: String) { pieces.removeAll { $0.name == name } }

    func end() async {
        await session?.close()
        session = nil
        for key in nodes.keys { nodes[key]?.forget() }
    }

    private func open() async throws(GatewayRefusal) -> MQTTSession {
        if let session, await session.isOpen { return session }
        for key in nodes.keys { nodes[key]?.forget() }
        prefix = SwiftCryptoProvider().randomBytes(8).hexadecimal
        asked = []
        do throws(MQTTFault) {
            let made = try await MQTTSession(broker, clientID: "bulkhead-" + prefix)
            for node in nodes.values { try await made.subscribe(node.topics, .atMostOnce) }
            session = made
            return made
        } catch {
            throw GatewayRefusal(.noPeer, "\(error)")
        }
    }

    private func collect(from session: MQTTSession) async throws(MQTTFault) {
        var lines: [[UInt8]] = []
        for message in await session.received() {
            let levels = message.topic.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
            guard levels.count == 4 || levels.count == 5, levels[0] == "spBv1.0", levels[1] == group else { continue }
            let device = levels.count == 5 ? levels[4] : nil
            guard nodes[levels[3]] != nil, levels[2].hasPrefix(device == nil ? "N" : "D") else { continue }
            if let records = nodes[levels[3]]?.take(levels[2], device: device, message.payload) {
                lines += records
                for name in nodes[levels[3]]?.takeIgnored() ?? [] { ignored.note(name) }
            } else {
                asked.remove(levels[3])
            }
        }
        let lost = await session.dropped
        if lost > dropped {
            // Something is missing, of whom nobody knows.
            for key in nodes.keys { nodes[key]?.forget() }
            asked = []
        }
        dropped = lost
        for (name, node) in nodes.sorted(by: { $0.key < $1.key }) {
            guard !node.isBorn else {
                asked.remove(name)
                continue
            }
            guard asked.insert(name).inserted else { continue }
            let (topic, payload) = node.rebirth(at: 0)
            try await session.publish(MQTTMessage(topic, payload.bytes), .atMostOnce)
        }
        for start in stride(from: 0, to: lines.count, by: Self.recordsMax) {
            number += 1
            let part = lines[start..<min(start + Self.recordsMax, lines.count)]
            pieces.append(("\(prefix)-\(number).jsonl", part.flatMap { $0 + [0x0A] }))
        }
    }
}

extension MQTTFault {
    fileprivate static func brokenOff(_ broker: MQTTBroker) -> MQTTFault {
        MQTTFault(description: "\(broker): the connection broke off")
    }
}
