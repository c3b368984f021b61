internal import CXML2

/// Reads the records of an XML document by libxml2 as its bytes come, so that a document of any length takes the room of one record.
///
/// A document type ends the reading: there is no entity but the five of the language, and no file or network address is ever asked for. What is
/// not well-formed is refused, never mended.
public final class XMLRecordReading {
    /// An element that is a record.
    public struct Record: Sendable {
        /// The line that it ends on, from 1.
        public let line: Int
        /// The element; of one that is not whole, what there was room for.
        public let element: XMLElement
        /// Whether it is within the bounds.
        public let isWhole: Bool
    }

    /// Why a document is refused.
    public enum Fault: Error, Hashable, Sendable, CustomStringConvertible {
        /// It is not well-formed, from a line on.
        case malformed(line: Int)
        /// It declares a document type.
        case documentType
        /// Its root is another.
        case otherRoot

        /// In words.
        public var description: String {
            switch self {
            case .malformed(let line): "it is not well-formed XML from line \(line) on"
            case .documentType: "it declares a document type, which is not read"
            case .otherRoot: "its root is another element than that of the flow"
            }
        }
    }

    /// Elements of a record at most.
    public static let elementsMax = 100_000
    /// Elements that nest at most, the record's own among them.
    public static let depthMax = 60
    /// Names that are noted at most.
    private static let outsideMax = 200

    /// What stands outside of records, by the names of its elements, and how often.
    public private(set) var outside: [String: Int] = [:]

    private let path: [XMLName]
    private let bytesMax: Int
    private var context: UnsafeMutablePointer<xmlParserCtxt>?
    private var fault: Fault?
    private var records: [Record] = []
    /// The elements that are open: outside of a record their names, inside the elements.
    private var names: [String] = []
    private var matched = 0
    private var open: [XMLElement] = []
    private var texts: [[UInt8]] = []
    private var elementCount = 0
    private var byteCount = 0
    private var skipped = 0
    private var wasCut = false

    /// - Parameters:
    ///   - record: the names of the elements from the root to a record.
    ///   - bytesMax: bytes of names and values of a record at most.
    public init(record: [XMLName], bytesMax: Int) {
        path = record
        self.bytesMax = bytesMax
        context = makeContext()
    }

    deinit { if let context { xmlFreeParserCtxt(context) } }

    /// Takes the next bytes and gives the records that end in them.
    public func append(_ bytes: ArraySlice<UInt8>) throws(Fault) -> [Record] {
        try parse(bytes, isEnd: false)
    }

    /// The end of the document.
    public func finish() throws(Fault) -> [Record] { try parse([], isEnd: true) }

    private func parse(_ bytes: ArraySlice<UInt8>, isEnd: Bool) throws(Fault) -> [Record] {
        guard let context else { throw .malformed(line: 1) }
        let code = bytes.withUnsafeBytes { buffer in
            xmlParseChunk(context, buffer.bindMemory(to: CChar.self).baseAddress, Int32(buffer.count), isEnd ? 1 : 0)
        }
        if let fault { throw fault }
        guard code == 0, context.pointee.wellFormed == 1 || !isEnd, context.pointee.nsWellFormed == 1 else {
            throw .malformed(line: line)
        }
        defer { records = [] }
        return records
    }

    private var line: Int { context?.pointee.input.map { Int($0.pointee.line) } ?? 1 }

    private func makeContext() -> UnsafeMutablePointer<xmlParserCtxt>? {
        var handler = xmlSAXHandler()
        handler.initialized = UInt32(XML_SAX2_MAGIC)
        handler.characters = { data, bytes, count in XMLRecordReading.from(data)?.characters(bytes, count) }
        handler.ignorableWhitespace = handler.characters
        handler.cdataBlock = handler.characters
        handler.serror = { _, _ in }
        handler.internalSubset = { data, _, _, _ in XMLRecordReading.from(data)?.stop(.documentType) }
        handler.startElementNs = { data, name, _, namespace, _, _, count, _, attributes in
            XMLRecordReading.from(data)?.start(name, namespace, attributes, Int(count))
        }
        handler.endElementNs = { data, _, _, _ in XMLRecordReading.from(data)?.end() }
        let made = xmlCreatePushParserCtxt(&handler, Unmanaged.passUnretained(self).toOpaque(), nil, 0, nil)
        if let made { xmlCtxtUseOptions(made, Int32(XML_PARSE_NONET.rawValue)) }
        return made
    }

    private static func from(_ data: UnsafeMutableRawPointer?) -> XMLRecordReading? {
        data.map { Unmanaged<XMLRecordReading>.fromOpaque($0).takeUnretainedValue() }
    }

    private func stop(_ fault: Fault) {
        self.fault = self.fault ?? fault
        if let context { xmlStopParser(context) }
    }

    // MARK: What is met

    private func start(
        _ name: UnsafePointer<UInt8>?,
        _ namespace: UnsafePointer<UInt8>?,
        _ given: UnsafeMutablePointer<UnsafePointer<UInt8>?>?,
        _ count: Int
    ) {
        guard fault == nil else { return }
        let name = XMLName(Self.string(name), in: Self.string(namespace))
        if open.isEmpty, skipped == 0 {
            if names.isEmpty, name != path.first { return stop(.otherRoot) }
            if matched == names.count, matched < path.count, name == path[matched] { matched += 1 }
            if matched < path.count || matched != names.count + 1 {
                names.append(name.local)
                if count > 0 { noteOutside() }
                return
            }
            elementCount = 0
            byteCount = 0
        }
        guard skipped == 0, elementCount < Self.elementsMax, open.count < Self.depthMax, byteCount < bytesMax else {
            skipped += 1
            wasCut = true
            return
        }
        elementCount += 1
        byteCount += name.local.utf8.count
        var attributes: [XMLElement.Attribute] = []
        for index in 0..<count {
            // Five pointers for each: name, prefix, namespace, value, end of value.
            guard let given, let from = given[index * 5 + 3], let to = given[index * 5 + 4] else { continue }
            var value = String(decoding: UnsafeBufferPointer(start: from, count: to - from), as: UTF8.self)
            // As long as entities are not replaced, the library hands on every ampersand of an attribute like this.
            if value.utf8.contains(UInt8(ascii: "&")) { value = value.replacing("&#38;", with: "&") }
            byteCount += value.utf8.count
            attributes.append(
                XMLElement.Attribute(
                    XMLName(Self.string(given[index * 5]), in: Self.string(given[index * 5 + 2])),
                    value
                )
            )
        }
        open.append(XMLElement(name, attributes: attributes))
        texts.append([])
    }

    private func end() {
        guard fault == nil else { return }
        if skipped > 0 {
            skipped -= 1
            return
        }
        guard var element = open.popLast() else {
            if matched == names.count { matched -= 1 }
            names.removeLast()
            return
        }
        element.text = String(decoding: texts.removeLast(), as: UTF8.self)
        guard open.isEmpty else {
            open[open.count - 1].children.append(element)
            return
        }
        matched -= 1
        let isWhole = elementCount < Self.elementsMax && byteCount < bytesMax && !wasCut
        wasCut = false
        records.append(Record(line: line, element: element, isWhole: isWhole))
    }

    private func characters(_ bytes: UnsafePointer<UInt8>?, _ count: Int32) {
        guard let bytes, count > 0, fault == nil else { return }
        let added = UnsafeBufferPointer(start: bytes, count: Int(count))
        guard let last = texts.indices.last else {
            if added.contains(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) { noteOutside() }
            return
        }
        guard skipped == 0 else { return }
        byteCount += added.count
        guard byteCount < bytesMax else { return }
        texts[last].append(contentsOf: added)
    }

    private func noteOutside() {
        let name = names.joined(separator: "/")
        let noted = outside[name] == nil && outside.count >= Self.outsideMax ? "(others)" : name
        outside[noted, default: 0] += 1
    }

    private static func string(_ bytes: UnsafePointer<UInt8>?) -> String { bytes.map { String(cString: $0) } ?? "" }
}
