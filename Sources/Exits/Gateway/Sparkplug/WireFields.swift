/// Fields of a message in the encoding of protocol buffers, read one after another and written; nothing is kept of what nobody asks for.
///
/// Of that encoding Sparkplug needs numbers, bytes and messages inside; groups, which it does not have, are refused.
struct WireFields {
    enum Value: Equatable {
        case number(UInt64)
        case four(UInt32)
        case bytes(ArraySlice<UInt8>)
    }

    struct Fault: Error, Equatable {}

    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    /// The next field; nil at the end.
    mutating func next() throws(Fault) -> (field: UInt64, value: Value)? {
        guard !rest.isEmpty else { return nil }
        let key = try number()
        switch key & 7 {
        case 0: return (key >> 3, .number(try number()))
        case 1: return (key >> 3, .number(try fixed(8)))
        case 2:
            let count = try number()
            guard count <= UInt64(rest.count) else { throw Fault() }
            defer { rest = rest.dropFirst(Int(count)) }
            return (key >> 3, .bytes(rest.prefix(Int(count))))
        case 5: return (key >> 3, .four(UInt32(truncatingIfNeeded: try fixed(4))))
        default: throw Fault()
        }
    }

    private mutating func number() throws(Fault) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            guard let byte = rest.popFirst() else { throw Fault() }
            guard shift < 63 || byte <= 1 else { throw Fault() }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        throw Fault()
    }

    private mutating func fixed(_ count: Int) throws(Fault) -> UInt64 {
        guard rest.count >= count else { throw Fault() }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    // MARK: Writing

    static func write(_ field: UInt64, _ number: UInt64, into bytes: inout [UInt8]) {
        write(field << 3, into: &bytes)
        write(number, into: &bytes)
    }

    static func write(_ field: UInt64, _ content: [UInt8], into bytes: inout [UInt8]) {
        write(field << 3 | 2, into: &bytes)
        write(UInt64(content.count), into: &bytes)
        bytes += content
    }

    static func write(_ field: UInt64, _ number: Double, into bytes: inout [UInt8]) {
        write(field << 3 | 1, into: &bytes)
        bytes += (0..<8).map { UInt8(truncatingIfNeeded: number.bitPattern >> ($0 * 8)) }
    }

    static func write(_ field: UInt64, _ number: Float, into bytes: inout [UInt8]) {
        write(field << 3 | 5, into: &bytes)
        bytes += (0..<4).map { UInt8(truncatingIfNeeded: number.bitPattern >> ($0 * 8)) }
    }

    private static func write(_ number: UInt64, into bytes: inout [UInt8]) {
        var number = number
        while number >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: number) | 0x80)
            number >>= 7
        }
        bytes.append(UInt8(number))
    }
}
