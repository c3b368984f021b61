internal import Storage

/// The data keys in a key table, with those that were unwrapped lately, so that a payload costs no unwrapping.
///
/// A reference would let two owners forget at different times; this is a value that its owner clears when a scope is shredded.
struct DataKeyCache: Sendable {
    private var keys: [KeyID: SecretBytes] = [:]

    /// Above this many, all are forgotten: a bound on memory, far above what one opening reads.
    static let keysMax = 65_536

    /// The data key of a payload.
    /// - Throws: `SealingError`; what the table throws.
    mutating func key(
        _ id: KeyID,
        in table: any KeyTable,
        under compartmentKey: CompartmentKey,
        using provider: any CryptographyProvider
    ) throws -> SecretBytes {
        if let known = keys[id] { return known }
        guard let row = try table.key(id.bytes), case .data? = KeyRow(scope: row.scope) else {
            throw SealingError.unknownKey(id)
        }
        guard let wrapped = row.wrapped else { throw SealingError.shredded(id) }
        let key = try compartmentKey.unwrap(wrapped, using: provider)
        if keys.count >= Self.keysMax { keys = [:] }
        keys[id] = key
        return key
    }

    /// Forgets all keys.
    mutating func clear() { keys = [:] }
}
