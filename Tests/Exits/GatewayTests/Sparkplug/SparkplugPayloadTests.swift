import Storage
import Testing

@testable import Gateway

@Suite("Payloads of Sparkplug B")
struct SparkplugPayloadTests {
    /// Written by the protocol buffers that Eclipse Tahu's definition generates, a metric of each kind.
    static let reference =
        "08fbf3a2fcab33120d0a01611001200150feffffff0f12120a01621002200458fbffffffffffffffff0112100a0163200858ffffffffffffffffff01"
        + "120a0a01642009650000c03f120e0a0165200a699a9999999999b9bf12070a0166200b7001120d0a0167200c7a06c3a92fe4b896120c0a0168200d58fb"
        + "f3a2fcab3312070a0169200c3801120a0a016a201182010200ff120f0a016c20108a010708011201781803121a0a016e1805200c4a0e0a04756e697412"
        + "06080c42026d6d7a017a1807"

    private static func bytes(_ hexadecimal: String) -> [UInt8] {
        [UInt8](hexadecimal: hexadecimal, count: hexadecimal.utf8.count / 2) ?? []
    }

    @Test("what the reference writes is read")
    func reads() throws {
        let payload = try SparkplugPayload(Self.bytes(Self.reference))
        #expect(payload.time == 1_764_150_000_123 && payload.sequence == 7)
        #expect(payload.metrics.map(\.name) == ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "l", "n"])
        #expect(
            payload.metrics.map(\.value) == [
                .number(0xFFFF_FFFE), .number(UInt64(bitPattern: -5)), .number(.max), .float(1.5), .double(-0.1),
                .number(1),
                .text("é/世"), .number(1_764_150_000_123), .null, .other, .other, .text("z"),
            ]
        )
        #expect(payload.metrics.map(\.alias).prefix(3) == [1, 2, nil])
    }

    @Test("each metric is a member of one line, as its type has it; what is not read is there as a list")
    func line() throws {
        var node = SparkplugNode(group: "G", node: "N")
        let taken = node.take("NBIRTH", device: nil, Self.bytes(Self.reference))
        let lines = try #require(taken)
        #expect(
            lines.map { String(decoding: $0, as: UTF8.self) } == [
                #"{"sparkplug/group":"G","sparkplug/node":"N","sparkplug/time":"2025-11-26T09:40:00.123Z","a":-2,"b":-5,"#
                    + #""c":18446744073709551615,"d":1.5,"e":-0.1,"f":true,"g":"é/世","h":"2025-11-26T09:40:00.123Z","i":null,"j":[],"l":[],"n":"z"}"#
            ]
        )
    }

    @Test("what is written is read back")
    func roundTrip() throws {
        typealias Metric = SparkplugPayload.Metric
        let payload = SparkplugPayload(
            time: 1,
            sequence: 255,
            metrics: [
                Metric(name: "a", alias: 300, type: 4, value: .number(UInt64(bitPattern: -7))),
                Metric(alias: 1, type: 10, value: .double(1e-300)), Metric(name: "f", type: 9, value: .float(-2.25)),
                Metric(name: "t", type: 12, time: 9, value: .text("a\nb\u{0}c")),
                Metric(name: "n", type: 12, value: .null),
                Metric(name: "b", type: 11, value: .number(1)), Metric(name: "i", type: 3, value: .number(0xFFFF_FFFF)),
            ]
        )
        #expect(try SparkplugPayload(payload.bytes) == payload)
    }

    @Test(
        "bytes that are no payload are refused",
        arguments: [
            "08", "0a", "12ff", "12050a0161", "08ffffffffffffffffffff01", "0bffff", "1a0161", "120410011001ff",
            "12070a01ff200c7a00", "12050a02c328", "ffffffffffffffffff7f",
        ]
    )
    func malformed(text: String) {
        #expect(throws: SparkplugPayload.Fault.self) { try SparkplugPayload(Self.bytes(text)) }
    }

    @Test("a compressed payload, and one with more metrics than there may be, are told as such")
    func bounds() {
        var compressed: [UInt8] = []
        WireFields.write(4, Array("SPBV1.0_COMPRESSED".utf8), into: &compressed)
        #expect(throws: SparkplugPayload.Fault.compressed) { try SparkplugPayload(compressed) }
        let many = [UInt8](repeating: 0, count: 2 * (SparkplugPayload.metricsMax + 1)).enumerated().map {
            $0.offset % 2 == 0 ? UInt8(0x12) : 0
        }
        #expect(throws: SparkplugPayload.Fault.tooMany) { try SparkplugPayload(many) }
    }

    @Test("changed bytes are read or refused, and nothing worse")
    func hostile() {
        let bytes = Self.bytes(Self.reference)
        for place in bytes.indices {
            _ = try? SparkplugPayload(Array(bytes[..<place]))
            for bit in 0..<8 {
                var changed = bytes
                changed[place] ^= 1 << UInt8(bit)
                var node = SparkplugNode(group: "G", node: "N")
                _ = node.take("NBIRTH", device: nil, changed)
            }
        }
    }
}

@Suite("What is known of an edge node")
struct SparkplugNodeTests {
    /// How many records a message brings; nil where it asks for a birth.
    private static func count(
        _ node: inout SparkplugNode,
        _ kind: String,
        _ device: String?,
        _ payload: SparkplugPayload
    ) -> Int? {
        node.take(kind, device: device, payload.bytes)?.count
    }

    typealias Metric = SparkplugPayload.Metric

    private static func birth(_ number: UInt64 = 3) -> SparkplugPayload {
        SparkplugPayload(
            time: 0,
            sequence: 0,
            metrics: [
                Metric(name: "bdSeq", type: 4, value: .number(number)),
                Metric(name: "Node Control/Rebirth", type: 11, value: .number(0)),
                Metric(name: "state", alias: 1, type: 12, value: .text("up")),
            ]
        )
    }

    private static func device(_ sequence: UInt64) -> SparkplugPayload {
        SparkplugPayload(
            time: 0,
            sequence: sequence,
            metrics: [Metric(name: "bore", alias: 2, type: 10, value: .double(1))]
        )
    }

    private static func data(_ sequence: UInt64, _ value: Double = 2, alias: UInt64 = 2) -> SparkplugPayload {
        SparkplugPayload(time: 0, sequence: sequence, metrics: [Metric(alias: alias, value: .double(value))])
    }

    private static func born() -> SparkplugNode {
        var node = SparkplugNode(group: "G", node: "N")
        #expect(count(&node, "NBIRTH", nil, birth()) == 1)
        #expect(count(&node, "DBIRTH", "D", device(1)) == 1)
        return node
    }

    @Test("data are understood by the aliases of the births before them")
    func aliases() throws {
        var node = Self.born()
        let taken = node.take("DDATA", device: "D", Self.data(2).bytes)
        let lines = try #require(taken)
        #expect(
            lines.map { String(decoding: $0, as: UTF8.self) } == [
                #"{"sparkplug/group":"G","sparkplug/node":"N","sparkplug/device":"D","sparkplug/time":"1970-01-01T00:00:00.000Z","bore":2.0}"#
            ]
        )
    }

    @Test("numbers go round after 255, and one that is missing or there again asks for a birth")
    func numbers() {
        var node = Self.born()
        for number in 2..<600 {
            #expect(Self.count(&node, "DDATA", "D", Self.data(UInt64(number % 256))) == 1)
        }
        var other = node
        #expect(Self.count(&node, "DDATA", "D", Self.data(600 % 256 + 1)) == nil)
        #expect(Self.count(&other, "DDATA", "D", Self.data(599 % 256)) == nil)
        #expect(!node.isBorn && node.missed == 1)
        #expect(Self.count(&node, "DDATA", "D", Self.data(600 % 256)) == nil)
        #expect(Self.count(&node, "NBIRTH", nil, Self.birth()) == 1)
        #expect(node.isBorn)
    }

    @Test("data of a device that was not born, of one that died, and under an alias that nobody gave ask for a birth")
    func unborn() {
        var first = Self.born()
        #expect(Self.count(&first, "DDATA", "E", Self.data(2)) == nil)
        var second = Self.born()
        #expect(Self.count(&second, "DDEATH", "D", SparkplugPayload(time: 0, sequence: 2)) == 0)
        #expect(Self.count(&second, "DDATA", "D", Self.data(3)) == nil)
        var third = Self.born()
        #expect(Self.count(&third, "DDATA", "D", Self.data(2, alias: 9)) == nil)
        var fourth = SparkplugNode(group: "G", node: "N")
        #expect(Self.count(&fourth, "DDATA", "D", Self.data(0)) == nil)
    }

    @Test("a death counts where it is of the session that was born last")
    func death() {
        var node = Self.born()
        let stale = SparkplugPayload(metrics: [Metric(name: "bdSeq", type: 4, value: .number(2))])
        #expect(Self.count(&node, "NDEATH", nil, stale) == 0)
        #expect(node.isBorn)
        let death = SparkplugPayload(metrics: [Metric(name: "bdSeq", type: 4, value: .number(3))])
        #expect(Self.count(&node, "NDEATH", nil, death) == 0)
        #expect(!node.isBorn)
    }

    @Test("a metric that is there several times, as what was kept while the line was broken is, makes several records")
    func history() throws {
        var node = Self.born()
        let payload = SparkplugPayload(
            time: 0,
            sequence: 2,
            metrics: (1...3).map { Metric(alias: 2, time: UInt64($0) * 1_000, value: .double(Double($0))) }
        )
        let taken = node.take("DDATA", device: "D", payload.bytes)
        let lines = try #require(taken)
        #expect(lines.count == 3)
        #expect(
            String(decoding: lines[2], as: UTF8.self).contains(
                #""sparkplug/time":"1970-01-01T00:00:03.000Z","bore":3.0"#
            )
        )
    }
}
