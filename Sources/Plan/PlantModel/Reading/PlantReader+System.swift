import Yams

extension PlantReader {
    mutating func system(_ node: Node) -> Plant.System {
        let keys = [
            "id", "kind", "hosting", "audiences", "enforces", "replaceable", "countries", "assurances", "terms",
        ]
        let fields = self.fields(node, "a system", keys)
        let id = required(fields, "id", "a system")
        let what = "system \(id)"
        var hosting = Plant.System.Hosting.environment("")
        if let node = fields["hosting"] {
            if let environment = node.scalar?.string {
                hosting = .environment(environment)
            } else {
                let place = self.fields(node, "hosting of \(what)", ["site"])
                hosting = .site(required(place, "site", "hosting of \(what)"))
            }
        } else {
            report(.missing, fields.place, "\(what) has no 'hosting'")
        }
        return Plant.System(
            id: id,
            place: fields.place,
            kind: required(fields, "kind", what),
            hosting: hosting,
            hostingPlace: fields["hosting"].map { place($0) } ?? fields.place,
            audiences: names(fields["audiences"], "audiences of \(what)"),
            enforces: enforcement(fields["enforces"], what),
            replaceable: fields["replaceable"].flatMap { flag($0, "replaceable of \(what)") } ?? true,
            countries: countries(fields["countries"], "countries of \(what)"),
            assurances: list(fields["assurances"], "assurances of \(what)").map { assurance($0, what) },
            terms: names(fields["terms"], "terms of \(what)")
        )
    }

    mutating func instance(_ node: Node) -> Plant.Instance {
        let keys = [
            "id", "environment", "paper", "hosts", "audiences", "enforces", "validated", "variants", "requalifyWeeks",
            "retireBy",
        ]
        let fields = self.fields(node, "an instance", keys)
        let id = required(fields, "id", "an instance")
        let what = "instance \(id)"
        return Plant.Instance(
            id: id,
            place: fields.place,
            environment: text(fields, "environment", what),
            paper: fields["paper"].flatMap { flag($0, "paper of \(what)") } ?? false,
            hosts: list(fields["hosts"], "hosts of \(what)").map { node in
                let unit = self.fields(node, "a unit of \(what)", ["program", "site"])
                return Plant.Instance.Unit(
                    program: required(unit, "program", "a unit of \(what)"),
                    site: required(unit, "site", "a unit of \(what)")
                )
            },
            audiences: names(fields["audiences"], "audiences of \(what)"),
            enforces: enforcement(fields["enforces"], what),
            validated: day(fields["validated"], "validated of \(what)"),
            variants: fields["variants"].map { variants($0, what) },
            requalifyWeeks: fields["requalifyWeeks"].flatMap { integer($0, "requalifyWeeks of \(what)") },
            retireBy: day(fields["retireBy"], "retireBy of \(what)")
        )
    }

    private mutating func variants(_ node: Node, _ what: String) -> Plant.Instance.Variants {
        let fields = self.fields(node, "variants of \(what)", ["routings", "forms", "statuses", "approvalPaths"])
        func count(_ key: String, _ reader: inout PlantReader) -> Int {
            fields[key].flatMap { reader.integer($0, "\(key) of \(what)") } ?? 0
        }
        return Plant.Instance.Variants(
            routings: count("routings", &self),
            forms: count("forms", &self),
            statuses: count("statuses", &self),
            approvalPaths: count("approvalPaths", &self)
        )
    }

    mutating func flow(_ node: Node) -> Plant.Flow {
        let fields = self.fields(node, "a flow", ["id", "from", "to", "carries", "programs", "filter"])
        let id = required(fields, "id", "a flow")
        let what = "flow \(id)"
        func end(_ text: String) -> Plant.Flow.End { text == "mes" ? .mes : .system(text) }
        return Plant.Flow(
            id: id,
            place: fields.place,
            from: end(required(fields, "from", what)),
            to: end(required(fields, "to", what)),
            carries: list(fields["carries"], "carries of \(what)").compactMap { node in
                choice(node, "carries of \(what)", DataClass.self).map { Located($0, place: place(node)) }
            },
            programs: fields["programs"].map { strings($0, "programs of \(what)") },
            filter: text(fields, "filter", what)
        )
    }

    mutating func filter(_ node: Node) -> Plant.Filter {
        let fields = self.fields(node, "a filter", ["id", "passes", "drops"])
        let id = required(fields, "id", "a filter")
        return Plant.Filter(
            id: id,
            place: fields.place,
            passes: strings(fields["passes"], "passes of filter \(id)"),
            drops: strings(fields["drops"], "drops of filter \(id)")
        )
    }

    mutating func changeTier(_ node: Node) -> Plant.ChangeTier {
        let fields = self.fields(node, "a change tier", ["tier", "approvals", "tests", "evidence", "distinct"])
        return Plant.ChangeTier(
            tier: fields["tier"].flatMap { integer($0, "tier") } ?? 0,
            place: fields.place,
            approvals: strings(fields["approvals"], "approvals of a change tier"),
            tests: strings(fields["tests"], "tests of a change tier"),
            evidence: strings(fields["evidence"], "evidence of a change tier"),
            distinct: strings(fields["distinct"], "distinct of a change tier")
        )
    }

    mutating func weights(_ node: Node?) -> Plant.Weights {
        guard let node else { return .standard }
        let paths: [(String, WritableKeyPath<Plant.Weights, Int>)] = [
            ("instance", \.instance), ("environment", \.environment), ("compartment", \.compartment),
            ("processVariant", \.processVariant), ("twoSystemsAtSite", \.twoSystemsAtSite),
            ("splitMasterData", \.splitMasterData),
            ("integrationLink", \.integrationLink), ("validationPackage", \.validationPackage),
            ("hiddenCapacity", \.hiddenCapacity),
            ("overControl", \.overControl),
        ]
        let fields = self.fields(node, "weights", paths.map(\.0) + ["approvedBy"])
        var weights = Plant.Weights.standard
        for (key, path) in paths {
            guard let node = fields[key], let value = integer(node, "\(key) of weights") else { continue }
            if value > Self.weightMax {
                report(.badValue, place(node), "\(key) of weights is above \(Self.weightMax)")
            } else {
                weights[keyPath: path] = value
            }
        }
        weights.approvedBy = text(fields, "approvedBy", "weights")
        weights.place = fields.place
        return weights
    }

    /// Weights above this are refused, so that sums of many stay far from the limits of 64 bits.
    static let weightMax = 1_000_000
}
