extension Plant.Environment {
    init(_ record: FormatRecord) {
        let limits = record.record("limits")
        let costs = record.record("costs")
        let sites = record["sites"]
        self.init(
            id: record.text("id"),
            place: record.place(of: "id"),
            kind: record.choice("kind", Kind.self) ?? .sharedEnterprise,
            status: record.choice("status", Status.self) ?? .candidate,
            purposes: record["purposes"].map { $0.items.compactMap { $0.text.flatMap(Purpose.init(rawValue:)) } } ?? [
                .host
            ],
            operatedBy: record.optionalText("operatedBy"),
            tenancy: Tenancy(record.record("tenancy"), place: record.place),
            locations: Locations(record.record("locations")),
            administrators: record.located("administrators"),
            support: record.located("support"),
            keys: Keys(record.record("keys")),
            logging: Logging(record.record("logging")),
            terms: Terms(record.record("terms")),
            assurances: record.records("assurances").map(Plant.Assurance.init),
            enforces: Enforcement(record.record("enforces")),
            validated: record.booleanFact("validated"),
            availability: Availability(record.record("availability"), place: record.place),
            hoursPerWeekMax: limits?.integer("hoursPerWeek"),
            instancesMax: limits?.integer("instances"),
            sites: sites?.word == nil ? .listed(sites?.items.compactMap(\.text) ?? []) : .all,
            costs: Costs(open: costs?.integer("open") ?? 0, validation: costs?.integer("validation") ?? 0)
        )
    }
}

extension Plant.Environment.Tenancy {
    fileprivate init(_ record: FormatRecord?, place: SourcePlace) {
        self.init(
            model: record?.requiredChoice("model", otherwise: .multiTenant) ?? Fact(.multiTenant, place: place),
            infrastructure: record?.texts("infrastructure") ?? []
        )
    }
}

extension Plant.Environment.Locations {
    fileprivate init(_ record: FormatRecord?) {
        self.init(
            processing: record?.textsFact("processing"),
            storage: record?.textsFact("storage"),
            backup: record?.textsFact("backup"),
            support: record?.textsFact("support")
        )
    }
}

extension Plant.Environment.Keys {
    fileprivate init(_ record: FormatRecord?) {
        self.init(
            custody: record?.choiceFact("custody", Custody.self),
            fips140: record?.fact("fips140") { $0.word == "none" ? 0 : $0.integer },
            endToEnd: record?.booleanFact("endToEnd"),
            strengthBits: record?.integerFact("strengthBits")
        )
    }
}

extension Plant.Environment.Logging {
    fileprivate init(_ record: FormatRecord?) {
        self.init(
            reads: record?.booleanFact("reads"),
            retentionDays: record?.integerFact("retentionDays"),
            exportable: record?.booleanFact("exportable")
        )
    }
}

extension Plant.Environment.Terms {
    fileprivate init(_ record: FormatRecord?) {
        self.init(
            accepts: record?.located("accepts") ?? [],
            incidentNoticeHours: record?.integerFact("incidentNoticeHours"),
            mediaPreservationDays: record?.integerFact("mediaPreservationDays")
        )
    }
}

extension Plant.Environment.Enforcement {
    init(_ record: FormatRecord?) {
        let isolation = record?.choiceFact("isolation", Isolation.self)
        // Said to be unknown stays unknown; not said at all follows from the isolation, with its evidence and its end.
        let compartments: Fact<Bool>? =
            if record?["compartments"] != nil {
                record?.booleanFact("compartments")
            } else {
                isolation.map {
                    Fact(
                        $0.value == .record,
                        evidence: $0.evidence,
                        asOf: $0.asOf,
                        expires: $0.expires,
                        owner: $0.owner,
                        place: $0.place
                    )
                }
            }
        self.init(
            isolation: isolation,
            attributes: record?.booleanFact("attributes"),
            fields: record?.booleanFact("fields"),
            compartments: compartments
        )
    }
}

extension Plant.Environment.Availability {
    fileprivate init(_ record: FormatRecord?, place: SourcePlace) {
        self.init(
            longestOutageMinutes: record?.integerFact("longestOutageHours"),
            maintenanceMinutes: record?.integerFact("maintenanceHours"),
            latencyMs: record?.integerFact("latencyMs"),
            rpoMinutes: record?.integerFact("rpoMinutes"),
            rtoMinutes: record?.integerFact("rtoMinutes"),
            needsUplink: record?.requiredFact("needsUplink", \.boolean, otherwise: true) ?? Fact(true, place: place)
        )
    }
}

extension Plant.Assurance {
    init(_ record: FormatRecord) {
        self.init(
            kind: record.text("kind"),
            level: record.optionalText("level"),
            evidence: record.optionalText("evidence"),
            asOf: record.day("asOf"),
            expires: record.day("expires"),
            owner: record.optionalText("owner"),
            place: record.place(of: "kind")
        )
    }
}

extension Plant.AssessmentScope {
    init(_ record: FormatRecord, asOf: Day) {
        let covers = record.record("covers")
        self.init(
            id: record.text("id"),
            place: record.place(of: "id"),
            kind: record.text("kind"),
            level: record.integer("level") ?? 1,
            assessment: record.text("assessment"),
            status: record.choice("status", Status.self) ?? .conditional,
            date: record.day("date") ?? asOf,
            expires: record.day("expires") ?? asOf,
            affirmed: record.day("affirmed"),
            environments: covers?.texts("environments") ?? [],
            systems: covers?.texts("systems") ?? [],
            zones: covers?.texts("zones") ?? []
        )
    }
}
