/// A small plant with an ITAR program, a CUI program and an ordinary one, and an affiliate abroad whom an agreement admits to one.
public enum ThreePrograms {
    /// The plant file.
    public static let text = """
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
}
