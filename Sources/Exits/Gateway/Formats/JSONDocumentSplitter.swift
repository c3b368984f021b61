internal import PlantModel

/// Cuts a document of JSON (RFC 8259) into its records as its bytes come, so that one of any length takes the room of one record.
///
/// What it passes over it has read: a document that is none of JSON is refused where that shows, and one that breaks off at its end.
struct JSONDocumentSplitter {
    /// What was found.
    enum Part: Equatable {
        /// A record, as it is written.
        case record([UInt8])
        /// The beginning of a record that is longer than one may be.
        case longRecord([UInt8])
        /// Something beside the records that is not null, by its pointer.
        case beside(String)
    }

    /// Where it stands.
    private enum Place {
        /// Before the value that the way has led to so far.
        case value
        /// Before the name of a member of an object on the way, or its end.
        case name(isFirst: Bool)
        /// Before the colon after a name.
        case colon
        /// After a value of a member of an object on the way.
        case afterMember
        /// Before an element of the list of records, or its end.
        case element(isFirst: Bool)
        /// After an element.
        case afterElement
        /// After the document.
        case end
    }

    /// Why a value is captured.
    private enum Use {
        case name, beside, record, element
    }

    /// The names of the members that lead to the records.
    private let way: [String]
    private var place = Place.value
    /// How many objects on the way are open, and the names that were met in each.
    private var names: [Set<String>] = []
    private var name = ""
    private var hasRecords = false
    private var value: ValueScan?
    private var use = Use.record
    private var isAtStart = true
    private var mark: [UInt8] = []

    init(_ way: [String]) { self.way = way }

    /// Takes the next bytes and gives what ends in them.
    mutating func append(_ more: ArraySlice<UInt8>) throws(JSONLine.Fault) -> [Part] {
        var parts: [Part] = []
        var bytes = more
        if isAtStart { bytes = skipMark(more) }
        var index = bytes.startIndex
        while index < bytes.endIndex {
            if value != nil {
                guard try value?.take(bytes, &index) ?? false else { break }
                try close(into: &parts)
            } else if [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) {
                index += 1
            } else {
                try step(bytes[index], &index)
            }
        }
        return parts
    }

    /// The end of the bytes.
    mutating func finish() throws(JSONLine.Fault) -> [Part] {
        var parts: [Part] = []
        if isAtStart { parts += try append([]) }
        // A number, and nothing else, may end where the bytes do.
        if value != nil {
            guard value?.isWholeAtEnd ?? false else { throw JSONLine.Fault(reason: "a value that does not end") }
            try close(into: &parts)
        }
        guard case .end = place else { throw JSONLine.Fault(reason: "a value that does not end") }
        guard hasRecords else {
            throw JSONLine.Fault(reason: "there are no records at '\(MessagePointer.text(of: way))'")
        }
        return parts
    }

    /// A mark of byte order says nothing in UTF-8 and is often there.
    private mutating func skipMark(_ more: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        mark += more
        let known: [UInt8] = [0xEF, 0xBB, 0xBF]
        guard mark.count >= known.count || !known.starts(with: mark) else { return [] }
        isAtStart = false
        defer { mark = [] }
        return mark.starts(with: known) ? mark.dropFirst(known.count) : mark[...]
    }

    private mutating func step(_ byte: UInt8, _ index: inout Int) throws(JSONLine.Fault) {
        switch (place, byte) {
        case (.value, _) where names.count < way.count:
            guard byte == UInt8(ascii: "{") else { throw Self.noRecords }
            names.append([])
            place = .name(isFirst: true)
        case (.value, UInt8(ascii: "[")):
            hasRecords = true
            place = .element(isFirst: true)
        case (.value, _):
            begin(.record)
            return
        case (.name(isFirst: true), UInt8(ascii: "}")), (.afterMember, UInt8(ascii: "}")):
            names.removeLast()
            leave()
        case (.name, UInt8(ascii: "\"")):
            begin(.name)
            return
        case (.colon, UInt8(ascii: ":")):
            if name == way[names.count - 1] {
                place = .value
            } else {
                index += 1
                begin(.beside)
                return
            }
        case (.afterMember, UInt8(ascii: ",")): place = .name(isFirst: false)
        case (.element(isFirst: true), UInt8(ascii: "]")), (.afterElement, UInt8(ascii: "]")): leave()
        case (.element, _):
            begin(.element)
            return
        case (.afterElement, UInt8(ascii: ",")): place = .element(isFirst: false)
        case (.colon, _): throw JSONLine.Fault(reason: "no colon after a name")
        case (.name, _): throw JSONLine.Fault(reason: "a member without a name")
        case (.end, _): throw JSONLine.Fault(reason: "text after the value")
        case (.afterMember, _), (.afterElement, _): throw JSONLine.Fault(reason: "a value that does not end")
        }
        index += 1
    }

    private mutating func begin(_ use: Use) {
        self.use = use
        value = ValueScan()
    }

    /// What ended is over: the list of records, or an object on the way.
    private mutating func leave() { place = names.isEmpty ? .end : .afterMember }

    /// Reads what was captured.
    private mutating func close(into parts: inout [Part]) throws(JSONLine.Fault) {
        guard let scan = value else { return }
        value = nil
        guard !scan.isTooLong else { return try closeLong(scan.bytes, into: &parts) }
        var line = JSONLine(scan.bytes)
        if use == .name {
            name = try line.text()
            guard names[names.count - 1].insert(name).inserted else {
                throw JSONLine.Fault(reason: "two members of one name")
            }
            guard names[names.count - 1].count <= JSONLine.membersMax else {
                throw JSONLine.Fault(reason: "more than \(JSONLine.membersMax) values")
            }
            place = .colon
            return
        }
        let scalar = try line.value(depth: names.count + (use == .record ? 0 : 1))
        try line.end()
        switch use {
        case .element:
            parts.append(.record(scan.bytes))
            place = .afterElement
        case .beside:
            if scalar != .null { parts.append(.beside(besidePointer)) }
            place = .afterMember
        case .record, .name:
            guard scan.isObject || scalar == .null else { throw Self.noRecords }
            if scan.isObject { parts.append(.record(scan.bytes)) }
            hasRecords = true
            leave()
        }
    }

    /// Of what is longer than a record may be, brackets and texts alone were followed: none of it is read, and none of it passes.
    private mutating func closeLong(_ beginning: [UInt8], into parts: inout [Part]) throws(JSONLine.Fault) {
        switch use {
        case .name: throw JSONLine.Fault(reason: "a name longer than 1 MiB")
        case .element:
            parts.append(.longRecord(beginning))
            place = .afterElement
        case .beside:
            parts.append(.beside(besidePointer))
            place = .afterMember
        case .record:
            parts.append(.longRecord(beginning))
            hasRecords = true
            leave()
        }
    }

    private var besidePointer: String { MessagePointer.text(of: way.prefix(names.count - 1) + [name]) }

    private static let noRecords = JSONLine.Fault(reason: "there are no records where they belong")
}

/// Finds the end of a value of JSON as its bytes come.
private struct ValueScan {
    /// The value as it is written; the beginning of one that is too long.
    private(set) var bytes: [UInt8] = []
    private(set) var isTooLong = false
    /// The brackets that are open.
    private var open: [UInt8] = []
    private var isInText = false
    private var isEscaped = false
    private var isLiteral = false

    var isObject: Bool { bytes.first == UInt8(ascii: "{") }
    /// Whether it is whole where the bytes end: what is neither a text nor in brackets says nowhere else that it is.
    var isWholeAtEnd: Bool { isLiteral }

    /// Takes bytes from a place on.
    /// - Returns: whether it ends in them; the place is after it then.
    mutating func take(_ more: ArraySlice<UInt8>, _ index: inout Int) throws(JSONLine.Fault) -> Bool {
        let start = index
        while index < more.endIndex {
            let byte = more[index]
            if isInText {
                index += 1
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isInText = false
                    if open.isEmpty { return keep(more[start..<index]) }
                }
                continue
            }
            if isLiteral {
                if byte <= 0x20 || [UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]")].contains(byte) {
                    return keep(more[start..<index])
                }
                index += 1
                continue
            }
            index += 1
            switch byte {
            case UInt8(ascii: "\""): isInText = true
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                guard open.count < JSONLine.depthMax else {
                    throw JSONLine.Fault(reason: "values nest deeper than \(JSONLine.depthMax)")
                }
                open.append(byte)
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                // In ASCII a closing bracket is two after its opening one.
                guard open.popLast() == byte - 2 else { throw JSONLine.Fault(reason: "a bracket that closes nothing") }
                if open.isEmpty { return keep(more[start..<index]) }
            case 0x20, 0x09, 0x0A, 0x0D: break
            default: isLiteral = open.isEmpty
            }
        }
        return !keep(more[start..<index])
    }

    /// - Returns: true.
    private mutating func keep(_ piece: ArraySlice<UInt8>) -> Bool {
        let room = RecordSplitter.recordBytesMax - bytes.count
        isTooLong = isTooLong || piece.count > room
        // Blanks before a value are none of it.
        let piece = bytes.isEmpty ? piece.drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) } : piece
        bytes += piece.prefix(room)
        return true
    }
}
