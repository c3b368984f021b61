/// A value bound to a placeholder, in PostgreSQL's binary form.
enum Parameter: Sendable {
    case integer(Int64?)
    case real(Double?)
    case text(String?)
    case truth(Bool?)
    case bytes([UInt8]?)
    case json(String?)
    case integers([Int64])
    case texts([String])
    case byteStrings([[UInt8]?])

    /// A value of a row, where the type of a value that is absent follows from its column.
    init(_ value: ViewValue, _ kind: ViewColumn.Kind) {
        switch (value, kind) {
        case (.integer(let number), _): self = .integer(number)
        case (.real(let number), _): self = .real(number)
        case (.text(let text), _): self = .text(text)
        case (.truth(let truth), _): self = .truth(truth)
        case (.bytes(let bytes), _): self = .bytes(bytes)
        case (.json(let text), _): self = .json(text)
        case (.null, .integer): self = .integer(nil)
        case (.null, .real): self = .real(nil)
        case (.null, .text): self = .text(nil)
        case (.null, .truth): self = .truth(nil)
        case (.null, .bytes): self = .bytes(nil)
        case (.null, .json): self = .json(nil)
        }
    }

    /// The number of the type (`pg_type.oid`); those of built-in types never change.
    var type: UInt32 {
        switch self {
        case .truth: 16
        case .bytes: 17
        case .integer: 20
        case .text: 25
        case .real: 701
        case .byteStrings: 1001
        case .texts: 1009
        case .integers: 1016
        case .json: 3802
        }
    }

    /// Appends the binary form (`typsend`), or says that the value is absent.
    func append(to buffer: inout [UInt8]) -> Bool {
        switch self {
        case .integer(let number?): buffer.append(bigEndian: number)
        case .real(let number?): buffer.append(bigEndian: number.bitPattern)
        case .text(let text?): buffer += text.utf8
        case .truth(let truth?): buffer.append(truth ? 1 : 0)
        case .bytes(let bytes?): buffer += bytes
        case .json(let text?):
            buffer.append(1)  // the version of jsonb's binary form
            buffer += text.utf8
        case .integers(let numbers):
            Self.appendArray(numbers, of: 20, to: &buffer) { number, buffer in
                buffer.append(bigEndian: Int32(8))
                buffer.append(bigEndian: number)
            }
        case .texts(let texts):
            Self.appendArray(texts, of: 25, to: &buffer) { text, buffer in
                buffer.append(bigEndian: Int32(truncatingIfNeeded: text.utf8.count))
                buffer += text.utf8
            }
        case .byteStrings(let strings):
            Self.appendArray(strings, of: 17, to: &buffer) { string, buffer in
                buffer.append(bigEndian: Int32(truncatingIfNeeded: string?.count ?? -1))
                if let string { buffer += string }
            }
        case .integer, .real, .text, .truth, .bytes, .json: return false
        }
        return true
    }

    /// The binary form of an array: dimensions, whether it has NULLs, the type of its elements, then each dimension's length and lower
    /// bound, then the elements with their lengths (`array_send`).
    private static func appendArray<Element>(
        _ elements: [Element],
        of type: UInt32,
        to buffer: inout [UInt8],
        element: (Element, inout [UInt8]) -> Void
    ) {
        buffer.append(bigEndian: Int32(elements.isEmpty ? 0 : 1))
        buffer.append(bigEndian: Int32(1))
        buffer.append(bigEndian: type)
        if elements.isEmpty { return }
        buffer.append(bigEndian: Int32(truncatingIfNeeded: elements.count))
        buffer.append(bigEndian: Int32(1))
        for item in elements { element(item, &buffer) }
    }
}

extension ViewValue {
    /// Reads a value from its binary form; nil when the bytes are none of this kind.
    init?(postgreSQL bytes: UnsafeRawBufferPointer, _ kind: ViewColumn.Kind) {
        switch kind {
        case .integer:
            guard bytes.count == 8 else { return nil }
            self = .integer(Int64(bigEndian: bytes.loadUnaligned(as: Int64.self)))
        case .real:
            guard bytes.count == 8 else { return nil }
            self = .real(Double(bitPattern: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self))))
        case .truth:
            guard bytes.count == 1 else { return nil }
            self = .truth(bytes[0] != 0)
        case .text: self = .text(String(decoding: bytes, as: UTF8.self))
        case .bytes: self = .bytes(Array(bytes))
        case .json:
            guard bytes.first == 1 else { return nil }
            self = .json(String(decoding: bytes.dropFirst(), as: UTF8.self))
        }
    }
}

extension [UInt8] {
    fileprivate mutating func append(bigEndian number: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: number.bigEndian) { append(contentsOf: $0) }
    }
}
