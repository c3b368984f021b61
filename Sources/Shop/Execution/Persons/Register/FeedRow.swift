internal import Boundary
internal import PlantModel

/// Reads one line of a feed.
struct FeedRow {
    private let row: LocatedTable.Row
    private(set) var problems: [String] = []

    init(_ row: LocatedTable.Row) { self.row = row }

    /// The person; nil where something is wrong.
    mutating func person(source: String, asOf: Day) -> FedPerson? {
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
        facts.needToKnow = dated("needToKnow", isCountry: false)
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

    private mutating func dated(_ column: String, isCountry: Bool) -> [PersonFacts.Dated<String>]? {
        guard let text = row[column] else { return nil }
        if text == "none" { return [] }
        var facts: [PersonFacts.Dated<String>] = []
        for entry in text.split(separator: ";") {
            let words = entry.split(separator: " ").map(String.init)
            guard let value = words.first, words.count % 2 == 1, words.count <= 5 else {
                add(
                    column,
                    "\(String(entry).debugDescription); expected `US`, `US from 1990-01-31` or `US until 2011-03-04`"
                )
                return nil
            }
            if isCountry, !Self.isCountry(value) { wrongCountry(column, value) }
            var days: [String: Day] = [:]
            for index in stride(from: 1, to: words.count, by: 2) {
                guard ["from", "until"].contains(words[index]), days[words[index]] == nil,
                    let day = Day(words[index + 1])
                else {
                    add(
                        column,
                        "\(words[index]) \(words[index + 1]); expected `from` or `until` and a day such as 2026-11-24"
                    )
                    return nil
                }
                days[words[index]] = day
            }
            if let from = days["from"], let until = days["until"], until < from {
                add(column, "\(value) ends on \(until), before it begins on \(from)")
            }
            facts.append(PersonFacts.Dated(value, from: days["from"], until: days["until"]))
        }
        return facts
    }

    private mutating func wrongCountry(_ column: String, _ text: String) {
        add(column, "\(text.debugDescription) is no country; expected two capital letters (ISO 3166-1), such as US")
    }

    private static func isCountry(_ text: String) -> Bool {
        text.utf8.count == 2 && text.utf8.allSatisfy { (0x41...0x5a).contains($0) }
    }
}
