public import Storage

/// Names a key: 16 random bytes.
public struct KeyID: Hashable, Sendable {
    /// The 16 bytes.
    public let bytes: [UInt8]

    /// - Returns: nil unless there are 16 bytes.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        self.bytes = bytes
    }
}

/// What payloads share a data key, and so are shredded together.
public struct DataKeyScope: Hashable, Sendable {
    /// The program's id.
    public let program: String
    /// Which retention rules apply.
    public let retentionClass: String
    /// The period that retention is counted from, such as `2026-11`.
    public let period: String

    /// A scope from its parts.
    public init(program: String, retentionClass: String, period: String) {
        self.program = program
        self.retentionClass = retentionClass
        self.period = period
    }
}

extension DataKeyScope {
    /// Equal bytes: canonically equivalent texts are different scopes, as they are in a store.
    public static func == (left: DataKeyScope, right: DataKeyScope) -> Bool {
        left.program.utf8.elementsEqual(right.program.utf8)
            && left.retentionClass.utf8.elementsEqual(right.retentionClass.utf8)
            && left.period.utf8.elementsEqual(right.period.utf8)
    }

    /// Feeds the bytes to a hasher.
    public func hash(into hasher: inout Hasher) {
        for var text in [program, retentionClass, period] {
            text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
            hasher.combine(0xFF as UInt8)
        }
    }
}

/// A data key as it is stored: wrapped under a compartment key, apart from the log.
public struct WrappedDataKey: Hashable, Sendable {
    /// Sealed payloads name their key by it.
    public let id: KeyID
    /// What is sealed with it.
    public let scope: DataKeyScope
    /// The key, wrapped (AES key wrap, RFC 3394).
    public let wrapped: [UInt8]

    /// A key as it was stored.
    public init(id: KeyID, scope: DataKeyScope, wrapped: [UInt8]) {
        self.id = id
        self.scope = scope
        self.wrapped = wrapped
    }
}

extension WrappedDataKey {
    /// The row that stores it in a table of keys.
    public var row: StoredKeyRow { StoredKeyRow(id: id.bytes, scope: KeyRow.data(scope).scope, wrapped: wrapped) }
}
