internal import BoundedXML
internal import PlantModel

/// Writes documents of XML from values with places: an element is there where something in it is, in the order of the source.
struct TreeWriter: Sendable {
    private let wrappers: [String]
    private let record: String
    private let paths: [MessagePath]
    /// The elements from the record to the one that bears the marking; nil where none is borne.
    private let marked: [String]?
    private let declarations: [UInt8]
    /// What stands around records of formats that ask for something; nil of others.
    private let envelope: (any MessageEnvelope)?

    init(_ tree: Plant.Messages.Tree, _ paths: [MessagePath], marked: [String]?) {
        let names = tree.record.value.elements
        envelope = MessageEnvelopes.envelope(of: tree.namespace, names)
        wrappers = names.dropLast()
        record = names.last ?? "record"
        self.paths = paths
        self.marked = marked
        var bytes: [UInt8] = []
        if !tree.namespace.isEmpty { Self.attribute("xmlns", tree.namespace, into: &bytes) }
        for (prefix, name) in tree.namespaces.sorted(by: { $0.key < $1.key }) {
            Self.attribute("xmlns:" + prefix, name, into: &bytes)
        }
        declarations = bytes
    }

    private struct Node {
        var name: String
        var attributes: [(name: String, value: String)] = []
        var text: String?
        var children: [Int: Node] = [:]

        mutating func add(_ names: ArraySlice<String>, _ place: ArraySlice<Int>, _ attribute: String?, _ value: String)
        {
            guard let name = names.first, let number = place.first else {
                if let attribute { attributes.append((attribute, value)) } else { text = value }
                return
            }
            children[number, default: Node(name: name)].add(names.dropFirst(), place.dropFirst(), attribute, value)
        }
    }

    /// A record with its marking.
    func record(_ values: [String?], marking: [String]) -> [UInt8] {
        var root = Node(name: record)
        for (path, value) in zip(paths, values) {
            guard let value else { continue }
            for one in PlacedTexts.texts(value) where one.place.count == path.elements.count {
                root.add(path.elements[...], one.place[...], path.attribute, one.text)
            }
        }
        var bytes: [UInt8] = []
        var isMarked = false
        if let marked, !marking.isEmpty {
            isMarked = Self.mark(&root, marked[...], marking)
            if !isMarked { _ = Self.mark(&root, [], marking) }
        }
        Self.write(root, wrappers.isEmpty ? declarations : [], into: &bytes)
        return bytes
    }

    /// Puts the marking where it belongs; says whether there is such a place.
    private static func mark(_ node: inout Node, _ way: ArraySlice<String>, _ marking: [String]) -> Bool {
        guard let first = way.first else {
            var element = Node(name: "Marking", attributes: [("xmlns", TreeFormat.markingNamespace)])
            for (number, text) in marking.enumerated() {
                element.children[number] = Node(name: number == 0 ? "Banner" : "Notice", text: text)
            }
            node.children[.max] = element
            return true
        }
        var isMarked = false
        for (number, child) in node.children where child.name == first {
            var child = child
            if mark(&child, way.dropFirst(), marking) { isMarked = true }
            node.children[number] = child
        }
        return isMarked
    }

    /// What stands around the records of a document.
    var frame: MessageFrame {
        var opening = Array(Self.prolog.utf8)
        for (number, name) in wrappers.enumerated() {
            opening += Array("<\(name)".utf8)
            if number == 0 { opening += declarations + Array((envelope?.rootAttributes ?? "").utf8) }
            opening += [UInt8(ascii: ">")] + Array((envelope?.content(at: number) ?? "").utf8)
        }
        var closing: [UInt8] = []
        for name in wrappers.reversed() { closing += Array("</\(name)>".utf8) }
        closing.append(0x0A)
        var empty = opening + closing
        if let envelope {
            empty = Array((Self.prolog + envelope.empty + "\n").utf8)
        } else if wrappers.isEmpty {
            empty = opening + Array("<\(record)".utf8) + declarations + Array("/>".utf8) + closing
        }
        return MessageFrame(opening: opening, closing: closing, empty: empty)
    }

    private static let prolog = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

    private static func write(_ node: Node, _ declarations: [UInt8], into bytes: inout [UInt8]) {
        bytes += Array("<\(node.name)".utf8) + declarations
        for (name, value) in node.attributes { attribute(name, value, into: &bytes) }
        guard node.text?.isEmpty == false || !node.children.isEmpty else {
            bytes += Array("/>".utf8)
            return
        }
        bytes.append(UInt8(ascii: ">"))
        if let text = node.text { XMLText.escape(text, into: &bytes) }
        for (_, child) in node.children.sorted(by: { $0.key < $1.key }) { write(child, [], into: &bytes) }
        bytes += Array("</\(node.name)>".utf8)
    }

    private static func attribute(_ name: String, _ value: String, into bytes: inout [UInt8]) {
        bytes += Array(" \(name)=\"".utf8)
        XMLText.escape(value, into: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }
}
