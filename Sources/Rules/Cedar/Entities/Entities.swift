/// A store of entities with the transitive closure of their hierarchy. Immutable and shared.
public struct Entities: Sendable {
    /// An entity with all its ancestors.
    final class Stored: Sendable {
        let entity: Entity
        let ancestors: Ancestors

        init(entity: Entity, ancestors: Ancestors) {
            self.entity = entity
            self.ancestors = ancestors
        }
    }

    private let table: DigestTable<Stored>
    /// Entities with other attributes than in `table`, looked up first.
    private var replaced: [EntityUID: Stored] = [:]

    /// The empty store.
    public init() { table = DigestTable() }

    /// A store of these entities. An entity may stand twice only if both are equal.
    /// - Throws: every repeated uid with other contents, a cycle in the hierarchy, or a hierarchy beyond
    ///   ``CedarLimits/ancestorPairs``.
    public init(_ entities: some Sequence<Entity>) throws(CedarErrors) {
        var byUID: [EntityUID: Entity] = [:]
        var errors: [ParseError] = []
        for entity in entities {
            if let known = byUID.updateValue(entity, forKey: entity.uid), known != entity {
                errors.append(Self.error("the entity `\(entity.uid)` stands twice with different contents"))
            }
        }
        guard errors.isEmpty else { throw CedarErrors(errors) }
        let closure: [EntityUID: Set<EntityUID>]
        do throws(ParseError) {
            closure = try Self.closure(of: byUID)
        } catch {
            throw CedarErrors(error)
        }
        var table = DigestTable<Stored>(minimumCapacity: byUID.count)
        for (uid, entity) in byUID {
            table.insert(Stored(entity: entity, ancestors: Ancestors(closure[uid] ?? [])), under: uid.digest)
        }
        self.table = table
    }

    /// The entities of both stores.
    /// - Throws: as ``init(_:)``.
    public func merging(_ other: Entities) throws(CedarErrors) -> Entities {
        try Entities(all + other.all)
    }

    /// The same store with other attributes for one entity, which keeps its place in the hierarchy and its tags; an entity that is
    /// not in the store is added without either. Takes no longer for a large store.
    public func replacingAttributes(of uid: EntityUID, with attributes: Record) -> Entities {
        let known = stored(uid)
        let entity = Entity(
            uid: uid,
            attributes: attributes,
            parents: known?.entity.parents ?? [],
            tags: known?.entity.tags ?? Record()
        )
        var changed = self
        changed.replaced[uid] = Stored(entity: entity, ancestors: known?.ancestors ?? Ancestors([]))
        return changed
    }

    /// The entity, nil when it is not in the store. Constant time.
    public subscript(uid: EntityUID) -> Entity? { stored(uid)?.entity }

    /// All ancestors of an entity, without itself; none when it is not in the store.
    public func ancestors(of uid: EntityUID) -> Set<EntityUID> { Set(stored(uid)?.ancestors.uids ?? []) }

    /// All entities, ordered by uid.
    public var all: [Entity] {
        let kept = table.entries.map(\.element.entity).filter { replaced[$0.uid] == nil }
        return (kept + replaced.values.map(\.entity)).sorted { $0.uid < $1.uid }
    }

    /// The number of entities.
    public var count: Int { table.count + replaced.keys.count { kept($0) == nil } }

    @inline(__always)
    func stored(_ uid: EntityUID) -> Stored? {
        if !replaced.isEmpty, let stored = replaced[uid] { return stored }
        return kept(uid)
    }

    @inline(__always)
    private func kept(_ uid: EntityUID) -> Stored? {
        guard let place = table.find(uid.digest, where: { $0.entity.uid == uid }) else { return nil }
        return table[place]
    }

    private static func error(_ message: String) -> ParseError {
        ParseError(file: "entities", range: .none, message: message)
    }

    /// All ancestors of every entity. Walks without recursion, so that a long chain does not exhaust the stack.
    private static func closure(of entities: [EntityUID: Entity]) throws(ParseError) -> [EntityUID: Set<EntityUID>] {
        var done: [EntityUID: Set<EntityUID>] = [:]
        var open: Set<EntityUID> = []
        var pairs = 0
        for root in entities.keys where done[root] == nil {
            var stack = [root]
            while let uid = stack.last {
                if done[uid] != nil {
                    stack.removeLast()
                    continue
                }
                let parents = entities[uid]?.parents ?? []
                if open.insert(uid).inserted {
                    for parent in parents where done[parent] == nil {
                        if open.contains(parent) {
                            throw error(
                                "the hierarchy has a cycle through `\(min(uid, parent))` and `\(max(uid, parent))`"
                            )
                        }
                        stack.append(parent)
                    }
                    continue
                }
                var ancestors = parents
                for parent in parents { ancestors.formUnion(done[parent] ?? []) }
                pairs += ancestors.count
                guard pairs <= CedarLimits.ancestorPairs else {
                    throw error("the hierarchy has more than \(CedarLimits.ancestorPairs) pairs of entity and ancestor")
                }
                done[uid] = ancestors
                open.remove(uid)
                stack.removeLast()
            }
        }
        return done
    }
}
