internal import Synchronization

/// A table of wrapped keys as values behind a lock.
final class MemoryKeys: KeyTable {
    private let rows = Mutex<[[UInt8]: StoredKeyRow]>([:])

    func insert(_ keys: [StoredKeyRow]) throws(StorageError) {
        for key in keys { try key.check() }
        rows.withLock { rows in
            for key in keys where rows[key.id] == nil { rows[key.id] = key }
        }
    }

    func key(_ id: [UInt8]) throws(StorageError) -> StoredKeyRow? { rows.withLock { $0[id] } }

    func keys(scope: String?) throws(StorageError) -> [StoredKeyRow] {
        let found = rows.withLock { Array($0.values) }
        return found.filter { key in scope.map { $0.utf8.elementsEqual(key.scope.utf8) } ?? true }
            .sorted { left, right in
                left.scope.utf8.elementsEqual(right.scope.utf8)
                    ? left.id.lexicographicallyPrecedes(right.id)
                    : left.scope.utf8.lexicographicallyPrecedes(right.scope.utf8)
            }
    }

    func rewrap(_ keys: [StoredKeyRow]) throws(StorageError) {
        for key in keys { try key.checkRewrapping() }
        let areThere = rows.withLock { rows in
            guard keys.allSatisfy({ rows[$0.id] != nil }) else { return false }
            for key in keys {
                guard let old = rows[key.id], old.wrapped != nil else { continue }
                rows[key.id] = StoredKeyRow(id: old.id, scope: old.scope, wrapped: key.wrapped)
            }
            return true
        }
        guard areThere else {
            throw StorageError(.missing, "there is no such key to put under another wrapping; no key was changed")
        }
    }

    func destroy(_ ids: [[UInt8]]) throws(StorageError) {
        rows.withLock { rows in
            for id in ids {
                guard let old = rows[id] else { continue }
                rows[id] = StoredKeyRow(id: old.id, scope: old.scope, wrapped: nil)
            }
        }
    }
}
