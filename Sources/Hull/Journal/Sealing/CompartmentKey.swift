/// The key that wraps the data keys of one compartment, itself wrapped under the key of the site.
public struct CompartmentKey: Sendable {
    /// The compartment's log.
    public let origin: KeyName
    private let key: SecretBytes

    /// Makes a new key.
    public static func new(origin: KeyName, using provider: some CryptographyProvider) -> CompartmentKey {
        CompartmentKey(origin: origin, key: SecretBytes(provider.randomBytes(32)))
    }

    private init(origin: KeyName, key: SecretBytes) {
        self.origin = origin
        self.key = key
    }

    /// Unwraps a stored key with the key of the site.
    /// - Throws: `SealingError.wrongKey`.
    public init(
        origin: KeyName,
        wrapped: [UInt8],
        siteKey: SecretBytes,
        using provider: some CryptographyProvider
    ) throws(SealingError) {
        guard let key = try? provider.unwrap(wrapped, under: siteKey) else { throw .wrongKey }
        self.init(origin: origin, key: key)
    }

    /// Unwraps a stored key with whatever holds the key of the site.
    /// - Throws: `SealingError.wrongKey`.
    public init(origin: KeyName, wrapped: [UInt8], by site: any KeyProvider) throws(SealingError) {
        guard let key = try? site.unwrap(wrapped), key.count == 32 else { throw .wrongKey }
        self.init(origin: origin, key: key)
    }

    /// The key as it is stored, wrapped by whatever holds the key of the site.
    /// - Throws: what the key provider throws.
    public func wrapped(by site: any KeyProvider) throws -> [UInt8] { try site.wrap(key) }

    /// The key as it is stored.
    /// - Throws: what the provider throws, such as for a site key of another length.
    public func wrapped(under siteKey: SecretBytes, using provider: some CryptographyProvider) throws -> [UInt8] {
        try provider.wrap(key, under: siteKey)
    }

    func wrap(_ dataKey: SecretBytes, using provider: some CryptographyProvider) throws -> [UInt8] {
        try provider.wrap(dataKey, under: key)
    }

    func unwrap(_ wrapped: [UInt8], using provider: some CryptographyProvider) throws(SealingError) -> SecretBytes {
        guard let dataKey = try? provider.unwrap(wrapped, under: key) else { throw .wrongKey }
        return dataKey
    }
}

/// Why a payload cannot be sealed or opened.
public enum SealingError: Error, Hashable, Sendable {
    /// Its key was destroyed: the payload is gone for good, and the entry stays provable.
    case shredded(KeyID)
    /// The store never had the key: restore the keys from their backup.
    case unknownKey(KeyID)
    /// A wrapped key does not open under the key that it was tried with.
    case wrongKey
    /// The bytes were changed, or belong to another place, log or commitment.
    case doesNotOpen
    /// What was sealed is not what the entry commits to.
    case commitmentDiffers
    /// The stored bytes are no sealed payload.
    case malformed(String)
    /// The payload is too large; attachments carry what is.
    case tooLarge(Int)
}

extension SealingError: CustomStringConvertible {
    /// What is wrong and what to do; no key and no payload is in it.
    public var description: String {
        switch self {
        case .shredded: "the payload was shredded: its key was destroyed"
        case .unknownKey: "the payload's key is not in the store: restore the keys from their backup"
        case .wrongKey: "a wrapped key does not open: it is of another site or compartment, or damaged"
        case .doesNotOpen: "the sealed payload was changed or moved from its place"
        case .commitmentDiffers: "the payload is not the one that the entry commits to"
        case .malformed(let reason): "not a sealed payload: \(reason)"
        case .tooLarge(let count):
            "a payload of \(count) bytes; at most \(PayloadSealer.payloadBytesMax), larger ones are attachments"
        }
    }
}
