/// Where a broker is, and how it is spoken to.
public struct MQTTBroker: Hashable, Sendable, CustomStringConvertible {
    /// A name and what it is known by. It is told to the broker alone.
    public struct Credentials: Hashable, Sendable {
        let user: String
        let password: String

        /// Credentials.
        public init(user: String, password: String) {
            self.user = user
            self.password = password
        }
    }

    /// Its name or address.
    public let host: String
    /// Its port.
    public let port: UInt16
    /// Whether it is spoken to under TLS, its certificate checked against its name.
    public let isEncrypted: Bool
    /// The file of the authorities that its certificate is believed from, in PEM; nil for those of the system.
    public var authorities: String?
    /// What it is told of who connects.
    public var credentials: Credentials?

    /// A broker by its address, `mqtt://host:port` or `mqtts://host:port`; 1883 and 8883 where no port is said. Nil for what is none.
    public init?(_ address: String) {
        let parts = address.split(separator: "://", maxSplits: 1).map(String.init)
        guard parts.count == 2, ["mqtt", "mqtts"].contains(parts[0]) else { return nil }
        isEncrypted = parts[0] == "mqtts"
        let ends = parts[1].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let name = ends.first, name.wholeMatch(of: /[A-Za-z0-9.\-]{1,253}/) != nil else { return nil }
        host = name
        guard ends.count == 2 else {
            port = isEncrypted ? 8883 : 1883
            return
        }
        guard let number = UInt16(ends[1]), number > 0 else { return nil }
        port = number
    }

    /// Its address.
    public var description: String { "\(isEncrypted ? "mqtts" : "mqtt")://\(host):\(port)" }
}

/// A message of MQTT.
public struct MQTTMessage: Hashable, Sendable {
    /// The topic that it is published under.
    public let topic: String
    /// Its content.
    public let payload: [UInt8]

    /// A message.
    public init(_ topic: String, _ payload: [UInt8]) {
        self.topic = topic
        self.payload = payload
    }
}

/// Why a broker did not take or give something.
public struct MQTTFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is the case.
    public let description: String

    /// A fault.
    public init(description: String) { self.description = description }
}
