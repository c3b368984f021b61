/// What Cedar takes as an identifier.
enum Identifier {
    /// Words that are refused as a bare attribute or type name.
    static let reserved: Set<String> = ["if", "in", "like", "has", "is", "then", "else", "true", "false"]

    /// The name kept for built-in definitions (RFC 52).
    static let builtinNamespace = "__cedar"

    static func isStart(_ byte: UInt8) -> Bool {
        byte == 0x5F || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    static func isPart(_ byte: UInt8) -> Bool { isStart(byte) || isDigit(byte) }

    static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// `[_a-zA-Z][_a-zA-Z0-9]*`, reserved or not.
    static func isIdentifier(_ text: some StringProtocol) -> Bool {
        guard let first = text.utf8.first, isStart(first) else { return false }
        return text.utf8.allSatisfy(isPart)
    }

    /// Identifiers separated by `::`, none reserved.
    static func isPath(_ text: String) -> Bool {
        var bytes: [UInt8] = []
        var previous: [UInt8]?
        let utf8 = Array(text.utf8)
        var index = 0
        while index <= utf8.count {
            if index == utf8.count || utf8[index] == 0x3A {
                let part = String(decoding: bytes, as: UTF8.self)
                guard isIdentifier(part), !reserved.contains(part), part != builtinNamespace else { return false }
                previous = bytes
                bytes = []
                if index == utf8.count { return previous != nil }
                guard index + 1 < utf8.count, utf8[index + 1] == 0x3A else { return false }
                index += 2
            } else {
                bytes.append(utf8[index])
                index += 1
            }
        }
        return false
    }

    /// Splits off the last component of a path.
    static func split(_ path: String) -> (namespace: String, last: String) {
        guard let colon = path.utf8.lastIndex(of: 0x3A) else { return ("", path) }
        let end = path.utf8.index(before: colon)
        return (String(path[..<end]), String(path[path.utf8.index(after: colon)...]))
    }
}
