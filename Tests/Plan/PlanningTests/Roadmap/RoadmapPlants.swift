import Foundation
import PlanSolver
import Planning
import PlantModel

/// Small plants with a landscape of today, for roadmaps.
enum RoadmapPlants {
    /// Three environments: `steady` has short outages and long maintenance, `tended` the reverse, `both` short ones of either kind.
    static func plant(
        programs: String,
        instances: String,
        environments: [String] = ["steady", "tended", "both"],
        limits: String = ""
    ) throws -> Plant {
        let hours = ["steady": (1, 8), "tended": (8, 1), "both": (1, 1)]
        let hosts = environments.map { id in
            let (outage, maintenance) = hours[id] ?? (1, 1)
            return """
                  - id: \(id)
                    kind: onPremises
                    tenancy: { model: dedicated, infrastructure: [rack-\(id)] }
                    locations: { processing: [US], storage: [US], backup: [US], support: [US] }
                    administrators: [staff]
                    support: [staff]
                    enforces: { isolation: record, attributes: true, fields: true }
                    availability: { longestOutageHours: \(outage), maintenanceHours: \(maintenance), rpoMinutes: 5, rtoMinutes: 60, needsUplink: false }
                    sites: all\(limits)
                    costs: { open: 10, validation: 10 }
                """
        }
        let text = """
            bulkhead: 1
            enterprise: Two customers
            asOf: 2026-11-24
            sites: [ { id: here, country: US, uplink: { longestOutageHours: 1, outagesPerYear: 1, latencyMs: 10 } } ]
            workCenters: [ { id: mill, site: here, hoursPerWeek: 400 } ]
            parties: [ { id: self, kind: self, country: US }, { id: a, kind: customer, country: US }, { id: b, kind: customer, country: US } ]
            audiences: [ { id: staff, employer: self, allUSPersons: true, worksIn: US } ]
            programs:
            \(programs)
            environments:
            \(hosts.joined(separator: "\n"))
            \(instances)
            """
        return try Plant.load("plant.yaml", files: ["plant.yaml": text])
    }

    /// A program that bears no long outage, so that `tended` is closed to it.
    static func needsNoOutage(_ id: String, _ customer: String, rest: String = "") -> String {
        program(id, customer, resilience: "longestOutageHours: 2, plannedDowntimeHours: 9", rest)
    }

    /// A program that bears no long maintenance, so that `steady` is closed to it.
    static func needsNoMaintenance(_ id: String, _ customer: String, rest: String = "") -> String {
        program(id, customer, resilience: "longestOutageHours: 9, plannedDowntimeHours: 2", rest)
    }

    static func program(_ id: String, _ customer: String, resilience: String, _ rest: String) -> String {
        "  - { id: \(id), customer: \(customer), classification: {}, sites: [here], workCenters: { mill: 40 }, systems: [], "
            + "resilience: { \(resilience) }\(rest) }"
    }

    /// Alone in its instance.
    static let alone =
        ", flowdowns: [ { id: alone, from: customer, separation: instance, against: otherCustomers, where: mes, cite: \"C 1\" } ]"

    /// An instance that enforces enough to stay as it is.
    static func instance(_ id: String, in environment: String, hosts: [String], rest: String = "") -> String {
        let units = hosts.map { "{ program: \($0), site: here }" }.joined(separator: ", ")
        return "  - { id: \(id), environment: \(environment), hosts: [ \(units) ], audiences: [staff], "
            + "enforces: { isolation: record, attributes: true, fields: true }\(rest) }"
    }

    static func roadmap(_ plant: Plant) throws -> Roadmap {
        let catalogue = try ObligationCatalogue.load(directory: ExampleTests.path("Catalogue"))
        let plan = try Planner(optimizer: PlacementOptimizer(solver: CoinSolver()))
            .plan(plant, catalogue: catalogue, neighbours: false)
        return try Roadmap(plan, followingFlowsBy: catalogue)
    }
}
