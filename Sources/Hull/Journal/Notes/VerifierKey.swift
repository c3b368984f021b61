internal import Crypto

/// The kinds of note signature that are made and verified here (C2SP signed-note, "Signature types").
public enum SignatureKind: UInt8, Hashable, Sendable {
    /// Ed25519 over the note text: a log's own signature.
    case ed25519 = 0x01
    /// Ed25519 over a time and the note text: a witness's cosignature.
    case cosignatureV1 = 0x04
}

/// Who may sign a note, and with which public key (C2SP signed-note, "Verifier keys").
public struct VerifierKey: Hashable, Sendable {
    /// The signer's name: neither blanks nor plus.
    public let name: KeyName
    /// What the signature is over.
    public let kind: SignatureKind
    /// The Ed25519 public key of RFC 8032, 32 bytes.
    public let publicKey: [UInt8]
    /// The first four bytes of `SHA-256(name || 0x0A || kind || key)`, big-endian: names a key, proves nothing.
    public let id: UInt32

    /// A key under a name.
    /// - Throws: `NoteError` with code `badKey` if the key does not have 32 bytes.
    public init(name: KeyName, kind: SignatureKind, publicKey: [UInt8]) throws(NoteError) {
        guard publicKey.count == 32 else {
            throw NoteError(.badKey, "an Ed25519 public key has 32 bytes, this one \(publicKey.count)")
        }
        self.name = name
        self.kind = kind
        self.publicKey = publicKey
        let digest = SHA256.hash(data: Array(name.text.utf8) + [0x0A, kind.rawValue] + publicKey)
        id = digest.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Reads `name+hex id+base64(kind || key)`. Base64 may hold a plus itself, so the text is split at the first two only.
    /// - Throws: `NoteError` with code `malformed`, `badName` or `badKey`.
    public init(_ text: String) throws(NoteError) {
        let parts = text.utf8.split(separator: 0x2B, maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3 else {
            throw NoteError(.malformed, "a verifier key is name+id+key; no two plus signs here")
        }
        guard let name = String(parts[0]) else { throw NoteError(.badName, "the key name is not UTF-8") }
        guard let material = Base64.bytes(parts[2]), let first = material.first else {
            throw NoteError(.badKey, "the key is not base64")
        }
        guard let kind = SignatureKind(rawValue: first) else {
            throw NoteError(.badKey, "signature type \(first) is not supported; 1 (Ed25519) and 4 (cosignature) are")
        }
        try self.init(name: KeyName(name), kind: kind, publicKey: Array(material.dropFirst()))
        guard Array(parts[1]) == Array(idText.utf8) else {
            throw NoteError(
                .badKey,
                "the key's id is \(idText), the text says \(String(decoding: parts[1], as: UTF8.self))"
            )
        }
    }

    private var idText: String {
        let digits = String(id, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }

    /// The key as text: what goes into an auditor's configuration.
    public var text: String { "\(name.text)+\(idText)+\(Base64.text([kind.rawValue] + publicKey))" }
}

/// The name of a signer or log: not empty, no Unicode blanks, no plus, no control characters. Equal when the bytes are equal, unlike text.
public struct KeyName: Sendable {
    /// The name.
    public let text: String

    /// The longest name accepted, in bytes: a bound of ours that leaves room for any URL in use.
    public static let bytesMax = 1024

    /// - Throws: `NoteError` with code `badName`.
    public init(_ text: String) throws(NoteError) {
        guard !text.isEmpty, text.utf8.count <= Self.bytesMax else {
            throw NoteError(.badName, "a key name has 1 to \(Self.bytesMax) bytes")
        }
        for scalar in text.unicodeScalars where scalar.properties.isWhitespace || scalar == "+" || scalar.value < 0x20 {
            throw NoteError(.badName, "a key name holds no blank, plus or control character")
        }
        self.text = text
    }
}

extension KeyName: Hashable {
    /// Equal bytes: canonically equivalent names are different names.
    public static func == (left: KeyName, right: KeyName) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

    /// Feeds the bytes to a hasher.
    public func hash(into hasher: inout Hasher) { for byte in text.utf8 { hasher.combine(byte) } }
}
