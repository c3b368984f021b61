/// What is known of an entity that is in the store.
public struct EntityFacts: Hashable, Sendable {
    /// Its attributes.
    public let attributes: PartialRecord
    /// All its ancestors without itself; nil when they are not known.
    public let ancestors: Set<EntityUID>?
    /// Its tags.
    public let tags: PartialRecord

    /// Facts; without arguments only that the entity is there.
    public init(
        attributes: PartialRecord = .unknown,
        ancestors: Set<EntityUID>? = nil,
        tags: PartialRecord = .unknown
    ) {
        self.attributes = attributes
        self.ancestors = ancestors
        self.tags = tags
    }
}

/// A store of which some may not be known. It conforms to the schema that it was made with. Actions are taken from the schema, whether
/// they stand in the store or not; a store that is evaluated without partial evaluation must hold them.
public struct PartialEntities: Sendable {
    /// What is known of an entity.
    enum Knowledge {
        case present(EntityFacts)
        case absent
        case unknown
    }

    private let store: Entities
    private let isStoreComplete: Bool
    private var facts: [EntityUID: EntityFacts]

    /// A store that is known wholly: what is not in it does not exist.
    /// - Throws: what does not conform to the schema. Linear in the size of the store.
    public init(_ store: Entities, schema: Schema) throws(CedarErrors) {
        try self.init(known: store, isComplete: true, facts: [:], schema: schema)
    }

    /// Some entities known wholly, some partly. Nothing is known of any other, not even whether it is in the store.
    /// - Throws: what does not conform to the schema. Linear in the size of what is known.
    public init(
        known store: Entities = Entities(),
        partly facts: [EntityUID: EntityFacts],
        schema: Schema
    ) throws(CedarErrors) {
        try self.init(known: store, isComplete: false, facts: facts, schema: schema)
    }

    private init(
        known store: Entities,
        isComplete: Bool,
        facts: [EntityUID: EntityFacts],
        schema: Schema
    ) throws(CedarErrors) {
        var problems = store.all.flatMap { schema.problems(of: $0) }
        for (uid, known) in facts.sorted(by: { $0.key < $1.key }) {
            problems += schema.idProblems(of: uid)
            problems += schema.problems(of: known, type: uid.type)
        }
        guard problems.isEmpty else {
            throw CedarErrors(problems.map { ParseError(file: "entities", range: .none, message: $0) })
        }
        self.store = store
        isStoreComplete = isComplete
        self.facts = facts
    }

    func knowledge(of uid: EntityUID) -> Knowledge {
        if let known = facts[uid] { return .present(known) }
        if let entity = store[uid] {
            return .present(
                EntityFacts(
                    attributes: PartialRecord(entity.attributes),
                    ancestors: store.ancestors(of: uid),
                    tags: PartialRecord(entity.tags)
                )
            )
        }
        return isStoreComplete ? .absent : .unknown
    }
}

extension Schema {
    /// Why facts about an entity of a type do not conform to the schema; empty when they do.
    func problems(of facts: EntityFacts, type name: EntityTypeName) -> [String] {
        guard let type = entityTypes[name] else { return [unknownType(name)] }
        var problems = self.problems(of: facts.attributes, as: type.shape, "attribute of `\(name)`")
        for ancestor in (facts.ancestors ?? []).sorted() where !mayBeIn(name, ancestor.type) {
            problems.append("a `\(name)` cannot be in a `\(ancestor.type)`, as `\(ancestor)` is")
        }
        for (key, value) in facts.tags.known.sorted {
            guard let expected = type.tags else {
                problems.append("a `\(name)` has no tags")
                break
            }
            problems += self.problems(of: value, as: expected, "tag \(key.quoted)")
        }
        return problems
    }

    /// Why what is known of a record does not conform to its shape.
    func problems(of record: PartialRecord, as shape: RecordShape, _ what: String) -> [String] {
        var problems: [String] = []
        for (name, attribute) in shape.attributes.sorted(by: { $0.key < $1.key }) {
            switch record[name] {
            case .value(let value): problems += self.problems(of: value, as: attribute.type, "\(what) `\(name)`")
            case .absent: if attribute.isRequired { problems.append("the \(what) `\(name)` is missing") }
            case .unknown: break
            }
        }
        for name in record.known.keys where shape.attributes[name] == nil {
            problems.append("there is no \(what) `\(name)`\(NearestName.hint(name.text, in: shape.names))")
        }
        return problems
    }
}

extension PartialEntities {
    /// The same store, with what is known of one entity put in the place of what it says. Takes no longer for a large store.
    /// - Throws: what does not conform to the schema.
    public func knowing(_ facts: EntityFacts, of uid: EntityUID, schema: Schema) throws(CedarErrors) -> PartialEntities
    {
        let problems = schema.idProblems(of: uid) + schema.problems(of: facts, type: uid.type)
        guard problems.isEmpty else {
            throw CedarErrors(problems.map { ParseError(file: "entities", range: .none, message: $0) })
        }
        var changed = self
        changed.facts[uid] = facts
        return changed
    }
}
