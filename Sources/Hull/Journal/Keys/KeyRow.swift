/// What a row of a key table is, by its scope: the table holds every key of a compartment, each wrapped under the next one up.
///
/// | scope | what is wrapped | under |
/// |---|---|---|
/// | `compartment-key/N` | the compartment's key, generation N | the site key |
/// | `log-key/N/KEY` | the key that signs checkpoints; KEY is its verifier key | the compartment's key |
/// | `data/PROGRAM/CLASS/PERIOD` | a data key | the compartment's key |
/// | `shred/PROGRAM/CLASS/PERIOD` | nothing: a shredding was begun and has to be finished | – |
///
/// Parts are percent-encoded to ASCII letters, digits and `-._~:+=`, so that every store compares scopes alike.
enum KeyRow: Hashable {
    case compartmentKey(generation: Int)
    case logKey(number: Int, verifier: String)
    case data(DataKeyScope)
    case shred(DataKeyScope)

    var scope: String {
        switch self {
        case .compartmentKey(let generation): "compartment-key/\(generation)"
        case .logKey(let number, let verifier): "log-key/\(number)/\(Self.encoded(verifier))"
        case .data(let scope): "data/\(Self.encoded(scope))"
        case .shred(let scope): "shred/\(Self.encoded(scope))"
        }
    }

    /// - Returns: nil for a text that `scope` does not write.
    init?(scope text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let first = parts.first else { return nil }
        let rest = parts.dropFirst().compactMap { Self.decoded($0) }
        guard rest.count == parts.count - 1 else { return nil }
        switch (first, rest.count) {
        case ("compartment-key", 1):
            guard let generation = Int(rest[0]) else { return nil }
            self = .compartmentKey(generation: generation)
        case ("log-key", 2):
            guard let number = Int(rest[0]) else { return nil }
            self = .logKey(number: number, verifier: rest[1])
        case ("data", 3): self = .data(DataKeyScope(program: rest[0], retentionClass: rest[1], period: rest[2]))
        case ("shred", 3): self = .shred(DataKeyScope(program: rest[0], retentionClass: rest[1], period: rest[2]))
        default: return nil
        }
        guard scope.utf8.elementsEqual(text.utf8) else { return nil }
    }

    private static func encoded(_ scope: DataKeyScope) -> String {
        [scope.program, scope.retentionClass, scope.period].map { encoded($0) }.joined(separator: "/")
    }

    private static let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:+=".utf8)
    private static let digits = Array("0123456789ABCDEF")

    private static func encoded(_ text: String) -> String {
        var encoded = ""
        for byte in text.utf8 {
            if plain.contains(byte) {
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                encoded += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
            }
        }
        return encoded
    }

    private static func decoded(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else {
                return nil
            }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
