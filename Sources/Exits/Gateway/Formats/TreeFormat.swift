internal import BoundedXML
internal import PlantModel

/// Documents of XML whose values are found by paths: any, those of B2MML with a marking in an extension element, those of QIF with classifications of
/// their own.
struct TreeFormat: MessageFormat {
    enum Kind: Sendable {
        case plain, b2mml, qif
    }

    /// The namespace of the element that bears a marking, `schemas/marking.xsd`.
    static let markingNamespace = "urn:bulkhead:marking:1"
    static let marking = XMLName("Marking", in: markingNamespace)

    let kind: Kind
    let tree: Plant.Messages.Tree
    let fields: [Plant.Messages.Field]
    /// The places of the fields that leave among all.
    let outputs: [Int]
    /// The names from the root to a record.
    let record: [XMLName]
    let paths: PathTree
    private let writer: TreeWriter
    private let trialWriter: TreeWriter

    init(_ messages: Plant.Messages, _ tree: Plant.Messages.Tree, _ outputs: [CarriedFlow.Output], _ kind: Kind) {
        self.kind = kind
        self.tree = tree
        fields = messages.fields
        self.outputs = outputs.map(\.place)
        record = tree.record.value.elements.map { PathTree.name($0, tree) }
        paths = PathTree(messages.fields, tree)
        let nowhere = MessagePath("none")
        writer = TreeWriter(
            tree,
            outputs.compactMap { $0.field.path?.value ?? nowhere },
            marked: kind == .b2mml ? tree.marked?.value.elements ?? [] : nil
        )
        trialWriter = TreeWriter(
            tree,
            messages.fields.compactMap { $0.path?.value ?? nowhere } + [MessagePath("undeclared")].compactMap(\.self),
            marked: nil
        )
    }

    var suffixes: [String] { kind == .qif ? [".qif", ".xml"] : [".xml"] }
    var mediaType: String { "application/xml" }
    var mediaTypes: [String] { [mediaType, "text/xml"] }
    var isPlaced: Bool { true }

    func reader() -> any RecordReader { TreeReader(self) }

    /// What is not well-formed anywhere is refused as a whole: where a document breaks off nobody knows whose the rest is.
    func check(_ bytes: [UInt8]) throws(GatewayRefusal) {
        let reading = XMLRecordReading(record: record, bytesMax: RecordSplitter.recordBytesMax)
        do throws(XMLRecordReading.Fault) {
            var start = 0
            while start < bytes.count {
                let end = min(start + 64 << 10, bytes.count)
                _ = try reading.append(bytes[start..<end])
                start = end
            }
            _ = try reading.finish()
        } catch {
            throw GatewayRefusal(.otherSchema, "the document is refused: \(error)")
        }
    }

    func row(_ values: [String?], marking: [String]) -> [UInt8] { writer.record(values, marking: marking) }

    var frame: MessageFrame { writer.frame }

    func received(_ message: [UInt8]) throws -> [[String?]] {
        // One without records may be a document of another kind.
        if message == frame.empty { return [] }
        var reader = TreeReader(self)
        return try (reader.append(message[...]) + reader.finish()).map { piece in outputs.map { piece.values[$0] } }
    }

    func trialFiles(_ rows: [TrialWorld.Row], undeclared: [String]?) -> [[UInt8]] {
        let records = rows.enumerated().map { number, row in
            let extra = undeclared.map { PlacedTexts.value([PlacedTexts.One(place: [1 << 20], text: $0[number])]) }
            return trialWriter.record(row.values + [extra], marking: [])
        }
        return record.count > 1
            ? [trialWriter.frame.part(records, isFirst: true, isLast: true)]
            : records.map { trialWriter.frame.part([$0], isFirst: true, isLast: true) }
    }
}

/// The declared paths, by the names that lead there.
struct PathTree: Sendable {
    private(set) var field: Int?
    private(set) var attributes: [XMLName: Int] = [:]
    private(set) var children: [XMLName: PathTree] = [:]
    /// The names of children in the order in which they were declared.
    private(set) var order: [XMLName] = []

    private init() {}

    init(_ fields: [Plant.Messages.Field], _ tree: Plant.Messages.Tree) {
        for (place, field) in fields.enumerated() {
            guard let path = field.path?.value else { continue }
            add(
                path.elements.map { Self.name($0, tree) }[...],
                path.attribute.map { Self.name($0, tree, isAttribute: true) },
                place
            )
        }
    }

    private mutating func add(_ names: ArraySlice<XMLName>, _ attribute: XMLName?, _ field: Int) {
        guard let first = names.first else {
            if let attribute { attributes[attribute] = field } else { self.field = field }
            return
        }
        if children[first] == nil { order.append(first) }
        children[first, default: PathTree()].add(names.dropFirst(), attribute, field)
    }

    /// A name as a path has it. An attribute without a prefix is in no namespace (Namespaces in XML 1.0, 6.2).
    static func name(_ text: String, _ tree: Plant.Messages.Tree, isAttribute: Bool = false) -> XMLName {
        guard let colon = text.firstIndex(of: ":") else {
            return XMLName(text, in: isAttribute ? "" : tree.namespace)
        }
        return XMLName(String(text[text.index(after: colon)...]), in: tree.namespaces[String(text[..<colon])] ?? "")
    }

    /// Where a field stands in a record in which every declared element is there, in their order.
    func place(of path: MessagePath, _ tree: Plant.Messages.Tree) -> [Int] {
        var node = self
        var place: [Int] = []
        for name in path.elements.map({ Self.name($0, tree) }) {
            place.append((node.order.firstIndex(of: name) ?? 0) * 8)
            guard let next = node.children[name] else { break }
            node = next
        }
        return place
    }
}
