import Boundary
import Cedar
import Foundation
import PlantModel

/// A plant with an ordinary program and two restricted ones, and persons of whom the visitors may know of the ordinary one alone.
enum WorldPlant {
    static let open = "MED"
    static let restricted = ["NAV", "VEH"]

    static let text = """
        bulkhead: 1
        enterprise: Worlds
        asOf: 2026-11-24
        sites:
          - { id: main, country: US, zones: [ { id: floor, admits: [staff] } ] }
          - { id: abroad, country: MX }
        workCenters: [ { id: mill, site: main, zone: floor, hoursPerWeek: 100 } ]
        parties:
          - { id: owner, kind: self, country: US }
          - { id: owner-mx, kind: affiliate, country: MX }
          - { id: prime, kind: customer, country: US }
          - { id: clinic, kind: customer, country: US }
        audiences:
          - { id: staff, employer: owner, allUSPersons: { value: true, evidence: "I-9", expires: 2027-09-30 }, citizenships: [US], worksIn: US }
          - { id: mx-staff, employer: owner-mx, citizenships: { value: [MX], evidence: "passports", expires: 2027-10-31 }, worksIn: MX }
        programs:
          - id: VEH
            customer: prime
            classification:
              exports: [ { regime: ITAR, article: VII(g), technicalData: VII(h) } ]
              determination: { by: export-office, date: 2023-11-01, document: CJ-118, review: 2027-11-01 }
            sites: [main]
            workCenters: { mill: 40 }
            systems: [erp]
          - id: NAV
            customer: prime
            contract: { id: C-1, government: true, clauses: [ { id: DFARS-252.204-7012 } ] }
            classification:
              cui: [SP-CTI]
              dissemination: [NOFORN]
              distribution: { statement: D, reason: critical technology, date: 2026-01-15 }
              determination: { by: program-office, date: 2023-11-01, document: SCG-4, review: 2027-11-01 }
            sites: [main]
            workCenters: { mill: 20 }
            systems: [erp]
          - id: MED
            customer: clinic
            flowdowns:
              - { id: keep, from: contract, retain: 10y, trigger: delivery, cite: "SOW 7" }
              - { id: destroy, from: contract, purge: 90d, trigger: completion, cite: "NDA 4" }
            sites: [main, abroad]
            workCenters: { mill: 20 }
            systems: [erp, mx-erp]
        environments:
          - id: cellar
            kind: onPremises
            tenancy: { model: dedicated, infrastructure: [server-1] }
            locations: { processing: [US], storage: [US], backup: [US], support: [US] }
            administrators: [staff]
            support: [staff]
            availability: { needsUplink: false }
            sites: all
            costs: { open: 1, validation: 1 }
        systems:
          - { id: erp, kind: ERP, hosting: cellar, audiences: [staff] }
          - { id: mx-erp, kind: ERP, hosting: { site: abroad }, audiences: [mx-staff] }

        """

    /// Visitors and guests see records without notes; visitors may know that there are notes, and of all records of the open program but marked
    /// files. Engineers see and know all that obligations let them.
    static let grants = """
        @id("grant-see") permit (principal is Person, action in [Action::"view", Action::"print", Action::"export"], resource is Record)
        when { principal has role && ["visitor", "guest", "engineer"].contains(principal.role) }
        unless { context has fieldClass && context.fieldClass == "nonconformances" && principal.role != "engineer" };
        @id("grant-edit") permit (principal is Person, action == Action::"edit", resource is Record)
        when { principal has role && principal.role == "engineer" };
        @id("grant-know") permit (principal is Person, action == Action::"know", resource is Record)
        when { principal has role && principal.role == "engineer" };
        @id("grant-know-of-notes") permit (principal is Person, action == Action::"know", resource is Record)
        when { principal has role && principal.role == "visitor" && context has fieldClass };
        @id("grant-know-open") permit (principal is Person, action == Action::"know", resource is Record)
        when { principal has role && principal.role == "visitor" && resource in Program::"MED" && resource.cui.isEmpty() };
        """

    private static let loaded = Result<PolicyBaseline, any Error> {
        let root = (0..<5).reduce(URL(filePath: #filePath)) { url, _ in url.deletingLastPathComponent() }
        return try PolicyBaseline(
            plant: Plant.load("plant.yaml", files: ["plant.yaml": text]),
            catalogue: ObligationCatalogue.load(
                directory: root.appending(path: "Catalogue").path(percentEncoded: false)
            ),
            grants: PolicySet(parsing: grants, file: "grants.cedar")
        )
    }

    /// Read once: it is the same in every world.
    static func baseline() throws -> PolicyBaseline { try loaded.get() }

    private static func person(_ id: String, _ role: String, _ country: String) throws -> PersonFacts {
        guard let day = Day("2026-11-01") else { throw WorldFailure("no day") }
        var facts = PersonFacts(id: id, source: "HR", asOf: day)
        facts.employer = .init(country == "US" ? "owner" : "owner-mx")
        facts.role = .init(role)
        facts.citizenships = [.init(country)]
        facts.residencies = [.init(country)]
        facts.worksIn = .init([country])
        return facts
    }

    /// One of the affiliate abroad, whom nothing admits to the restricted programs.
    static func foreign(_ id: String, role: String) throws -> PersonFacts { try person(id, role, "MX") }

    /// A citizen, who may see all programs.
    static func cleared(_ id: String) throws -> PersonFacts {
        var facts = try person(id, "engineer", "US")
        facts.usPerson = .init(true)
        facts.usCitizen = .init(true)
        facts.needToKnow = [.init("NAV"), .init("VEH")]
        return facts
    }
}

struct WorldFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
