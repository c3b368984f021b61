/// A change of one fact that helps to permit a request.
public struct FactChange: Hashable, Sendable, CustomStringConvertible {
    /// What is done to the fact.
    public enum Kind: Hashable, Sendable {
        /// It gets this value, whether it was there before or not.
        case set(Value)
        /// It gets another value than the one it has; this one would do.
        case differ(example: Value)
        /// The set gets these members too.
        case add(Set<Value>)
        /// The set loses these members.
        case remove(Set<Value>)
        /// It is there no more.
        case clear
        /// The entity comes into a group.
        case join(EntityUID)
        /// The entity leaves these groups, in which it is directly; through them it is in the group that must be left.
        case leave(Set<EntityUID>)
    }

    /// The way to the fact, or to the entity that joins or leaves; of several ways the one that the policy takes.
    public let path: AccessPath
    /// What is done.
    public let kind: Kind
    /// Who can do it; nil where nobody is named for the fact.
    public let granter: String?
    let place: FactPlace

    /// As in `principal.clearance becomes 3 (Security)`.
    public var description: String {
        let what: String
        switch kind {
        case .set(let value): what = "\(path) becomes \(value)"
        case .differ(let example): what = "\(path) becomes another value, such as \(example)"
        case .add(let members): what = "\(path) gets \(Self.list(members.map(\.description)))"
        case .remove(let members): what = "\(path) loses \(Self.list(members.map(\.description)))"
        case .clear: what = "\(path) is removed"
        case .join(let group): what = "\(path) joins \(group)"
        case .leave(let groups): what = "\(path) leaves \(Self.list(groups.map(\.description)))"
        }
        return what + (granter.map { " (\($0))" } ?? "")
    }

    private static func list(_ texts: [String]) -> String { texts.sorted(by: Value.byBytes).joined(separator: ", ") }

    /// The order in which changes are shown and tried.
    static func precedes(_ left: FactChange, _ right: FactChange) -> Bool {
        Value.byBytes(left.description, right.description)
    }
}

/// Who can change which facts.
public struct Granters: Sendable {
    /// By the way to a fact; the longest way that the fact is at or inside of counts.
    public let values: [AccessPath: String]
    /// Who can bring an entity into a group of a type, or out of it, by the way to the entity.
    public let memberships: [AccessPath: [EntityTypeName: String]]

    /// Nobody is named.
    public static let none = Granters()

    /// Who can change facts, and who can change memberships.
    public init(values: [AccessPath: String] = [:], memberships: [AccessPath: [EntityTypeName: String]] = [:]) {
        self.values = values
        self.memberships = memberships
    }

    func granter(of path: AccessPath, _ kind: FactChange.Kind) -> String? {
        switch kind {
        case .join(let group): return memberships[path]?[group.type]
        case .leave(let groups): return groups.first.flatMap { memberships[path]?[$0.type] }
        default:
            for count in stride(from: path.steps.count, through: 0, by: -1) {
                if let found = values[AccessPath(path.root, Array(path.steps.prefix(count)))] { return found }
            }
            return nil
        }
    }
}

extension FactChange.Kind {
    /// The entities that become reachable.
    fileprivate var entities: Set<EntityUID> {
        switch self {
        case .set(let value), .differ(let value): value.entities
        case .add(let members): Value.set(members).entities
        case .join(let group): [group]
        case .remove, .clear, .leave: []
        }
    }
}

extension FactWorld {
    /// The world with a change made; nil where it cannot be made: of an entity that is not there, deep in a record that is not there,
    /// or where groups would be in one another.
    func applying(_ change: FactChange) -> FactWorld? {
        switch (change.place.owner, change.kind) {
        case (.context, _):
            guard let new = value(change.kind, from: value(at: change.place)),
                let context = Self.record(request.context, change.place.steps[...], new)
            else { return nil }
            let request = Request(
                principal: request.principal,
                action: request.action,
                resource: request.resource,
                context: context
            )
            return try? replacing(request: request, leadingTo: change.kind.entities)
        case (.entity(let uid), _):
            guard let entity = entities[uid], let changed = changed(entity, change) else { return nil }
            return try? replacing(changed, leadingTo: change.kind.entities)
        }
    }

    private func changed(_ entity: Entity, _ change: FactChange) -> Entity? {
        var (attributes, tags, parents) = (entity.attributes, entity.tags, entity.parents)
        switch change.kind {
        case .join(let group): parents.insert(group)
        case .leave(let groups): parents.subtract(groups)
        default:
            guard let new = value(change.kind, from: value(at: change.place)), let first = change.place.steps.first
            else { return nil }
            let rest = change.place.steps.dropFirst()
            switch first {
            case .attribute:
                guard let record = Self.record(attributes, change.place.steps[...], new) else { return nil }
                attributes = record
            case .tag(let key):
                guard rest.isEmpty else { return nil }
                tags[key] = new
            }
        }
        return Entity(uid: entity.uid, attributes: attributes, parents: parents, tags: tags)
    }

    /// What a fact becomes; the inner nil means that it is there no more, the outer that the change does not fit it.
    private func value(_ kind: FactChange.Kind, from old: Value?) -> Value?? {
        switch kind {
        case .set(let value), .differ(let value): return .some(value)
        case .clear: return .some(nil)
        case .add(let members):
            guard case .set(let mine) = old else { return nil }
            return .some(.set(mine.union(members)))
        case .remove(let members):
            guard case .set(let mine) = old else { return nil }
            return .some(.set(mine.subtracting(members)))
        case .join, .leave: return nil
        }
    }

    private static func record(_ record: Record, _ steps: ArraySlice<AccessPath.Step>, _ new: Value?) -> Record? {
        guard case .attribute(let name)? = steps.first else { return nil }
        var record = record
        if steps.count == 1 {
            record[name] = new
            return record
        }
        guard case .record(let inner)? = record[name], let changed = self.record(inner, steps.dropFirst(), new) else {
            return nil
        }
        record[name] = .record(changed)
        return record
    }
}
