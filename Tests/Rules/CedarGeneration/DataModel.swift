import SeededGeneration

/// Entities and requests of a case, in JSON.
struct DataModel {
    let schema: SchemaModel

    func uid(_ type: String, _ random: inout SeededGenerator) -> (type: String, id: String) {
        if let ids = schema.type(type)?.ids, !ids.isEmpty, !random.oneIn(20) { return (type, random.pick(ids)) }
        return (type, random.pick(["1", "2", "é", "e\u{301}", "\u{1F600}\n"]))
    }

    private func json(_ uid: (type: String, id: String)) -> String {
        "{\"type\": \(OddText.json(uid.type)), \"id\": \(OddText.json(uid.id))}"
    }

    /// Entities that mostly fit the schema.
    func entities(_ random: inout SeededGenerator) -> String {
        var seen: Set<[UInt8]> = []
        var parts: [String] = []
        for _ in 0..<random.below(6) {
            let type = random.pick(schema.types)
            let uid = uid(schema.full(type.name), &random)
            guard seen.insert(Array((uid.type + "/" + uid.id).utf8)).inserted else { continue }
            var parents: [String] = []
            if random.oneIn(2), let parent = type.parents.randomElement(using: &random) {
                // Ids of parents are never those of children, so there is no circle.
                let found = self.uid(schema.full(parent), &random)
                parents.append(
                    json((found.type, schema.type(found.type)?.ids.isEmpty == false ? found.id : "up-" + found.id))
                )
            }
            var text = "{\"uid\": \(random.oneIn(3) ? "{\"__entity\": \(json(uid))}" : json(uid))"
            text += ", \"attrs\": \(record(type.fields, &random)), \"parents\": [\(parents.joined(separator: ", "))]"
            if let tags = type.tags, random.oneIn(2) {
                text += ", \"tags\": {\(OddText.json(random.pick(OddText.attributes))): \(value(tags, &random))}"
            } else if random.oneIn(4) {
                text += ", \"tags\": {}"
            }
            if random.oneIn(40) { text += ", \"attrs\": {}" }
            parts.append(text + "}")
        }
        return "[" + parts.joined(separator: ",\n ") + "]"
    }

    func request(_ random: inout SeededGenerator) -> (
        principal: String, action: String, resource: String, context: String
    ) {
        let action = random.pick(schema.actions)
        let types = schema.types.map(\.name)
        let principal =
            random.oneIn(12) || action.principals.isEmpty ? random.pick(types) : random.pick(action.principals)
        let resource = random.oneIn(12) || action.resources.isEmpty ? random.pick(types) : random.pick(action.resources)
        return (
            json(uid(schema.full(principal), &random)),
            json((random.oneIn(30) ? "Action" : schema.actionType, random.oneIn(30) ? "nothing" : action.id)),
            json(uid(schema.full(resource), &random)), record(action.context, &random)
        )
    }

    private func record(_ fields: [SchemaModel.Field], _ random: inout SeededGenerator) -> String {
        var parts: [String] = []
        for field in fields where field.isRequired ? !random.oneIn(40) : random.oneIn(2) {
            parts.append("\(OddText.json(field.name)): \(value(field.kind, &random))")
        }
        if random.oneIn(50) { parts.append("\"extra\": 1") }
        return "{" + parts.joined(separator: ", ") + "}"
    }

    private func call(_ function: String, _ argument: String, _ random: inout SeededGenerator) -> String {
        let text = OddText.json(argument)
        switch random.below(4) {
        case 0: return text
        case 1: return "{\"fn\": \"\(function)\", \"arg\": \(text)}"
        case 2: return "{\"__extn\": {\"fn\": \"\(function)\", \"args\": [\(text)]}}"
        default: return "{\"__extn\": {\"fn\": \"\(function)\", \"arg\": \(text)}}"
        }
    }

    func value(_ kind: SchemaModel.Kind, _ random: inout SeededGenerator) -> String {
        if random.oneIn(80) { return random.pick(["null", "1.5", "\"?\"", "[]", "{}", "true", "{\"__expr\": \"1\"}"]) }
        switch kind {
        case .bool: return random.pick(["true", "false"])
        case .long: return random.pick(["0", "1", "-1", "9223372036854775807", "-9223372036854775808", "42"])
        case .string: return OddText.json(random.pick(OddText.texts))
        case .decimal: return call("decimal", random.pick(Literals.decimals), &random)
        case .ip: return call("ip", random.pick(Literals.addresses), &random)
        case .datetime:
            if random.oneIn(6) {
                let epoch = "{\"__extn\": {\"fn\": \"datetime\", \"arg\": \"1970-01-01\"}}"
                let length =
                    "{\"__extn\": {\"fn\": \"duration\", \"arg\": \(OddText.json(random.pick(Literals.durations)))}}"
                return "{\"__extn\": {\"fn\": \"offset\", \"args\": [\(epoch), \(length)]}}"
            }
            return call("datetime", random.pick(Literals.datetimes), &random)
        case .duration: return call("duration", random.pick(Literals.durations), &random)
        case .entity(let type):
            let uid = json(uid(type, &random))
            return random.oneIn(2) ? uid : "{\"__entity\": \(uid)}"
        case .set(let element):
            return "[" + (0..<random.below(3)).map { _ in value(element, &random) }.joined(separator: ", ") + "]"
        case .record(let fields): return record(fields, &random)
        }
    }
}

/// Texts of extension values, mostly right.
enum Literals {
    static let decimals = [
        "1.0", "1.00", "-0.5", "922337203685477.5807", "-922337203685477.5808", "0.1234", "12.3", "1", "1.23456",
    ]
    static let addresses = [
        "127.0.0.1", "10.0.0.0/8", "10.0.0.1/8", "::1", "ff02::1/16", "1:2:3:4:5:6:7:8", "::/0", "192.168.0.1/32",
        "01.1.1.1",
    ]
    static let datetimes = [
        "1970-01-01", "2026-07-28T09:30:00Z", "2026-07-28T09:30:00.123+0200", "0000-01-01",
        "9999-12-31T23:59:59.999-2359", "2024-02-29",
        "2023-02-29",
    ]
    static let durations = [
        "0ms", "1d2h3m4s5ms", "-1h", "9223372036854775807ms", "-9223372036854775808ms", "1500ms", "24h", "1s1d",
    ]
}
