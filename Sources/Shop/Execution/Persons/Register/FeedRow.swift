internal import Boundary
internal import PlantModel

/// Reads one person of a feed: a line of a table, or an entry of a directory.
struct FeedRow {
    private let row: PersonEntry
    private(set) var problems: [String] = []

    init(_ row: PersonEntry) { self.row = row }

    /// The person; nil where something is wrong.
    /// - Parameter areSupposed: the facts are asked about and taken over by nobody, so that nobody has to vouch for them.
    mutating func person(source: String, asOf: Day, areSupposed: Bool) -> FedPerson? {
        let id = required("person")
        let badge = required("badge")
        let name = required("name")
        var facts = PersonFacts(id: id ?? "", source: source, asOf: asOf)
        facts.employer = row["employer"].map { PersonFacts.Dated($0) }
        facts.role = row["role"].map { PersonFacts.Dated($0) }
        facts.usPerson = truth("usPerson")
        facts.usCitizen = truth("usCitizen")
        facts.federalEmployee = truth("federalEmployee")
        facts.dodEmployee = truth("dodEmployee")
        facts.citizenships = dated("citizenships", isCountry: true)
        facts.residencies = dated("residencies", isCountry: true)
        facts.needToKnow = needs(of: id, areSupposed: areSupposed)
        let countries = words("worksIn")
        for country in countries ?? [] where !Self.isCountry(country) { wrongCountry("worksIn", country) }
        facts.worksIn = countries.map { PersonFacts.Dated(Set($0)) }
        facts.authorizations = Set(words("authorizations") ?? [])
        if facts.usCitizen?.value == true, facts.usPerson?.value == false {
            add("usPerson", "a U.S. citizen is a U.S. person (22 CFR 120.62); correct one of the two")
        }
        let home = row["home"] ?? "operator"
        if !PersonFeed.homes.contains(home) {
            add(
                "home",
                "no home \(home.debugDescription); expected one of \(PersonFeed.homes.sorted().joined(separator: ", "))"
            )
        }
        guard problems.isEmpty, let id, let badge, let name else { return nil }
        do throws(AccountRefusal) {
            return FedPerson(facts: facts, account: try Account(person: id, badge: badge, name: name, home: home))
        } catch {
            add("person", "\(error.says)")
            return nil
        }
    }

    private mutating func add(_ column: String, _ message: String) {
        problems.append("\(row.place(of: column)): \(message)")
    }

    private mutating func required(_ column: String) -> String? {
        if row[column] == nil { add(column, "the \(column) is missing; each line has one") }
        return row[column]
    }

    private mutating func truth(_ column: String) -> PersonFacts.Dated<Bool>? {
        switch row[column] {
        case nil: return nil
        case "yes"?: return PersonFacts.Dated(true)
        case "no"?: return PersonFacts.Dated(false)
        case let text?:
            add(column, "\(text.debugDescription); expected yes, no, or nothing where it is not known")
            return nil
        }
    }

    /// Nil where nothing is known; empty for `none`.
    private func words(_ column: String) -> [String]? {
        guard let text = row[column] else { return nil }
        if text == "none" { return [] }
        return text.split(whereSeparator: { $0 == ";" || $0 == " " || $0 == "," }).map(String.init)
    }

    /// Needs to know, each with its sponsor, who is somebody else, and its last day: what nobody vouches for, or for ever, is none.
    private mutating func needs(of person: String?, areSupposed: Bool) -> [PersonFacts.Dated<String>]? {
        let written = dated("needToKnow", isCountry: false)
        guard let needs = written, !areSupposed else { return written }
        for need in needs where need.vouchedBy == nil || need.until == nil {
            add(
                "needToKnow",
                "\(need.value) lacks its sponsor or its last day; expected `\(need.value) by ID until 2026-11-24`, with the id of who vouches for it"
            )
        }
        for need in needs where need.vouchedBy == person && person != nil {
            add("needToKnow", "\(need.value): nobody vouches for himself; name who else does")
        }
        return needs
    }

    /// Entries with days, apart by semicolons; those that are no countries may name who vouches for them.
    private mutating func dated(_ column: String, isCountry: Bool) -> [PersonFacts.Dated<String>]? {
        guard let text = row[column] else { return nil }
        if text == "none" { return [] }
        var facts: [PersonFacts.Dated<String>] = []
        for entry in text.split(separator: ";") {
            let words = entry.split(separator: " ").map(String.init)
            guard let value = words.first, words.count % 2 == 1, words.count <= (isCountry ? 5 : 7) else {
                let example = isCountry ? "`US`, `US from 1990-01-31` or `US until 2011-03-04`" : Self.needExample
                add(column, "\(String(entry).debugDescription); expected \(example)")
                return nil
            }
            if isCountry, !Self.isCountry(value) { wrongCountry(column, value) }
            var days: [String: Day] = [:]
            var sponsor: String?
            for index in stride(from: 1, to: words.count, by: 2) {
                let (name, word) = (words[index], words[index + 1])
                if name == "by", !isCountry, sponsor == nil {
                    sponsor = word
                    continue
                }
                guard ["from", "until"].contains(name), days[name] == nil, let day = Day(word) else {
                    let others = isCountry ? "" : ", `by` and the id of a person"
                    add(column, "\(name) \(word); expected `from` or `until` and a day such as 2026-11-24\(others)")
                    return nil
                }
                days[name] = day
            }
            if let from = days["from"], let until = days["until"], until < from {
                add(column, "\(value) ends on \(until), before it begins on \(from)")
            }
            facts.append(PersonFacts.Dated(value, from: days["from"], until: days["until"], vouchedBy: sponsor))
        }
        return facts
    }

    private static let needExample = "`VEH by ID until 2026-11-24`, with the id of who vouches for it"

    private mutating func wrongCountry(_ column: String, _ text: String) {
        add(column, "\(text.debugDescription) is no country; expected two capital letters (ISO 3166-1), such as US")
    }

    private static func isCountry(_ text: String) -> Bool {
        text.utf8.count == 2 && text.utf8.allSatisfy { (0x41...0x5a).contains($0) }
    }
}
