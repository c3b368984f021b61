// swift-format-ignore-file: NeverUseForceTry, NeverForceUnwrap

import Cedar
import SeededGeneration

/// Conditions, requests and stores over the small schema, with pools so small that values meet.
struct RandomCedar {
    var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    mutating func pick<Element>(_ choices: [Element]) -> Element {
        choices[Int.random(in: 0..<choices.count, using: &generator)]
    }
    mutating func chance(_ part: Int) -> Bool { Int.random(in: 0..<part, using: &generator) == 0 }

    // MARK: Values

    static let strings = ["", "a", "b", "ab", "aab", "x\u{e9}", "xe\u{301}", "a*b", "key"]
    static let longs: [Int64] = [0, 1, -1, 2, 7, .max, .min, .max - 1, 3_037_000_500]
    static let ips = [
        "10.0.0.1", "10.0.0.0/8", "127.0.0.1", "127.0.0.0/7", "224.0.0.1/32", "::1", "ff00::/8", "::1/127", "1::2",
        "0.0.0.0/0",
    ]
    static let datetimes = [
        "datetime(\"1970-01-01\")", "datetime(\"1969-12-31T23:59:59.999Z\")", "datetime(\"2026-07-28T09:30:00Z\")",
        "datetime(\"0000-01-01\")", "datetime(\"9999-12-31\")",
    ]
    static let durations = [
        "0ms", "1ms", "-1ms", "1d", "-1d2h", "9223372036854775807ms", "-9223372036854775808ms", "59m59s",
    ]
    static let decimals = ["0.0", "1.5", "-1.5", "922337203685477.5807", "-922337203685477.5808", "2.0"]
    static let countries = ["US", "FR", "DE"]

    mutating func uid(_ type: String) -> EntityUID {
        let ids = type == "Country" ? Self.countries : ["a", "b", "c"]
        return EntityUID(type: EntityTypeName(type), id: pick(ids))
    }

    mutating func value(_ type: SchemaType) -> Value {
        switch type {
        case .bool: return .bool(chance(2))
        case .long: return .long(pick(Self.longs))
        case .string: return .string(pick(Self.strings))
        case .entity(let name): return .entity(uid(name.description))
        case .set(let element): return .set(Set((0..<pick([0, 1, 2, 3])).map { _ in value(element) }))
        case .extension(.ipaddr): return .ip(try! IPRange(parsing: CedarString(pick(Self.ips))))
        case .extension(.decimal): return .decimal(try! DecimalValue(parsing: CedarString(pick(Self.decimals))))
        case .extension(.duration): return .duration(try! DurationValue(parsing: CedarString(pick(Self.durations))))
        case .extension(.datetime):
            return .datetime(DatetimeValue(milliseconds: pick([0, -1, 86_400_000, .max, .min, 1_785_231_000_000])))
        case .record(let shape): return .record(record(shape))
        }
    }

    mutating func record(_ shape: RecordShape) -> Record {
        var fields: [CedarString: Value] = [:]
        for (name, attribute) in shape.attributes.sorted(by: { $0.key < $1.key })
        where attribute.isRequired || chance(2) {
            fields[name] = value(attribute.type)
        }
        return Record(fields)
    }

    /// A request on `view` and a store that holds every entity that can be named, unless some may be missing.
    mutating func world(_ schema: Schema, storeIsComplete: Bool = true) -> (request: Request, entities: [Entity]) {
        var entities: [Entity] =
            schema.actionEntities + Self.countries.map { Entity(uid: EntityUID(type: "Country", id: $0)) }
        for type in ["Team", "User", "Doc"] {
            guard let declared = schema.entityType(EntityTypeName(type)) else { continue }
            for (position, id) in ["a", "b", "c"].enumerated() where storeIsComplete || !chance(5) {
                // Teams only below later ones, so that there is no cycle.
                let above = type == "Team" ? Array(["a", "b", "c"][(position + 1)...]) : ["a", "b", "c"]
                let parents = Set(above.filter { _ in chance(3) }.map { EntityUID(type: "Team", id: $0) })
                var tags: [CedarString: Value] = [:]
                if let type = declared.tags {
                    for key in ["a", "key"] where chance(2) { tags[CedarString(key)] = value(type) }
                }
                entities.append(
                    Entity(
                        uid: EntityUID(type: EntityTypeName(type), id: id),
                        attributes: record(declared.shape),
                        parents: parents,
                        tags: Record(tags)
                    )
                )
            }
        }
        let context = schema.action(EntityUID(type: "Action", id: "view"))!.appliesTo!.context
        let request = Request(
            principal: uid("User"),
            action: EntityUID(type: "Action", id: "view"),
            resource: uid("Doc"),
            context: record(context)
        )
        return (request, entities)
    }

    // MARK: Expressions

    /// A condition; most are strictly valid.
    mutating func condition(_ depth: Int) -> String {
        guard depth > 0 else { return atom() }
        switch Int.random(in: 0..<12, using: &generator) {
        case 0: return "!(\(condition(depth - 1)))"
        case 1, 2: return "(\(condition(depth - 1)) && \(condition(depth - 1)))"
        case 3, 4: return "(\(condition(depth - 1)) || \(condition(depth - 1)))"
        case 5: return "(if \(condition(depth - 1)) then \(condition(depth - 1)) else \(condition(depth - 1)))"
        default: return atom()
        }
    }

    mutating func long(_ depth: Int) -> String {
        guard depth > 0 else {
            return pick([
                "principal.age", "context.n", "principal.manager.age", "resource.owner.age", "context.wait.toHours()",
                "context.wait.toMilliseconds()", "context.wait.toDays()", "\(pick(Self.longs))",
            ])
        }
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: return "(\(long(depth - 1)) + \(long(depth - 1)))"
        case 1: return "(\(long(depth - 1)) - \(long(depth - 1)))"
        case 2: return "(\(long(depth - 1)) * \(pick(["2", "-1", "context.n", "9223372036854775807"])))"
        case 3: return "(-(\(long(depth - 1))))"
        case 4: return "(if \(atom()) then \(long(depth - 1)) else \(long(depth - 1)))"
        default: return long(0)
        }
    }

    mutating func text() -> String {
        pick([
            "principal.name", "resource.owner.name", "context.there.city", quoted(pick(Self.strings)),
            quoted(pick(Self.strings)),
        ])
    }

    func quoted(_ text: String) -> String { CedarString(text).quoted }

    mutating func user() -> String {
        pick(["principal", "resource.owner", "resource.owner", "User::\"a\"", "User::\"b\""])
    }
    mutating func team() -> String { pick(["Team::\"a\"", "Team::\"b\"", "Team::\"c\""]) }
    mutating func texts() -> String {
        pick([
            "context.asked", "principal.tagsSeen", "resource.owner.tagsSeen", "[\(text()), \(text())]", "[\(text())]",
        ])
    }
    mutating func teams() -> String { pick(["principal.groups", "resource.owner.groups", "[\(team()), \(team())]"]) }
    mutating func ip() -> String { pick(["context.ip", "principal.host", "ip(\"\(pick(Self.ips))\")"]) }
    mutating func moment() -> String {
        let base = pick(["context.now", "principal.joined", pick(Self.datetimes)])
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: return "\(base).offset(\(span()))"
        case 1: return "\(base).toDate()"
        default: return base
        }
    }
    mutating func span() -> String {
        pick([
            "context.wait", "duration(\"\(pick(Self.durations))\")", "context.now.toTime()",
            "context.now.durationSince(principal.joined)",
        ])
    }
    mutating func decimal() -> String { "decimal(\"\(pick(Self.decimals))\")" }
    mutating func place() -> String { pick(["principal.address", "context.there", "resource.owner.address"]) }
    mutating func pattern() -> String {
        "\"" + (0..<pick([1, 2, 3])).map { _ in pick(["*", "a", "b", "ab", "\\*", "x", "*a", "b*"]) }.joined() + "\""
    }

    mutating func atom() -> String {
        switch Int.random(in: 0..<30, using: &generator) {
        case 0: return "(\(long(2)) \(pick(["<", "<=", ">", ">=", "==", "!="])) \(long(2)))"
        case 1: return "(\(text()) == \(text()))"
        case 2, 3: return "(\(text()) like \(pattern()))"
        case 4: return "(\(user()) == \(user()))"
        case 5: return "(\(user()) in \(team()))"
        case 6: return "(\(pick(["resource", team()])) in \(team()))"
        case 7: return "(\(pick(["resource", user(), team()])) in \(teams()))"
        case 8: return "\(texts()).contains(\(text()))"
        case 9: return "\(texts()).\(pick(["containsAll", "containsAny"]))(\(texts()))"
        case 10: return "\(pick([texts(), teams()])).isEmpty()"
        case 11: return "(\(texts()) \(pick(["==", "!="])) \(texts()))"
        case 12: return "(principal has clearance && principal.clearance \(pick(["<", ">="])) \(long(1)))"
        case 13: return "(principal has home && principal.home == Country::\"\(pick(Self.countries))\")"
        case 14: return "(principal has manager && principal.manager.age > \(long(0)))"
        case 15: return "(principal has manager.manager && principal.manager.manager == \(user()))"
        case 16: return "(\(user()) has address.zip)"
        case 17: return "(\(place()) \(pick(["==", "!="])) \(place()))"
        case 18: return "context.places.contains(\(place()))"
        case 19: return "(principal.hasTag(\"key\") && principal.getTag(\"key\") == \(text()))"
        case 20: return "(principal.hasTag(principal.name) && principal.getTag(principal.name) like \(pattern()))"
        case 21: return "\(ip()).isInRange(\(ip()))"
        case 22: return "\(ip()).\(pick(["isIpv4", "isIpv6", "isLoopback", "isMulticast"]))()"
        case 23: return "(\(ip()) == \(ip()))"
        case 24: return "(\(moment()) \(pick(["<", "<=", "==", ">"])) \(moment()))"
        case 25: return "(\(span()) \(pick(["<", "<=", "==", ">"])) \(span()))"
        case 26:
            return
                "(principal has rate && principal.rate.\(pick(["lessThan", "lessThanOrEqual", "greaterThan", "greaterThanOrEqual"]))(\(decimal())))"
        case 27: return "(resource has label.level && resource.label.level \(pick(["<", "=="])) \(long(1)))"
        case 28: return "\(pick(["resource.levels", "[\(long(0)), \(long(0))]"])).contains(\(long(1)))"
        default:
            return pick([
                "(principal is User)", "resource.open", "(if context has mfa then context.mfa else false)",
                "(principal is User in \(team()))", "context.places.isEmpty()",
            ])
        }
    }
}
