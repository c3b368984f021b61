internal import Cedar
internal import PlantModel

// What the journal keeps, sealed, of a change of a person's facts: a JSON object of `person`, `source`, `asOf`, `version` and `facts`. Each
// of the facts is an object of `fact` (its name), `value` or, for a set, `values`, and, where they are known, `from`, `until` and `by`. A list of
// which is known that it is empty is there once, without a value. What is not there is not known.
extension PersonFacts {
    /// The payload of `subject.facts`, its facts in a fixed order.
    func payload(version: UInt64) -> PayloadText {
        var payload = PayloadText()
        payload.set("person", id)
        payload.set("source", source)
        payload.set("asOf", asOf.description)
        payload.set("version", version)
        payload.set("facts", Self.facts.flatMap { $0.write(self) })
        return payload
    }

    /// Reads what ``payload(version:)`` wrote; nil for anything else, so that what is not understood is not known.
    static func reading(_ payload: JSONNode) -> (facts: PersonFacts, version: UInt64)? {
        guard let id = payload["person"]?.text, let source = payload["source"]?.text,
            let asOf = payload["asOf"]?.text.flatMap({ Day($0) }), let version = payload["version"]?.count,
            let entries = payload["facts"]?.elements
        else { return nil }
        var facts = PersonFacts(id: id, source: source, asOf: asOf)
        for entry in entries {
            guard let name = entry["fact"]?.text, let known = Self.facts.first(where: { $0.name == name }),
                known.read(entry, &facts)
            else { return nil }
        }
        return (facts, version)
    }

    /// One name of the payload: how it is written, and read back into the facts. Reading says whether it was understood.
    private struct Fact {
        let name: String
        let write: (PersonFacts) -> [PayloadText]
        let read: (JSONNode, inout PersonFacts) -> Bool
    }

    private static var facts: [Fact] {
        [
            text("employer", \.employer), text("role", \.role), truth("usPerson", \.usPerson),
            truth("usCitizen", \.usCitizen), list("citizenship", \.citizenships), list("residency", \.residencies),
            countries("worksIn", \.worksIn), list("needToKnow", \.needToKnow),
            truth("federalEmployee", \.federalEmployee), truth("dodEmployee", \.dodEmployee), grantedNeed,
            Fact(
                name: "authorization",
                write: { facts in
                    facts.authorizations.sorted().map { id in
                        var entry = Self.entry("authorization")
                        entry.set("value", id)
                        return entry
                    }
                },
                read: { entry, facts in
                    guard let id = entry["value"]?.text else { return false }
                    facts.authorizations.insert(id)
                    return true
                }
            ),
        ]
    }

    private static var grantedNeed: Fact {
        Fact(
            name: "grantedNeed",
            write: { facts in facts.grantedNeeds.map { dated("grantedNeed", $0) { $0.set("value", $1) } } },
            read: { entry, facts in
                guard let program = entry["value"]?.text, let need = dated(entry, program) else { return false }
                facts.grantedNeeds.append(need)
                return true
            }
        )
    }

    private typealias Path<Value> = WritableKeyPath<PersonFacts, Value>

    private static func text(_ name: String, _ path: Path<Dated<String>?>) -> Fact {
        single(name, path, write: { $0.set("value", $1) }, read: { $0["value"]?.text })
    }

    private static func truth(_ name: String, _ path: Path<Dated<Bool>?>) -> Fact {
        single(
            name,
            path,
            write: { $0.set("value", $1 ? "true" : "false") },
            read: { ["true": true, "false": false][$0["value"]?.text ?? ""] }
        )
    }

    private static func countries(_ name: String, _ path: Path<Dated<Set<String>>?>) -> Fact {
        single(
            name,
            path,
            write: { $0.set("values", $1.sorted()) },
            read: { entry in
                guard let elements = entry["values"]?.elements else { return nil }
                let texts = elements.compactMap(\.text)
                return texts.count == elements.count ? Set(texts) : nil
            }
        )
    }

    private static func single<Value>(
        _ name: String,
        _ path: Path<Dated<Value>?>,
        write: @escaping (inout PayloadText, Value) -> Void,
        read: @escaping (JSONNode) -> Value?
    ) -> Fact {
        Fact(
            name: name,
            write: { facts in facts[keyPath: path].map { [Self.dated(name, $0, write)] } ?? [] },
            read: { entry, facts in
                guard facts[keyPath: path] == nil, let value = read(entry), let fact = Self.dated(entry, value) else {
                    return false
                }
                facts[keyPath: path] = fact
                return true
            }
        )
    }

    private static func list(_ name: String, _ path: Path<[Dated<String>]?>) -> Fact {
        Fact(
            name: name,
            write: { facts in
                guard let known = facts[keyPath: path] else { return [] }
                return known.isEmpty ? [Self.entry(name)] : known.map { Self.dated(name, $0) { $0.set("value", $1) } }
            },
            read: { entry, facts in
                let known = facts[keyPath: path] ?? []
                guard let value = entry["value"] else {
                    facts[keyPath: path] = known
                    return known.isEmpty && entry["from"] == nil && entry["until"] == nil
                }
                guard let text = value.text, let fact = Self.dated(entry, text) else { return false }
                facts[keyPath: path] = known + [fact]
                return true
            }
        )
    }

    private static func entry(_ name: String) -> PayloadText {
        var entry = PayloadText()
        entry.set("fact", name)
        return entry
    }

    private static func dated<Value>(
        _ name: String,
        _ fact: Dated<Value>,
        _ write: (inout PayloadText, Value) -> Void
    ) -> PayloadText {
        var entry = entry(name)
        write(&entry, fact.value)
        if let from = fact.from { entry.set("from", from.description) }
        if let until = fact.until { entry.set("until", until.description) }
        if let sponsor = fact.vouchedBy { entry.set("by", sponsor) }
        return entry
    }

    /// Nil where a day is there and is none: a fact without its end would count for ever.
    private static func dated<Value>(_ entry: JSONNode, _ value: Value) -> Dated<Value>? {
        let (from, until) = (entry["from"], entry["until"])
        let (first, last) = (from?.text.flatMap { Day($0) }, until?.text.flatMap { Day($0) })
        let by = entry["by"]
        guard (from == nil) == (first == nil), (until == nil) == (last == nil), (by == nil) == (by?.text == nil) else {
            return nil
        }
        return Dated(value, from: first, until: last, vouchedBy: by?.text)
    }
}

extension JSONNode {
    /// A count.
    var count: UInt64? { if case .integer(let number) = kind { UInt64(exactly: number) } else { nil } }
}
