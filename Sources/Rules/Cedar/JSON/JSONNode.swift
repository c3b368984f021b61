/// A JSON value with its place in the text. Numbers are 64-bit integers, as Cedar knows no others, unless the reader was told to keep
/// others as they are written; keys of an object are unique.
///
/// A node is a place in a flat document, shared by all its nodes, so that a text however deep is read and let go without
/// recursion.
public struct JSONNode: Sendable {
    /// The forms of JSON value.
    public enum Kind: Sendable {
        /// `null`.
        case null
        /// `true` or `false`.
        case bool(Bool)
        /// An integer.
        case integer(Int64)
        /// A number that is no 64-bit integer, as written; only where the reader was told to keep such.
        case number(CedarString)
        /// A string.
        case string(CedarString)
        /// An array.
        case array([JSONNode])
        /// An object, in the order of the text.
        case object([(key: CedarString, value: JSONNode)])
    }

    let document: JSONDocument
    let index: Int

    init(_ document: JSONDocument, _ index: Int) {
        self.document = document
        self.index = index
    }

    /// A value at a place, made of values that may come from elsewhere; linear in all that it holds.
    public init(_ kind: Kind, at position: SourcePosition) {
        let (shape, parts): (JSONDocument.Kind, [(key: CedarString, value: JSONNode)]) =
            switch kind {
            case .null: (.null, [])
            case .bool(let value): (.bool(value), [])
            case .integer(let value): (.integer(value), [])
            case .number(let text): (.number(text), [])
            case .string(let text): (.string(text), [])
            case .array(let elements): (.array, elements.map { (CedarString(""), $0) })
            case .object(let members): (.object, members)
            }
        var entries = [JSONDocument.Entry(kind: shape, position: position, key: CedarString(""), end: 1)]
        for (key, node) in parts {
            let shift = entries.count - node.index
            for index in node.index..<node.entry.end {
                var entry = node.document.entries[index]
                entry.end += shift
                if index == node.index { entry.key = key }
                entries.append(entry)
            }
        }
        entries[0].end = entries.count
        self.init(JSONDocument(entries), 0)
    }

    private var entry: JSONDocument.Entry { document.entries[index] }

    /// What it is. Arrays and objects are built anew at each call, in a time linear in their direct members.
    public var kind: Kind {
        switch entry.kind {
        case .null: .null
        case .bool(let value): .bool(value)
        case .integer(let value): .integer(value)
        case .number(let text): .number(text)
        case .string(let text): .string(text)
        case .array: .array(children)
        case .object: .object(members)
        }
    }

    /// Where it begins.
    public var position: SourcePosition { entry.position }

    private var children: [JSONNode] {
        var found: [JSONNode] = []
        var next = index + 1
        while next < entry.end {
            found.append(JSONNode(document, next))
            next = document.entries[next].end
        }
        return found
    }

    /// The members of an object in the order of the text; none of any other value.
    var members: [(key: CedarString, value: JSONNode)] {
        guard entry.kind == .object else { return [] }
        return children.map { (document.entries[$0.index].key, $0) }
    }

    /// The member of an object with this key.
    public subscript(key: String) -> JSONNode? {
        guard entry.kind == .object else { return nil }
        let key = CedarString(key)
        var next = index + 1
        while next < entry.end {
            if document.entries[next].key == key { return JSONNode(document, next) }
            next = document.entries[next].end
        }
        return nil
    }

    /// The text of a string.
    public var text: String? {
        if case .string(let text) = entry.kind { text.text } else { nil }
    }

    /// The elements of an array.
    public var elements: [JSONNode]? { entry.kind == .array ? children : nil }

    /// Reads a JSON text.
    /// - Throws: where and why it is no JSON, has a number that is no 64-bit integer, a key twice, or nests deeper than
    ///   ``CedarLimits/jsonDepth``.
    public init(parsing bytes: [UInt8], file: String) throws(ParseError) {
        self = try JSONReader.read(try SourceText(bytes: bytes, file: file), depthLimit: CedarLimits.jsonDepth)
    }

    /// Reads a JSON text that may nest deeper than data does.
    init(parsing bytes: [UInt8], file: String, depthLimit: Int) throws(ParseError) {
        self = try JSONReader.read(try SourceText(bytes: bytes, file: file), depthLimit: depthLimit)
    }

    /// Reads a JSON text of which only a part is meant for Cedar: numbers that are no 64-bit integers are kept as written.
    /// - Throws: where and why it is no JSON, has a key twice, or nests too deep.
    package init(keepingNumbersOf bytes: [UInt8], file: String) throws(ParseError) {
        let source = try SourceText(bytes: bytes, file: file)
        self = try JSONReader.read(source, depthLimit: CedarLimits.jsonDepth, keepingNumbers: true)
    }

    /// What it is, as messages say it.
    package var typeName: String {
        switch entry.kind {
        case .null: "null"
        case .bool: "a boolean"
        case .integer: "an integer"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}

/// The values of a JSON text in the order of the text, each followed by what it holds.
final class JSONDocument: Sendable {
    enum Kind: Equatable, Sendable {
        case null
        case bool(Bool)
        case integer(Int64)
        case number(CedarString)
        case string(CedarString)
        case array
        case object
    }

    struct Entry: Sendable {
        var kind: Kind
        let position: SourcePosition
        /// The key under which an object holds it; empty elsewhere.
        var key: CedarString
        /// The index behind the last value that it holds.
        var end: Int
    }

    let entries: [Entry]

    init(_ entries: [Entry]) { self.entries = entries }
}
