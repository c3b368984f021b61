extension Plant.Flowdown {
    init(_ record: FormatRecord) {
        self.init(
            id: record.text("id"),
            place: record.place(of: "id"),
            basis: record.choice("from", Basis.self) ?? .contract,
            cite: record.optionalText("cite"),
            separation: Separation(record),
            dedicatedTenancy: record["tenancy"].map { Located(true, place: $0.place) },
            persons: record.locatedChoice("persons"),
            administration: record.locatedChoice("administration"),
            hosting: record["hosting"].map { value in
                Hosting(
                    kinds: value.items.compactMap { $0.word.flatMap(Plant.Environment.Kind.init(rawValue:)) },
                    environments: value.items.compactMap { $0.word == nil ? $0.text : nil },
                    place: value.place
                )
            },
            retain: Keeping("retain", record),
            purge: Keeping("purge", record),
            report: record["reportHours"].map {
                Report(hours: $0.integer ?? 0, addressee: record.text("to"), place: $0.place)
            },
            approves: record.items("approves").compactMap { item in
                item.text.flatMap(ChangeKind.init(rawValue:)).map { Located($0, place: item.place) }
            },
            noSubtier: record["noSubtier"].flatMap { $0.boolean == true ? Located(true, place: $0.place) : nil },
            auditDays: record["auditDays"].flatMap { value in
                value.integer.map { Located($0, place: value.place) }
            },
            policy: record["policy"]?.located
        )
    }

    /// Whether it asks for anything at all.
    var asks: Bool {
        separation != nil || dedicatedTenancy != nil || persons != nil || administration != nil || hosting != nil
            || retain != nil || purge != nil || report != nil || !approves.isEmpty || noSubtier != nil
            || auditDays != nil || policy != nil
    }
}

extension Plant.Flowdown.Separation {
    fileprivate init?(_ record: FormatRecord) {
        guard let rung = record.choice("separation", Rung.self) else { return nil }
        let against: Against =
            switch record["against"]?.content {
            case .list(let items): .parties(items.compactMap(\.text))
            case .word("otherCustomers"): .otherCustomers
            case .word("otherContracts"): .otherContracts
            default: .everyone
            }
        self.init(
            rung: rung,
            against: against,
            scope: record.choice("where", Scope.self) ?? .mes,
            accepts: record.choice("accepts", Strength.self),
            place: record.place(of: "separation")
        )
    }
}

extension Plant.Flowdown.Keeping {
    fileprivate init?(_ name: String, _ record: FormatRecord) {
        guard let found = record[name], let period = found.period,
            let trigger = record.choice("trigger", Plant.Flowdown.Trigger.self)
        else { return nil }
        self.init(period: period, trigger: trigger, place: found.place)
    }
}

extension FormatRecord {
    fileprivate func locatedChoice<Word: RawRepresentable<String> & Sendable & Equatable>(
        _ name: String
    ) -> Located<Word>? {
        guard let found = self[name], let word = found.text.flatMap(Word.init(rawValue:)) else { return nil }
        return Located(word, place: found.place)
    }
}
