/// A store of entities with the transitive closure of their hierarchy. Immutable and shared.
public struct Entities: Sendable {
    /// The entities as they were given.
    private let table: EntityTable
    /// Entities with other attributes than in `table`, looked up first.
    private var changed: EntityTable?

    /// The empty store.
    public init() { table = EntityTable() }

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
        table = EntityTable(byUID.map { ($0.value, closure[$0.key] ?? []) })
    }

    /// The entities of both stores.
    /// - Throws: as ``init(_:)``.
    public func merging(_ other: Entities) throws(CedarErrors) -> Entities {
        try Entities(all + other.all)
    }

    /// The same store with other attributes for one entity, which keeps its place in the hierarchy and its tags; an entity that is
    /// not in the store is added without either. Takes no longer for a large store, but as long as entities were replaced so far.
    public func replacingAttributes(of uid: EntityUID, with attributes: Record) -> Entities {
        let known = self[uid]
        let entity = Entity(
            uid: uid,
            attributes: attributes,
            parents: known?.parents ?? [],
            tags: known?.tags ?? Record()
        )
        let kept = changed?.entities.filter { $0.uid != uid } ?? []
        var copy = self
        copy.changed = EntityTable((kept + [entity]).map { ($0, ancestors(of: $0.uid)) })
        return copy
    }

    /// The entity, nil when it is not in the store. Constant time.
    public subscript(uid: EntityUID) -> Entity? {
        if let changed, let place = changed.place(uid) { return changed.entities[place] }
        return table.place(uid).map { table.entities[$0] }
    }

    /// All ancestors of an entity, without itself; none when it is not in the store.
    public func ancestors(of uid: EntityUID) -> Set<EntityUID> {
        if let changed, let place = changed.place(uid) { return Set(changed.ancestors(at: place)) }
        return table.place(uid).map { Set(table.ancestors(at: $0)) } ?? []
    }

    /// All entities, ordered by uid.
    public var all: [Entity] {
        let kept = table.entities.filter { changed?.place($0.uid) == nil }
        return (kept + (changed?.entities ?? [])).sorted { $0.uid < $1.uid }
    }

    /// The number of entities.
    public var count: Int {
        table.entities.count + (changed?.entities.count { table.place($0.uid) == nil } ?? 0)
    }

    /// Borrows the arrays of the store.
    @inline(__always)
    func withView<Result>(_ body: (EntitiesView) -> Result) -> Result {
        guard let changed else { return table.withView { body(EntitiesView(table: $0, changed: nil)) } }
        return table.withView { table in
            changed.withView { changed in
                withUnsafePointer(to: changed) { body(EntitiesView(table: table, changed: $0)) }
            }
        }
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

/// A store, borrowed.
struct EntitiesView {
    fileprivate let table: EntityTableView
    fileprivate let changed: UnsafePointer<EntityTableView>?

    /// The entity, nil where it is not in the store.
    @inline(__always)
    func find(_ uid: EntityUID) -> StoredEntity? {
        if let changed, let found = changed.pointee.find(uid) { return found }
        return table.find(uid)
    }
}
