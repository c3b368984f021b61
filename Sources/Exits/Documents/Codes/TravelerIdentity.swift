public import Journal

/// What a code on a traveler says: which operation of which order on which document, with a check that only this site can make.
///
///     identity = "BH1" ":" document ":" order ":" operation ":" check
///
/// Each name is 1 to 32 letters, digits, dots, hyphens, underscores or slashes of ASCII. The check is the first 65 bits of an HMAC-SHA-256
/// (RFC 2104) over the names, written in 13 characters of Crockford's base 32; NIST SP 800-107, 5.3.3 asks for 64 at least where nothing speaks for
/// fewer. It says that this site printed the code. It says nothing of who may see the order: that is decided when it is scanned.
public struct TravelerIdentity: Hashable, Sendable {
    /// The document that the code is printed on.
    public let document: String
    /// The job order.
    public let order: String
    /// The operation.
    public let operation: String

    /// The names of a code that was not printed yet.
    /// - Throws: `ScanError.name` when one of them cannot stand in a code.
    public init(document: String, order: String, operation: String) throws(ScanError) {
        for (part, name) in [("document", document), ("order", order), ("operation", operation)] {
            try Self.check(name, part)
        }
        self.document = document
        self.order = order
        self.operation = operation
    }

    /// Reads what a scanner sent.
    /// - Parameter scan: bytes as they came, without the key that ends a scan.
    /// - Throws: `ScanError`; of a wrong check only that it is wrong.
    public init(scan: [UInt8], key: TravelerKey) throws(ScanError) {
        guard scan.count <= Self.scanBytesMax else { throw .tooLong(bytes: scan.count) }
        if let index = scan.firstIndex(where: { !(0x21...0x7E).contains($0) }) {
            throw .character(scan[index], position: index + 1)
        }
        let parts = String(decoding: scan, as: UTF8.self).split(separator: ":", omittingEmptySubsequences: false)
        guard parts.first == Self.prefix[...] else { throw .otherCode }
        guard parts.count == 5 else { throw .parts(parts.count) }
        try self.init(document: String(parts[1]), order: String(parts[2]), operation: String(parts[3]))
        let expected = Array(key.check(of: self).utf8)
        let found = Array(parts[4].utf8)
        guard expected.count == found.count else { throw .checkLength(found.count) }
        // All characters are compared, whichever is the first that differs: the time tells nothing.
        var difference: UInt8 = 0
        for (left, right) in zip(expected, found) { difference |= left ^ right }
        guard difference == 0 else { throw .check }
    }

    /// What the code carries.
    public func text(under key: TravelerKey) -> String {
        [Self.prefix, document, order, operation, key.check(of: self)].joined(separator: ":")
    }

    /// The first part; another version of the code has another one.
    static let prefix = "BH1"
    /// Characters of a name.
    static let nameCharactersMax = 32
    /// Bytes of a scan: prefix, three names, check and what separates them.
    static let scanBytesMax = 3 + 3 * 32 + TravelerKey.checkCharacters + 4

    private static func check(_ name: String, _ part: String) throws(ScanError) {
        guard (1...nameCharactersMax).contains(name.utf8.count) else { throw .name(part: part) }
        for byte in name.utf8 {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"),
                UInt8(ascii: "/"):
                continue
            default: throw .name(part: part)
            }
        }
    }
}

/// The key of the checks on travelers. One site has one, and keeps it as it keeps its other keys.
public struct TravelerKey: Sendable {
    private let secret: SecretBytes
    private let provider: any CryptographyProvider

    /// A key of 32 bytes.
    public init(_ secret: SecretBytes, using provider: any CryptographyProvider) {
        self.secret = secret
        self.provider = provider
    }

    /// Characters of a check, five bits each.
    static let checkCharacters = 13

    /// Says what the hash is of, so that no hash made elsewhere with the key passes for one.
    private static let domain = Array("bulkhead traveler 1".utf8) + [0]

    func check(of identity: TravelerIdentity) -> String {
        var hash = provider.keyedHash(under: secret)
        hash.update(Self.domain)
        for name in [identity.document, identity.order, identity.operation] {
            let bytes = Array(name.utf8)
            // With its length before it, no other three names are the same bytes.
            hash.update([UInt8(bytes.count)] + bytes)
        }
        return Self.base32(hash.value(), characters: Self.checkCharacters)
    }

    /// The alphabet of Crockford's base 32, which leaves out I, L, O and U.
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")

    private static func base32(_ bytes: [UInt8], characters: Int) -> String {
        String(
            (0..<characters).map { index -> Character in
                let value = (0..<5).reduce(0) { value, offset in
                    let bit = index * 5 + offset
                    return value << 1 | Int(bytes[bit / 8] >> (7 - bit % 8) & 1)
                }
                return alphabet[value]
            }
        )
    }
}

/// Why a scan is no identity of a traveler of this site.
public enum ScanError: Error, Hashable, Sendable {
    /// Longer than any code of ours.
    case tooLong(bytes: Int)
    /// A byte that no code of ours has.
    case character(UInt8, position: Int)
    /// It does not begin as ours do.
    case otherCode
    /// It is torn: not five parts.
    case parts(Int)
    /// A name that cannot stand in a code.
    case name(part: String)
    /// The check is torn.
    case checkLength(Int)
    /// The check is not the one that this site made.
    case check
}

extension ScanError: CustomStringConvertible {
    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .tooLong(let bytes):
            "the scan has \(bytes) bytes, more than any code of a traveler; scan one code, not the page"
        case .character(let byte, let position):
            "character \(position) of the scan (0x\(String(byte, radix: 16, uppercase: true))) is in no code of a traveler; set the scanner to the keyboard of this terminal"
        case .otherCode: "this is no code of a traveler; scan the code beside the operation"
        case .parts(let count): "the code has \(count) parts in place of 5; scan it again"
        case .name(let part):
            "the \(part) in a code is 1 to 32 letters, digits, dots, hyphens, underscores or slashes; scan again, or print the traveler again"
        case .checkLength(let count):
            "the check of the code has \(count) characters in place of \(TravelerKey.checkCharacters); scan it again"
        case .check: "this code was not printed by this site; take the traveler to quality"
        }
    }
}
