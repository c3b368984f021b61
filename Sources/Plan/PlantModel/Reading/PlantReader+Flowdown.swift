import Yams

extension PlantReader {
    mutating func flowdown(_ node: Node, _ program: String) -> Plant.Flowdown {
        let keys = [
            "id", "from", "cite", "separation", "against", "where", "accepts", "tenancy", "persons", "administration",
            "hosting", "retain",
            "purge", "trigger", "reportHours", "to", "approves", "noSubtier", "auditDays", "policy",
        ]
        let fields = self.fields(node, "a flowdown of \(program)", keys)
        let id = required(fields, "id", "a flowdown of \(program)")
        let what = "flowdown \(id) of \(program)"
        return Plant.Flowdown(
            id: id,
            place: fields.place,
            basis: requiredChoice(fields, "from", what, Plant.Flowdown.Basis.self) ?? .contract,
            cite: text(fields, "cite", what),
            separation: separation(fields, what),
            dedicatedTenancy: dedicatedTenancy(fields, what),
            persons: persons(fields["persons"], "persons of \(what)"),
            administration: persons(fields["administration"], "administration of \(what)"),
            hosting: fields["hosting"].map { hosting($0, what) },
            retain: keeping(fields, "retain", what),
            purge: keeping(fields, "purge", what),
            report: report(fields, what),
            approves: list(fields["approves"], "approves of \(what)").compactMap { node in
                choice(node, "approves of \(what)", Plant.Flowdown.ChangeKind.self).map {
                    Located($0, place: place(node))
                }
            },
            noSubtier: fields["noSubtier"].flatMap { node in
                flag(node, "noSubtier of \(what)") == true ? Located(true, place: place(node)) : nil
            },
            auditDays: fields["auditDays"].flatMap { node in
                integer(node, "auditDays of \(what)").map { Located($0, place: place(node)) }
            },
            policy: fields["policy"].flatMap { node in
                text(node, "policy of \(what)").map { Located($0, place: place(node)) }
            }
        )
    }

    private mutating func separation(_ fields: Fields, _ what: String) -> Plant.Flowdown.Separation? {
        guard let node = fields["separation"] else {
            for key in ["against", "where", "accepts"] where fields[key] != nil {
                report(.missing, fields.place, "\(what) has '\(key)' without 'separation'")
            }
            return nil
        }
        guard let rung = choice(node, "separation of \(what)", Plant.Flowdown.Separation.Rung.self) else { return nil }
        return Plant.Flowdown.Separation(
            rung: rung,
            against: fields["against"].map { against($0, what) } ?? .everyone,
            scope: fields["where"].flatMap { choice($0, "where of \(what)", Plant.Flowdown.Separation.Scope.self) }
                ?? .mes,
            accepts: fields["accepts"].flatMap {
                choice($0, "accepts of \(what)", Plant.Flowdown.Separation.Strength.self)
            },
            place: place(node)
        )
    }

    private mutating func against(_ node: Node, _ what: String) -> Plant.Flowdown.Separation.Against {
        switch node.scalar?.string {
        case "everyone": return .everyone
        case "otherCustomers": return .otherCustomers
        case "otherContracts": return .otherContracts
        default: break
        }
        guard case .sequence = node else {
            report(
                .badValue,
                place(node),
                "against of \(what) must be everyone, otherCustomers, otherContracts or a list of parties"
            )
            return .everyone
        }
        return .parties(strings(node, "against of \(what)"))
    }

    private mutating func dedicatedTenancy(_ fields: Fields, _ what: String) -> Located<Bool>? {
        guard let node = fields["tenancy"] else { return nil }
        guard node.scalar?.string == "dedicated" else {
            report(.badValue, place(node), "tenancy of \(what) must be dedicated")
            return nil
        }
        return Located(true, place: place(node))
    }

    private mutating func persons(_ node: Node?, _ what: String) -> Located<Plant.Flowdown.Persons>? {
        guard let node else { return nil }
        return choice(node, what, Plant.Flowdown.Persons.self).map { Located($0, place: place(node)) }
    }

    private mutating func hosting(_ node: Node, _ what: String) -> Plant.Flowdown.Hosting {
        let names = strings(node, "hosting of \(what)")
        return Plant.Flowdown.Hosting(
            kinds: names.compactMap { Plant.Environment.Kind(rawValue: $0) },
            environments: names.filter { Plant.Environment.Kind(rawValue: $0) == nil },
            place: place(node)
        )
    }

    private mutating func keeping(_ fields: Fields, _ key: String, _ what: String) -> Plant.Flowdown.Keeping? {
        guard let node = fields[key] else { return nil }
        guard let text = node.scalar?.string, let period = Period(text) else {
            self.report(.badValue, place(node), "\(key) of \(what) must be a period such as 90d, 12m, 10y or life")
            return nil
        }
        guard let trigger = requiredChoice(fields, "trigger", what, Plant.Flowdown.Trigger.self) else { return nil }
        return Plant.Flowdown.Keeping(period: period, trigger: trigger, place: place(node))
    }

    private mutating func report(_ fields: Fields, _ what: String) -> Plant.Flowdown.Report? {
        guard let node = fields["reportHours"], let hours = integer(node, "reportHours of \(what)") else { return nil }
        return Plant.Flowdown.Report(
            hours: hours,
            addressee: text(fields, "to", what) ?? "customer",
            place: place(node)
        )
    }
}
