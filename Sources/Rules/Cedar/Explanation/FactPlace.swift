/// Where one fact of a request and its store stands: a value in the context, or an attribute or tag of an entity, possibly deep in a
/// record.
struct FactPlace: Hashable, Sendable {
    enum Owner: Hashable, Sendable {
        case context
        case entity(EntityUID)
    }

    let owner: Owner
    let steps: [AccessPath.Step]

    func appending(_ step: AccessPath.Step) -> FactPlace { FactPlace(owner: owner, steps: steps + [step]) }

    /// Whether this stands at the other or inside it.
    func isWithin(_ other: FactPlace) -> Bool {
        owner == other.owner && steps.starts(with: other.steps)
    }
}

/// What the asker may not see. An explanation does not hang on it: in two worlds that differ in nothing else and have the same decision
/// it is the same.
///
/// A fact is named by a way to it. It stays hidden on every other way to the same fact.
public struct HiddenFacts: Sendable {
    /// The values that are hidden, with all that is inside them and all that is reached through them.
    public let values: [AccessPath]
    /// The entities whose ancestors are hidden.
    public let ancestors: [AccessPath]

    /// Nothing is hidden.
    public static let none = HiddenFacts()

    /// Some values, and the ancestors of some entities.
    public init(values: [AccessPath] = [], ancestors: [AccessPath] = []) {
        self.values = values
        self.ancestors = ancestors
    }

    var isEmpty: Bool { values.isEmpty && ancestors.isEmpty }
}

/// A request and the part of the store that policies can reach from it, in a form that is cheap to change.
struct FactWorld: Sendable {
    let request: Request
    let entities: [EntityUID: Entity]
    let evaluator: Evaluator
    /// The whole store, as it was before any change.
    private let store: Entities
    /// How many steps policies take from entity to entity.
    private let depth: Int

    private init(
        _ request: Request,
        _ entities: [EntityUID: Entity],
        _ store: Entities,
        _ depth: Int
    ) throws(CedarErrors) {
        self.request = request
        self.entities = entities
        self.store = store
        self.depth = depth
        evaluator = Evaluator(request, try Entities(entities.values))
    }

    /// The part of a store that policies can reach from the request and from the entities that they name.
    init(_ request: Request, _ store: Entities, policies: [Policy]) throws(CedarErrors) {
        var depth = 1
        var named: Set<EntityUID> = [request.principal, request.action, request.resource]
        named.formUnion(Value.record(request.context).entities)
        for policy in policies {
            let condition = policy.condition
            depth = max(depth, condition.accessDepth)
            condition.collectEntities(into: &named)
        }
        let found = Self.reach(named, depth, store, known: [:])
        try self.init(request, found, store, depth)
    }

    /// With other facts. What new values lead to comes in from the store.
    func replacing(request: Request? = nil, _ entity: Entity? = nil, leadingTo named: Set<EntityUID>)
        throws(CedarErrors) -> FactWorld
    {
        var entities = Self.reach(named, depth, store, known: entities)
        if let entity { entities[entity.uid] = entity }
        return try FactWorld(request ?? self.request, entities, store, depth)
    }

    /// The entities reached in so many steps, with all their ancestors; known ones may have been changed and stay as they are.
    private static func reach(
        _ named: Set<EntityUID>,
        _ depth: Int,
        _ store: Entities,
        known: [EntityUID: Entity]
    ) -> [EntityUID: Entity] {
        var found = known
        var seen: Set<EntityUID> = []
        var open = named
        for _ in 0...depth where !open.isEmpty {
            var next: Set<EntityUID> = []
            for uid in open where seen.insert(uid).inserted {
                guard let entity = found[uid] ?? store[uid] else { continue }
                found[uid] = entity
                for ancestor in store.ancestors(of: uid) where found[ancestor] == nil {
                    if let group = store[ancestor] { found[ancestor] = group }
                }
                next.formUnion(Value.record(entity.attributes).entities)
                next.formUnion(Value.record(entity.tags).entities)
            }
            open = next
        }
        return found
    }

    /// All groups that an entity is in, itself left out.
    func ancestors(of uid: EntityUID) -> Set<EntityUID> { evaluator.entities.ancestors(of: uid) }

    func uid(_ variable: Variable) -> EntityUID? {
        switch variable {
        case .principal: request.principal
        case .action: request.action
        case .resource: request.resource
        case .context: nil
        }
    }

    /// The value at a place.
    func value(at place: FactPlace) -> Value? {
        var current: Value
        var steps = place.steps[...]
        switch place.owner {
        case .context: current = .record(request.context)
        case .entity(let uid):
            guard let entity = entities[uid], let first = steps.popFirst() else { return nil }
            switch first {
            case .attribute(let name):
                guard let value = entity.attributes[name] else { return nil }
                current = value
            case .tag(let key):
                guard let value = entity.tags[key] else { return nil }
                current = value
            }
        }
        for step in steps {
            guard case .attribute(let name) = step, case .record(let record) = current, let value = record[name] else {
                return nil
            }
            current = value
        }
        return current
    }
}

extension Value {
    /// The entities named in it.
    var entities: Set<EntityUID> {
        switch self {
        case .entity(let uid): [uid]
        case .set(let members): members.reduce(into: []) { $0.formUnion($1.entities) }
        case .record(let record): record.sorted.reduce(into: []) { $0.formUnion($1.value.entities) }
        default: []
        }
    }
}

extension Expression {
    /// At most how many attributes and tags are read one through another.
    fileprivate var accessDepth: Int {
        let below = kind.children.reduce(0) { max($0, $1.accessDepth) }
        switch kind {
        case .attribute, .binary(.getTag, _, _): return below + 1
        case .has(_, let path): return below + path.count
        default: return below
        }
    }
}
