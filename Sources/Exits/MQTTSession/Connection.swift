internal import CMosquitto

/// A client of libmosquitto and what it calls back with; all of it happens inside of its own calls.
final class Connection {
    private let client: OpaquePointer
    private(set) var isOpen = true
    /// What the broker answered to the connection: 0 where it takes it.
    private(set) var answer: Int32?
    var waiting: [MQTTMessage] = []
    private(set) var dropped = 0
    /// Messages of which the broker has yet to say that it took them, and those that it took.
    private var awaited: Set<Int32> = []
    private(set) var published: Set<Int32> = []
    private(set) var confirmed: Set<Int32> = []
    /// How often something came back.
    private(set) var moved = 0

    init(_ broker: MQTTBroker, clientID: String, will: MQTTMessage?) throws(MQTTFault) {
        mosquitto_lib_init()
        guard let client = mosquitto_new(clientID, true, nil) else {
            mosquitto_lib_cleanup()
            throw MQTTFault(description: "\(broker): there is no room for a client")
        }
        self.client = client
        mosquitto_user_data_set(client, Unmanaged.passUnretained(self).toOpaque())
        mosquitto_connect_callback_set(client) { _, data, code in Connection.from(data)?.answered(code) }
        mosquitto_disconnect_callback_set(client) { _, data, _ in Connection.from(data)?.isOpen = false }
        mosquitto_publish_callback_set(client) { _, data, number in Connection.from(data)?.wasPublished(number) }
        mosquitto_subscribe_callback_set(client) { _, data, number, _, _ in Connection.from(data)?.wasConfirmed(number)
        }
        mosquitto_message_callback_set(client) { _, data, message in Connection.from(data)?.came(message) }
        if let credentials = broker.credentials {
            try check(mosquitto_username_pw_set(client, credentials.user, credentials.password), broker)
        }
        if broker.isEncrypted {
            let code =
                broker.authorities.map { mosquitto_tls_set(client, $0, nil, nil, nil, nil) }
                ?? mosquitto_tls_set(client, nil, "/etc/ssl/certs", nil, nil, nil)
            try check(code, broker)
        }
        if let will {
            let code = will.payload.withUnsafeBytes { bytes in
                mosquitto_will_set(client, will.topic, Int32(bytes.count), bytes.baseAddress, 1, false)
            }
            try check(code, broker)
        }
        try check(mosquitto_connect(client, broker.host, Int32(broker.port), 60), broker)
    }

    deinit {
        mosquitto_destroy(client)
        mosquitto_lib_cleanup()
    }

    private func check(_ code: Int32, _ broker: MQTTBroker) throws(MQTTFault) {
        guard code != Int32(MOSQ_ERR_SUCCESS.rawValue) else { return }
        throw MQTTFault(description: "\(broker): \(String(cString: mosquitto_strerror(code)))")
    }

    static func words(_ code: Int32) -> String { String(cString: mosquitto_connack_string(code)) }

    private static func from(_ data: UnsafeMutableRawPointer?) -> Connection? {
        data.map { Unmanaged<Connection>.fromOpaque($0).takeUnretainedValue() }
    }

    // MARK: What is asked

    func subscribe(_ topic: String, _ quality: Int32) throws(MQTTFault) -> Int32 {
        var number: Int32 = 0
        try check(mosquitto_subscribe(client, &number, topic, quality), topic)
        return number
    }

    func publish(_ message: MQTTMessage, _ quality: Int32) throws(MQTTFault) -> Int32 {
        var number: Int32 = 0
        let code = message.payload.withUnsafeBytes { bytes in
            mosquitto_publish(client, &number, message.topic, Int32(bytes.count), bytes.baseAddress, quality, false)
        }
        try check(code, message.topic)
        if quality > 0 { awaited.insert(number) }
        return number
    }

    /// Whether the broker took a message; it is told once.
    func took(_ number: Int32) -> Bool { published.remove(number) != nil }

    private func check(_ code: Int32, _ topic: String) throws(MQTTFault) {
        guard code != Int32(MOSQ_ERR_SUCCESS.rawValue) else { return }
        throw MQTTFault(description: "\(topic): \(String(cString: mosquitto_strerror(code)))")
    }

    /// Moves what waits on the line; says whether it stands.
    @discardableResult
    func turn() -> Bool {
        for _ in 0..<100 where isOpen {
            let before = moved
            if mosquitto_loop(client, 0, 1) != Int32(MOSQ_ERR_SUCCESS.rawValue) { isOpen = false }
            if moved == before { break }
        }
        return isOpen
    }

    func disconnect() {
        guard isOpen else { return }
        mosquitto_disconnect(client)
        mosquitto_loop(client, 0, 1)
        isOpen = false
    }

    func breakOff() {
        let socket = mosquitto_socket(client)
        if socket >= 0 { shut(socket) }
        isOpen = false
    }

    // MARK: What comes back

    private func answered(_ code: Int32) {
        answer = code
        moved += 1
    }

    private func wasPublished(_ number: Int32) {
        if awaited.remove(number) != nil { published.insert(number) }
        moved += 1
    }

    private func wasConfirmed(_ number: Int32) {
        confirmed.insert(number)
        moved += 1
    }

    private func came(_ message: UnsafePointer<mosquitto_message>?) {
        guard let message = message?.pointee, let topic = message.topic else { return }
        moved += 1
        let count = Int(message.payloadlen)
        guard waiting.count < MQTTSession.waitingMax, count <= MQTTSession.payloadBytesMax else {
            dropped += 1
            return
        }
        let payload = message.payload.map { Array(UnsafeRawBufferPointer(start: $0, count: count)) } ?? []
        waiting.append(MQTTMessage(String(cString: topic), payload))
    }
}
