import Foundation
import PlantModel

/// Plants for tests: one sound small plant, and what is wrong with variants of it.
enum Plants {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    static func example(_ name: String) throws -> String {
        try String(contentsOf: root.appending(path: "Examples/\(name)/plant.yaml"), encoding: .utf8)
    }

    /// A plant without a single problem.
    static let sound = """
        bulkhead: 1
        enterprise: Test
        asOf: 2026-11-24
        sites:
          - { id: main, country: US, zones: [ { id: floor, admits: [staff] } ] }
          - { id: abroad, country: MX }
        workCenters: [ { id: mill, site: main, zone: floor, hoursPerWeek: 100 } ]
        parties:
          - { id: owner, kind: self, country: US }
          - { id: buyer, kind: customer, country: US }
          - { id: rival, kind: customer, country: US }
          - { id: partner, kind: supplier, country: MX }
        audiences:
          - { id: staff, employer: owner, worksIn: US }
          - { id: guests, employer: partner, citizenships: [MX], worksIn: MX }
        authorizations:
          - { id: TAA-1, kind: TAA, parties: [partner], programs: [other], countries: [MX], from: 2026-01-01, until: 2027-01-01 }
        programs:
          - id: item
            customer: buyer
            classification:
              exports: [ { regime: ITAR, article: VIII(h), technicalData: VIII(i) } ]
              distribution: { statement: D, reason: "Critical Technology", date: 2026-01-01 }
            flowdowns:
              - { id: apart, from: customer, separation: instance, against: otherCustomers }
            sites: [main]
            workCenters: { mill: 40 }
            systems: [erp]
          - { id: other, customer: rival, sites: [main] }
        environments:
          - id: cloud
            kind: sharedEnterprise
            tenancy: { model: multiTenant, infrastructure: [account-1] }
            administrators: [staff]
            support: []
            availability: { needsUplink: true }
            sites: all
            costs: { open: 1, validation: 1 }
          - id: cellar
            kind: onPremises
            tenancy: { model: dedicated, infrastructure: [server-1] }
            administrators: [staff]
            support: []
            availability: { needsUplink: false }
            sites: [main]
            costs: { open: 1, validation: 1 }
        systems: [ { id: erp, kind: ERP, hosting: { site: main }, audiences: [staff] } ]

        """

    /// The sound plant with one text replaced; nil if the text is not in it.
    static func sound(_ from: String, _ to: String) -> String? {
        sound.contains(from) ? sound.replacingOccurrences(of: from, with: to) : nil
    }

    /// Errors and warnings of a plant in memory, one line each, in the order of places.
    /// The sound plant with another flowdown of its customer.
    static func plant(flowdown: String) throws -> Plant {
        let text = sound.replacing(
            "- { id: apart, from: customer, separation: instance, against: otherCustomers }",
            with: flowdown
        )
        return try Plant.load("plant.yaml", files: ["plant.yaml": text])
    }

    /// What is in force in it, by the ids of obligations.
    static func obligations(flowdown: String) throws -> Set<String> {
        let catalogue = try ObligationCatalogue.load(directory: CatalogueTests.directory)
        return Set(try PlantObligations(plant: plant(flowdown: flowdown), catalogue: catalogue).inForce.map(\.id))
    }

    static func problems(_ text: String, _ others: [String: String] = [:]) -> [String] {
        found(text, others).map(\.description)
    }

    static func found(_ text: String, _ others: [String: String] = [:]) -> [PlantProblem] {
        do throws(PlantProblems) {
            return try Plant.load("plant.yaml", files: others.merging(["plant.yaml": text]) { $1 }).warnings
        } catch {
            return error.problems
        }
    }

    /// Problems of files in a folder of their own.
    static func problems(inFolder files: [String: Data]) throws -> [String] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "bulkhead-plant-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, bytes) in files { try bytes.write(to: folder.appending(path: name)) }
        return problems(atPath: folder.appending(path: "plant.yaml").path(percentEncoded: false))
    }

    static func problems(atPath path: String) -> [String] {
        do throws(PlantProblems) {
            return try Plant.load(path: path).warnings.map(\.description)
        } catch {
            return error.problems.map(\.description)
        }
    }
}
