internal import PlantModel

/// A document of JSON (RFC 8259): a list of records, or one, whose values are found by pointers.
///
/// A value that is absent, one that is null and one that is withheld are alike, and so are lists and objects in which nothing passes: none is written.
struct JSONDocumentFormat: MessageFormat {
    /// Bytes of a file at most: it is taken as a whole, since where it breaks off nobody knows whose the rest is.
    static let bytesMax = 32 << 20
    /// Records of a file at most.
    static let recordsMax = 1_000_000

    /// The names of the members on the way to the records.
    let records: [String]
    let fields: [Plant.Messages.Field]
    /// Where values of each declared field stand.
    let pointers: PointerTree
    /// What is known besides records: whence the answer goes on that the document is.
    let cursor: [String]?
    private let outputs: [Int]

    init(_ messages: Plant.Messages, _ outputs: [CarriedFlow.Output]) {
        records = Self.names(messages.records?.value)
        fields = messages.fields
        pointers = PointerTree(messages.fields)
        cursor = (messages.source?.cursor?.pointer?.value).map(Self.names)
        self.outputs = outputs.map(\.place)
    }

    var suffixes: [String] { [".json"] }
    var mediaType: String { "application/json" }
    var isPlaced: Bool { true }

    /// The names of the members that a pointer without lists leads along.
    static func names(_ pointer: MessagePointer?) -> [String] {
        (pointer?.steps ?? []).compactMap { if case .member(let name) = $0 { name } else { nil } }
    }

    func reader() -> any RecordReader { JSONDocumentReader(self) }
    func answerReader() -> any RecordReader { JSONDocumentReader(self, isHeld: false) }

    func check(_ bytes: [UInt8]) throws(GatewayRefusal) {
        guard bytes.count <= Self.bytesMax else {
            throw GatewayRefusal(
                .otherSchema,
                "a document of \(bytes.count) bytes; one of JSON has at most \(Self.bytesMax), have the source send several, or JSON lines"
            )
        }
    }

    func row(_ values: [String?], marking: [String]) -> [UInt8] {
        var tree = WrittenJSON.object([:], order: [])
        for (place, value) in zip(outputs, values) {
            guard let value else { continue }
            Self.add(value, of: fields[place], to: &tree)
        }
        return tree.bytes
    }

    private static func add(_ value: String, of field: Plant.Messages.Field, to tree: inout WrittenJSON) {
        let steps = field.pointer?.value.steps ?? []
        let isOfNumbers = [.integer, .decimal, .truth].contains(field.type)
        for one in PlacedTexts.texts(value) {
            tree.insert(one.text, isLiteral: isOfNumbers && isLiteral(one.text), at: steps[...], one.place[...])
        }
    }

    /// Values of a record were read as what their fields hold; a word in the place of one is a text.
    private static func isLiteral(_ text: String) -> Bool {
        text == "true" || text == "false" || text.utf8.first.map { $0 == 0x2D || (0x30...0x39).contains($0) } ?? false
    }

    var frame: MessageFrame {
        var opening: [UInt8] = []
        for name in records {
            opening.append(UInt8(ascii: "{"))
            JSONText.quote(name, into: &opening)
            opening.append(UInt8(ascii: ":"))
        }
        opening += [UInt8(ascii: "["), 0x0A]
        let closing = [UInt8(ascii: "]")] + [UInt8](repeating: UInt8(ascii: "}"), count: records.count) + [0x0A]
        return MessageFrame(
            opening: opening,
            between: [UInt8(ascii: ","), 0x0A],
            closing: [0x0A] + closing,
            empty: opening + closing
        )
    }

    func received(_ message: [UInt8]) throws -> [[String?]] {
        var reader = JSONDocumentReader(self)
        return try (reader.append(message[...]) + reader.finish()).map { piece in outputs.map { piece.values[$0] } }
    }

    func trialFiles(_ rows: [TrialWorld.Row], undeclared: [String]?) -> [[UInt8]] {
        let written = rows.enumerated().map { number, row -> [UInt8] in
            var tree = WrittenJSON.object([:], order: [])
            for (field, value) in zip(fields, row.values) {
                if let value { Self.add(value, of: field, to: &tree) }
            }
            if let undeclared {
                tree.insert(undeclared[number], isLiteral: false, at: [.member("undeclared")], [])
            }
            return tree.bytes
        }
        return [message(written)]
    }
}

/// The declared pointers, by the steps that lead there.
struct PointerTree: Sendable {
    private(set) var field: Int?
    private(set) var members: [String: PointerTree] = [:]
    private var elements: [PointerTree] = []

    /// What is declared of each element of a list.
    var each: PointerTree? { elements.first }

    private init() {}

    init(_ fields: [Plant.Messages.Field]) {
        for (place, field) in fields.enumerated() { add((field.pointer?.value.steps ?? [])[...], place) }
    }

    private mutating func add(_ steps: ArraySlice<MessagePointer.Step>, _ place: Int) {
        switch steps.first {
        case nil: field = place
        case .member(let name): members[name, default: PointerTree()].add(steps.dropFirst(), place)
        case .each:
            if elements.isEmpty { elements.append(PointerTree()) }
            elements[0].add(steps.dropFirst(), place)
        }
    }
}

/// A value of JSON that is put together from texts with their places: elements of a list come in the order of their numbers, and how much lay
/// between is not told.
indirect enum WrittenJSON {
    case scalar(String, isLiteral: Bool)
    case object([String: WrittenJSON], order: [String])
    case list([Int: WrittenJSON])

    mutating func insert(
        _ text: String,
        isLiteral: Bool,
        at steps: ArraySlice<MessagePointer.Step>,
        _ place: ArraySlice<Int>
    ) {
        guard let step = steps.first else {
            self = .scalar(text, isLiteral: isLiteral)
            return
        }
        let rest = steps.dropFirst()
        switch step {
        case .member(let name):
            guard case .object(var members, var order) = self else { return }
            if members[name] == nil { order.append(name) }
            var inner = members[name] ?? Self.empty(rest)
            inner.insert(text, isLiteral: isLiteral, at: rest, place)
            members[name] = inner
            self = .object(members, order: order)
        case .each:
            guard case .list(var elements) = self, let number = place.first else { return }
            var inner = elements[number] ?? Self.empty(rest)
            inner.insert(text, isLiteral: isLiteral, at: rest, place.dropFirst())
            elements[number] = inner
            self = .list(elements)
        }
    }

    private static func empty(_ steps: ArraySlice<MessagePointer.Step>) -> WrittenJSON {
        steps.first == .each ? .list([:]) : .object([:], order: [])
    }

    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        write(into: &bytes)
        return bytes
    }

    private func write(into bytes: inout [UInt8]) {
        switch self {
        case .scalar(let text, true): bytes += text.utf8
        case .scalar(let text, false): JSONText.quote(text, into: &bytes)
        case .object(let members, let order):
            bytes.append(UInt8(ascii: "{"))
            for (number, name) in order.enumerated() {
                if number > 0 { bytes.append(UInt8(ascii: ",")) }
                JSONText.quote(name, into: &bytes)
                bytes.append(UInt8(ascii: ":"))
                members[name]?.write(into: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        case .list(let elements):
            bytes.append(UInt8(ascii: "["))
            for (number, key) in elements.keys.sorted().enumerated() {
                if number > 0 { bytes.append(UInt8(ascii: ",")) }
                elements[key]?.write(into: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        }
    }
}
