/// A wrapped data key as it is stored.
public struct StoredKeyRow: Hashable, Sendable {
    /// Its 16 random bytes.
    public let id: [UInt8]
    /// What it seals, in a text that whoever wraps keys can read.
    public let scope: String
    /// The key, wrapped; nil once it was destroyed.
    public let wrapped: [UInt8]?

    /// A key.
    public init(id: [UInt8], scope: String, wrapped: [UInt8]?) {
        self.id = id
        self.scope = scope
        self.wrapped = wrapped
    }
}

/// The wrapped data keys of one compartment. Every change is flushed before the call returns.
public protocol KeyTable: Sendable {
    /// Stores keys, all or none. A key that is here already, destroyed or not, stays as it is.
    func insert(_ keys: [StoredKeyRow]) throws(StorageError)
    /// A key, or nil when it was never here.
    func key(_ id: [UInt8]) throws(StorageError) -> StoredKeyRow?
    /// All keys, by scope then id, or those of one scope.
    func keys(scope: String?) throws(StorageError) -> [StoredKeyRow]
    /// Puts the keys under another wrapping, all or none; ones that are destroyed stay so.
    func rewrap(_ keys: [StoredKeyRow]) throws(StorageError)
    /// Destroys keys for good, overwriting them, and remembers that they were.
    func destroy(_ ids: [[UInt8]]) throws(StorageError)
    /// Looks whether the keys are still where the next one who opens them looks: whoever seals under a key that was stored before asks
    /// this, so that nothing is acknowledged that cannot be read after a restart.
    /// - Throws: `failed` when they were taken away.
    func checkPresence() throws(StorageError)
}

extension KeyTable {
    /// Nothing to look for: where the keys are, only their owner takes them away.
    public func checkPresence() throws(StorageError) {}
}
