internal import Boundary
internal import PlantModel
internal import Storage

/// What is known of one edge node from what it published: whether it was born, which number comes next, what its aliases mean (Eclipse Sparkplug 3.0, 5 and 6.4).
///
/// Data that cannot be understood without a birth are not guessed at: the node is asked to be born again, and says then all that holds.
struct SparkplugNode {
    let group: String
    let node: String
    private(set) var isBorn = false
    private var next: UInt64 = 0
    private var birthNumber: UInt64?
    private var known: [UInt64: (name: String, type: UInt64)] = [:]
    private var types: [String: UInt64] = [:]
    private var devices: Set<String> = []
    /// Messages that could not be understood, since their birth or one before them did not come.
    private(set) var missed = 0

    /// Aliases of a node at most.
    static let aliasesMax = 100_000

    /// What the flow declares; nil for any.
    private let fields: Set<String>?
    private var ignored: [String] = []

    init(group: String, node: String, fields: Set<String>? = nil) {
        self.group = group
        self.node = node
        self.fields = fields
    }

    /// The metrics that came without any that the flow declares, since this was asked last.
    mutating func takeIgnored() -> [String] {
        defer { ignored = [] }
        return ignored
    }

    /// The topic below which it publishes.
    var topics: String { "spBv1.0/\(group)/+/\(node)/#" }

    /// What asks it to be born again (6.4.22).
    func rebirth(at time: UInt64) -> (topic: String, payload: SparkplugPayload) {
        (
            "spBv1.0/\(group)/NCMD/\(node)",
            SparkplugPayload(
                time: time,
                metrics: [
                    SparkplugPayload.Metric(
                        name: "Node Control/Rebirth",
                        type: SparkplugPayload.DataType.boolean.rawValue,
                        value: .number(1)
                    )
                ]
            )
        )
    }

    /// Forgets what it was born with.
    mutating func forget() {
        isBorn = false
        known = [:]
        types = [:]
        devices = []
    }

    /// Takes a message that is its own.
    /// - Returns: the records in it, one line of JSON each; nil where it has to be born again.
    mutating func take(_ kind: String, device: String?, _ bytes: [UInt8]) -> [[UInt8]]? {
        guard ["NBIRTH", "NDEATH", "DBIRTH", "DDEATH", "NDATA", "DDATA"].contains(kind) else { return [] }
        let payload: SparkplugPayload
        do throws(SparkplugPayload.Fault) {
            payload = try SparkplugPayload(bytes)
        } catch {
            // No record, and so a dead letter: its bytes are kept.
            forget()
            return [Array("\(error.rawValue): \(kind) of \(node): \(bytes.prefix(100_000).hexadecimal)".utf8)]
        }
        if kind == "NDEATH" {
            // The will of a session before this one says nothing of it (6.4.20).
            if Self.birthNumber(payload) == birthNumber { forget() }
            return []
        }
        if kind == "NBIRTH" {
            forget()
            isBorn = true
            birthNumber = Self.birthNumber(payload)
            next = payload.sequence ?? 0
        }
        guard isBorn, payload.sequence == next else { return miss() }
        next = (next + 1) % 256
        switch kind {
        case "DDEATH":
            if let device { devices.remove(device) }
            return []
        case "NBIRTH", "DBIRTH":
            if let device { devices.insert(device) }
            for metric in payload.metrics {
                guard let name = metric.name, let type = metric.type, types.count < Self.aliasesMax else {
                    return miss()
                }
                types[Self.key(device, name)] = type
                if let alias = metric.alias { known[alias] = (name, type) }
            }
        default:
            if let device, !devices.contains(device) { return miss() }
        }
        return records(payload, device) ?? miss()
    }

    private mutating func miss() -> [[UInt8]]? {
        missed += 1
        forget()
        return nil
    }

    private static func key(_ device: String?, _ name: String) -> String { (device ?? "") + "/" + name }

    private static func birthNumber(_ payload: SparkplugPayload) -> UInt64? {
        payload.metrics.first { $0.name == "bdSeq" }.flatMap { metric in
            if case .number(let number) = metric.value { number } else { nil }
        }
    }

    /// The metrics of a payload as records: another one begins where a metric is there again. Where none is declared there is no record, as in the birth
    /// of a node whose devices are what the flow is about.
    private mutating func records(_ payload: SparkplugPayload, _ device: String?) -> [[UInt8]]? {
        var lines: [[UInt8]] = []
        var names: Set<String> = []
        var line: [UInt8] = []
        func close() {
            guard !names.isEmpty else { return }
            if let fields, fields.isDisjoint(with: names) {
                ignored += names.sorted()
            } else {
                lines.append(line + [UInt8(ascii: "}")])
            }
            names = []
        }
        for metric in payload.metrics {
            let meaning = metric.alias.flatMap { known[$0] }
            guard let name = metric.name ?? meaning?.name else { return nil }
            guard name != "bdSeq", !name.hasPrefix("Node Control/"), !name.hasPrefix("Device Control/") else {
                continue
            }
            guard let type = metric.type ?? meaning?.type ?? types[Self.key(device, name)] else { return nil }
            if names.contains(name) { close() }
            if names.isEmpty { line = head(metric.time ?? payload.time, device) }
            names.insert(name)
            if line.count > 1 { line.append(UInt8(ascii: ",")) }
            JSONText.quote(name, into: &line)
            line.append(UInt8(ascii: ":"))
            Self.write(metric.value, of: SparkplugPayload.DataType(rawValue: type), into: &line)
        }
        close()
        return lines
    }

    /// Whose a record is, under names that no metric has.
    private func head(_ time: UInt64?, _ device: String?) -> [UInt8] {
        var line = [UInt8(ascii: "{")]
        for (name, text) in [
            ("sparkplug/group", group), ("sparkplug/node", node), ("sparkplug/device", device),
            ("sparkplug/time", time.flatMap(Self.time)),
        ] {
            guard let text, fields?.contains(name) ?? true else { continue }
            if line.count > 1 { line.append(UInt8(ascii: ",")) }
            JSONText.quote(name, into: &line)
            line.append(UInt8(ascii: ":"))
            JSONText.quote(text, into: &line)
        }
        return line
    }

    /// Milliseconds since 1970 (UTC) as RFC 3339 has them.
    static func time(_ milliseconds: UInt64) -> String? {
        guard milliseconds < 253_402_300_800_000, let day = Day(millisecondsSince1970: milliseconds) else { return nil }
        let rest = milliseconds % 86_400_000
        func digits(_ number: UInt64, _ count: Int) -> String {
            let text = String(number)
            return String(repeating: "0", count: max(0, count - text.count)) + text
        }
        return "\(day)T\(digits(rest / 3_600_000, 2)):\(digits(rest / 60_000 % 60, 2)):\(digits(rest / 1_000 % 60, 2))"
            + ".\(digits(rest % 1_000, 3))Z"
    }

    /// What cannot be read is there as a list, which no field takes: a declared one makes a dead letter, another is reported.
    private static func write(
        _ value: SparkplugPayload.Value,
        of type: SparkplugPayload.DataType?,
        into line: inout [UInt8]
    ) {
        switch (value, type) {
        case (.null, _): line += Array("null".utf8)
        case (.number(let number), .boolean): line += Array((number != 0 ? "true" : "false").utf8)
        case (.number(let number), .int8): line += Array(String(Int8(truncatingIfNeeded: number)).utf8)
        case (.number(let number), .int16): line += Array(String(Int16(truncatingIfNeeded: number)).utf8)
        case (.number(let number), .int32): line += Array(String(Int32(truncatingIfNeeded: number)).utf8)
        case (.number(let number), .int64): line += Array(String(Int64(bitPattern: number)).utf8)
        case (.number(let number), .uint8), (.number(let number), .uint16), (.number(let number), .uint32),
            (.number(let number), .uint64):
            line += Array(String(number).utf8)
        case (.number(let number), .dateTime):
            if let text = time(number) { JSONText.quote(text, into: &line) } else { line += Array("[]".utf8) }
        case (.float(let number), .float) where number.isFinite: line += Array("\(number)".utf8)
        case (.double(let number), .double) where number.isFinite: line += Array("\(number)".utf8)
        case (.text(let text), .string), (.text(let text), .text), (.text(let text), .uuid):
            JSONText.quote(text, into: &line)
        default: line += Array("[]".utf8)
        }
    }
}
