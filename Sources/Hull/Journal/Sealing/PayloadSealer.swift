public import Storage

/// Seals the payloads of one opening of a log. Its data keys are new: a log that was restored from an old backup and goes on never uses a
/// key again for other payloads.
public struct PayloadSealer: Sendable {
    private struct Open {
        let id: KeyID
        let key: SecretBytes
        var uses: UInt32 = 0
    }

    private let compartmentKey: CompartmentKey
    private var open: [DataKeyScope: Open] = [:]
    private var made: [WrappedDataKey] = []

    /// The largest payload, 16 MiB: a bound of ours; attachments carry what is larger.
    public static let payloadBytesMax = 1 << 24
    /// Payloads under one key. NIST SP 800-38D section 8.3 allows `2^32` random nonces of 96 bits; a quarter of that is taken.
    public static let usesMax: UInt32 = 1 << 30

    /// Begins an opening of the log.
    public init(compartmentKey: CompartmentKey) { self.compartmentKey = compartmentKey }

    /// Seals a payload for its place under the key of its scope, made at the first use in this opening.
    /// - Returns: the sealed payload and what the entry has to hold.
    /// - Throws: `SealingError.tooLarge`, or what the provider throws.
    public mutating func seal(
        _ payload: [UInt8],
        scope: DataKeyScope,
        sequence: UInt64,
        using provider: some CryptographyProvider
    ) throws -> (sealed: SealedPayload, commitment: Commitment) {
        guard payload.count <= Self.payloadBytesMax else { throw SealingError.tooLarge(payload.count) }
        let salt = provider.randomBytes(Commitment.saltBytes)
        guard let commitment = Commitment(payload: payload, salt: salt) else {
            throw SealingError.malformed("the provider gave \(salt.count) random bytes for \(Commitment.saltBytes)")
        }
        let key = try dataKey(scope, using: provider)
        let place = SealedPayload.place(origin: compartmentKey.origin, sequence: sequence, commitment: commitment)
        let box = try provider.seal(salt + payload, key: key.key, bindingTo: place)
        return (SealedPayload(key: key.id, box: box), commitment)
    }

    /// The keys made since the last call, to be stored before anything sealed with them is acknowledged.
    public mutating func takeNewKeys() -> [WrappedDataKey] {
        defer { made = [] }
        return made
    }

    /// Forgets the key of a scope: after a shredding, so that the next payload gets a new one.
    public mutating func close(_ scope: DataKeyScope) { open[scope] = nil }

    /// Forgets all keys.
    public mutating func closeAll() { open = [:] }

    private mutating func dataKey(_ scope: DataKeyScope, using provider: some CryptographyProvider) throws -> Open {
        if var known = open[scope], known.uses < Self.usesMax {
            known.uses += 1
            open[scope] = known
            return known
        }
        let key = SecretBytes(provider.randomBytes(32))
        guard let id = KeyID(provider.randomBytes(16)) else {
            throw SealingError.malformed("the provider gave too few random bytes")
        }
        made.append(
            WrappedDataKey(id: id, scope: scope, wrapped: try compartmentKey.wrap(key, using: provider))
        )
        let opened = Open(id: id, key: key, uses: 1)
        open[scope] = opened
        return opened
    }
}

extension CompartmentKey {
    /// A key that is wrapped under this one, wrapped under the compartment's next key, when this one is retired; payloads stay as they are.
    /// - Throws: `SealingError.wrongKey` if it is not wrapped under this key; what the provider throws.
    public func rewrap(
        _ wrapped: [UInt8],
        under next: CompartmentKey,
        using provider: some CryptographyProvider
    ) throws -> [UInt8] {
        try next.wrap(try unwrap(wrapped, using: provider), using: provider)
    }

    /// Opens a payload at its place and checks it against what the entry commits to.
    /// - Throws: `SealingError`, or what the table throws.
    public func open(
        _ sealed: SealedPayload,
        sequence: UInt64,
        commitment: Commitment,
        keys: any KeyTable,
        using provider: some CryptographyProvider
    ) throws -> OpenedPayload {
        var cache = DataKeyCache()
        let dataKey = try cache.key(sealed.key, in: keys, under: self, using: provider)
        return try open(sealed, sequence: sequence, commitment: commitment, dataKey: dataKey, using: provider)
    }

    /// Opens a payload with its data key.
    func open(
        _ sealed: SealedPayload,
        sequence: UInt64,
        commitment: Commitment,
        dataKey: SecretBytes,
        using provider: some CryptographyProvider
    ) throws(SealingError) -> OpenedPayload {
        let place = SealedPayload.place(origin: origin, sequence: sequence, commitment: commitment)
        guard let content = try? provider.open(sealed.box, key: dataKey, bindingTo: place) else {
            throw .doesNotOpen
        }
        let salt = Array(content.prefix(Commitment.saltBytes))
        let payload = Array(content.dropFirst(Commitment.saltBytes))
        guard Commitment(payload: payload, salt: salt) == commitment else { throw .commitmentDiffers }
        return OpenedPayload(payload: payload, salt: salt)
    }
}
