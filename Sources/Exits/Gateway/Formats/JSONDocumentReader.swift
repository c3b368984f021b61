internal import PlantModel

/// Reads one document of JSON.
struct JSONDocumentReader: RecordReader {
    private let format: JSONDocumentFormat
    private var bytes: [UInt8] = []
    private(set) var undeclared = UndeclaredNames()

    init(_ format: JSONDocumentFormat) { self.format = format }

    mutating func append(_ bytes: ArraySlice<UInt8>) throws(GatewayRefusal) -> [ReadPiece] {
        self.bytes += bytes
        return []
    }

    mutating func finish() throws(GatewayRefusal) -> [ReadPiece] {
        let (bytes, known) = (bytes, format.cursor.map(MessagePointer.text(of:)))
        var outside: [String] = []
        let ranges: [Range<Int>]
        do throws(JSONLine.Fault) {
            ranges = try JSONLine.records(in: bytes, at: format.records) { outside.append($0) }
        } catch {
            throw GatewayRefusal(.otherSchema, "the document is refused: \(error.reason)")
        }
        for name in outside where name != known { undeclared.note(name) }
        return ranges.enumerated().map { number, range in read(Array(bytes[range]), number + 1) }
    }

    private mutating func read(_ record: [UInt8], _ number: Int) -> ReadPiece {
        let format = format
        var piece = ReadPiece(line: number, raw: { format.message([record]) })
        guard record.count <= RecordSplitter.recordBytesMax else {
            piece.fault = RecordSplitter.Fault.tooLong.rawValue
            return piece
        }
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
    /// Where the records of a document are: the elements of the list that the names lead to, or the one object.
    /// - Parameter outside: is told what stands beside the way there, as a pointer.
    /// - Throws: where the document is none of JSON, or there are no records where they belong.
    static func records(
        in bytes: [UInt8],
        at names: [String],
        outside: (String) -> Void
    ) throws(Fault) -> [Range<Int>] {
        // A mark of byte order says nothing in UTF-8 and is often there.
        var line = JSONLine(bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? [0x20, 0x20, 0x20] + bytes.dropFirst(3) : bytes)
        var ranges: [Range<Int>]?
        try line.descend(names[...], [], outside, &ranges)
        try line.end()
        guard let ranges else { throw Fault(reason: "there are no records at '\(MessagePointer.text(of: names))'") }
        return ranges
    }

    private mutating func descend(
        _ names: ArraySlice<String>,
        _ way: [String],
        _ outside: (String) -> Void,
        _ ranges: inout [Range<Int>]?
    ) throws(Fault) {
        skipBlanks()
        guard let next = names.first else {
            ranges = try recordRanges(depth: way.count)
            return
        }
        guard take(UInt8(ascii: "{")) else { throw Fault(reason: "there are no records where they belong") }
        var seen: Set<String> = []
        try list(until: UInt8(ascii: "}")) { line throws(Fault) in
            let name = try line.text()
            guard seen.insert(name).inserted else { throw Fault(reason: "two members of one name") }
            line.skipBlanks()
            guard line.take(UInt8(ascii: ":")) else { throw Fault(reason: "no colon after a name") }
            guard name == next else {
                if try line.value(depth: way.count + 1) != .null { outside(MessagePointer.text(of: way + [name])) }
                return
            }
            try line.descend(names.dropFirst(), way + [name], outside, &ranges)
        }
    }

    private mutating func recordRanges(depth: Int) throws(Fault) -> [Range<Int>] {
        guard take(UInt8(ascii: "[")) else {
            let start = index
            let isObject = peek == UInt8(ascii: "{")
            let scalar = try value(depth: depth)
            guard isObject || scalar == .null else { throw Fault(reason: "there are no records where they belong") }
            return isObject ? [start..<index] : []
        }
        var ranges: [Range<Int>] = []
        try list(until: UInt8(ascii: "]"), atMost: JSONDocumentFormat.recordsMax) { line throws(Fault) in
            let start = line.index
            _ = try line.value(depth: depth + 1)
            ranges.append(start..<line.index)
        }
        return ranges
    }

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
