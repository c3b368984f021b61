import Storage
import Synchronization

/// Stores in memory; the control log can lose the answer to its next append, as a connection does that breaks, or a disk whose flush fails.
final class UnansweringEngine: StorageEngine {
    enum Fault: Sendable { case none, stored, notStored }

    let next = Mutex(Fault.none)
    private let base = MemoryEngine()

    var language: QueryLanguage { base.language }
    func compartments() throws(StorageError) -> [CompartmentName] { try base.compartments() }
    func openKeys(_ compartment: CompartmentName, create: Bool) throws(StorageError) -> any KeyTable {
        try base.openKeys(compartment, create: create)
    }
    func openViews(_ compartment: CompartmentName, schema: ViewSchema) throws(StorageError) -> any ViewStore {
        try base.openViews(compartment, schema: schema)
    }
    func dropViews(_ compartment: CompartmentName) throws(StorageError) { try base.dropViews(compartment) }
    func openLog(_ compartment: CompartmentName, create: Bool) throws(StorageError) -> any LogStore {
        let log = try base.openLog(compartment, create: create)
        return compartment == OpenedSite.control ? Log(base: log, engine: self) : log
    }

    private struct Log: LogStore {
        let base: any LogStore
        let engine: UnansweringEngine

        func append(_ batch: StoredBatch) throws(StorageError) {
            let fault = engine.next.withLock { next in
                defer { next = .none }
                return next
            }
            if fault != .notStored { try base.append(batch) }
            if fault != .none { throw StorageError(.failed, "the connection broke") }
        }

        func head() throws(StorageError) -> StoredHead { try base.head() }
        func entries(_ range: Range<UInt64>) throws(StorageError) -> [StoredEntry] { try base.entries(range) }
        func sequence(ofCommand command: [UInt8]) throws(StorageError) -> UInt64? {
            try base.sequence(ofCommand: command)
        }
        func tile(level: Int, index: UInt64) throws(StorageError) -> StoredTile? {
            try base.tile(level: level, index: index)
        }
        func checkpoint(size: UInt64) throws(StorageError) -> [UInt8]? { try base.checkpoint(size: size) }
        func checkpointSizes(from size: UInt64, limit: Int) throws(StorageError) -> [UInt64] {
            try base.checkpointSizes(from: size, limit: limit)
        }
        func erasePayloads(key: [UInt8]) throws(StorageError) -> Int { try base.erasePayloads(key: key) }
        func prune(before sequence: UInt64) throws(StorageError) { try base.prune(before: sequence) }
        func endWriting() { base.endWriting() }
    }
}
