internal import Boundary
internal import Classification
internal import Execution
import Governance
internal import PlantModel
internal import TestPlant

/// A plant with an ITAR program under CUI rules, an ordinary one, and one whose design is the customer's, on one floor.
enum FloorPlant {
    /// Where data goes in it: the ITAR program's to a historian that a vendor reads, the clinic's to the ERP.
    static let flowWays = [
        FlowWay(
            program: "VEH",
            classes: ["machineData"],
            places: ["dnc", "mes in cellar", "historian"],
            flows: ["dnc-to-mes", "mes-to-historian"],
            leak: FlowWay.Leak(
                readers: ["historian-vendor"],
                refusedBy: ["itar-release"],
                cut: "take historian-vendor from who reads historian (12 points)"
            )
        ),
        FlowWay(
            program: "MED",
            classes: ["orders"],
            places: ["erp", "mes in cellar"],
            flows: ["erp-to-mes"],
            leak: nil
        ),
    ]

    /// - Parameter asksTwoFactors: the contract of the ITAR program asks for sessions of two factors.
    static func text(asksTwoFactors: Bool) -> String {
        OneFloor.text(
            customers: ["prime", "clinic", "farm"],
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
                    workCenters: { mill: 40 }\(asksTwoFactors ? twoFactors : "")
                  - { id: MED, customer: clinic, sites: [main], workCenters: { mill: 20 } }
                  - id: AGR
                    customer: farm
                    standards: [AS9100D]
                    flowdowns: [ { id: design, from: customer, approves: [design], cite: "SOW 9" } ]
                    sites: [main]
                    workCenters: { bench: 10 }
                """
        ) + tiers
    }

    private static let twoFactors =
        "\n    flowdowns: [ { id: two-factors, from: contract, signIn: twoFactors, cite: \"C-1 H-20\" } ]"

    static let grants =
        OneFloor.grants(
            operatorRecords: ["jobResponses", "inspectionRecords", "genealogy", "nonconformances", "signatures"]
        ) + """
            @id("capacity-approves") permit (principal is Person, action == Action::"approve", resource is Change)
            when { principal has role && (principal.role == context.capacity ||
              (principal.role == "engineer" && ["manufacturing", "designAuthority"].contains(context.capacity))) };
            @id("mia-records-for-customers") permit (principal == Person::"mia", action == Action::"approve", resource is Change)
            when { context.capacity == "customer" };
            @id("dispatcher-knows") permit (principal == System::"dispatcher", action == Action::"know", resource is Record)
            when { resource.kind != "auditTrail" };
            @id("dispatcher-states") permit (principal == System::"dispatcher", action == Action::"state", resource is Record)
            when { ["inspectionRecords", "materialUse"].contains(resource.kind) };
            @id("quality-counts") permit (principal is Person, action == Action::"count", resource is Record)
            when { principal has role && principal.role == "quality" && resource has program && ["genealogy", "orders"].contains(resource.kind) };
            @id("kiosk-knows") permit (principal == System::"kiosk", action == Action::"know", resource is Record)
            when { resource.kind == "orders" };
            @id("rules") permit (principal is Rule, action == Action::"determine", resource is Record) when { principal.reviewed };
            """

    /// What a change takes: the plant's tiers, after which obligations ask for more.
    private static let tiers = """
        changeTiers:
          - { tier: 1, approvals: [manufacturing] }
          - { tier: 2, approvals: [manufacturing, quality], tests: [trial], distinct: [author, approver] }
        systems:
          - id: dispatcher
            kind: ERP
            hosting: cellar
            audiences: [staff]
            vouchesForFactors: { value: true, evidence: "SSO review 2026-03", expires: 2099-12-31 }
          - { id: kiosk, kind: ERP, hosting: cellar, audiences: [staff] }
          - { id: archive, kind: PLM, hosting: cellar, audiences: [staff] }

        """

    /// Hours of a week that both programs share may be said.
    static func capacity(_ catalogue: ObligationCatalogue) throws -> Determination {
        try determination(Execution.capacityRule, "capacitySum", .capacity, catalogue)
    }

    /// Units of a recall may be counted.
    static func recall(_ catalogue: ObligationCatalogue) throws -> Determination {
        try determination(Execution.recallRule, "recallCount", .genealogy, catalogue)
    }

    private static func determination(
        _ rule: String,
        _ kind: String,
        _ resultClass: DataClass,
        _ catalogue: ObligationCatalogue
    ) throws -> Determination {
        Determination(
            rule: rule,
            kind: kind,
            author: "eve",
            approvals: [.init(capacity: "exportOffice", approver: "ed"), .init(capacity: "quality", approver: "quin")],
            date: try Day("2026-01-01").orThrow("a day"),
            reviewBy: try Day("2099-12-31").orThrow("a day"),
            cite: "EC-2026-14 s5",
            programs: ["VEH", "MED", "AGR"],
            threshold: .init(programsMin: 2, customersMin: 2),
            below: .reserved,
            result: catalogue.schemes.label(canonicalText: ""),
            resultClass: resultClass
        )
    }
}
