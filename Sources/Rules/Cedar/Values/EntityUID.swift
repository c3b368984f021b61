/// The identity of an entity: its type and an arbitrary id. Shared by reference, so copies cost one retain.
public struct EntityUID: Hashable, Comparable, Sendable, CustomStringConvertible {
    final class Storage: Sendable {
        let type: EntityTypeName
        let id: CedarString
        let digest: Int

        init(type: EntityTypeName, id: CedarString) {
            self.type = type
            self.id = id
            var hasher = Hasher()
            hasher.combine(type.name.digest)
            hasher.combine(id.digest)
            digest = hasher.finalize()
        }
    }

    let storage: Storage

    /// A digest of type and id, seeded per process.
    var digest: Int { storage.digest }

    /// An entity uid; the id may be any text.
    public init(type: EntityTypeName, id: CedarString) { storage = Storage(type: type, id: id) }

    /// An entity uid; the id may be any text.
    public init(type: EntityTypeName, id: String) { self.init(type: type, id: CedarString(id)) }

    /// The type.
    public var type: EntityTypeName { storage.type }

    /// The id within the type.
    public var id: CedarString { storage.id }

    /// As in policies: `Type::"id"`.
    public var description: String { "\(type)::\(id.quoted)" }

    /// The same type and id, by UTF-8 bytes.
    @inline(__always)
    public static func == (left: EntityUID, right: EntityUID) -> Bool {
        left.storage === right.storage || left.storage.digest == right.storage.digest && isSame(left, right)
    }

    private static func isSame(_ left: EntityUID, _ right: EntityUID) -> Bool {
        left.storage.id == right.storage.id && left.storage.type == right.storage.type
    }

    /// Feeds a digest of type and id.
    public func hash(into hasher: inout Hasher) { hasher.combine(storage.digest) }

    /// By type, then by id, by UTF-8 bytes.
    public static func < (left: EntityUID, right: EntityUID) -> Bool {
        left.type == right.type ? left.id < right.id : left.type < right.type
    }
}
