internal import Journal
internal import PlantModel
internal import Storage

/// Records of one program that were taken together, in their order: what one event records, and what one message is made from.
///
/// Its payload is JSON lines: an object that says what it is, then a list of texts for each record. An auditor reads it without this code.
struct TakenBatch: Equatable, Sendable {
    /// Records of a batch at most.
    static let recordsMax = 100

    /// Random to everyone who does not have the file: made of the file's hash, so that the same records of the same file are the same batch.
    let id: [UInt8]
    let flow: String
    let program: String
    /// The class of the records.
    let holds: DataClass
    /// The declared fields when it was taken.
    let fields: [String]
    /// What restricted values of each class when it was taken, in canonical text. A plan that is loosened later takes nothing from it.
    let labels: [DataClass: String]
    /// Why it stays, where markings were found in it that say more than its labels.
    var findings: String?
    var records: [TakenRecord]

    /// The payload of the event.
    var payload: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(256 + records.count * fields.count * 16)
        bytes += Array(#"{"flow":"#.utf8)
        JSONText.quote(flow, into: &bytes)
        bytes += Array(#","program":"#.utf8)
        JSONText.quote(program, into: &bytes)
        bytes += Array(#","holds":""#.utf8) + Array(holds.rawValue.utf8) + [UInt8(ascii: "\"")]
        for (dataClass, label) in labels.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            bytes += Array(#","label.\#(dataClass.rawValue)":"#.utf8)
            JSONText.quote(label, into: &bytes)
        }
        if let findings {
            bytes += Array(#","findings":"#.utf8)
            JSONText.quote(findings, into: &bytes)
        }
        bytes += [UInt8(ascii: "}"), 0x0A]
        Self.write(fields.map(\.self), into: &bytes)
        for record in records { Self.write(record.values, into: &bytes) }
        return bytes
    }

    private static func write(_ values: [String?], into bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "["))
        for (place, value) in values.enumerated() {
            if place > 0 { bytes.append(UInt8(ascii: ",")) }
            if let value { JSONText.quote(value, into: &bytes) } else { bytes += Array("null".utf8) }
        }
        bytes += [UInt8(ascii: "]"), 0x0A]
    }

    init(
        id: [UInt8],
        flow: String,
        program: String,
        holds: DataClass,
        fields: [String],
        labels: [DataClass: String],
        findings: String? = nil,
        records: [TakenRecord]
    ) {
        self.id = id
        self.flow = flow
        self.program = program
        self.holds = holds
        self.fields = fields
        self.labels = labels
        self.findings = findings
        self.records = records
    }

    /// A batch from the payload of its event; nil for what is none.
    init?(id: [UInt8], payload: [UInt8]) {
        let lines = payload.split(separator: 0x0A)
        guard lines.count >= 2, let head = try? JSONLine.object(Array(lines[0])) else { return nil }
        func text(_ name: String) -> String? {
            if case .text(let text)? = head.first(where: { $0.name == name })?.value { text } else { nil }
        }
        guard let flow = text("flow"), let program = text("program"),
            let holds = text("holds").flatMap(DataClass.init(rawValue:)),
            let fields = Self.values(lines[1])?.compactMap(\.self)
        else { return nil }
        var records: [TakenRecord] = []
        for line in lines.dropFirst(2) {
            guard let values = Self.values(line), values.count == fields.count else { return nil }
            records.append(TakenRecord(values: values))
        }
        var labels: [DataClass: String] = [:]
        for dataClass in DataClass.allCases { labels[dataClass] = text("label.\(dataClass.rawValue)") }
        self.init(
            id: id,
            flow: flow,
            program: program,
            holds: holds,
            fields: fields,
            labels: labels,
            findings: text("findings"),
            records: records
        )
    }

    private static func values(_ line: ArraySlice<UInt8>) -> [String?]? {
        guard let elements = try? JSONLine.list(Array(line)) else { return nil }
        var values: [String?] = []
        for element in elements {
            switch element {
            case .text(let text): values.append(text)
            case .null: values.append(nil)
            case .literal, .nested: return nil
            }
        }
        return values
    }

    /// The id of a record of the batch: the batch's, its last four bytes counted up, so that the place is read from the id.
    func recordID(_ place: Int) -> AggregateID? {
        let number = UInt32(truncatingIfNeeded: place)
        return AggregateID(Array(id.prefix(12)) + (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) })
    }

    /// The place of a record in its batch.
    static func place(of id: AggregateID) -> Int { id.bytes.suffix(4).reduce(0) { $0 << 8 | Int($1) } }
}
