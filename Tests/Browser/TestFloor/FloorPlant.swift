/// A plant with an ITAR program under CUI rules and an ordinary one on one floor.
enum FloorPlant {
    static let text = """
        bulkhead: 1
        enterprise: Test
        asOf: 2026-11-24
        sites: [ { id: main, country: US, zones: [ { id: floor, admits: [staff] } ] } ]
        workCenters:
          - { id: mill, site: main, zone: floor, hoursPerWeek: 100 }
          - { id: bench, site: main, zone: floor, hoursPerWeek: 80 }
        parties:
          - { id: owner, kind: self, country: US }
          - { id: prime, kind: customer, country: US }
          - { id: clinic, kind: customer, country: US }
        audiences:
          - { id: staff, employer: owner, allUSPersons: { value: true, evidence: "I-9", expires: 2027-09-30 }, citizenships: [US], worksIn: US }
        programs:
          - id: VEH
            customer: prime
            contract: { id: C-1, government: true, clauses: [ { id: DFARS-252.204-7012 } ] }
            classification:
              cui: [SP-CTI, SP-EXPT]
              distribution: { statement: D, reason: critical technology, date: 2026-01-15 }
              exports: [ { regime: ITAR, article: VII(g), technicalData: VII(h) } ]
              determination: { by: export-office, date: 2023-11-01, document: CJ-118, review: 2027-11-01 }
            sites: [main]
            workCenters: { mill: 40 }
          - { id: MED, customer: clinic, sites: [main], workCenters: { mill: 20 } }
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

        """

    static let grants = """
        @id("floor-sees") permit (principal is Person, action == Action::"view", resource is Record)
        when { principal has role && ["operator", "engineer", "quality", "planner"].contains(principal.role) };
        @id("quality-knows") permit (principal is Person, action == Action::"know", resource is Record)
        when { principal has role && ["quality", "planner"].contains(principal.role) };
        @id("operator-records") permit (principal is Person, action == Action::"edit", resource is Record)
        when { principal has role && principal.role == "operator"
          && ["jobResponses", "inspectionRecords", "genealogy", "nonconformances", "signatures"].contains(resource.kind) };
        @id("engineer-writes") permit (principal is Person, action == Action::"edit", resource is Record)
        when { principal has role && principal.role == "engineer" && resource.kind == "workInstructions" };
        @id("quality-decides") permit (principal is Person, action == Action::"edit", resource is Record)
        when { principal has role && principal.role == "quality"
          && ["nonconformances", "signatures", "inspectionRecords", "training"].contains(resource.kind) };
        @id("planner-orders") permit (principal is Person, action == Action::"edit", resource is Record)
        when { principal has role && principal.role == "planner"
          && ["orders", "materialUse", "capacity"].contains(resource.kind) };
        """
}
