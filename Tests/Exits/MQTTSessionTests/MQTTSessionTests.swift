import Foundation
import TestPeers
import Testing

@testable import MQTTSession

@Suite("A session with a broker", .enabled(if: TestBroker.isInstalled))
struct MQTTSessionTests {
    private func received(by session: MQTTSession, count: Int) async throws -> [MQTTMessage] {
        var messages: [MQTTMessage] = []
        for _ in 0..<12_000 where messages.count < count {
            messages += await session.received()
            try await Task.sleep(for: .milliseconds(10))
        }
        return messages
    }

    private func broker(_ broker: TestBroker) throws -> MQTTBroker { try #require(MQTTBroker(broker.address)) }

    @Test("what is published comes to who subscribed, whole and in its order, however it is published")
    func order() async throws {
        let peer = try TestBroker()
        defer { peer.end() }
        let reader = try await MQTTSession(broker(peer), clientID: "reader")
        let writer = try await MQTTSession(broker(peer), clientID: "writer")
        try await reader.subscribe("a/+/b", .atLeastOnce)
        let messages = (0..<300).map {
            MQTTMessage("a/\($0 % 3)/b", [UInt8](repeating: UInt8($0 % 256), count: $0 * 7))
        }
        for (number, message) in messages.enumerated() {
            try await writer.publish(message, number % 2 == 0 ? .atMostOnce : .atLeastOnce)
        }
        try await writer.publish(MQTTMessage("a/none/c", []), .atLeastOnce)
        #expect(try await received(by: reader, count: messages.count) == messages)
        await writer.close()
        await reader.close()
    }

    @Test("the broker publishes the will where the line breaks, and not where the session was closed")
    func will() async throws {
        let peer = try TestBroker()
        defer { peer.end() }
        let reader = try await MQTTSession(broker(peer), clientID: "reader")
        try await reader.subscribe("will/#", .atLeastOnce)
        let first = try await MQTTSession(broker(peer), clientID: "one", will: MQTTMessage("will/one", [1]))
        await first.close()
        let other = try await MQTTSession(broker(peer), clientID: "two", will: MQTTMessage("will/two", [2]))
        await other.breakOff()
        #expect(try await received(by: reader, count: 1) == [MQTTMessage("will/two", [2])])
        await reader.close()
    }

    @Test("nobody who answers, and a broker that goes, are told as faults")
    func gone() async throws {
        let port = try TestBroker.freePort()
        let nobody = try #require(MQTTBroker("mqtt://127.0.0.1:\(port)"))
        await #expect(throws: MQTTFault.self) { try await MQTTSession(nobody, clientID: "x") }
        let peer = try TestBroker()
        defer { peer.end() }
        let session = try await MQTTSession(broker(peer), clientID: "x")
        peer.end()
        await #expect(throws: MQTTFault.self) {
            for _ in 0..<5 { try await session.publish(MQTTMessage("a", [1]), .atLeastOnce) }
        }
        #expect(await !session.isOpen)
    }

    @Test("a broker that asks for a name and what it is known by is given them, and refuses others")
    func credentials() async throws {
        let files = FileManager.default.temporaryDirectory.appending(path: "mosquitto-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: files) }
        try Data().write(to: files)
        try run("/usr/bin/mosquitto_passwd", ["-b", files.path(percentEncoded: false), "plant", "s3cret"])
        let peer = try TestBroker("allow_anonymous false\npassword_file \(files.path(percentEncoded: false))")
        defer { peer.end() }
        var known = try broker(peer)
        await #expect(throws: MQTTFault.self) { try await MQTTSession(known, clientID: "x") }
        known.credentials = MQTTBroker.Credentials(user: "plant", password: "other")
        await #expect(throws: MQTTFault.self) { try await MQTTSession(known, clientID: "x") }
        known.credentials = MQTTBroker.Credentials(user: "plant", password: "s3cret")
        let session = try await MQTTSession(known, clientID: "x")
        #expect(await session.isOpen)
        await session.close()
    }

    @Test("under TLS a broker is believed by its certificate and its name alone")
    func encrypted() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let place = folder.path(percentEncoded: false)
        for (name, subject) in [("right", "127.0.0.1"), ("other", "192.0.2.1")] {
            try run(
                "/usr/bin/openssl",
                [
                    "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                    "-keyout", "\(place)/\(name).key", "-out", "\(place)/\(name).pem", "-subj", "/CN=\(subject)",
                    "-addext", "subjectAltName=IP:\(subject)",
                ]
            )
        }
        func peer(_ name: String) throws -> TestBroker {
            try TestBroker("allow_anonymous true\ncertfile \(place)/\(name).pem\nkeyfile \(place)/\(name).key")
        }
        func broker(_ peer: TestBroker, _ authorities: String?) throws -> MQTTBroker {
            var broker = try #require(MQTTBroker("mqtts://127.0.0.1:\(peer.port)"))
            broker.authorities = authorities.map { "\(place)/\($0).pem" }
            return broker
        }
        let (right, other) = (try peer("right"), try peer("other"))
        defer { for one in [right, other] { one.end() } }
        let session = try await MQTTSession(try broker(right, "right"), clientID: "x")
        try await session.publish(MQTTMessage("a", [1]), .atLeastOnce)
        await session.close()
        await #expect(throws: MQTTFault.self) { try await MQTTSession(try broker(right, "other"), clientID: "x") }
        await #expect(throws: MQTTFault.self) { try await MQTTSession(try broker(right, nil), clientID: "x") }
        await #expect(throws: MQTTFault.self) { try await MQTTSession(try broker(other, "other"), clientID: "x") }
        let plain = try #require(MQTTBroker(right.address))
        await #expect(throws: MQTTFault.self) { try await MQTTSession(plain, clientID: "x") }
    }

    private func run(_ path: String, _ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(path)")
    }
}

@Suite("The address of a broker")
struct MQTTBrokerTests {
    @Test("it says host, port and whether it is encrypted")
    func addresses() throws {
        let plain = try #require(MQTTBroker("mqtt://broker.plant.example"))
        #expect(plain.host == "broker.plant.example" && plain.port == 1883 && !plain.isEncrypted)
        let other = try #require(MQTTBroker("mqtts://10.0.0.1:18883"))
        #expect(other.port == 18883 && other.isEncrypted)
    }

    @Test(
        "what is none is refused",
        arguments: [
            "", "broker", "http://broker", "mqtt://", "mqtt://:1883", "mqtt://b:0", "mqtt://b:99999", "mqtt://b:x",
            "mqtt://user@b", "mqtt://b/path", "mqtt://b:1:2",
        ]
    )
    func none(text: String) { #expect(MQTTBroker(text) == nil) }
}
