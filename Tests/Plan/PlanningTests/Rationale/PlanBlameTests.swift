import Foundation
import PlanSolver
import Planning
import PlantModel
import Testing

@Suite("What cannot hold together")
struct PlanBlameTests {
    /// Two programs of different customers at one site, one environment.
    static func plant(
        enterprise: String = "Two customers",
        limits: String,
        flowdown: String,
        instances: String = ""
    ) throws -> Plant {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let text = """
            bulkhead: 1
            enterprise: \(enterprise)
            asOf: 2026-11-24
            sites: [ { id: here, country: US, uplink: { longestOutageHours: 1, outagesPerYear: 1, latencyMs: 10 } } ]
            workCenters: [ { id: mill, site: here, hoursPerWeek: 100 } ]
            parties: [ { id: self, kind: self, country: US }, { id: a, kind: customer, country: US }, { id: b, kind: customer, country: US } ]
            audiences: [ { id: staff, employer: self, allUSPersons: true, worksIn: US } ]
            programs:
              - { id: A-1, customer: a, classification: {}, sites: [here], workCenters: { mill: 40 }, systems: []\(flowdown) }
              - { id: B-1, customer: b, classification: {}, sites: [here], workCenters: { mill: 40 }, systems: [] }
            environments:
              - id: only
                kind: onPremises
                tenancy: { model: dedicated, infrastructure: [rack] }
                locations: { processing: [US], storage: [US], backup: [US], support: [US] }
                administrators: [staff]
                support: [staff]
                enforces: { isolation: record, attributes: true, fields: true }
                availability: { longestOutageHours: 1, maintenanceHours: 1, rpoMinutes: 5, rtoMinutes: 60, needsUplink: false }
                limits: \(limits)
                sites: all
                costs: { open: 1, validation: 1 }
            \(instances)
            """
        let file = folder.appending(path: "plant.yaml")
        try text.write(to: file, atomically: true, encoding: .utf8)
        return try Plant.load(path: file.path(percentEncoded: false))
    }

    static func plan(_ plant: Plant) throws -> Plan {
        let catalogue = try ObligationCatalogue.load(directory: ExampleTests.path("Catalogue"))
        return try Planner(optimizer: PlacementOptimizer(solver: CoinSolver())).plan(plant, catalogue: catalogue)
    }

    @Test(
        "programs that must be in different instances where one instance is allowed: both, the limit and the flowdown"
    )
    func apart() throws {
        let plant = try Self.plant(
            limits: "{ instances: 1 }",
            flowdown:
                ", flowdowns: [ { id: alone, from: customer, separation: instance, against: otherCustomers, where: mes, cite: \"C 1\" } ]"
        )
        let plan = try Self.plan(plant)
        #expect(plan.status == .infeasible)
        #expect(
            plan.blame.map(\.elements) == [
                [
                    .unit(.init(program: "A-1", site: "here")), .unit(.init(program: "B-1", site: "here")),
                    .limits(environment: "only"), .obligation("flow-separation-instance-other-customers"),
                ]
            ]
        )
        let report = ReportText.write(PlanReport(plan), style: .plain)
        #expect(report.contains("[flow-separation-instance-other-customers; C 1]"))
        #expect(report.contains("plant.yaml:9:"))
    }

    @Test("a load that no instance can carry: the unit and the limit, and no obligation")
    func load() throws {
        let plan = try Self.plan(try Self.plant(limits: "{ hoursPerWeek: 30, instances: 4 }", flowdown: ""))
        #expect(plan.status == .infeasible)
        let blame = try #require(plan.blame.first)
        #expect(blame.units.count == 1)
        #expect(blame.obligations == [])
        #expect(blame.elements.contains(.limits(environment: "only")))
    }

    @Test("a clause that errs refuses, and the report says where and why")
    func erring() throws {
        let policy = """
            @id("module") @basis("contract") @cite("C 9") @says("Never reached") @met_by("nothing") @effective("2026-01-01") \
            @status("read") forbid (principal is Program, action == Action::"host", resource is Environment) \
            when { principal has longestOutageMinutes || true } \
            unless { resource has longestOutageMinutes && resource.longestOutageMinutes * 9223372036854775807 > 0 };
            """
        let plant = try Self.plant(
            limits: "{ instances: 2 }",
            flowdown: ", flowdowns: [ { id: module, from: contract, cite: \"C 9\", policy: '\(policy)' } ]"
        )
        let plan = try Self.plan(plant)
        #expect(plan.status == .infeasible)
        #expect(plan.errors.contains { $0.contains("module") && $0.contains("plant.yaml:") })
        #expect(ReportText.write(PlanReport(plan), style: .plain).contains("OBLIGATIONS THAT ERRED"))
    }

    @Test("without the flowdown both share one instance, and the clique says nothing more")
    func shared() throws {
        let plan = try Self.plan(try Self.plant(limits: "{ instances: 1 }", flowdown: ""))
        #expect(plan.status == .proved)
        #expect(plan.answer?.placement?.instances.count == 1)
    }
}
