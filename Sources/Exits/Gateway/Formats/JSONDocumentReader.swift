internal import PlantModel

/// Reads one document of JSON.
struct JSONDocumentReader: RecordReader {
    private let format: JSONDocumentFormat
    private var splitter: JSONDocumentSplitter
    private let known: String?
    /// The records of a document that counts as a whole or not at all, until its end; nil where each counts by itself.
    private var held: [ReadPiece]?
    private var count = 0
    private(set) var undeclared = UndeclaredNames()

    /// - Parameter isHeld: nothing is given before all of it was read.
    init(_ format: JSONDocumentFormat, isHeld: Bool = true) {
        self.format = format
        splitter = JSONDocumentSplitter(format.records)
        known = format.cursor.map(MessagePointer.text(of:))
        held = isHeld ? [] : nil
    }

    mutating func append(_ bytes: ArraySlice<UInt8>) throws(GatewayRefusal) -> [ReadPiece] {
        do throws(JSONLine.Fault) {
            return try pieces(try splitter.append(bytes))
        } catch {
            throw GatewayRefusal(.otherSchema, "the document is refused: \(error.reason)")
        }
    }

    mutating func finish() throws(GatewayRefusal) -> [ReadPiece] {
        do throws(JSONLine.Fault) {
            let last = try pieces(try splitter.finish())
            return (held ?? []) + last
        } catch {
            throw GatewayRefusal(.otherSchema, "the document is refused: \(error.reason)")
        }
    }

    private mutating func pieces(_ parts: [JSONDocumentSplitter.Part]) throws(JSONLine.Fault) -> [ReadPiece] {
        var pieces: [ReadPiece] = []
        for part in parts {
            switch part {
            case .beside(let name): if name != known { undeclared.note(name) }
            case .record(let bytes):
                count += 1
                pieces.append(read(bytes, count))
            case .longRecord(let beginning):
                count += 1
                pieces.append(
                    ReadPiece(line: count, fault: RecordSplitter.Fault.tooLong.rawValue, raw: { beginning })
                )
            }
        }
        guard held != nil else { return pieces }
        guard count <= JSONDocumentFormat.recordsMax else {
            throw JSONLine.Fault(reason: "more than \(JSONDocumentFormat.recordsMax) values")
        }
        held? += pieces
        return []
    }

    private mutating func read(_ record: [UInt8], _ number: Int) -> ReadPiece {
        let format = format
        var piece = ReadPiece(line: number, raw: { format.message([record]) })
        var reading = RecordReading(format)
        do throws(JSONLine.Fault) {
            var line = JSONLine(record)
            try reading.read(&line, format.pointers)
        } catch {
            piece.fault = error.reason
            return piece
        }
        for (name, count) in reading.undeclared.counts { undeclared.note(name, count: count) }
        piece.values = reading.texts.map { $0.isEmpty ? nil : PlacedTexts.value($0) }
        piece.fault = reading.fault
        return piece
    }
}

/// Finds the declared values of one record.
private struct RecordReading {
    let fields: [Plant.Messages.Field]
    var texts: [[PlacedTexts.One]]
    var undeclared = UndeclaredNames()
    var fault: String?
    private var way: [String] = []
    private var place: [Int] = []

    init(_ format: JSONDocumentFormat) {
        fields = format.fields
        texts = Array(repeating: [], count: format.fields.count)
    }

    mutating func read(_ line: inout JSONLine, _ node: PointerTree) throws(JSONLine.Fault) {
        guard line.peek == UInt8(ascii: "{") else { throw JSONLine.Fault(reason: "no JSON object") }
        try value(&line, node)
    }

    private mutating func value(_ line: inout JSONLine, _ node: PointerTree) throws(JSONLine.Fault) {
        guard way.count < JSONLine.depthMax else {
            throw JSONLine.Fault(reason: "values nest deeper than \(JSONLine.depthMax)")
        }
        line.skipBlanks()
        if line.peek == UInt8(ascii: "{"), !node.members.isEmpty {
            _ = line.take(UInt8(ascii: "{"))
            var names: Set<String> = []
            try line.list(until: UInt8(ascii: "}")) { line throws(JSONLine.Fault) in
                let name = try line.text()
                guard names.insert(name).inserted else { throw JSONLine.Fault(reason: "two members of one name") }
                line.skipBlanks()
                guard line.take(UInt8(ascii: ":")) else { throw JSONLine.Fault(reason: "no colon after a name") }
                way.append(name)
                defer { way.removeLast() }
                guard let inner = node.members[name] else {
                    if try line.value(depth: way.count) != .null { note() }
                    return
                }
                try value(&line, inner)
            }
        } else if line.peek == UInt8(ascii: "["), let inner = node.each {
            _ = line.take(UInt8(ascii: "["))
            var number = 0
            way.append("*")
            try line.list(until: UInt8(ascii: "]")) { line throws(JSONLine.Fault) in
                place.append(number)
                try value(&line, inner)
                place.removeLast()
                number += 1
            }
            way.removeLast()
        } else {
            take(try line.value(depth: way.count), node)
        }
    }

    private mutating func take(_ scalar: JSONLine.Scalar, _ node: PointerTree) {
        guard scalar != .null else { return }
        guard let number = node.field else {
            note()
            return
        }
        let field = fields[number]
        switch (scalar, field.type) {
        case (.text(let text), .text), (.text(let text), .day), (.text(let text), .time),
            (.literal(let text), .integer), (.literal(let text), .decimal), (.literal(let text), .truth):
            guard texts[number].count < PlacedTexts.countMax else {
                fault = fault ?? "more than \(PlacedTexts.countMax) values of '\(field.name)'"
                return
            }
            texts[number].append(PlacedTexts.One(place: place, text: text))
        default: fault = fault ?? "the field '\(field.name)' holds no \(field.type.rawValue)"
        }
    }

    private mutating func note() { undeclared.note(MessagePointer.text(of: way)) }
}

extension MessagePointer {
    /// Names on a way, as a pointer is written; cut where it is long.
    static func text(of names: [String]) -> String {
        String(
            names.map { "/" + $0.replacing("~", with: "~0").replacing("/", with: "~1") }.joined().prefix(200)
        )
    }
}

extension JSONLine {
    /// The text or literal at a pointer without lists; nil where there is none.
    static func scalar(in bytes: [UInt8], at names: [String]) throws(Fault) -> String? {
        var line = JSONLine(bytes)
        let found = try line.find(names[...])
        try line.end()
        switch found {
        case .text(let text)?, .literal(let text)?: return text
        case .null?, .nested?, nil: return nil
        }
    }

    private mutating func find(_ names: ArraySlice<String>) throws(Fault) -> Scalar? {
        skipBlanks()
        guard let next = names.first, peek == UInt8(ascii: "{") else {
            let scalar = try value(depth: 0)
            return names.isEmpty ? scalar : nil
        }
        _ = take(UInt8(ascii: "{"))
        var found: Scalar?
        try list(until: UInt8(ascii: "}")) { line throws(Fault) in
            let name = try line.text()
            line.skipBlanks()
            guard line.take(UInt8(ascii: ":")) else { throw Fault(reason: "no colon after a name") }
            guard name == next else {
                _ = try line.value(depth: 1)
                return
            }
            found = try line.find(names.dropFirst())
        }
        return found
    }
}
