/// A schema: entity types, actions, and what each action applies to; all names resolved.
public struct Schema: Sendable {
    /// An entity type.
    public struct EntityType: Sendable {
        /// The full name.
        public let name: EntityTypeName
        /// The types of the direct parents.
        public let memberOf: Set<EntityTypeName>
        /// The attributes.
        public let shape: RecordShape
        /// The type of each tag's value; nil where tags are not allowed.
        public let tags: SchemaType?
        /// The only ids, of an enumerated type; nil of any other.
        public let ids: [CedarString]?
        /// The annotations.
        public let annotations: [Annotation]
        /// Where it is declared.
        public let range: SourceRange
    }

    /// What an action applies to.
    public struct AppliesTo: Sendable {
        /// The types of principals.
        public let principals: Set<EntityTypeName>
        /// The types of resources.
        public let resources: Set<EntityTypeName>
        /// The context.
        public let context: RecordShape
    }

    /// An action.
    public struct Action: Sendable {
        /// The uid.
        public let uid: EntityUID
        /// The groups it is directly in.
        public let parents: Set<EntityUID>
        /// What it applies to; nil of a mere group.
        public let appliesTo: AppliesTo?
        /// The annotations.
        public let annotations: [Annotation]
        /// Where it is declared.
        public let range: SourceRange
    }

    /// The entity types by name.
    public let entityTypes: [EntityTypeName: EntityType]
    /// The actions by uid.
    public let actions: [EntityUID: Action]
    /// The common types by full name.
    public let commonTypes: [String: SchemaType]
    /// All ancestors of each entity type.
    let typeAncestors: [EntityTypeName: Set<EntityTypeName>]
    /// All ancestors of each action.
    let actionAncestors: [EntityUID: Set<EntityUID>]

    /// Reads schema text.
    /// - Throws: all errors of the text.
    public init(parsing text: String, file: String) throws(CedarErrors) {
        try self.init(bytes: Array(text.utf8), file: file)
    }

    /// Reads schema text from the bytes of a file.
    /// - Throws: all errors of the text, or the first byte that is not UTF-8.
    public init(bytes: [UInt8], file: String) throws(CedarErrors) {
        self = try SchemaFragment(bytes: bytes, file: file).schema
    }

    init(
        entityTypes: [EntityTypeName: EntityType],
        actions: [EntityUID: Action],
        commonTypes: [String: SchemaType],
        actionAncestors: [EntityUID: Set<EntityUID>]
    ) {
        self.entityTypes = entityTypes
        self.actions = actions
        self.commonTypes = commonTypes
        self.actionAncestors = actionAncestors
        typeAncestors = entityTypes.mapValues { Self.ancestors(of: $0.name, in: entityTypes) }
    }

    /// The entity type of this name.
    public func entityType(_ name: EntityTypeName) -> EntityType? { entityTypes[name] }

    /// The types of the entities that one of this type may be in, at any distance.
    public func ancestorTypes(of name: EntityTypeName) -> Set<EntityTypeName> { typeAncestors[name] ?? [] }

    /// The action of this uid.
    public func action(_ uid: EntityUID) -> Action? { actions[uid] }

    /// The actions as entities, in the order of their uids.
    public var actionEntities: [Entity] {
        actions.values.map { Entity(uid: $0.uid, parents: $0.parents) }.sorted { $0.uid < $1.uid }
    }

    /// Types may be members of their own type, so the walk keeps what it has seen.
    private static func ancestors(
        of name: EntityTypeName,
        in types: [EntityTypeName: EntityType]
    ) -> Set<EntityTypeName> {
        var found: Set<EntityTypeName> = []
        var open = Array(types[name]?.memberOf ?? [])
        while let next = open.popLast() {
            guard found.insert(next).inserted else { continue }
            open += types[next]?.memberOf ?? []
        }
        return found
    }
}
