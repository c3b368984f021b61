import Boundary
import Cedar
import Foundation
import Journal
import PlantModel
import Storage

/// A small plant with an ITAR program, a CUI program and an ordinary one, its grants, and persons of each kind.
enum BoundaryPlant {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static let text = """
        bulkhead: 1
        enterprise: Test
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
        authorizations:
          - { id: MLA-7, kind: MLA, parties: [owner-mx], programs: [VEH], countries: [MX], from: 2024-02-01, until: 2027-01-31 }
        programs:
          - id: VEH
            customer: prime
            classification:
              exports: [ { regime: ITAR, article: VII(g), technicalData: VII(h) } ]
              determination: { by: export-office, date: 2023-11-01, document: CJ-118, review: 2027-11-01 }
            data:
              jobResponses: { export: none, determinedBy: export-office, cite: "EC-2026-14 s3" }
            sites: [main, abroad]
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
          - { id: MED, customer: clinic, sites: [main], workCenters: { mill: 20 }, systems: [erp, mx-erp] }
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

    static let grants = """
        @id("grant-floor") permit (principal is Person, action in [Action::"view", Action::"print"], resource is Record)
        when { principal has role && ["operator", "engineer"].contains(principal.role) }
        unless { context has fieldClass && context.fieldClass == "nonconformances" && principal.role == "operator" };
        @id("grant-edit") permit (principal is Person, action == Action::"edit", resource is Record)
        when { principal has role && principal.role == "engineer" };
        @id("grant-export") permit (principal is Person, action == Action::"export", resource is Record)
        when { principal has role && principal.role == "engineer" && context has export && context.export.encrypted };
        @id("grant-know") permit (principal is Person, action == Action::"know", resource is Record)
        when { principal has role && principal.role == "engineer" };
        @id("grant-know-of-held") permit (principal is Person, action == Action::"know", resource is Record)
        when { principal has role && principal.role == "operator" && context has fieldClass };
        @id("grant-rule") permit (principal is Rule, action == Action::"determine", resource is Record)
        when { principal.reviewed };
        """

    static func plant(_ text: String = text) throws -> Plant {
        try Plant.load("plant.yaml", files: ["plant.yaml": text])
    }

    /// Read once: it is the same for every test.
    private static let loaded = Result {
        try ObligationCatalogue.load(directory: root.appending(path: "Catalogue").path(percentEncoded: false))
    }

    static func catalogue() throws -> ObligationCatalogue { try loaded.get() }

    static func baseline(
        _ text: String = text,
        grants: String = grants,
        determinations: [Determination] = []
    ) throws -> PolicyBaseline {
        try PolicyBaseline(
            plant: plant(text),
            catalogue: catalogue(),
            grants: PolicySet(parsing: grants, file: "grants.cedar"),
            determinations: determinations
        )
    }

    static func day(_ text: String) throws -> Day { try Day(text).orThrow("no day: \(text)") }

    /// A U.S. citizen on the floor.
    static func american(_ id: String = "ann", role: String = "operator") throws -> PersonFacts {
        var facts = PersonFacts(id: id, source: "HR", asOf: try day("2026-11-01"))
        facts.employer = .init("owner")
        facts.role = .init(role)
        facts.usPerson = .init(true)
        facts.usCitizen = .init(true)
        facts.citizenships = [.init("US")]
        facts.residencies = [.init("US")]
        facts.worksIn = .init(["US"])
        return facts
    }

    /// A Mexican citizen at the affiliate, whom the agreement admits to one program.
    static func mexican(_ id: String = "luz", role: String = "operator") throws -> PersonFacts {
        var facts = PersonFacts(id: id, source: "HR", asOf: try day("2026-11-01"))
        facts.employer = .init("owner-mx")
        facts.role = .init(role)
        facts.citizenships = [.init("MX")]
        facts.residencies = [.init("MX")]
        facts.worksIn = .init(["MX"])
        return facts
    }
}

struct TestFailure: Error { let message: String }

extension Optional {
    func orThrow(_ message: String) throws -> Wrapped {
        guard let self else { throw TestFailure(message: message) }
        return self
    }
}
