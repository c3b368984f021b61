internal import Journal
internal import PlantModel
internal import Storage

/// The content of an attachment on its way out: cleared as a whole, opened chunk by chunk in bounded memory.
///
/// Before each chunk it asks whether what it was cleared by still holds; whoever sends it stops where it throws, and says that it is not
/// complete.
@_spi(Exits) public struct ContentStream: Sendable {
    /// How many bytes come.
    public var byteCount: UInt64 { source.byteCount }
    private let source: ContentSource
    private var next: UInt64 = 0

    init(_ source: ContentSource) { self.source = source }

    /// The next bytes, at most 64 KiB; nil at the end, when all of them have come.
    /// - Throws: `ReleaseError` when policies, facts or the day have changed since; `BoundaryError` `content` when what is stored is not what
    ///   was attached, or was shredded meanwhile.
    public mutating func chunk() throws -> [UInt8]? {
        guard next < source.chunkCount else { return nil }
        defer { next += 1 }
        return try source.chunk(next)
    }
}

/// Where the chunks of a cleared attachment come from.
final class ContentSource: Sendable {
    let byteCount: UInt64
    let chunkCount: UInt64
    private let blob: any StoredBlob
    private let seal: ContentSeal
    private let keys: any DataKeys
    private let compartment: CompartmentName
    private let check: @Sendable () throws(ReleaseError) -> Void

    /// Opens stored content and sees that it is the one of the attachment.
    /// - Throws: `BoundaryError` `content`.
    init(
        _ entry: AttachmentEntry,
        _ attachments: CompartmentAttachments,
        using provider: any CryptographyProvider,
        check: @escaping @Sendable () throws(ReleaseError) -> Void
    ) throws(BoundaryError) {
        do {
            blob = try attachments.blobs.open(entry.blob)
            seal = try ContentSeal(of: blob, in: attachments.compartment, keys: attachments.keys, using: provider)
            try seal.check(blob, is: entry.blob, byteCount: entry.byteCount)
        } catch {
            throw Self.failure(attachments.compartment, error)
        }
        byteCount = entry.byteCount
        chunkCount = ContentSeal.chunkCount(of: entry.byteCount)
        keys = attachments.keys
        compartment = attachments.compartment
        self.check = check
    }

    func chunk(_ number: UInt64) throws -> [UInt8] {
        try check()
        let size = UInt64(ContentSeal.chunkBytes)
        let isLast = number == chunkCount - 1
        let count = isLast ? byteCount - number * size : size
        do {
            // Shredding stops what is under way: its key is not there any more.
            _ = try keys.key(seal.keyID)
            let sealed = try blob.read(
                at: UInt64(ContentSeal.headBytes) + number * (size + UInt64(ContentSeal.overhead)),
                count: Int(count) + ContentSeal.overhead
            )
            return try seal.opened(sealed, number: number, isLast: isLast)
        } catch {
            throw Self.failure(compartment, error)
        }
    }

    private static func failure(_ compartment: CompartmentName, _ error: any Error) -> BoundaryError {
        BoundaryError(
            .content,
            "the content of an attachment of \(compartment) cannot be given out; unless it was shredded, restore it from a backup",
            cause: error
        )
    }
}
