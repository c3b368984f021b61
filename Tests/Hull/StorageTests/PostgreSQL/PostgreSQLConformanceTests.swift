import Foundation
import Storage
import StorageConformance
import TestDatabases
import Testing

@Suite("The PostgreSQL engine keeps the laws of a store")
struct PostgreSQLConformanceTests {
    @Test(arguments: StorageLaw.all)
    func keeps(_ law: StorageLaw) throws { try law.check(LawfulPlace()) }

    @Test(
        "views answer as an array of rows would, in many rounds",
        .enabled(if: ProcessInfo.processInfo.environment["BULKHEAD_SOAK"] == "1"),
        arguments: 100..<120 as Range<UInt64>
    )
    func model(seed: UInt64) throws {
        try StorageLaw.modelLaw(rounds: 1_000, seed: seed).check(LawfulPlace())
    }
}

/// Databases that a law is checked on.
private struct LawfulPlace: StoragePlace {
    let place: PostgreSQLPlace

    init() throws { place = try PostgreSQLPlace(PrivateCluster.shared.get()) }

    func open() throws -> any StorageEngine { try place.open() }
    func takeAway(_ compartment: CompartmentName) throws { try place.takeAway(compartment) }
}
