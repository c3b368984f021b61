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

    /// What the first line of a payload says, all that a view asks of it.
    struct Head: Equatable {
        let flow: String
        let program: String
        let holds: DataClass
        fileprivate let labels: [DataClass: String]
        fileprivate let findings: String?

        /// The head of a payload; nil of what is none.
        init?(_ payload: [UInt8]) {
            let line = payload[..<(payload.firstIndex(of: 0x0A) ?? payload.endIndex)]
            guard let members = try? JSONLine.object(Array(line)) else { return nil }
            func text(_ name: String) -> String? {
                if case .text(let text)? = members.first(where: { $0.name == name })?.value { text } else { nil }
            }
            guard let flow = text("flow"), let program = text("program"),
                let holds = text("holds").flatMap(DataClass.init(rawValue:))
            else { return nil }
            (self.flow, self.program, self.holds) = (flow, program, holds)
            var labels: [DataClass: String] = [:]
            for dataClass in DataClass.allCases { labels[dataClass] = text("label.\(dataClass.rawValue)") }
            self.labels = labels
            findings = text("findings")
        }
    }

    private static func write(_ values: [String?], into bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "["))
        for (place, value) in values.enumerated() {
            if place > 0 { bytes.append(UInt8(ascii: ",")) }
            if let value { JSONText.quote(value, into: &bytes) } else { bytes.append(contentsOf: "null".utf8) }
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
        guard lines.count >= 2, let head = Head(payload), let fields = Self.values(lines[1])?.compactMap(\.self) else {
            return nil
        }
        var records: [TakenRecord] = []
        records.reserveCapacity(lines.count - 2)
        for line in lines.dropFirst(2) {
            guard let values = Self.values(line), values.count == fields.count else { return nil }
            records.append(TakenRecord(values: values))
        }
        self.init(
            id: id,
            flow: head.flow,
            program: head.program,
            holds: head.holds,
            fields: fields,
            labels: head.labels,
            findings: head.findings,
            records: records
        )
    }

    private static func values(_ line: ArraySlice<UInt8>) -> [String?]? {
        guard let elements = try? JSONLine.list(Array(line)) else { return nil }
        var values: [String?] = []
        values.reserveCapacity(elements.count)
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
