internal import Synchronization

/// Compartments in memory, for tests and demonstrations: logs and keys as values, with the refusals of the real engines; views by SQLite
/// over memory, since conditions are SQL. Nothing outlives the engine.
public final class MemoryEngine: StorageEngine {
    private struct Compartment {
        var log: MemoryLog?
        var keys: MemoryKeys?
        var views: SQLiteViews?
    }

    private let compartmentsHeld = Mutex<[CompartmentName: Compartment]>([:])

    /// An engine without compartments.
    public init() {}

    /// SQLite's.
    public var language: QueryLanguage { .sqlite }

    /// The compartments that have a log here, in order.
    public func compartments() throws(StorageError) -> [CompartmentName] {
        compartmentsHeld.withLock { held in held.filter { $0.value.log != nil }.keys.sorted() }
    }

    /// Forgets all of a compartment, as if its files were taken away.
    public func remove(_ compartment: CompartmentName) {
        compartmentsHeld.withLock { $0[compartment] = nil }
    }

    /// The log of a compartment.
    public func openLog(_ compartment: CompartmentName, create: Bool) throws(StorageError) -> any LogStore {
        let log = compartmentsHeld.withLock { held in
            if create, held[compartment]?.log == nil {
                held[compartment, default: Compartment()].log = MemoryLog(name: "the log of \(compartment) in memory")
            }
            return held[compartment]?.log
        }
        guard let log else { throw StorageError(.missing, "there is no log of \(compartment) in memory") }
        return log
    }

    /// The wrapped keys of a compartment.
    public func openKeys(_ compartment: CompartmentName, create: Bool) throws(StorageError) -> any KeyTable {
        let keys = compartmentsHeld.withLock { held in
            if create, held[compartment]?.keys == nil {
                held[compartment, default: Compartment()].keys = MemoryKeys()
            }
            return held[compartment]?.keys
        }
        guard let keys else { throw StorageError(.missing, "there is no table of keys of \(compartment) in memory") }
        return keys
    }

    /// The views of a compartment.
    public func openViews(_ compartment: CompartmentName, schema: ViewSchema) throws(StorageError) -> any ViewStore {
        let found = compartmentsHeld.withLock { $0[compartment]?.views }
        if let found, found.schema == schema { return found }
        let views = try SQLiteViews.inMemory(schema, name: "the views of \(compartment) in memory")
        compartmentsHeld.withLock { $0[compartment, default: Compartment()].views = views }
        return views
    }

    /// Forgets the views of a compartment.
    public func dropViews(_ compartment: CompartmentName) throws(StorageError) {
        compartmentsHeld.withLock { $0[compartment]?.views = nil }
    }
}
