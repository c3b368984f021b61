import Yams

extension PlantReader {
    mutating func program(_ node: Node) -> Plant.Program {
        let keys = [
            "id", "customer", "contract", "classification", "parts", "data", "flowdowns", "standards", "sites",
            "workCenters",
            "systems", "resilience",
        ]
        let fields = self.fields(node, "a program", keys)
        let id = required(fields, "id", "a program")
        let what = "program \(id)"
        if fields["classification"] == nil { report(.missing, fields.place, "\(what) has no 'classification'") }
        return Plant.Program(
            id: id,
            place: fields.place,
            customer: required(fields, "customer", what),
            contract: fields["contract"].map { contract($0, what) },
            classification: classification(
                fields["classification"] ?? Node.mapping(Node.Mapping([])),
                what,
                fields.place
            ),
            parts: list(fields["parts"], "parts of \(what)").map { part($0, what) },
            data: dataDeterminations(fields["data"], what),
            flowdowns: list(fields["flowdowns"], "flowdowns of \(what)").map { flowdown($0, what) },
            standards: names(fields["standards"], "standards of \(what)"),
            sites: names(fields["sites"], "sites of \(what)"),
            workCenters: loads(fields["workCenters"], what),
            systems: names(fields["systems"], "systems of \(what)"),
            resilience: resilience(fields["resilience"], what)
        )
    }

    private mutating func contract(_ node: Node, _ what: String) -> Plant.Contract {
        let fields = self.fields(node, "contract of \(what)", ["id", "awarded", "government", "clauses"])
        return Plant.Contract(
            id: required(fields, "id", "contract of \(what)"),
            place: fields.place,
            awarded: day(fields["awarded"], "awarded of \(what)"),
            government: flagFact(fields["government"], "government of \(what)"),
            clauses: list(fields["clauses"], "clauses of \(what)").map { node in
                let clause = self.fields(node, "a clause of \(what)", ["id", "level", "assessment"])
                return Plant.Clause(
                    id: required(clause, "id", "a clause of \(what)"),
                    place: clause.place,
                    level: clause["level"].flatMap { integer($0, "level of a clause of \(what)") },
                    assessment: text(clause, "assessment", "a clause of \(what)")
                )
            }
        )
    }

    private mutating func classification(_ node: Node, _ what: String, _ place: SourcePlace) -> Plant.Classification {
        let keys = [
            "exports", "cui", "distribution", "dissemination", "releasableTo", "determination", "safetyCritical",
            "classified",
        ]
        let fields = self.fields(node, "classification of \(what)", keys)
        if let classified = fields["classified"], flag(classified, "classified of \(what)") == true {
            report(
                .classifiedWork,
                self.place(classified),
                "\(what) is classified: such work belongs on its own authorized system (32 CFR 117), which Bulkhead does not plan"
            )
        }
        return Plant.Classification(
            place: node.mark == nil ? place : fields.place,
            exports: exports(fields["exports"], what),
            cui: names(fields["cui"], "cui of \(what)"),
            distribution: fields["distribution"].map { distribution($0, what) },
            dissemination: names(fields["dissemination"], "dissemination of \(what)"),
            releasableTo: fields["releasableTo"].map { strings($0, "releasableTo of \(what)") },
            determination: fields["determination"].map { determination($0, what) },
            safetyCritical: flagFact(fields["safetyCritical"], "safetyCritical of \(what)")
        )
    }

    private mutating func exports(_ node: Node?, _ what: String) -> [Plant.ExportEntry] {
        list(node, "exports of \(what)").map { node in
            let entry = self.fields(
                node,
                "an export entry of \(what)",
                ["regime", "article", "technicalData", "licenceRequiredFor"]
            )
            return Plant.ExportEntry(
                regime: required(entry, "regime", "an export entry of \(what)"),
                article: text(entry, "article", what),
                technicalData: text(entry, "technicalData", what),
                licenceRequiredFor: strings(entry["licenceRequiredFor"], "licenceRequiredFor of \(what)"),
                place: entry.place
            )
        }
    }

    private mutating func distribution(_ node: Node, _ what: String) -> Plant.Distribution {
        let fields = self.fields(node, "distribution of \(what)", ["statement", "reason", "date", "controllingOffice"])
        return Plant.Distribution(
            statement: requiredChoice(fields, "statement", "distribution of \(what)", Plant.Distribution.Statement.self)
                ?? .f,
            reason: text(fields, "reason", what),
            date: day(fields["date"], "date of distribution of \(what)"),
            controllingOffice: text(fields, "controllingOffice", what),
            place: fields.place
        )
    }

    private mutating func determination(_ node: Node, _ what: String) -> Plant.Determination {
        let fields = self.fields(node, "determination of \(what)", ["by", "date", "document", "review"])
        return Plant.Determination(
            by: required(fields, "by", "determination of \(what)"),
            date: day(fields["date"], "date of determination of \(what)"),
            document: text(fields, "document", what),
            review: day(fields["review"], "review of determination of \(what)"),
            place: fields.place
        )
    }

    /// As the program, none, or a value of its own.
    private mutating func override<Value: Sendable & Equatable>(
        _ node: Node?,
        _ read: (inout PlantReader, Node) -> Value
    ) -> Plant.Override<Value> {
        guard let node else { return .asProgram }
        if node.scalar?.string == "none" { return .none }
        return .value(read(&self, node))
    }

    private mutating func part(_ node: Node, _ what: String) -> Plant.Part {
        let fields = self.fields(
            node,
            "a part of \(what)",
            ["id", "exports", "cui", "distribution", "determinedBy", "cite"]
        )
        return Plant.Part(
            id: required(fields, "id", "a part of \(what)"),
            place: fields.place,
            exports: override(fields["exports"]) { $0.exports($1, what) },
            cui: override(fields["cui"]) { $0.strings($1, "cui of a part of \(what)") },
            distribution: override(fields["distribution"]) { $0.distribution($1, what) },
            determinedBy: required(fields, "determinedBy", "a part of \(what)"),
            cite: required(fields, "cite", "a part of \(what)")
        )
    }

    private mutating func dataDeterminations(_ node: Node?, _ what: String) -> [Plant.DataDetermination] {
        guard let node else { return [] }
        let classes = self.fields(node, "data of \(what)", DataClass.allCases.map(\.rawValue))
        return DataClass.allCases.compactMap { dataClass in
            guard let node = classes[dataClass.rawValue] else { return nil }
            let label = "data class \(dataClass.rawValue) of \(what)"
            let fields = self.fields(node, label, ["export", "exports", "cui", "distribution", "determinedBy", "cite"])
            return Plant.DataDetermination(
                dataClass: dataClass,
                place: fields.place,
                exports: override(fields["export"] ?? fields["exports"]) { $0.exports($1, what) },
                cui: override(fields["cui"]) { $0.strings($1, "cui of \(label)") },
                distribution: override(fields["distribution"]) { $0.distribution($1, what) },
                determinedBy: required(fields, "determinedBy", label),
                cite: required(fields, "cite", label)
            )
        }
    }

    private mutating func loads(_ node: Node?, _ what: String) -> [Plant.WorkCenterLoad] {
        guard let node else { return [] }
        guard case .mapping(let mapping) = node else {
            report(.wrongType, place(node), "workCenters of \(what) must map work centers to hours per week")
            return []
        }
        return mapping.compactMap { key, value in
            guard let id = text(key, "a work center of \(what)"),
                let hours = integer(value, "hours per week of \(what) at \(id)")
            else {
                return nil
            }
            return Plant.WorkCenterLoad(workCenter: id, hoursPerWeek: hours, place: place(key))
        }
    }

    private mutating func resilience(_ node: Node?, _ what: String) -> Plant.Resilience {
        let keys = [
            "longestOutageHours", "plannedDowntimeHours", "latencyMs", "cloudDependency", "rpoMinutes", "rtoMinutes",
            "failover",
            "offlineHours",
        ]
        let fields =
            node.map { self.fields($0, "resilience of \(what)", keys) }
            ?? Fields(values: [:], place: SourcePlace(file: file))
        return Plant.Resilience(
            longestOutageMinutes: minutesFact(fields["longestOutageHours"], "longestOutageHours of \(what)"),
            plannedDowntimeMinutes: minutesFact(fields["plannedDowntimeHours"], "plannedDowntimeHours of \(what)"),
            latencyMs: integerFact(fields["latencyMs"], "latencyMs of \(what)"),
            cloudDependency: choiceFact(
                fields["cloudDependency"],
                "cloudDependency of \(what)",
                Plant.Resilience.CloudDependency.self
            ),
            rpoMinutes: integerFact(fields["rpoMinutes"], "rpoMinutes of \(what)"),
            rtoMinutes: integerFact(fields["rtoMinutes"], "rtoMinutes of \(what)"),
            failover: choiceFact(fields["failover"], "failover of \(what)", Plant.Resilience.Failover.self),
            offlineMinutes: minutesFact(fields["offlineHours"], "offlineHours of \(what)")
        )
    }
}
