internal import PlantModel

/// One JSON object (RFC 8259) on each line, without nesting.
struct JSONLinesFormat: MessageFormat {
    let fields: [Plant.Messages.Field]
    let outputs: [Plant.Messages.Field]

    var suffixes: [String] { [".jsonl", ".ndjson"] }
    var mediaType: String { "application/jsonl" }
    var mediaTypes: [String] { [mediaType, "application/x-ndjson", "application/json-lines"] }
    var isPlaced: Bool { false }

    func reader() -> any RecordReader { JSONLinesReader(fields) }

    func row(_ values: [String?], marking: [String]) -> [UInt8] {
        var bytes: [UInt8] = []
        Self.object(zip(outputs, values).map { ($0, $1, $1 != FieldValue.redactedWord) }, into: &bytes)
        return bytes
    }

    var frame: MessageFrame { MessageFrame(empty: []) }

    /// An object of values, each as its field's type has it; what is none of its type is written as a text.
    private static func object(
        _ members: [(field: Plant.Messages.Field, text: String?, isOfType: Bool)],
        into bytes: inout [UInt8]
    ) {
        bytes.append(UInt8(ascii: "{"))
        for (place, member) in members.enumerated() {
            if place > 0 { bytes.append(UInt8(ascii: ",")) }
            JSONText.quote(member.field.name, into: &bytes)
            bytes.append(UInt8(ascii: ":"))
            let isLiteral = [.integer, .decimal, .truth].contains(member.field.type) && member.isOfType
            switch member.text {
            case nil: bytes += Array("null".utf8)
            case let text? where isLiteral: bytes += text.utf8
            case let text?: JSONText.quote(text, into: &bytes)
            }
        }
        bytes += [UInt8(ascii: "}"), 0x0A]
    }

    func received(_ message: [UInt8]) throws -> [[String?]] {
        try message.split(separator: 0x0A).map { line in
            try JSONLine.object(Array(line)).map { _, value in
                switch value {
                case .text(let text), .literal(let text): text
                case .null, .nested: nil
                }
            }
        }
    }

    func trialFiles(_ rows: [TrialWorld.Row], undeclared: [String]?) -> [[UInt8]] {
        var bytes: [UInt8] = []
        for (number, row) in rows.enumerated() {
            Self.object(zip(fields, row.values).map { ($0, $1, !row.isBroken) }, into: &bytes)
            guard let undeclared else { continue }
            bytes.removeLast(2)
            bytes += Array(#","undeclared":"#.utf8)
            JSONText.quote(undeclared[number], into: &bytes)
            bytes += [UInt8(ascii: "}"), 0x0A]
        }
        return [bytes]
    }
}

/// Reads one file of JSON lines.
struct JSONLinesReader: RecordReader {
    private let fields: [Plant.Messages.Field]
    private let places: [String: Int]
    private var splitter = RecordSplitter(respectsQuotes: false)
    private(set) var undeclared = UndeclaredNames()

    init(_ fields: [Plant.Messages.Field]) {
        self.fields = fields
        places = Dictionary(fields.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    mutating func append(_ bytes: ArraySlice<UInt8>) throws(GatewayRefusal) -> [ReadPiece] {
        splitter.append(bytes).map { piece in read(piece) }
    }

    mutating func finish() throws(GatewayRefusal) -> [ReadPiece] {
        splitter.finish().map { piece in [read(piece)] } ?? []
    }

    private mutating func read(_ piece: RecordSplitter.Piece) -> ReadPiece {
        var read = ReadPiece(line: piece.line, fault: piece.fault?.rawValue, raw: { piece.bytes })
        guard read.fault == nil else { return read }
        let members: [(name: String, value: JSONLine.Scalar)]
        do throws(JSONLine.Fault) {
            members = try JSONLine.object(piece.bytes)
        } catch {
            read.fault = error.reason
            return read
        }
        read.values = [String?](repeating: nil, count: fields.count)
        for (name, value) in members {
            guard let place = places[name] else {
                undeclared.note(name, count: value == .null ? 0 : 1)
                continue
            }
            let field = fields[place]
            switch (value, field.type) {
            case (.null, _): break
            case (.text(let text), .text), (.text(let text), .day), (.text(let text), .time): read.values[place] = text
            case (.literal(let text), .integer), (.literal(let text), .decimal), (.literal(let text), .truth):
                read.values[place] = text
            default: read.fault = read.fault ?? "the field '\(field.name)' holds no \(field.type.rawValue)"
            }
        }
        return read
    }
}
