/// Why keys for an audit cannot be used.
public enum AuditKeyError: Error, Hashable, Sendable {
    /// The text is no verifier key; why.
    case malformed(String)
    /// The log's key has type 1, a witness's type 4.
    case wrongType(UInt8)
    /// More witnesses are required than there are keys for.
    case quorum(required: Int, known: Int)
}

extension AuditKeyError: CustomStringConvertible {
    /// What is wrong.
    public var description: String {
        switch self {
        case .malformed(let reason): "not a verifier key: \(reason)"
        case .wrongType(let type): "a key of type \(type) where a log has type 1 and a witness type 4"
        case .quorum(let required, let known): "\(required) witnesses are required, keys are given for \(known)"
        }
    }
}

/// The public keys that an auditor holds, got from elsewhere than the log: the log's, and those of witnesses.
public struct AuditKeys: Sendable {
    let log: PublicKey
    /// Keys that the log signed with before; checkpoints seen at other times may be theirs.
    let earlierLogs: [PublicKey]
    let witnesses: [PublicKey]
    let witnessesRequired: Int
    /// Whether it is a checkpoint of another time that they are for.
    let isOfEarlier: Bool

    /// Reads C2SP verifier keys (`name+id+key`).
    /// - Parameters:
    ///   - log: the log's key, named as its origin.
    ///   - witnesses: keys of the witnesses that count.
    ///   - witnessesRequired: how many of them have to have cosigned.
    public init(log: String, witnesses: [String] = [], witnessesRequired: Int = 0) throws(AuditKeyError) {
        self.log = try PublicKey(log, type: 1)
        earlierLogs = []
        isOfEarlier = false
        var read: [PublicKey] = []
        for text in witnesses { read.append(try PublicKey(text, type: 4)) }
        guard (0...read.count).contains(witnessesRequired) else {
            throw .quorum(required: witnessesRequired, known: read.count)
        }
        self.witnesses = read
        self.witnessesRequired = witnessesRequired
    }
}

struct PublicKey: Sendable {
    let name: [UInt8]
    let id: [UInt8]
    let bytes: [UInt8]

    init(_ text: String, type: UInt8) throws(AuditKeyError) {
        let parts = Array(text.utf8).split(separator: 0x2B, maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, !parts[0].isEmpty else { throw .malformed("it is name+id+key") }
        guard let material = decodedBase64(parts[2]), material.count == 33 else {
            throw .malformed("the key is not base64 of a type and 32 bytes")
        }
        guard material[0] == type else { throw .wrongType(material[0]) }
        name = Array(parts[0])
        bytes = Array(material.dropFirst())
        id = Array(Digest32.of(name + [0x0A] + material).bytes.prefix(4))
        let digits = id.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        guard parts[1].elementsEqual(digits.utf8) else { throw .malformed("its id is \(digits)") }
    }
}
