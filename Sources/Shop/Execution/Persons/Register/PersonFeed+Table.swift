internal import Boundary

extension PersonFeed {
    /// The feed as comma-separated values (RFC 4180), which read again are the same persons with the same facts.
    public var table: String {
        let lines = persons.map { person in
            let cells = person.cells
            return Self.columns.map { Self.quoted(cells[$0] ?? "") }.joined(separator: ",")
        }
        return ([Self.columns.joined(separator: ",")] + lines).joined(separator: "\n")
    }

    /// Of how many persons each column says something.
    public var known: [String: Int] {
        persons.reduce(into: [:]) { counts, person in
            for (column, text) in person.cells where !text.isEmpty { counts[column, default: 0] += 1 }
        }
    }

    private static func quoted(_ text: String) -> String {
        text.contains { [",", "\"", "\n", "\r"].contains($0) } ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
    }
}

extension FedPerson {
    /// The texts of its columns; empty where nothing is known.
    fileprivate var cells: [String: String] {
        [
            "person": facts.id, "badge": account.badge, "name": account.name, "home": account.home,
            "employer": facts.employer?.value ?? "", "role": facts.role?.value ?? "",
            "usPerson": Self.word(facts.usPerson), "usCitizen": Self.word(facts.usCitizen),
            "federalEmployee": Self.word(facts.federalEmployee), "dodEmployee": Self.word(facts.dodEmployee),
            "citizenships": Self.entries(facts.citizenships), "residencies": Self.entries(facts.residencies),
            "needToKnow": Self.entries(facts.needToKnow),
            "worksIn": facts.worksIn.map { $0.value.isEmpty ? "none" : $0.value.sorted().joined(separator: " ") } ?? "",
            "authorizations": facts.authorizations.sorted().joined(separator: " "),
        ]
    }

    private static func word(_ fact: PersonFacts.Dated<Bool>?) -> String { fact.map { $0.value ? "yes" : "no" } ?? "" }

    private static func entries(_ facts: [PersonFacts.Dated<String>]?) -> String {
        guard let facts else { return "" }
        if facts.isEmpty { return "none" }
        return facts.map { fact in
            let parts = [
                fact.vouchedBy.map { "by \($0)" }, fact.from.map { "from \($0)" }, fact.until.map { "until \($0)" },
            ]
            return ([fact.value] + parts.compactMap(\.self)).joined(separator: " ")
        }.joined(separator: "; ")
    }
}
