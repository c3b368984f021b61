import Cedar
import SeededGeneration

/// Makes conditions about the schema of ``ValidationFixture``, most of them well typed: operands are drawn by type, and what is optional
/// is mostly guarded.
struct ConditionGenerator {
    private var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &generator) }

    mutating func pick(_ texts: [String]) -> String { texts[below(texts.count)] }

    mutating func policy() -> String {
        let scopes = [
            "principal, action == Action::\"view\", resource is Photo", "principal, action, resource",
            "principal is User, action in [Action::\"view\", Action::\"edit\"], resource",
            "principal in Team::\"t0\", action == Action::\"paint\", resource == Color::\"red\"",
        ]
        let head = "\(pick(["permit", "forbid"])) (\(pick(scopes)))"
        let guarded = below(2) == 0 ? "principal is User && resource is Photo && " : ""
        let unless = below(3) == 0 ? " unless { \(boolean(2)) }" : ""
        return "\(head) when { \(guarded)\(boolean(3)) }\(unless);"
    }

    mutating func boolean(_ depth: Int) -> String {
        guard depth > 0 else { return pick(["true", "false", "context.tls", "principal has name", "context has who"]) }
        let inner = depth - 1
        switch below(20) {
        case 0: return "!(\(boolean(inner)))"
        case 1, 2, 3: return "(\(boolean(inner)) && \(boolean(inner)))"
        case 4, 5: return "(\(boolean(inner)) || \(boolean(inner)))"
        case 6: return "(if \(boolean(inner)) then \(boolean(inner)) else \(boolean(inner)))"
        case 7: return "(\(long(inner)) \(pick(["==", "!=", "<", "<=", ">", ">="])) \(long(inner)))"
        case 8: return "(\(string(inner)) \(pick(["==", "!="])) \(string(inner)))"
        case 9: return "(\(entity(inner)) == \(entity(inner)))"
        case 10: return "(\(entity(inner)) in \(pick([entity(inner), "[\(entity(inner)), \(entity(inner))]"])))"
        case 11:
            return "(\(entity(inner)) has \(pick(["name", "manager", "owner", "age", "address.zip", "lead", "nope"])))"
        case 12: return "(\(string(inner)) like \"a*\")"
        case 13: return "(\(entity(inner)) is \(pick(["User", "Photo", "Team", "Album"])))"
        case 14: return "\(strings()).\(pick(["contains(\(string(inner)))", "containsAny(\(strings()))", "isEmpty()"]))"
        case 15: return guardedAttribute(inner)
        case 16: return guardedTag(inner)
        case 17: return "(\(datetime(inner)) < \(datetime(inner)))"
        case 18: return "(\(duration(inner)) >= \(duration(inner)))"
        default: return "(\(user()) has score && \(user()).score.lessThan(decimal(\"1.5\")))"
        }
    }

    private mutating func user() -> String { pick(["principal", "resource.owner", "User::\"u1\"", "User::\"gone\""]) }

    private mutating func guardedAttribute(_ depth: Int) -> String {
        let base = entity(depth)
        let uses = [
            "name": "== \"a\"", "manager": "has name", "owner": "== principal", "ip": ".isIpv4()",
            "color": "== Color::\"red\"",
            "lead": "has manager", "size": "< 3", "age": "> 10",
        ]
        let name = pick(uses.keys.sorted())
        let use = uses[name].map { $0.hasPrefix(".") ? $0 : " " + $0 } ?? ""
        return "(\(base) has \(name) \(pick(["&&", "&&", "||"])) \(base).\(name)\(use))"
    }

    private mutating func guardedTag(_ depth: Int) -> String {
        let base = entity(depth)
        let key = string(0)
        return "(\(base).hasTag(\(key)) && \(base).getTag(\(key)) == \(string(depth)))"
    }

    private mutating func long(_ depth: Int) -> String {
        guard depth > 0 else {
            return pick(["1", "-3", "9223372036854775807", "principal.age", "resource.size", "resource.meta.width"])
        }
        switch below(6) {
        case 0: return "(\(long(depth - 1)) \(pick(["+", "-", "*"])) \(long(depth - 1)))"
        case 1: return "-(\(long(depth - 1)))"
        case 2: return "(if \(boolean(depth - 1)) then \(long(depth - 1)) else \(long(depth - 1)))"
        case 3: return "\(duration(depth - 1)).toHours()"
        case 4: return "{a: \(long(depth - 1)), b: true}.a"
        default: return long(0)
        }
    }

    private mutating func string(_ depth: Int) -> String {
        guard depth > 0 else { return pick(["\"a\"", "\"k\"", "principal.address.city"]) }
        return below(3) == 0
            ? "(if \(boolean(depth - 1)) then \(string(depth - 1)) else \(string(depth - 1)))" : string(0)
    }

    private mutating func strings() -> String {
        pick(["principal.languages", "[\"a\", \"b\"]", "[principal.address.city]"])
    }

    private mutating func entity(_ depth: Int) -> String {
        guard depth > 0 else {
            return pick([
                "principal", "principal", "resource", "resource.owner", "User::\"u0\"", "User::\"gone\"",
                "Team::\"t0\"",
                "Photo::\"p0\"", "Album::\"a0\"", "Color::\"red\"", "action",
            ])
        }
        switch below(4) {
        case 0: return "(if \(boolean(depth - 1)) then \(entity(depth - 1)) else \(entity(depth - 1)))"
        case 1: return "{x: \(entity(depth - 1))}.x"
        default: return entity(0)
        }
    }

    private mutating func datetime(_ depth: Int) -> String {
        guard depth > 0, below(3) > 0 else { return pick(["datetime(\"2024-01-01\")", "principal.born"]) }
        return pick(["\(datetime(depth - 1)).offset(\(duration(depth - 1)))", "\(datetime(depth - 1)).toDate()"])
    }

    private mutating func duration(_ depth: Int) -> String {
        guard depth > 0, below(3) > 0 else {
            return pick(["duration(\"1h\")", "duration(\"-9223372036854775808ms\")"])
        }
        return pick(["\(datetime(depth - 1)).durationSince(\(datetime(depth - 1)))", "\(datetime(depth - 1)).toTime()"])
    }
}

extension ConditionGenerator {
    /// A store that conforms to the schema; not every entity that is named is there.
    mutating func entities(_ schema: Schema) throws -> Entities {
        var entities: [Entity] = []
        for index in 0..<3 {
            var attributes: [CedarString: Value] = [
                "age": .long(Int64([1, 30, Int64.max][below(3)])),
                "address": .record(["city": .string(pick(["a", "b"]))]),
                "languages": .strings(["a", "b"].prefix(below(3))),
                "born": .datetime(try DatetimeValue(parsing: "2000-02-29")),
                "score": .decimal(try DecimalValue(parsing: "1.2")),
            ]
            if below(2) == 0 { attributes["name"] = .string("a") }
            if below(2) == 0 { attributes["manager"] = .entity(uid("User", pick(["u0", "u1", "gone"]))) }
            if below(2) == 0 { attributes["ip"] = .ip(try IPRange(parsing: "10.0.0.1")) }
            if below(2) == 0 { attributes["color"] = .entity(uid("Color", "green")) }
            let tags: Record = below(2) == 0 ? ["k": .string("a")] : [:]
            let parents = below(2) == 0 ? Set([uid("Team", "t0")]) : []
            entities.append(
                Entity(uid: uid("User", "u\(index)"), attributes: Record(attributes), parents: parents, tags: tags)
            )
        }
        entities.append(
            Entity(uid: uid("Team", "t0"), attributes: below(2) == 0 ? ["lead": .entity(uid("User", "u2"))] : [:])
        )
        if below(2) == 0 { entities.append(Entity(uid: uid("Album", "a0"), attributes: ["size": .long(1)])) }
        let meta: Record = below(2) == 0 ? ["width": .long(2), "deep": .record([:])] : ["width": .long(2)]
        entities.append(
            Entity(
                uid: uid("Photo", "p0"),
                attributes: [
                    "owner": .entity(uid("User", pick(["u0", "u1", "gone"]))), "size": .long(3), "meta": .record(meta),
                ],
                parents: below(2) == 0 ? [uid("Album", "a0")] : []
            )
        )
        return try Entities(entities + schema.actionEntities)
    }

    mutating func request() -> Request {
        var context: Record = ["tls": .bool(below(2) == 0)]
        if below(2) == 0 { context["who"] = .entity(uid("User", "u1")) }
        switch below(4) {
        case 0:
            let principal = below(2) == 0 ? uid("User", "u0") : uid("Team", pick(["t0", "gone"]))
            return Request(principal: principal, action: uid("Action", "paint"), resource: uid("Color", "red"))
        case 1:
            return Request(
                principal: uid("User", pick(["u0", "gone"])),
                action: uid("Action", "edit"),
                resource: uid("Album", "a0"),
                context: context
            )
        default:
            return Request(
                principal: uid("User", pick(["u0", "u1", "u2", "gone"])),
                action: uid("Action", "view"),
                resource: uid("Photo", pick(["p0", "p0", "gone"])),
                context: context
            )
        }
    }

    private func uid(_ type: EntityTypeName, _ id: String) -> EntityUID { EntityUID(type: type, id: id) }
}
