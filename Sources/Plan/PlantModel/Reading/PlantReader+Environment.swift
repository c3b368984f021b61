import Yams

extension PlantReader {
    mutating func environment(_ node: Node) -> Plant.Environment {
        let keys = [
            "id", "kind", "status", "purposes", "operatedBy", "tenancy", "locations", "administrators", "support",
            "keys", "logging",
            "terms", "assurances", "enforces", "validated", "availability", "limits", "sites", "costs",
        ]
        let fields = self.fields(node, "an environment", keys)
        let id = required(fields, "id", "an environment")
        let what = "environment \(id)"
        for key in ["tenancy", "enforces", "availability", "sites"] where fields[key] == nil {
            report(.missing, fields.place, "\(what) has no '\(key)'")
        }
        let limits = fields["limits"].map { self.fields($0, "limits of \(what)", ["hoursPerWeek", "instances"]) }
        let purposes = fields["purposes"].map { node in
            list(node, "purposes of \(what)").compactMap {
                choice($0, "purposes of \(what)", Plant.Environment.Purpose.self)
            }
        }
        return Plant.Environment(
            id: id,
            place: fields.place,
            kind: requiredChoice(fields, "kind", what, Plant.Environment.Kind.self) ?? .onPremises,
            status: fields["status"].flatMap { choice($0, "status of \(what)", Plant.Environment.Status.self) }
                ?? .candidate,
            purposes: purposes ?? [.host],
            operatedBy: text(fields, "operatedBy", what),
            tenancy: tenancy(fields["tenancy"], what),
            locations: locations(fields["locations"], what),
            administrators: names(fields["administrators"], "administrators of \(what)"),
            support: names(fields["support"], "support of \(what)"),
            keys: custody(fields["keys"], what),
            logging: logging(fields["logging"], what),
            terms: terms(fields["terms"], what),
            assurances: list(fields["assurances"], "assurances of \(what)").map { assurance($0, what) },
            enforces: enforcement(fields["enforces"], what),
            validated: flagFact(fields["validated"], "validated of \(what)"),
            availability: availability(fields["availability"], what),
            hoursPerWeekMax: limits?["hoursPerWeek"].flatMap { integer($0, "hoursPerWeek of \(what)") },
            instancesMax: limits?["instances"].flatMap { integer($0, "instances of \(what)") },
            sites: reach(fields["sites"], what),
            costs: costs(fields["costs"], what)
        )
    }

    private mutating func parts(_ node: Node?, _ what: String, _ keys: [String]) -> Fields {
        node.map { fields($0, what, keys) } ?? Fields(values: [:], place: SourcePlace(file: file))
    }

    private mutating func tenancy(_ node: Node?, _ what: String) -> Plant.Environment.Tenancy {
        let fields = parts(node, "tenancy of \(what)", ["model", "infrastructure"])
        let model = choiceFact(fields["model"], "tenancy model of \(what)", Plant.Environment.Tenancy.Model.self)
        if node != nil, fields["model"] == nil { report(.missing, fields.place, "tenancy of \(what) has no 'model'") }
        let infrastructure = strings(fields["infrastructure"], "infrastructure of \(what)")
        if node != nil, infrastructure.isEmpty {
            report(.missing, fields.place, "tenancy of \(what) names no 'infrastructure'")
        }
        return Plant.Environment.Tenancy(
            model: model ?? Fact(.multiTenant, place: fields.place),
            infrastructure: infrastructure
        )
    }

    private mutating func locations(_ node: Node?, _ what: String) -> Plant.Environment.Locations {
        let fields = parts(node, "locations of \(what)", ["processing", "storage", "backup", "support"])
        return Plant.Environment.Locations(
            processing: countries(fields["processing"], "processing of \(what)"),
            storage: countries(fields["storage"], "storage of \(what)"),
            backup: countries(fields["backup"], "backup of \(what)"),
            support: countries(fields["support"], "support of \(what)")
        )
    }

    private mutating func custody(_ node: Node?, _ what: String) -> Plant.Environment.Keys {
        let fields = parts(node, "keys of \(what)", ["custody", "fips140", "endToEnd", "strengthBits"])
        return Plant.Environment.Keys(
            custody: choiceFact(fields["custody"], "custody of \(what)", Plant.Environment.Keys.Custody.self),
            fips140: fact(fields["fips140"], "fips140 of \(what)") { reader, node in
                node.scalar?.string == "none" ? 0 : reader.integer(node, "fips140 of \(what)")
            },
            endToEnd: flagFact(fields["endToEnd"], "endToEnd of \(what)"),
            strengthBits: integerFact(fields["strengthBits"], "strengthBits of \(what)")
        )
    }

    private mutating func logging(_ node: Node?, _ what: String) -> Plant.Environment.Logging {
        let fields = parts(node, "logging of \(what)", ["reads", "retentionDays", "exportable"])
        return Plant.Environment.Logging(
            reads: flagFact(fields["reads"], "reads of \(what)"),
            retentionDays: integerFact(fields["retentionDays"], "retentionDays of \(what)"),
            exportable: flagFact(fields["exportable"], "exportable of \(what)")
        )
    }

    private mutating func terms(_ node: Node?, _ what: String) -> Plant.Environment.Terms {
        let fields = parts(node, "terms of \(what)", ["accepts", "incidentNoticeHours", "mediaPreservationDays"])
        return Plant.Environment.Terms(
            accepts: names(fields["accepts"], "terms of \(what)"),
            incidentNoticeHours: integerFact(fields["incidentNoticeHours"], "incidentNoticeHours of \(what)"),
            mediaPreservationDays: integerFact(fields["mediaPreservationDays"], "mediaPreservationDays of \(what)")
        )
    }

    mutating func assurance(_ node: Node, _ what: String) -> Plant.Assurance {
        let fields = self.fields(
            node,
            "an assurance of \(what)",
            ["kind", "level", "evidence", "asOf", "expires", "owner"]
        )
        return Plant.Assurance(
            kind: required(fields, "kind", "an assurance of \(what)"),
            level: text(fields, "level", what),
            evidence: text(fields, "evidence", what),
            asOf: day(fields["asOf"], "asOf of an assurance of \(what)"),
            expires: day(fields["expires"], "expires of an assurance of \(what)"),
            owner: text(fields, "owner", what),
            place: fields.place
        )
    }

    mutating func enforcement(_ node: Node?, _ what: String) -> Plant.Environment.Enforcement {
        let fields = parts(node, "enforces of \(what)", ["isolation", "attributes", "fields", "compartments"])
        return Plant.Environment.Enforcement(
            isolation: choiceFact(
                fields["isolation"],
                "isolation of \(what)",
                Plant.Environment.Enforcement.Isolation.self
            ),
            attributes: flagFact(fields["attributes"], "attributes of \(what)"),
            fields: flagFact(fields["fields"], "fields of \(what)"),
            compartments: flagFact(fields["compartments"], "compartments of \(what)")
        )
    }

    private mutating func availability(_ node: Node?, _ what: String) -> Plant.Environment.Availability {
        let keys = ["longestOutageHours", "maintenanceHours", "latencyMs", "rpoMinutes", "rtoMinutes", "needsUplink"]
        let fields = parts(node, "availability of \(what)", keys)
        return Plant.Environment.Availability(
            longestOutageMinutes: minutesFact(fields["longestOutageHours"], "longestOutageHours of \(what)"),
            maintenanceMinutes: minutesFact(fields["maintenanceHours"], "maintenanceHours of \(what)"),
            latencyMs: integerFact(fields["latencyMs"], "latencyMs of \(what)"),
            rpoMinutes: integerFact(fields["rpoMinutes"], "rpoMinutes of \(what)"),
            rtoMinutes: integerFact(fields["rtoMinutes"], "rtoMinutes of \(what)"),
            // Where the file does not say, an uplink is reckoned with.
            needsUplink: flagFact(fields["needsUplink"], "needsUplink of \(what)") ?? Fact(true, place: fields.place)
        )
    }

    private mutating func reach(_ node: Node?, _ what: String) -> Plant.SiteReach {
        if node?.scalar?.string == "all" { return .all }
        return .listed(strings(node, "sites of \(what)"))
    }

    private mutating func costs(_ node: Node?, _ what: String) -> Plant.Environment.Costs {
        let fields = parts(node, "costs of \(what)", ["open", "validation"])
        return Plant.Environment.Costs(
            open: fields["open"].flatMap { integer($0, "open of \(what)") } ?? 0,
            validation: fields["validation"].flatMap { integer($0, "validation of \(what)") } ?? 0
        )
    }

    mutating func assessmentScope(_ node: Node) -> Plant.AssessmentScope {
        let keys = ["id", "kind", "level", "assessment", "status", "date", "expires", "affirmed", "covers"]
        let fields = self.fields(node, "an assessment scope", keys)
        let id = required(fields, "id", "an assessment scope")
        let what = "assessment scope \(id)"
        let covers = parts(fields["covers"], "covers of \(what)", ["environments", "systems", "zones"])
        for key in ["level", "date", "expires"] where fields[key] == nil {
            report(.missing, fields.place, "\(what) has no '\(key)'")
        }
        let date = day(fields["date"], "date of \(what)")
        let expires = day(fields["expires"], "expires of \(what)")
        return Plant.AssessmentScope(
            id: id,
            place: fields.place,
            kind: required(fields, "kind", what),
            level: fields["level"].flatMap { integer($0, "level of \(what)") } ?? 0,
            assessment: required(fields, "assessment", what),
            status: requiredChoice(fields, "status", what, Plant.AssessmentScope.Status.self) ?? .conditional,
            date: date ?? Self.noDay,
            expires: expires ?? Self.noDay,
            affirmed: day(fields["affirmed"], "affirmed of \(what)"),
            environments: strings(covers["environments"], "environments of \(what)"),
            systems: strings(covers["systems"], "systems of \(what)"),
            zones: strings(covers["zones"], "zones of \(what)")
        )
    }
}
