internal import Storage

/// Gives data keys for content that is too large for a payload. They stand among the data keys of the log, under the same scopes, so that
/// shredding a scope takes that content along.
public protocol DataKeys: Sendable {
    /// Makes a key and stores it before anything is sealed with it.
    func newKey(of scope: DataKeyScope) async throws -> DataKey
    /// A key that was stored.
    /// - Throws: `SealingError.shredded`, `SealingError.unknownKey`; what the store throws.
    func key(_ id: KeyID) throws -> DataKey
    /// The first key of a scope that is never shredded, made where there is none.
    func lastingKey(of scope: DataKeyScope) async throws -> DataKey
    /// Destroys keys for good. What was sealed with them is gone.
    func destroy(_ ids: [KeyID]) throws
}

/// A data key in clear.
public struct DataKey: Sendable {
    /// What sealed content names it by.
    public let id: KeyID
    /// The key.
    public let key: SecretBytes

    /// A key.
    public init(id: KeyID, key: SecretBytes) {
        self.id = id
        self.key = key
    }
}

/// The data keys of a log that is open for writing. Keys are made in the writer's order, so that none is missed while the compartment's key
/// is renewed.
public struct LogDataKeys: DataKeys {
    private let writer: JournalWriter

    /// The keys of the log that a writer has open.
    public init(of writer: JournalWriter) { self.writer = writer }

    /// Makes a key and stores it.
    public func newKey(of scope: DataKeyScope) async throws -> DataKey {
        try await writer.operate { try $0.log.keyring.newDataKey(of: scope) }
    }

    /// A key that was stored.
    public func key(_ id: KeyID) throws -> DataKey { try writer.log.keyring.dataKey(id) }

    /// The first key of a scope, by id.
    public func lastingKey(of scope: DataKeyScope) async throws -> DataKey {
        try await writer.operate { state in
            let rows = try state.log.keyring.table.keys(scope: KeyRow.data(scope).scope)
            guard let id = rows.first(where: { $0.wrapped != nil }).flatMap({ KeyID($0.id) }) else {
                return try state.log.keyring.newDataKey(of: scope)
            }
            return try state.log.keyring.dataKey(id)
        }
    }

    /// Destroys keys.
    public func destroy(_ ids: [KeyID]) throws { try writer.log.keyring.table.destroy(ids.map(\.bytes)) }
}

extension CompartmentKeyring {
    fileprivate func newDataKey(of scope: DataKeyScope) throws -> DataKey {
        let key = SecretBytes(provider.randomBytes(32))
        guard let id = KeyID(provider.randomBytes(16)) else {
            throw SealingError.malformed("the provider gave too few random bytes")
        }
        let wrapped = try compartmentKey.wrap(key, using: provider)
        try table.insert([WrappedDataKey(id: id, scope: scope, wrapped: wrapped).row])
        return DataKey(id: id, key: key)
    }

    fileprivate func dataKey(_ id: KeyID) throws -> DataKey {
        var cache = DataKeyCache()
        return DataKey(id: id, key: try cache.key(id, in: table, under: compartmentKey, using: provider))
    }
}
