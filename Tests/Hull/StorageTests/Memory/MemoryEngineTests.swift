import Storage
import StorageConformance
import Testing

/// The memory of one engine; opening it again finds the same.
struct MemoryPlace: StoragePlace {
    let engine = MemoryEngine()
    func open() -> any StorageEngine { engine }
    func takeAway(_ compartment: CompartmentName) { engine.remove(compartment) }
}

@Suite("The engine in memory")
struct MemoryEngineTests {
    @Test("keeps the laws of a store", arguments: StorageLaw.all)
    func keeps(_ law: StorageLaw) throws { try law.check(MemoryPlace()) }
}
