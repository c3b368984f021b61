/// A string as Cedar compares it: equal if and only if the Unicode scalars are equal.
///
/// Swift's own `String` equality is canonical, so `"\u{e9}"` equals `"e\u{301}"` there; in Cedar they differ, and a record may hold
/// both as keys. The digest of the UTF-8 bytes is computed once (seeded per process), so comparing unlike strings costs one
/// comparison of integers and hashing does not depend on the length.
public struct CedarString: Hashable, Comparable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The text, in contiguous UTF-8.
    public let text: String
    let digest: Int

    /// Takes over `text` unchanged.
    public init(_ text: String) {
        var text = text
        text.makeContiguousUTF8()
        var hasher = Hasher()
        let fed: Void? = text.utf8.withContiguousStorageIfAvailable {
            hasher.combine(bytes: UnsafeRawBufferPointer($0))
        }
        if fed == nil { Array(text.utf8).withUnsafeBytes { hasher.combine(bytes: $0) } }
        self.text = text
        digest = hasher.finalize()
    }

    /// The literal's text.
    public init(stringLiteral value: String) { self.init(value) }

    /// The text itself, unquoted.
    public var description: String { text }

    /// The text as a Cedar string literal, quoted and escaped.
    public var quoted: String { Self.quote(text) }

    /// Equality of the UTF-8 bytes.
    public static func == (left: CedarString, right: CedarString) -> Bool { left.isSame(as: right) }

    @inline(__always)
    func isSame(as other: CedarString) -> Bool {
        digest == other.digest && (isSameObject(as: other) || hasSameBytes(as: other))
    }

    /// Whether both strings are the same words in memory: a short text, which is kept in them, or the same stored text.
    @inline(__always)
    private func isSameObject(as other: CedarString) -> Bool {
        unsafeBitCast(text, to: (UInt64, UInt64).self) == unsafeBitCast(other.text, to: (UInt64, UInt64).self)
    }

    /// Unlike bytes under one digest are a matter of chance, but must be told apart.
    private func hasSameBytes(as other: CedarString) -> Bool {
        guard text.utf8.count == other.text.utf8.count else { return false }
        let same = text.utf8.withContiguousStorageIfAvailable { mine in
            other.text.utf8.withContiguousStorageIfAvailable { theirs in
                Self.sameBytes(UnsafeRawBufferPointer(mine), UnsafeRawBufferPointer(theirs))
            }
        }
        if let same, let same { return same }
        return text.utf8.elementsEqual(other.text.utf8)
    }

    /// Compares eight bytes at a time; both are equally long.
    private static func sameBytes(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
        if left.baseAddress == right.baseAddress { return true }
        var offset = 0
        while offset + 8 <= left.count {
            let one = left.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            let two = right.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            if one != two { return false }
            offset += 8
        }
        while offset < left.count {
            if left[offset] != right[offset] { return false }
            offset += 1
        }
        return true
    }

    /// Feeds the digest of the bytes.
    public func hash(into hasher: inout Hasher) { hasher.combine(digest) }

    /// The order of the UTF-8 bytes, which is the order of the Unicode scalars.
    public static func < (left: CedarString, right: CedarString) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }

    /// `text` quoted as Cedar reads it back: control and non-printing scalars as escapes.
    static func quote(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            case "\0": out += "\\0"
            default:
                switch scalar.properties.generalCategory {
                case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse, .nonspacingMark,
                    .enclosingMark, .spacingMark:
                    out += "\\u{\(String(scalar.value, radix: 16))}"
                default: out.unicodeScalars.append(scalar)
                }
            }
        }
        return out + "\""
    }
}
