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
            signIn: record.locatedChoice("signIn"),
            hosting: Hosting(record),
            retain: Keeping("retain", record),
            purge: Keeping("purge", record),
            report: Report(record),
            approves: record.items("approves").compactMap(Plant.Flowdown.approval),
            noSubtier: record.locatedFlag("noSubtier"),
            auditDays: record.locatedInteger("auditDays"),
            policy: record["policy"]?.located
        )
    }

    private static func approval(_ value: FormatValue) -> Located<ChangeKind>? {
        guard let kind = value.text.flatMap(ChangeKind.init(rawValue:)) else { return nil }
        return Located(kind, place: value.place)
    }

    /// Whether it asks for anything at all.
    var asks: Bool {
        separation != nil || dedicatedTenancy != nil || persons != nil || administration != nil || signIn != nil
            || hosting != nil || retain != nil || purge != nil || report != nil || !approves.isEmpty || noSubtier != nil
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

extension Plant.Flowdown.Hosting {
    fileprivate init?(_ record: FormatRecord) {
        guard let found = record["hosting"] else { return nil }
        self.init(
            kinds: found.items.compactMap { $0.word.flatMap(Plant.Environment.Kind.init(rawValue:)) },
            environments: found.items.compactMap { $0.word == nil ? $0.text : nil },
            place: found.place
        )
    }
}

extension Plant.Flowdown.Report {
    fileprivate init?(_ record: FormatRecord) {
        guard let found = record["reportHours"], let hours = found.integer else { return nil }
        self.init(hours: hours, addressee: record.text("to"), place: found.place)
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

    /// What is only ever asked: nil unless it is true.
    fileprivate func locatedFlag(_ name: String) -> Located<Bool>? {
        guard let found = self[name], found.boolean == true else { return nil }
        return Located(true, place: found.place)
    }

    fileprivate func locatedInteger(_ name: String) -> Located<Int>? {
        guard let found = self[name], let number = found.integer else { return nil }
        return Located(number, place: found.place)
    }
}
