/// The fields of a form or a query, `application/x-www-form-urlencoded` (WHATWG URL standard, section 5.1), read strictly: what is not
/// well-formed UTF-8, or carries a percent sign without two digits or a control character, is refused as a whole.
public struct FormFields: Sendable {
    private var fields: [(name: String, value: String)]

    /// No fields.
    public static let none = FormFields(fields: [])

    private init(fields: [(name: String, value: String)]) { self.fields = fields }

    /// Reads fields.
    /// - Throws: `MalformedRequest`.
    init(_ bytes: some Collection<UInt8>, limits: ServerLimits) throws(MalformedRequest) {
        var fields = FormFields.none
        guard bytes.count <= limits.bodyBytesMax else { throw .tooLarge }
        for pair in bytes.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: true) {
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            let name = try Self.decoded(parts[0])
            try fields.add(name, parts.count > 1 ? try Self.decoded(parts[1]) : "", limits)
        }
        self = fields
    }

    /// Adds a field.
    mutating func add(_ name: String, _ value: String, _ limits: ServerLimits) throws(MalformedRequest) {
        guard fields.count < limits.fieldsMax else { throw .tooManyFields }
        // Of two values for one name, whoever checks might see another than whoever acts.
        guard !fields.contains(where: { $0.name.unicodeScalars.elementsEqual(name.unicodeScalars) }) else {
            throw .repeatedField
        }
        // Browsers send the lines of a text with two characters between them, whatever the page had (WHATWG HTML, form submission).
        fields.append((name, value.replacing("\r\n", with: "\n")))
    }

    /// The value of a field; nil if it was not sent.
    public subscript(name: StaticString) -> String? {
        let name = name.description
        return fields.first { $0.name == name }?.value
    }

    /// The value of a field of a row, whose name has a number in it; nil if it was not sent.
    public subscript(row name: String) -> String? { fields.first { $0.name == name }?.value }

    /// Fields whose name begins so: the rest of the name, and the value.
    public func all(beginningWith prefix: StaticString) -> [(name: String, value: String)] {
        let prefix = prefix.description
        return fields.compactMap {
            $0.name.hasPrefix(prefix) ? (String($0.name.dropFirst(prefix.count)), $0.value) : nil
        }
    }

    /// Text of which plus stands for a space and `%41` for a byte.
    static func decoded(_ bytes: some Collection<UInt8>, plusIsSpace: Bool = true) throws(MalformedRequest) -> String {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var rest = bytes.makeIterator()
        while let byte = rest.next() {
            switch byte {
            case UInt8(ascii: "%"):
                guard let high = rest.next().flatMap(digit), let low = rest.next().flatMap(digit) else {
                    throw .wrongEncoding
                }
                result.append(high << 4 | low)
            case UInt8(ascii: "+") where plusIsSpace: result.append(UInt8(ascii: " "))
            default: result.append(byte)
            }
        }
        return try text(result)
    }

    /// Bytes as text.
    static func text(_ bytes: some Sequence<UInt8>) throws(MalformedRequest) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .wrongEncoding }
        // Lines and tabs are text; a group separator is what scanners send between elements of a GS1 symbol.
        let isText = text.unicodeScalars.allSatisfy {
            $0.value >= 0x20 && $0.value != 0x7f || ["\n", "\r", "\t", "\u{1d}", "\u{1e}", "\u{4}"].contains($0)
        }
        guard isText else { throw .wrongEncoding }
        return text
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
