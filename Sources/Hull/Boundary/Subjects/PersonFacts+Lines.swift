extension PersonFacts {
    /// The facts, a line each, in a fixed order: what the journal keeps, sealed, of a change.
    var lines: [String] {
        func dated<Value>(_ name: String, _ fact: Dated<Value>?, _ text: (Value) -> String) -> [String] {
            guard let fact else { return [] }
            let from = fact.from.map { " from \($0)" } ?? ""
            let until = fact.until.map { " until \($0)" } ?? ""
            return ["\(name) \(text(fact.value))\(from)\(until)"]
        }
        func list(_ name: String, _ facts: [Dated<String>]?) -> [String] {
            guard let facts else { return [] }
            return facts.isEmpty ? ["\(name) none"] : facts.flatMap { dated(name, $0) { $0 } }
        }
        return dated("employer", employer) { $0 } + dated("role", role) { $0 }
            + dated("usPerson", usPerson) { "\($0)" } + dated("usCitizen", usCitizen) { "\($0)" }
            + list("citizenship", citizenships) + list("residency", residencies)
            + dated("worksIn", worksIn) { $0.sorted().joined(separator: " ") } + list("needToKnow", needToKnow)
            + dated("federalEmployee", federalEmployee) { "\($0)" } + dated("dodEmployee", dodEmployee) { "\($0)" }
            + authorizations.sorted().map { "authorization \($0)" }
    }
}
