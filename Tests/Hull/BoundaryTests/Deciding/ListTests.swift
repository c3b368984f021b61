import Cedar
import Foundation
import PlantModel
import SeededGeneration
import Storage
import Synchronization
import TestPlant
import Testing

@testable import Boundary

@Suite("A list is what asking row by row gives")
struct ListTests {
    static let isSoak = ProcessInfo.processInfo.environment["BULKHEAD_SOAK"] == "1"

    @Test("for persons of all kinds, channels, places and policies that read more than the label")
    func property() async throws {
        let grants =
            BoundaryPlant.grants + """
                @id("grant-held") permit (principal is Person, action in [Action::"view", Action::"export"], resource is Record)
                when { principal has role && principal.role == "auditor" && resource has held && !resource.held };
                """
        let plant = try await RunningPlant(grants: grants)
        for program in ["VEH", "NAV", "MED"] {
            try plant.store(program, ["\(program)-1"], held: false)
            try plant.store(program, ["\(program)-2"], held: true)
        }
        var generator = SeededGenerator(seed: 12)
        var seen = Set<Int>()
        for round in 0..<(Self.isSoak ? 2_000 : 60) {
            let subject = try await person(round, &generator, plant)
            let place = Whereabouts(
                site: ["main", "abroad", nil].randomElement(using: &generator) ?? nil,
                country: ["US", "MX", "FR", nil].randomElement(using: &generator) ?? nil
            )
            for channel in [Export(format: "csv", isEncrypted: true), Export(format: "csv", isEncrypted: false)] {
                seen.insert(try await compare(plant, subject, channel, place))
            }
            seen.insert(try await compare(plant, subject, Screen(), place))
        }
        for system in ["erp", "mx-erp", "unknown"] {
            seen.insert(try await compare(plant, .system(system), Connector(isEncrypted: true), .unknown))
        }
        #expect(seen.count > 3, "the cases are all alike: \(seen)")
    }

    private func person(_ number: Int, _ generator: inout SeededGenerator, _ plant: RunningPlant) async throws
        -> Subject
    {
        let roles = ["operator", "engineer", "auditor", "cleaner"]
        var facts =
            Bool.random(using: &generator)
            ? try BoundaryPlant.american("p\(number)") : try BoundaryPlant.mexican("p\(number)")
        facts.role = .init(roles.randomElement(using: &generator) ?? "")
        if Int.random(in: 0..<4, using: &generator) == 0 { facts.usCitizen = .init(Bool.random(using: &generator)) }
        if Int.random(in: 0..<6, using: &generator) == 0 { facts.employer = nil }
        if Int.random(in: 0..<6, using: &generator) == 0 { facts.citizenships = nil }
        if Int.random(in: 0..<4, using: &generator) == 0 { facts.needToKnow = [.init("NAV")] }
        try await plant.learn(facts)
        return .person(facts.id)
    }

    /// - Returns: how many rows there are.
    private func compare<Way: Channel>(_ plant: RunningPlant, _ subject: Subject, _ channel: Way, _ place: Whereabouts)
        async throws -> Int
    {
        let admission = try plant.boundary.filter(
            InspectionResult.self,
            in: plant.compartment,
            for: subject,
            through: channel,
            from: place
        )
        let listed = try plant.views.select(
            ViewQuery("inspection_result", columns: ["serial"], limit: 100),
            admitting: admission
        )
        #expect(Set(admission.labels).count == admission.labels.count)
        let all = try plant.views.writerRows(
            ViewQuery("inspection_result", columns: ["serial", "label", "held"], limit: 100)
        )
        var expected: Set<[ViewValue]> = []
        if let session = try plant.boundary.session(subject, nil, channel, place) {
            for row in all {
                guard case .integer(let number) = row[1], case .truth(let held) = row[2] else { continue }
                let label = try plant.boundary.state.withLock { state in
                    try state.compartments[plant.compartment]?.labels[number].orThrow("no label \(number)")
                }
                let question = RecordQuestion(
                    label: try label.orThrow("no compartment"),
                    fieldClass: nil,
                    facts: ["held": .bool(held)]
                )
                if session.table.verdict(question).isAllowed { expected.insert([row[0]]) }
            }
        }
        #expect(Set(listed) == expected, "\(subject) \(channel) \(place)")
        return listed.count
    }

    @Test("a list is not searched or sorted by what the asker may not see")
    func oracle() async throws {
        let plant = try await RunningPlant()
        try await plant.learn(BoundaryPlant.american())
        try await plant.learn(BoundaryPlant.american("eve", role: "engineer"))
        try plant.store("MED", ["M-1"], note: "cracked")
        func found(_ person: String, _ column: String, _ value: ViewValue) throws -> Int {
            try plant.boundary.records(
                InspectionResult.self,
                in: plant.compartment,
                matching: [ViewQuery.Match(column, .equal, [value])],
                limit: 10,
                for: .person(person),
                through: Screen()
            ).count
        }
        #expect(try found("eve", "note", .text("cracked")) == 1)
        // An operator may know of a nonconformance and not what it says: no guess is answered.
        #expect(try found("ann", "note", .text("cracked")) == 0)
        #expect(try found("ann", "serial", .text("M-1")) == 1)
        #expect(throws: AccessRefusal.self) { try found("ann", "label", .integer(1)) }
        #expect(throws: AccessRefusal.self) { try found("ann", "started", .integer(1)) }
        #expect(throws: AccessRefusal.self) { try found("ann", "held", .truth(true)) }
    }

    @Test("a system gets what each of its readers may see, and no more")
    func systems() async throws {
        let plant = try await RunningPlant()
        for program in ["VEH", "NAV", "MED"] { try plant.store(program, ["\(program)-1"]) }
        func received(_ system: String) throws -> [String] {
            try plant.boundary.records(
                InspectionResult.self,
                in: plant.compartment,
                limit: 10,
                for: .system(system),
                through: Connector(isEncrypted: true)
            ).map { $0.serial.value }.sorted()
        }
        // CUI takes an assessed system, and the staff are not known to be citizens.
        #expect(try received("erp") == ["MED-1", "VEH-1"])
        #expect(try received("mx-erp") == ["MED-1", "VEH-1"])
        #expect(try received("no-such").isEmpty)
    }

    @Test("decisions are asked once for each label and class, and remembered")
    func remembered() async throws {
        let plant = try await RunningPlant()
        try await plant.learn(BoundaryPlant.american())
        try plant.store("MED", (0..<50).map { "M-\($0)" })
        _ = try await plant.serials(.person("ann"))
        let session = try plant.boundary.session(.person("ann"), nil, Screen(), .unknown).orThrow("no session")
        // The record, and three classes under its label, and one under the other.
        #expect(session.table.count == 5)
        _ = try await plant.serials(.person("ann"))
        #expect(session.table.count == 5)
        #expect(try plant.boundary.session(.person("ann"), nil, Screen(), .unknown)?.table === session.table)
    }
}
