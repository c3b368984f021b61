import Yams

extension PlantReader {
    mutating func site(_ node: Node) -> Plant.Site {
        let fields = self.fields(node, "a site", ["id", "country", "uplink", "downtimeWindows", "zones"])
        let id = required(fields, "id", "a site")
        let what = "site \(id)"
        var uplink = Plant.Uplink(longestOutageMinutes: nil, outagesPerYear: nil, latencyMs: nil)
        if let node = fields["uplink"] {
            let link = self.fields(node, "uplink of \(what)", ["longestOutageHours", "outagesPerYear", "latencyMs"])
            uplink = Plant.Uplink(
                longestOutageMinutes: minutesFact(link["longestOutageHours"], "longestOutageHours of \(what)"),
                outagesPerYear: integerFact(link["outagesPerYear"], "outagesPerYear of \(what)"),
                latencyMs: integerFact(link["latencyMs"], "latencyMs of \(what)")
            )
        }
        return Plant.Site(
            id: id,
            place: fields.place,
            country: oneCountry(fields, what),
            uplink: uplink,
            downtimeWindows: names(fields["downtimeWindows"], "downtimeWindows of \(what)"),
            zones: list(fields["zones"], "zones of \(what)").map { zone($0) }
        )
    }

    mutating func oneCountry(_ fields: Fields, _ what: String) -> Fact<String> {
        let country = fact(fields["country"], "country of \(what)") { reader, node in
            reader.text(node, "country").flatMap { reader.country($0, reader.place(node), "country of \(what)") }
        }
        if fields["country"] == nil { report(.missing, fields.place, "\(what) has no 'country'") }
        return country ?? Fact("unknown", place: fields.place)
    }

    private mutating func zone(_ node: Node) -> Plant.Zone {
        let fields = self.fields(node, "a zone", ["id", "admits", "visualBarrier"])
        let id = required(fields, "id", "a zone")
        return Plant.Zone(
            id: id,
            place: fields.place,
            admits: strings(fields["admits"], "admits of zone \(id)"),
            visualBarrier: flagFact(fields["visualBarrier"], "visualBarrier of zone \(id)")
        )
    }

    mutating func workCenter(_ node: Node) -> Plant.WorkCenter {
        let fields = self.fields(node, "a work center", ["id", "site", "zone", "hoursPerWeek", "specialProcess"])
        let id = required(fields, "id", "a work center")
        return Plant.WorkCenter(
            id: id,
            place: fields.place,
            site: required(fields, "site", "work center \(id)"),
            zone: text(fields, "zone", "work center \(id)"),
            hoursPerWeek: fields["hoursPerWeek"].flatMap { integer($0, "hoursPerWeek of work center \(id)") } ?? 0,
            specialProcess: text(fields, "specialProcess", "work center \(id)")
        )
    }

    mutating func party(_ node: Node) -> Plant.Party {
        let fields = self.fields(node, "a party", ["id", "kind", "country", "jcpUntil", "nadcap", "flowedDown"])
        let id = required(fields, "id", "a party")
        let what = "party \(id)"
        return Plant.Party(
            id: id,
            place: fields.place,
            kind: requiredChoice(fields, "kind", what, Plant.Party.Kind.self) ?? .vendor,
            country: oneCountry(fields, what),
            jcpUntil: fact(fields["jcpUntil"], "jcpUntil of \(what)") { $0.day($1, "jcpUntil of \(what)") },
            nadcap: strings(fields["nadcap"], "nadcap of \(what)"),
            flowedDown: strings(fields["flowedDown"], "flowedDown of \(what)")
        )
    }

    mutating func requiredChoice<Choice: RawRepresentable & CaseIterable>(
        _ fields: Fields,
        _ key: String,
        _ what: String,
        _ type: Choice.Type
    ) -> Choice? where Choice.RawValue == String {
        guard let node = fields[key] else {
            report(.missing, fields.place, "\(what) has no '\(key)'")
            return nil
        }
        return choice(node, "\(key) of \(what)", type)
    }

    mutating func audience(_ node: Node) -> Plant.Audience {
        let keys = [
            "id", "employer", "role", "allUSPersons", "allUSCitizens", "citizenships", "latestCitizenships", "worksIn",
            "federalEmployees", "needToKnow",
        ]
        let fields = self.fields(node, "an audience", keys)
        let id = required(fields, "id", "an audience")
        let what = "audience \(id)"
        return Plant.Audience(
            id: id,
            place: fields.place,
            employer: text(fields, "employer", what),
            role: text(fields, "role", what),
            allUSPersons: flagFact(fields["allUSPersons"], "allUSPersons of \(what)"),
            allUSCitizens: flagFact(fields["allUSCitizens"], "allUSCitizens of \(what)"),
            citizenships: countries(fields["citizenships"], "citizenships of \(what)"),
            latestCitizenships: countries(fields["latestCitizenships"], "latestCitizenships of \(what)"),
            worksIn: countries(fields["worksIn"], "worksIn of \(what)"),
            federalEmployees: flagFact(fields["federalEmployees"], "federalEmployees of \(what)"),
            needToKnow: fields["needToKnow"].map { needToKnow($0, what) }
        )
    }

    private mutating func needToKnow(_ node: Node, _ what: String) -> Plant.Audience.NeedToKnow {
        let fields = self.fields(node, "needToKnow of \(what)", ["programs", "sponsor", "expires"])
        return Plant.Audience.NeedToKnow(
            programs: strings(fields["programs"], "needToKnow of \(what)"),
            sponsor: text(fields, "sponsor", what),
            expires: day(fields["expires"], "expires of needToKnow of \(what)"),
            place: fields.place
        )
    }

    mutating func authorization(_ node: Node) -> Plant.Authorization {
        let keys = [
            "id", "kind", "parties", "programs", "dataClasses", "parts", "countries", "provisos", "from", "until",
            "useLimit",
        ]
        let fields = self.fields(node, "an authorization", keys)
        let id = required(fields, "id", "an authorization")
        let what = "authorization \(id)"
        return Plant.Authorization(
            id: id,
            place: fields.place,
            kind: required(fields, "kind", what),
            parties: strings(fields["parties"], "parties of \(what)"),
            programs: strings(fields["programs"], "programs of \(what)"),
            dataClasses: fields["dataClasses"].map { node in
                list(node, "dataClasses of \(what)").compactMap {
                    choice($0, "a data class of \(what)", DataClass.self)
                }
            },
            parts: fields["parts"].map { strings($0, "parts of \(what)") },
            countries: strings(fields["countries"], "countries of \(what)"),
            provisos: strings(fields["provisos"], "provisos of \(what)"),
            from: day(fields["from"], "from of \(what)"),
            until: day(fields["until"], "until of \(what)"),
            useLimit: fields["useLimit"].flatMap { integer($0, "useLimit of \(what)") }
        )
    }
}
