import Boundary
import Classification
import Journal
import PlantModel
import Storage
import TestPlant
import Testing

@Suite("A plan that is tightened restricts what was recorded before")
struct TighteningTests {
    /// The plant with the ordinary program become one of CUI, for citizens only, all else as it was.
    private static let tightened = BoundaryPlant.text.replacing(
        "- { id: MED, customer: clinic, sites: [main], workCenters: { mill: 20 }, systems: [erp, mx-erp] }",
        with: """
            - id: MED
                customer: clinic
                contract: { id: C-9, government: true, clauses: [ { id: DFARS-252.204-7012 } ] }
                classification:
                  cui: [SP-CTI]
                  dissemination: [NOFORN]
                  distribution: { statement: D, reason: critical technology, date: 2026-01-15 }
                  determination: { by: program-office, date: 2023-11-01, document: SCG-9, review: 2027-11-01 }
                sites: [main]
                workCenters: { mill: 20 }
                systems: [erp]
            """
    )

    private static func plant() async throws -> RestartedPlant {
        let plant = try await RestartedPlant()
        try await plant.learn(BoundaryPlant.american("ann"), BoundaryPlant.mexican("luz"))
        #expect(try await plant.serials("ann") == RestoringTests.all)
        #expect(try await plant.serials("luz").contains("M-1"))
        return plant
    }

    private static func expectTightened(_ plant: RestartedPlant, _ what: Comment) async throws {
        #expect(try await plant.serials("ann") == RestoringTests.all, what)
        #expect(try await !plant.serials("luz").contains("M-1"), what)
        #expect(try plant.results("ann").filter { $0.contains("MED") }.allSatisfy { $0.contains("SP-CTI") }, what)
        #expect(try plant.results("ann").contains { $0.contains("MED") }, what)
    }

    @Test("from the moment of its adoption, in lists, counts and by name, and under the label of today")
    func adopted() async throws {
        let plant = try await Self.plant()
        let before = try plant.results("luz")
        let ids = try plant.ids("luz")
        try await plant.boundary.adopt(RestartedPlant.baseline(Self.tightened, release: "b"), by: RunningPlant.console)
        try await Self.expectTightened(plant, "adopted")
        #expect(try plant.results("luz").count == before.filter { !$0.contains("MED") }.count)
        for (id, label) in ids where label.contains("MED") {
            await #expect(throws: AccessRefusal.self) {
                _ = try await plant.boundary.find(
                    InspectionResult.self,
                    id,
                    in: plant.shop,
                    for: .person("luz"),
                    through: Screen()
                )
            }
        }
    }

    @Test("after a restart, and after a crash between its record and its effect")
    func restarted() async throws {
        let plant = try await Self.plant()
        let tightened = try RestartedPlant.baseline(Self.tightened, release: "b")
        plant.lossy.loseAnswers()
        await #expect(throws: BoundaryError.self) {
            try await plant.boundary.adopt(tightened, by: RunningPlant.console)
        }
        for start in 1...2 {
            let next = try await plant.opened()
            try next.boundary.restore(next.record())
            await #expect(throws: AccessRefusal.self, "until policies are resumed nothing leaves") {
                _ = try await next.serials("luz")
            }
            // The policies from before do not come back.
            #expect(throws: BoundaryError.self) { try next.boundary.resume(RestartedPlant.baseline(release: "a")) }
            await #expect(throws: AccessRefusal.self) { _ = try await next.serials("luz") }
            try next.boundary.resume(tightened)
            try await Self.expectTightened(next, "start \(start)")
        }
    }

    @Test("what was read before is not released after, where it is restricted more now")
    func readBefore() async throws {
        let plant = try await Self.plant()
        let read = try plant.read("luz")
        let others = try plant.read("ann").filter { !$0.origin.label.text.contains("MED") }
        try await plant.boundary.adopt(RestartedPlant.baseline(Self.tightened, release: "b"), by: RunningPlant.console)
        let refusal = await #expect(throws: AccessRefusal.self) {
            _ = try await plant.boundary.release(read, to: .person("luz"), through: Screen())
        }
        guard case .failed(let error)? = refusal else { throw TestFailure(message: "\(String(describing: refusal))") }
        #expect(error.code == .invalidQuestion && error.message.hasSuffix("ask again"), "\(error)")
        for record in read where record.origin.label.text.contains("MED") {
            await #expect(throws: AccessRefusal.self) {
                _ = try await plant.boundary.permit(.edit, of: record, by: .person("ann"), through: Screen())
            }
        }
        // What is restricted as it was goes on its way.
        let released = try await plant.boundary.release(others, to: .person("ann"), through: Screen())
        #expect(released.records.count == others.count && others.count == 2)
    }

    @Test("a plan that is loosened again takes nothing from what was recorded under the tightened one")
    func loosened() async throws {
        let plant = try await Self.plant()
        try await plant.boundary.adopt(RestartedPlant.baseline(Self.tightened, release: "b"), by: RunningPlant.console)
        try plant.store("MED", "M-2")
        try await plant.boundary.adopt(RestartedPlant.baseline(release: "c"), by: RunningPlant.console)
        #expect(try await plant.serials("ann") == ["M-1", "M-2", "N-1", "V-1"])
        let seen = try await plant.serials("luz")
        #expect(seen.contains("M-1") && !seen.contains("M-2"), "\(seen)")
    }

    @Test("a field under a label of its own class keeps what a determination gives that class")
    func classes() async throws {
        let plant = try await Self.plant()
        let tightened = BoundaryPlant.text.replacing("technicalData: VII(h)", with: "technicalData: VII(e)")
        #expect(tightened != BoundaryPlant.text)
        let before = try plant.fields("ann", of: "VEH")
        try await plant.boundary.adopt(RestartedPlant.baseline(tightened, release: "b"), by: RunningPlant.console)
        let after = try plant.fields("ann", of: "VEH")
        #expect(before.started == after.started && !after.started.contains("ITAR"))
        #expect(before.serial != after.serial && after.serial.contains("VII(e)") && after.serial.contains("VII(h)"))
    }

    @Test("what was recorded of a program that the plan no longer has keeps its label")
    func gone() async throws {
        let plant = try await Self.plant()
        let before = try plant.results("ann")
        let without = BoundaryPlant.text.replacing(
            "  - { id: MED, customer: clinic, sites: [main], workCenters: { mill: 20 }, systems: [erp, mx-erp] }\n",
            with: ""
        )
        #expect(without != BoundaryPlant.text)
        try await plant.boundary.adopt(RestartedPlant.baseline(without, release: "b"), by: RunningPlant.console)
        #expect(try plant.results("ann").filter { $0.contains("MED") } == before.filter { $0.contains("MED") })
    }
}

extension RestartedPlant {
    fileprivate func read(_ person: String) throws -> [InspectionResult] {
        try boundary.records(
            InspectionResult.self,
            in: shop,
            limit: 100,
            for: .person(person),
            through: Screen()
        )
    }

    /// The labels of what somebody sees.
    fileprivate func results(_ person: String) throws -> [String] {
        try read(person).map { $0.origin.label.text }.sorted()
    }

    fileprivate func ids(_ person: String) throws -> [(AggregateID, String)] {
        try read(person).map { ($0.origin.id, $0.origin.label.text) }
    }

    /// The labels of two fields of a program's result.
    fileprivate func fields(_ person: String, of program: String) throws -> (serial: String, started: String) {
        let record = try read(person).first { $0.origin.label.text.contains(program) }.orThrow(
            "no record of \(program)"
        )
        return (record.serial.sharedLabel.text, record.started.sharedLabel.text)
    }
}
