internal import Boundary
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

    /// Hours of a week that both programs share may be said, and units of a recall counted.
    private static var determinations: String {
        let rules = [
            (Execution.capacityRule, "capacitySum", DataClass.capacity),
            (Execution.recallRule, "recallCount", DataClass.genealogy),
        ]
        let texts = rules.map { rule, kind, resultClass in
            """
            { "rule": "\(rule)", "kind": "\(kind)", "author": "eve",
              "approvals": [ { "capacity": "exportOffice", "approver": "ed" }, { "capacity": "quality", "approver": "quin" } ],
              "date": "2026-01-01", "reviewBy": "2099-12-31", "cite": "EC-2026-14 s5", "programs": ["VEH", "MED", "AGR"],
              "threshold": { "programs": 2, "customers": 2 }, "below": "reserved", "result": "", "resultClass": "\(resultClass)" }
            """
        }
        return "[\(texts.joined(separator: ", "))]"
    }

    /// One of the catalogue's theorems, so that proving takes seconds.
    private static let theorem = """
        @id("apart") @says("What a forbid of its own denies is denied") @rests_on("flow-persons-us-citizens")
        forbid (principal is Person, action == Action::"view", resource is Record)
        when { resource.flowdowns.contains("persons:usCitizens") && principal has usCitizen && !principal.usCitizen };
        """

    /// The files that it decides by.
    static func draft(catalogue folder: String, asksTwoFactors: Bool) throws -> BaselineDraft {
        let catalogue = try BaselineFiles.catalogue(at: folder)
        return try BaselineDraft(
            BaselineFiles(
                plantName: "plant.yaml",
                plant: ["plant.yaml": Array(text(asksTwoFactors: asksTwoFactors).utf8)],
                catalogue: catalogue.files,
                theorems: ["apart.cedar": Array(theorem.utf8)],
                grants: ["grants.cedar": Array(grants.utf8)],
                determinations: ["rules.json": Array(determinations.utf8)]
            ),
            planning: planning
        )
    }

    /// The clinic's and the farm's programs beside each other, the ITAR program by itself; a plan that is given is taken.
    static let planning: BaselineDraft.Planning = { (_, _, given) throws(GovernanceRefusal) in
        if let given { return given }
        guard let plan = try? TestPlan.file([["MED", "AGR"], ["VEH"]]) else {
            throw GovernanceRefusal(planning: .none("the plan of the floor"))
        }
        return plan
    }
}
