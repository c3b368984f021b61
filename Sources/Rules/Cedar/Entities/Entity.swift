/// An entity: attributes, direct parents in the hierarchy, and tags.
public struct Entity: Hashable, Sendable {
    /// Its identity.
    public let uid: EntityUID
    /// Its attributes.
    public let attributes: Record
    /// Its direct parents; they need not be in the store.
    public let parents: Set<EntityUID>
    /// Its tags.
    public let tags: Record

    /// An entity.
    public init(uid: EntityUID, attributes: Record = Record(), parents: Set<EntityUID> = [], tags: Record = Record()) {
        self.uid = uid
        self.attributes = attributes
        self.parents = parents
        self.tags = tags
    }
}
