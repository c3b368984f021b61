extension Plant.System {
    init(_ record: FormatRecord) {
        let hosting = record["hosting"]
        self.init(
            id: record.text("id"),
            place: record.place(of: "id"),
            kind: record.text("kind"),
            hosting: hosting?.record.map { .site($0.text("site")) } ?? .environment(hosting?.text ?? ""),
            hostingPlace: record.place(of: "hosting"),
            audiences: record.located("audiences"),
            enforces: Plant.Environment.Enforcement(record.record("enforces")),
            replaceable: record.boolean("replaceable") ?? true,
            countries: record.textsFact("countries"),
            assurances: record.records("assurances").map(Plant.Assurance.init),
            terms: record.located("terms"),
            vouchesForFactors: record.booleanFact("vouchesForFactors")
        )
    }
}

extension Plant.Instance {
    init(_ record: FormatRecord) {
        let variants = record.record("variants")
        self.init(
            id: record.text("id"),
            place: record.place(of: "id"),
            environment: record.optionalText("environment"),
            paper: record.boolean("paper") ?? false,
            hosts: record.records("hosts").map { Unit(program: $0.text("program"), site: $0.text("site")) },
            audiences: record.located("audiences"),
            enforces: Plant.Environment.Enforcement(record.record("enforces")),
            validated: record.day("validated"),
            variants: variants.map {
                Variants(
                    routings: $0.integer("routings") ?? 0,
                    forms: $0.integer("forms") ?? 0,
                    statuses: $0.integer("statuses") ?? 0,
                    approvalPaths: $0.integer("approvalPaths") ?? 0
                )
            },
            requalifyWeeks: record.integer("requalifyWeeks"),
            retireBy: record.day("retireBy")
        )
    }
}

extension Plant.Flow {
    init(_ record: FormatRecord) {
        self.init(
            id: record.text("id"),
            place: record.place(of: "id"),
            from: End(record["from"]),
            to: End(record["to"]),
            carries: record.items("carries").compactMap { item in
                item.text.flatMap(DataClass.init(rawValue:)).map { Located($0, place: item.place) }
            },
            programs: record["programs"].map { $0.items.compactMap(\.text) },
            filter: record.optionalText("filter"),
            messages: record.record("messages").map(Plant.Messages.init)
        )
    }
}

extension Plant.Flow.End {
    fileprivate init(_ value: FormatValue?) {
        self = value?.word == nil ? .system(value?.text ?? "") : .mes
    }
}

extension Plant.Filter {
    init(_ record: FormatRecord) {
        self.init(
            id: record.text("id"),
            place: record.place(of: "id"),
            passes: record.texts("passes"),
            drops: record.texts("drops"),
            redacts: record.texts("redacts"),
            generalizes: Self.generalizations(record["generalizes"])
        )
    }

    private static func generalizations(_ value: FormatValue?) -> [String: Generalization] {
        guard case .map(let pairs)? = value?.content else { return [:] }
        return pairs.reduce(into: [:]) { all, pair in
            if let field = pair.key.text { all[field] = pair.value.text.flatMap(Generalization.init(rawValue:)) }
        }
    }
}

extension Plant.ChangeTier {
    init(_ record: FormatRecord) {
        self.init(
            tier: record.integer("tier") ?? 1,
            place: record.place(of: "tier"),
            approvals: record.texts("approvals"),
            tests: record.texts("tests"),
            evidence: record.texts("evidence"),
            distinct: record.texts("distinct")
        )
    }
}

extension Plant.Weights {
    init(_ record: FormatRecord) {
        self = .standard
        let points: [(String, WritableKeyPath<Plant.Weights, Int>)] = [
            ("instance", \.instance), ("environment", \.environment), ("compartment", \.compartment),
            ("processVariant", \.processVariant), ("twoSystemsAtSite", \.twoSystemsAtSite),
            ("splitMasterData", \.splitMasterData), ("integrationLink", \.integrationLink),
            ("validationPackage", \.validationPackage), ("hiddenCapacity", \.hiddenCapacity),
            ("overControl", \.overControl),
        ]
        for (name, path) in points {
            if let value = record.integer(name) { self[keyPath: path] = value }
        }
        approvedBy = record.optionalText("approvedBy")
        place = record.place
    }
}

extension Plant.FlowCosts {
    init(_ record: FormatRecord) {
        self = .standard
        let points: [(String, WritableKeyPath<Plant.FlowCosts, Int>)] = [
            ("filter", \.filter), ("droppedClass", \.droppedClass), ("narrowAudience", \.narrowAudience),
            ("narrowAdministration", \.narrowAdministration), ("rehost", \.rehost), ("stopFlow", \.stopFlow),
        ]
        for (name, path) in points {
            if let value = record.integer(name) { self[keyPath: path] = value }
        }
        approvedBy = record.optionalText("approvedBy")
        place = record.place
    }
}
