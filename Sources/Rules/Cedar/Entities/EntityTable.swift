/// Entities with all their ancestors, in a few arrays: a decision reads the parts of its entities where they lie, without holding on
/// to anything, and a large store costs few reads of memory that is in no cache. Names are kept once for all entities that have the
/// same, uids of ancestors and in attributes once each.
final class EntityTable: Sendable {
    /// Where the parts of an entity lie. The uid stands here in parts, so that it is compared without another read.
    struct Row: Sendable {
        let type: EntityTypeName
        let id: CedarString
        /// The places of its first attribute among names and among values.
        let attributeNames: UInt32
        let attributeValues: UInt32
        let attributeCount: UInt32
        /// The place of its first tag, likewise.
        let tagNames: UInt32
        let tagValues: UInt32
        let tagCount: UInt32
        /// Its ancestors lie together, in the order of their digests.
        let ancestors: UInt32
        let ancestorCount: UInt32
    }

    /// The entities as they were given, in the order of the rows.
    let entities: [Entity]
    private let slots: DigestSlots
    private let rows: [Row]
    private let names: [CedarString]
    private let values: [Value]
    private let ancestors: [EntityUID]
    private let ancestorDigests: [Int]

    /// The empty table.
    convenience init() { self.init([]) }

    /// A table of entities, each with all its ancestors; no uid twice.
    init(_ entities: [(entity: Entity, ancestors: Set<EntityUID>)]) {
        var parts = EntityTableParts(capacity: entities.count)
        for (entity, ancestors) in entities { parts.add(entity, ancestors) }
        self.entities = entities.map(\.entity)
        slots = parts.slots
        rows = parts.rows
        names = parts.names
        values = parts.values
        ancestors = parts.ancestors
        ancestorDigests = parts.ancestors.map(\.digest)
    }

    /// The place of an entity among ``entities``.
    func place(_ uid: EntityUID) -> Int? { withView { view in view.place(uid) } }

    /// All ancestors of the entity at a place.
    func ancestors(at place: Int) -> ArraySlice<EntityUID> {
        let first = Int(rows[place].ancestors)
        return ancestors[first..<first + Int(rows[place].ancestorCount)]
    }

    /// Borrows the arrays.
    @inline(__always)
    func withView<Result>(_ body: (EntityTableView) -> Result) -> Result {
        slots.slots.withUnsafeBufferPointer { slots in
            rows.withUnsafeBufferPointer { rows in
                names.withUnsafeBufferPointer { names in
                    values.withUnsafeBufferPointer { values in
                        ancestors.withUnsafeBufferPointer { ancestors in
                            ancestorDigests.withUnsafeBufferPointer { digests in
                                body(
                                    EntityTableView(
                                        slots: slots,
                                        rows: rows.baseAddress,
                                        names: names.baseAddress,
                                        values: values.baseAddress,
                                        ancestors: ancestors.baseAddress,
                                        ancestorDigests: digests.baseAddress
                                    )
                                )
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The arrays of an ``EntityTable`` while it is made.
private struct EntityTableParts {
    var slots: DigestSlots
    var rows: [EntityTable.Row] = []
    var names: [CedarString] = []
    var values: [Value] = []
    var ancestors: [EntityUID] = []
    private var namesKnown: [[CedarString]: UInt32] = [:]
    private var uidsKnown: Set<EntityUID> = []

    init(capacity: Int) {
        slots = DigestSlots(minimumCapacity: capacity)
        rows.reserveCapacity(capacity)
    }

    mutating func add(_ entity: Entity, _ all: Set<EntityUID>) {
        slots.insert(entity.uid.digest, rows.count)
        let sorted = all.sorted { $0.digest < $1.digest }
        rows.append(
            EntityTable.Row(
                type: entity.uid.type,
                id: entity.uid.id,
                attributeNames: place(of: entity.attributes),
                attributeValues: append(entity.attributes),
                attributeCount: UInt32(entity.attributes.count),
                tagNames: place(of: entity.tags),
                tagValues: append(entity.tags),
                tagCount: UInt32(entity.tags.count),
                ancestors: UInt32(ancestors.count),
                ancestorCount: UInt32(sorted.count)
            )
        )
        for uid in sorted { ancestors.append(known(uid)) }
    }

    private mutating func place(of record: Record) -> UInt32 {
        let list = record.fields.map(\.name)
        if let place = namesKnown[list] { return place }
        let place = UInt32(names.count)
        names += list
        namesKnown[list] = place
        return place
    }

    private mutating func append(_ record: Record) -> UInt32 {
        let place = UInt32(values.count)
        for field in record.fields {
            if case .entity(let uid) = field.value {
                values.append(.entity(known(uid)))
            } else {
                values.append(field.value)
            }
        }
        return place
    }

    private mutating func known(_ uid: EntityUID) -> EntityUID { uidsKnown.insert(uid).memberAfterInsert }
}
