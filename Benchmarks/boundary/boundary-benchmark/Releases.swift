import Boundary
import Foundation
import Journal
import PlantModel
import Storage

/// Releases and decisions, without lists.
enum Releases {
    static func measure(_ boundary: Boundary, _ shop: CompartmentName) async throws {
        let clock = ContinuousClock()
        // A record of 50 fields, five labels and classes, released to somebody who was asked about before.
        try await boundary.learn(BenchmarkPlant.person("ann", (0..<200).map { "P\($0)" }), by: .system("console"))
        guard let id = AggregateID(SwiftCryptoProvider().randomBytes(16)) else {
            throw StorageError(.invalidValue, "no id")
        }
        let record = try WideRecord(boundary, program: "P0", shop, id: id)
        var samples: [Double] = []
        for _ in 0..<2_000 {
            let start = clock.now
            let release = try await boundary.release([record], to: .person("ann"), through: Screen())
            samples.append(microseconds(clock.now - start))
            guard release.records.first?.shown.count == 50 else {
                throw StorageError(.missing, "not all fields were released")
            }
        }
        print("50-field record released, warm: \(printed(median(samples.suffix(1_500)))) us")

        var page: [WideRecord] = []
        for _ in 0..<50 { page.append(try WideRecord(boundary, program: "P0", shop, id: id)) }
        samples = []
        for _ in 0..<200 {
            let start = clock.now
            _ = try await boundary.release(page, to: .person("ann"), through: Screen())
            samples.append(microseconds(clock.now - start))
        }
        print("50 such records in one release, each: \(printed(median(samples) / 50)) us")

        // 2. Decisions: every label and class of 200 programs, for a person who was never asked about.
        let all = try (0..<200).map { try WideRecord(boundary, program: "P\($0)", shop, id: id) }
        _ = try await boundary.release(all, to: .person("ann"), through: Screen())
        samples = []
        for number in 0..<10 {
            let person = "p\(number)"
            try await boundary.learn(BenchmarkPlant.person(person, (0..<200).map { "P\($0)" }), by: .system("console"))
            let start = clock.now
            _ = try await boundary.release(all, to: .person(person), through: Screen())
            samples.append(microseconds(clock.now - start))
        }
        // The record as a whole and five classes, for each of 200 programs.
        print("a decision in a batch of 1,200 never asked before: \(printed(median(samples) / 1_200)) us")
    }
}
