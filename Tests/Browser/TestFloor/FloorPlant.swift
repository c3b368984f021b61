internal import TestPlant

/// A plant with an ITAR program under CUI rules and an ordinary one on one floor.
enum FloorPlant {
    static let text = OneFloor.text(
        customers: ["prime", "clinic"],
        programs: """
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
            """
    )

    static let grants = OneFloor.grants(
        operatorRecords: ["jobResponses", "inspectionRecords", "genealogy", "nonconformances", "signatures"]
    )
}
