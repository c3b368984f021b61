extension Plant.Site {
    init(_ record: FormatRecord) {
        let uplink = record.record("uplink")
        self.init(
            id: record.text("id"),
            place: record.place(of: "id"),
            country: record.requiredFact("country", \.text, otherwise: ""),
            uplink: Plant.Uplink(
                longestOutageMinutes: uplink?.integerFact("longestOutageHours"),
                outagesPerYear: uplink?.integerFact("outagesPerYear"),
                latencyMs: uplink?.integerFact("latencyMs")
            ),
            downtimeWindows: record.located("downtimeWindows"),
            zones: record.records("zones").map(Plant.Zone.init)
        )
    }
}

extension Plant.Zone {
    init(_ record: FormatRecord) {
        self.init(
            id: record.text("id"),
            place: record.place(of: "id"),
            admits: record.texts("admits"),
            visualBarrier: record.booleanFact("visualBarrier")
        )
    }
}

extension Plant.WorkCenter {
    init(_ record: FormatRecord) {
        self.init(
            id: record.text("id"),
            place: record.place(of: "id"),
            site: record.text("site"),
            zone: record.optionalText("zone"),
            hoursPerWeek: record.integer("hoursPerWeek") ?? 0,
            specialProcess: record.optionalText("specialProcess")
        )
    }
}

extension Plant.Party {
    init(_ record: FormatRecord) {
        self.init(
            id: record.text("id"),
            place: record.place(of: "id"),
            kind: record.choice("kind", Kind.self) ?? .supplier,
            country: record.requiredFact("country", \.text, otherwise: ""),
            jcpUntil: record.fact("jcpUntil", \.day),
            nadcap: record.texts("nadcap"),
            flowedDown: record.texts("flowedDown")
        )
    }
}

extension Plant.Audience {
    init(_ record: FormatRecord) {
        let need = record.record("needToKnow")
        self.init(
            id: record.text("id"),
            place: record.place(of: "id"),
            employer: record.optionalText("employer"),
            role: record.optionalText("role"),
            allUSPersons: record.booleanFact("allUSPersons"),
            allUSCitizens: record.booleanFact("allUSCitizens"),
            citizenships: record.textsFact("citizenships"),
            latestCitizenships: record.textsFact("latestCitizenships"),
            worksIn: record.textsFact("worksIn"),
            federalEmployees: record.booleanFact("federalEmployees"),
            needToKnow: need.map {
                NeedToKnow(
                    programs: $0.texts("programs"),
                    sponsor: $0.optionalText("sponsor"),
                    expires: $0.day("expires"),
                    place: $0.place
                )
            }
        )
    }
}

extension Plant.Authorization {
    init(_ record: FormatRecord) {
        self.init(
            id: record.text("id"),
            place: record.place(of: "id"),
            kind: record.text("kind"),
            parties: record.texts("parties"),
            programs: record.texts("programs"),
            dataClasses: record["dataClasses"].map {
                $0.items.compactMap { $0.text.flatMap(DataClass.init(rawValue:)) }
            },
            parts: record["parts"].map { $0.items.compactMap(\.text) },
            countries: record.texts("countries"),
            provisos: record.texts("provisos"),
            from: record.day("from"),
            until: record.day("until"),
            useLimit: record.integer("useLimit")
        )
    }
}
