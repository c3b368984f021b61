/// A plant with one floor, a mill and a bench on it, and programs as a test needs them.
public enum OneFloor {
    /// The plant file.
    /// - Parameters:
    ///   - customers: their ids, all in the United States.
    ///   - programs: entries of `programs`, indented by two.
    public static func text(_ enterprise: String = "Test", customers: [String], programs: String) -> String {
        let parties = customers.map { "  - { id: \($0), kind: customer, country: US }" }.joined(separator: "\n")
        return """
            bulkhead: 1
            enterprise: \(enterprise)
            asOf: 2026-11-24
            sites: [ { id: main, country: US, zones: [ { id: floor, admits: [staff] } ] } ]
            workCenters:
              - { id: mill, site: main, zone: floor, hoursPerWeek: 100 }
              - { id: bench, site: main, zone: floor, hoursPerWeek: 80 }
            parties:
              - { id: owner, kind: self, country: US }
            \(parties)
            audiences:
              - { id: staff, employer: owner, allUSPersons: { value: true, evidence: "I-9", expires: 2027-09-30 }, citizenships: [US], worksIn: US }
            programs:
            \(programs)
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
    }

    /// Who may do what on the floor, by what they do and the class of the record: as a plant writes it.
    /// - Parameter operatorRecords: the classes of records that operators make.
    public static func grants(operatorRecords: [String]) -> String {
        let records = operatorRecords.map { "\"\($0)\"" }.joined(separator: ", ")
        return """
            @id("floor-sees") permit (principal is Person, action in [Action::"view", Action::"print"], resource is Record)
            when { principal has role && ["operator", "engineer", "quality", "planner"].contains(principal.role)
              && resource.kind != "auditTrail" };
            @id("floor-knows") permit (principal is Person, action == Action::"know", resource is Record)
            when { principal has role && ["quality", "planner", "compliance"].contains(principal.role) };
            @id("trail-seen") permit (principal is Person, action in [Action::"view", Action::"export"], resource is Record)
            when { principal has role && ["compliance", "auditor"].contains(principal.role) && resource.kind == "auditTrail" };
            @id("compliance-reviews") permit (principal is Person, action == Action::"edit", resource is Record)
            when { principal has role && principal.role == "compliance" && resource.kind == "auditTrail" };
            @id("operator-records") permit (principal is Person, action == Action::"edit", resource is Record)
            when { principal has role && principal.role == "operator" && [\(records)].contains(resource.kind) };
            @id("engineer-writes") permit (principal is Person, action == Action::"edit", resource is Record)
            when { principal has role && principal.role == "engineer" && resource.kind == "workInstructions" };
            @id("quality-decides") permit (principal is Person, action == Action::"edit", resource is Record)
            when { principal has role && principal.role == "quality"
              && ["nonconformances", "signatures", "inspectionRecords", "training"].contains(resource.kind) };
            @id("planner-orders") permit (principal is Person, action == Action::"edit", resource is Record)
            when { principal has role && principal.role == "planner"
              && ["orders", "materialUse", "capacity"].contains(resource.kind) };
            @id("quality-lifts") permit (principal is Person, action == Action::"lift", resource is Record)
            when { principal has role && principal.role == "quality" && resource.kind == "nonconformances" };
            @id("facts-stated") permit (principal is Person, action == Action::"state", resource is Record)
            when { principal has role && (principal.role == "quality" && ["inspectionRecords", "training"].contains(resource.kind)
              || principal.role == "planner" && resource.kind == "materialUse") };

            """
    }
}
