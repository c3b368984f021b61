/// The arrays of an ``EntityTable``, borrowed.
struct EntityTableView {
    let slots: UnsafeBufferPointer<DigestSlots.Slot>
    let rows: UnsafePointer<EntityTable.Row>?
    let names: UnsafePointer<CedarString>?
    let values: UnsafePointer<Value>?
    let ancestors: UnsafePointer<EntityUID>?
    let ancestorDigests: UnsafePointer<Int>?

    /// The place of an entity among the rows.
    @inline(__always)
    func place(_ uid: EntityUID) -> Int? {
        guard let rows else { return nil }
        return DigestSlots.find(uid.digest, in: slots) { place in
            let row = rows + place
            return row.pointee.id == uid.id && row.pointee.type == uid.type
        }
    }

    /// The entity, nil where it is not in the table.
    @inline(__always)
    func find(_ uid: EntityUID) -> StoredEntity? {
        guard let place = place(uid), let rows else { return nil }
        let row = rows + place
        let first = Int(row.pointee.ancestors)
        return StoredEntity(
            row: row,
            names: names,
            values: values,
            ancestors: AncestorsView(
                digests: ancestorDigests.map { $0 + first },
                uids: ancestors.map { $0 + first },
                count: Int(row.pointee.ancestorCount)
            )
        )
    }
}

/// An entity in a store, borrowed.
struct StoredEntity {
    fileprivate let row: UnsafePointer<EntityTable.Row>
    fileprivate let names: UnsafePointer<CedarString>?
    fileprivate let values: UnsafePointer<Value>?
    /// All its ancestors.
    let ancestors: AncestorsView

    /// Its attributes.
    @inline(__always)
    var attributes: FieldsView {
        FieldsView(
            names: names.map { $0 + Int(row.pointee.attributeNames) },
            values: values.map { $0 + Int(row.pointee.attributeValues) },
            count: Int(row.pointee.attributeCount)
        )
    }

    /// Its tags.
    var tags: FieldsView {
        FieldsView(
            names: names.map { $0 + Int(row.pointee.tagNames) },
            values: values.map { $0 + Int(row.pointee.tagValues) },
            count: Int(row.pointee.tagCount)
        )
    }
}

/// The ancestors of an entity, borrowed, in the order of their digests: most entities have few, and comparing digests one after
/// another is faster than hashing.
struct AncestorsView {
    /// Up to this many are compared one after another.
    private static let linearSearch = 16

    let digests: UnsafePointer<Int>?
    let uids: UnsafePointer<EntityUID>?
    let count: Int

    /// No ancestors.
    static var none: AncestorsView { AncestorsView(digests: nil, uids: nil, count: 0) }

    @inline(__always)
    func contains(_ uid: EntityUID) -> Bool {
        guard let digests, let uids else { return false }
        let digest = uid.digest
        var place = count > Self.linearSearch ? firstPlace(of: digest, digests) : 0
        while place < count, digests[place] < digest { place &+= 1 }
        while place < count, digests[place] == digest {
            if uids[place] == uid { return true }
            place &+= 1
        }
        return false
    }

    private func firstPlace(of digest: Int, _ digests: UnsafePointer<Int>) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if digests[middle] < digest { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
