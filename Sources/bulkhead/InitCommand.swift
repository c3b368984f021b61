import ArgumentParser
import Foundation
import PlantModel

/// `bulkhead init`: a commented plant file to start from.
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract:
            "Write a commented starter plant.yaml, with the schema for editors, into a folder; never over a plant that is there."
    )

    @Argument(help: "The folder.")
    var folder = "."

    func run() throws {
        let plant = try Self.write(into: folder)
        print("wrote \(plant) and \(PlantSchema.fileName) for your editor; next: bulkhead check, bulkhead plan")
    }

    /// Writes the starter and its schema; the plant's path.
    static func write(into folder: String) throws -> String {
        let file = URL(filePath: folder).appending(path: "plant.yaml")
        let schema = URL(filePath: folder).appending(path: PlantSchema.fileName)
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try Data(starter.utf8).write(to: file, options: .withoutOverwriting)
            try Data(PlantSchema.text.utf8).write(to: schema)
        } catch {
            Console.error("\(file.path(percentEncoded: false)): not written: \(error.localizedDescription)")
            throw ExitStatus.wrongInput
        }
        return file.path(percentEncoded: false)
    }

    /// A plant that loads and plans: one ordinary and one ITAR program at one site.
    static let starter = """
        # yaml-language-server: $schema=plant.schema.json
        # A plant: what is built where, under which restrictions, who can reach it, on which systems.
        # Editors complete and explain every key by the schema named above. Programs and systems may also come from tables:
        #   programsFrom: [programs.csv]    systemsFrom: [systems.csv]    include: [environments.yaml]
        # `unknown` is a value: an unknown fact never permits. A fact may carry evidence and an end:
        #   allUSPersons: { value: true, evidence: "HR screen 2026-10", expires: 2027-10-01 }
        bulkhead: 1
        enterprise: My Plant
        asOf: 2026-11-24                 # facts are judged as of this day: same input, same plan

        sites:
          - id: main
            country: US
            uplink: { longestOutageHours: 4, outagesPerYear: 4, latencyMs: 40 }
            zones: [ { id: floor, admits: [operators] } ]          # who sees what lies there

        workCenters:
          - { id: mill, site: main, zone: floor, hoursPerWeek: 400 }

        parties:                         # customers, suppliers, vendors, affiliates, and yourself
          - { id: self, kind: self, country: US }
          - { id: civil-customer, kind: customer, country: US }
          - { id: defense-customer, kind: customer, country: US }

        audiences:                       # classes of persons with their worst facts, never names
          - { id: operators, employer: self, allUSPersons: { value: true, evidence: "HR screen", expires: 2027-10-01 }, worksIn: US }
          - { id: it-staff, employer: self, allUSPersons: { value: true, evidence: "HR screen", expires: 2027-10-01 }, worksIn: US }

        programs:
          - id: civil
            customer: civil-customer
            classification: {}           # nothing restricted; say so by leaving it empty
            standards: [AS9100D]
            sites: [main]
            workCenters: { mill: 120 }   # hours per week
            systems: [erp]
            resilience: { longestOutageHours: 8, plannedDowntimeHours: 4 }
          - id: fighter
            customer: defense-customer
            classification:
              exports: [ { regime: ITAR, article: VIII(h), technicalData: VIII(i) } ]      # your determination
              determination: { by: export-office, date: 2026-02-11, document: EC-1 }
            flowdowns:                   # what the contract or the customer asks beyond regulations
              - { id: apart, from: customer, separation: compartment, against: otherCustomers, cite: "SOW 4.2" }
            standards: [AS9100D]
            sites: [main]
            workCenters: { mill: 80 }
            systems: [erp]
            resilience: { longestOutageHours: 4, plannedDowntimeHours: 4 }

        environments:                    # where an MES instance could be hosted
          - id: on-premises
            kind: onPremises
            tenancy: { model: dedicated, infrastructure: [server-1, directory-1] }
            locations: { processing: [US], storage: [US], backup: [US], support: [US] }
            administrators: [it-staff]
            support: [it-staff]
            keys: { custody: self, fips140: none }
            logging: { reads: true, retentionDays: 2190, exportable: true }
            enforces: { isolation: record, attributes: true, fields: true }
            availability: { longestOutageHours: 2, maintenanceHours: 2, rpoMinutes: 15, rtoMinutes: 120, needsUplink: false }
            sites: all
            costs: { open: 100000, validation: 40000 }

        systems:                         # what is there already, and who can read what lands in it
          - { id: erp, kind: ERP, hosting: on-premises, audiences: [operators] }

        weights: { approvedBy: nobody-yet }

        """
}
