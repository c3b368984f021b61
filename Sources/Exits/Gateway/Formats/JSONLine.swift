/// One line of JSON (RFC 8259): an object or a list of scalars, each as it is written.
///
/// The library at hand makes floating-point numbers of decimals and takes the last of two members of one name; a quantity that comes out
/// otherwise than it went in, and a second `program`, are what a gateway is not to have.
struct JSONLine {
    enum Scalar: Equatable {
        case null
        case text(String)
        /// A number, `true` or `false` as it is written.
        case literal(String)
        /// A list or an object: what is in it was passed over.
        case nested
    }

    struct Fault: Error, Equatable { let reason: String }

    /// Values that nest deeper are refused.
    static let depthMax = 64
    /// Members of an object, or elements of a list, at most.
    static let membersMax = 10_000

    let bytes: [UInt8]
    private(set) var index = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The members of an object, in their order.
    static func object(_ bytes: [UInt8]) throws(Fault) -> [(name: String, value: Scalar)] {
        var line = JSONLine(bytes)
        line.skipBlanks()
        guard line.take(UInt8(ascii: "{")) else { throw Fault(reason: "no JSON object") }
        var members: [(name: String, value: Scalar)] = []
        var names: Set<String> = []
        try line.list(until: UInt8(ascii: "}")) { line throws(Fault) in
            guard line.peek == UInt8(ascii: "\"") else { throw Fault(reason: "a member without a name") }
            let name = try line.text()
            guard names.insert(name).inserted else { throw Fault(reason: "two members of one name") }
            line.skipBlanks()
            guard line.take(UInt8(ascii: ":")) else { throw Fault(reason: "no colon after a name") }
            members.append((name, try line.value(depth: 1)))
        }
        try line.end()
        return members
    }

    /// The elements of a list.
    static func list(_ bytes: [UInt8]) throws(Fault) -> [Scalar] {
        var line = JSONLine(bytes)
        line.skipBlanks()
        guard line.take(UInt8(ascii: "[")) else { throw Fault(reason: "no JSON list") }
        var elements: [Scalar] = []
        try line.list(until: UInt8(ascii: "]")) { line throws(Fault) in elements.append(try line.value(depth: 1)) }
        try line.end()
        return elements
    }

    // MARK: Reading

    var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

    mutating func take(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        index += 1
        return true
    }

    mutating func skipBlanks() {
        while let byte = peek, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { index += 1 }
    }

    mutating func end() throws(Fault) {
        skipBlanks()
        guard peek == nil else { throw Fault(reason: "text after the value") }
    }

    mutating func list(
        until end: UInt8,
        atMost max: Int = membersMax,
        _ element: (inout JSONLine) throws(Fault) -> Void
    ) throws(Fault) {
        skipBlanks()
        if take(end) { return }
        for _ in 0..<max {
            skipBlanks()
            try element(&self)
            skipBlanks()
            if take(end) { return }
            guard take(UInt8(ascii: ",")) else { throw Fault(reason: "a value that does not end") }
        }
        throw Fault(reason: "more than \(max) values")
    }

    mutating func value(depth: Int) throws(Fault) -> Scalar {
        skipBlanks()
        switch peek {
        case UInt8(ascii: "\""): return .text(try text())
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            guard depth < Self.depthMax else { throw Fault(reason: "values nest deeper than \(Self.depthMax)") }
            let isObject = take(UInt8(ascii: "{"))
            if !isObject { index += 1 }
            try list(until: UInt8(ascii: isObject ? "}" : "]")) { line throws(Fault) in
                if isObject {
                    _ = try line.text()
                    line.skipBlanks()
                    guard line.take(UInt8(ascii: ":")) else { throw Fault(reason: "no colon after a name") }
                }
                _ = try line.value(depth: depth + 1)
            }
            return .nested
        default: return try literal()
        }
    }

    private mutating func literal() throws(Fault) -> Scalar {
        let start = index
        while let byte = peek, byte > 0x20, byte != UInt8(ascii: ","), byte != UInt8(ascii: "}"),
            byte != UInt8(ascii: "]")
        {
            index += 1
        }
        guard index - start <= 100, let word = String(validating: bytes[start..<index], as: UTF8.self) else {
            throw Fault(reason: "a value that is none of JSON")
        }
        switch word {
        case "null": return .null
        case "true", "false": return .literal(word)
        default:
            guard Self.isNumber(bytes[start..<index]) else { throw Fault(reason: "a value that is none of JSON") }
            return .literal(word)
        }
    }

    /// RFC 8259, 6: `-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?`
    private static func isNumber(_ text: ArraySlice<UInt8>) -> Bool {
        var rest = text
        func digits() -> Int {
            let count = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.count
            rest = rest.dropFirst(count)
            return count
        }
        if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        let hasZero = rest.first == UInt8(ascii: "0")
        let whole = digits()
        guard whole > 0, !hasZero || whole == 1 else { return false }
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            guard digits() > 0 else { return false }
        }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest = rest.dropFirst()
            if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
            guard digits() > 0 else { return false }
        }
        return rest.isEmpty
    }

    mutating func text() throws(Fault) -> String {
        guard take(UInt8(ascii: "\"")) else { throw Fault(reason: "no text where one belongs") }
        // Most texts are written as they are.
        let start = index
        while let byte = peek, byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { index += 1 }
        if peek == UInt8(ascii: "\"") {
            guard let text = String(validating: bytes[start..<index], as: UTF8.self) else {
                throw Fault(reason: "a text that is not UTF-8")
            }
            index += 1
            return text
        }
        var plain = Array(bytes[start..<index])
        while let byte = peek {
            index += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: plain, as: UTF8.self) else {
                    throw Fault(reason: "a text that is not UTF-8")
                }
                return text
            case UInt8(ascii: "\\"): try escape(into: &plain)
            case 0..<0x20: throw Fault(reason: "a control character in a text")
            default: plain.append(byte)
            }
        }
        throw Fault(reason: "a text that does not end")
    }

    private mutating func escape(into plain: inout [UInt8]) throws(Fault) {
        guard let byte = peek else { throw Fault(reason: "a text that does not end") }
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): plain.append(byte)
        case UInt8(ascii: "b"): plain.append(0x08)
        case UInt8(ascii: "f"): plain.append(0x0C)
        case UInt8(ascii: "n"): plain.append(0x0A)
        case UInt8(ascii: "r"): plain.append(0x0D)
        case UInt8(ascii: "t"): plain.append(0x09)
        case UInt8(ascii: "u"):
            var code = try unit()
            if (0xD800..<0xDC00).contains(code) {
                guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
                    throw Fault(reason: "half a character")
                }
                let low = try unit()
                guard (0xDC00..<0xE000).contains(low) else { throw Fault(reason: "half a character") }
                code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(code) else { throw Fault(reason: "half a character") }
            plain += Array(String(scalar).utf8)
        default: throw Fault(reason: "an escape that JSON does not have")
        }
    }

    private mutating func unit() throws(Fault) -> UInt32 {
        guard index + 4 <= bytes.count, let digits = String(validating: bytes[index..<index + 4], as: UTF8.self),
            digits.utf8.allSatisfy({ UInt8(ascii: "+") != $0 && UInt8(ascii: "-") != $0 }),
            let code = UInt32(digits, radix: 16)
        else { throw Fault(reason: "an escape that JSON does not have") }
        index += 4
        return code
    }
}
