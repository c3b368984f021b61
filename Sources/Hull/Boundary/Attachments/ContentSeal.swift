internal import Journal
internal import Storage

/// Seals content in chunks, each of which can be opened by itself, and no other in its place.
///
/// | bytes | what |
/// |---|---|
/// | 1 | version, 1 |
/// | 16 | id of the data key, which seals this content alone |
/// | 16 | random |
/// | 65,536 + 28 each, the last one shorter | chunks: nonce, ciphertext, tag (AES-256-GCM) |
/// | 40 + 28 | the blob's name and the number of bytes of the content, sealed likewise |
///
/// Each chunk is bound to compartment, head, its number and whether it is the last, so that none can be left out, moved, doubled or taken
/// from elsewhere. The end is bound to the head, so that a blob is not taken for another one.
struct ContentSeal: Sendable {
    static let chunkBytes = 65_536
    static let headBytes = 33
    /// Nonce and tag.
    static let overhead = 28
    static let endBytes = BlobName.byteCount + 8 + overhead
    private static let version: UInt8 = 1

    let head: [UInt8]
    let keyID: KeyID
    private let key: SecretBytes
    private let compartment: CompartmentName
    private let provider: any CryptographyProvider

    /// A new seal under a new key.
    init(_ key: DataKey, in compartment: CompartmentName, using provider: any CryptographyProvider) {
        self.init(head: [Self.version] + key.id.bytes + provider.randomBytes(16), key, compartment, provider)
    }

    private init(
        head: [UInt8],
        _ key: DataKey,
        _ compartment: CompartmentName,
        _ provider: any CryptographyProvider
    ) {
        self.head = head
        keyID = key.id
        self.key = key.key
        self.compartment = compartment
        self.provider = provider
    }

    /// The seal of a stored blob.
    /// - Throws: `ContentDamage`; `SealingError` where its key is gone; what the store throws.
    init(
        of blob: any StoredBlob,
        in compartment: CompartmentName,
        keys: any DataKeys,
        using provider: any CryptographyProvider
    ) throws {
        guard blob.byteCount >= UInt64(Self.headBytes) else { throw ContentDamage.length }
        let head = try blob.read(at: 0, count: Self.headBytes)
        guard head.count == Self.headBytes, head.first == Self.version, let id = KeyID(Array(head[1..<17])) else {
            throw ContentDamage.head
        }
        self.init(head: head, try keys.key(id), compartment, provider)
    }

    func sealed(_ chunk: [UInt8], number: UInt64, isLast: Bool) throws -> [UInt8] {
        try provider.seal(chunk, key: key, bindingTo: place(number, isLast ? 1 : 0))
    }

    func opened(_ chunk: [UInt8], number: UInt64, isLast: Bool) throws -> [UInt8] {
        guard let content = try? provider.open(chunk, key: key, bindingTo: place(number, isLast ? 1 : 0)) else {
            throw ContentDamage.chunk(number)
        }
        return content
    }

    /// The end of a blob.
    func sealedEnd(_ name: BlobName, byteCount: UInt64) throws -> [UInt8] {
        try provider.seal(name.bytes + Self.bytes(byteCount), key: key, bindingTo: place(.max, 2))
    }

    /// That a blob is the one of its name and size.
    /// - Parameter byteCount: the bytes of its content; nil where that is for the blob to say.
    func check(_ blob: any StoredBlob, is name: BlobName, byteCount: UInt64? = nil) throws {
        guard blob.byteCount > UInt64(Self.headBytes + Self.endBytes) else { throw ContentDamage.length }
        let end = try blob.read(at: blob.byteCount - UInt64(Self.endBytes), count: Self.endBytes)
        guard let said = try? provider.open(end, key: key, bindingTo: place(.max, 2)),
            said.starts(with: name.bytes), said.count == BlobName.byteCount + 8
        else { throw ContentDamage.end }
        let count = said[BlobName.byteCount...].reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
        guard count == byteCount ?? count, count <= Self.countMax, blob.byteCount == Self.sealedCount(of: count) else {
            throw ContentDamage.length
        }
    }

    /// Whether it is by this seal that a part was begun: its first chunk opens.
    func began(_ part: any StoredBlob) -> Bool {
        let head = UInt64(Self.headBytes)
        guard part.byteCount > head else { return false }
        let whole = UInt64(Self.chunkBytes + Self.overhead)
        var lengths: [(count: UInt64, isLast: Bool)] = [(whole, false), (whole, true)]
        // Content of one chunk whose end was written, too.
        let end = UInt64(Self.endBytes)
        if part.byteCount > head + end { lengths.append((part.byteCount - head - end, true)) }
        return lengths.contains { count, isLast in
            guard count <= whole, head + count <= part.byteCount,
                let chunk = try? part.read(at: head, count: Int(count))
            else { return false }
            return (try? opened(chunk, number: 0, isLast: isLast)) != nil
        }
    }

    /// Far above any limit, and far below what overflows.
    private static let countMax: UInt64 = 1 << 62

    /// How many chunks content of so many bytes has.
    static func chunkCount(of byteCount: UInt64) -> UInt64 {
        let size = UInt64(chunkBytes)
        return byteCount / size + (byteCount % size == 0 ? 0 : 1)
    }

    /// How many bytes a blob has; for content of at most `countMax` bytes.
    static func sealedCount(of byteCount: UInt64) -> UInt64 {
        UInt64(headBytes + endBytes) + byteCount + chunkCount(of: byteCount) * UInt64(overhead)
    }

    private func place(_ number: UInt64, _ kind: UInt8) -> [UInt8] {
        let name = Array(compartment.description.utf8)
        return Array("bulkhead attachment v1\n".utf8) + [UInt8(truncatingIfNeeded: name.count)] + name + head
            + Self.bytes(number) + [kind]
    }

    private static func bytes(_ number: UInt64) -> [UInt8] {
        stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> UInt64($0)) }
    }
}

/// How stored content is not what was stored.
enum ContentDamage: Error, CustomStringConvertible {
    case length, head, end
    case chunk(UInt64)

    var description: String {
        switch self {
        case .length: "it does not have the length that it was stored with"
        case .head: "its head is not one that this program writes"
        case .end: "it is another content, or its end was changed"
        case .chunk(let number): "chunk \(number) was changed, or is of another place"
        }
    }
}
