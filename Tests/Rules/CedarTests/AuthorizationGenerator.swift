import Cedar
import SeededGeneration

/// Small worlds made to meet the index: few names, so that policies often apply; attributes that are missing or of another type than
/// the policies expect; conditions in every shape that the index looks into, and in some that it does not.
struct AuthorizationGenerator {
    var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    mutating func below(_ count: Int) -> Int { Int.random(in: 0..<count, using: &generator) }

    private mutating func pick<Item>(_ items: [Item]) -> Item { items[below(items.count)] }

    private static let uids: [String] = ["User", "Group", "Doc"].flatMap { type in
        ["a", "b", "c"].map { "\(type)::\"\($0)\"" }
    }
    private static let names = ["n", "s", "e", "t", "f", "r"]
    private static let actions = ["view", "edit", "read", "all"].map { "Action::\"\($0)\"" }

    private mutating func uid() -> EntityUID {
        EntityUID(type: pick(["User", "Group", "Doc"]), id: pick(["a", "b", "c"]))
    }

    private mutating func value(_ name: String, depth: Int = 0) -> Value {
        // Now and then a value of another type than the name suggests.
        switch below(8) == 0 ? pick(Self.names) : name {
        case "n": return .long(Int64(below(4)))
        case "s": return .string(pick(["x", "y", "e\u{301}", "\u{e9}"]))
        case "e": return .entity(uid())
        case "t": return .set(Set((0..<below(4)).map { _ in value(pick(["s", "e", "n"])) }))
        case "f": return .bool(below(2) == 0)
        default: return depth > 2 ? .long(1) : .record(record(depth: depth + 1))
        }
    }

    private mutating func record(depth: Int = 0) -> Record {
        var record = Record()
        for name in Self.names where below(4) > 0 { record[CedarString(name)] = value(name, depth: depth) }
        return record
    }

    mutating func entities() throws -> Entities {
        var entities: [Entity] = []
        for (index, type) in ["User", "Doc", "Group"].enumerated() {
            for (place, id) in ["a", "b", "c"].enumerated() where below(6) > 0 {
                var parents: Set<EntityUID> = []
                // Parents are of a later type, or later of the same, so that there is no cycle.
                for other in place + 1..<3 where below(3) == 0 {
                    parents.insert(EntityUID(type: EntityTypeName(type), id: ["a", "b", "c"][other]))
                }
                if index < 2, below(2) == 0 { parents.insert(EntityUID(type: "Group", id: pick(["a", "b", "c"]))) }
                entities.append(
                    Entity(
                        uid: EntityUID(type: EntityTypeName(type), id: id),
                        attributes: record(),
                        parents: parents,
                        tags: record()
                    )
                )
            }
        }
        func action(_ id: String) -> EntityUID { EntityUID(type: "Action", id: id) }
        entities.append(Entity(uid: action("view"), parents: [action("read")]))
        entities.append(Entity(uid: action("read"), parents: [action("all")]))
        return try Entities(entities)
    }

    mutating func request() -> Request {
        Request(
            principal: uid(),
            action: EntityUID(type: "Action", id: pick(["view", "edit", "read", "all"])),
            resource: uid(),
            context: record()
        )
    }

    mutating func policy(_ id: String) throws -> Policy {
        let text = policyText()
        guard let policy = try PolicySet(parsing: text, file: text).policies.first else { throw CedarErrors([]) }
        return policy.renamed(PolicyID(id))
    }

    private mutating func policyText() -> String {
        func scope(_ variable: String, _ generator: inout Self) -> String {
            let uid = generator.pick(Self.uids)
            let type = generator.pick(["User", "Group", "Doc"])
            return generator.pick([
                variable, variable, "\(variable) == \(uid)", "\(variable) in \(uid)", "\(variable) is \(type)",
                "\(variable) is \(type) in \(uid)",
            ])
        }
        let action = pick([
            "action", "action == \(pick(Self.actions))", "action in \(pick(Self.actions))",
            "action in [\(pick(Self.actions)), \(pick(Self.actions))]",
        ])
        var text =
            "\(pick(["permit", "permit", "forbid"]))(\(scope("principal", &self)), \(action), \(scope("resource", &self)))"
        for _ in 0..<below(3) {
            let parts = (0..<below(4) + 1).map { _ in condition() }
            text +=
                " \(pick(["when", "when", "unless"])) { \(parts.joined(separator: pick([" && ", " && ", " || "]))) }"
        }
        return text + ";"
    }

    private mutating func path() -> String {
        var path = pick(["principal", "resource", "context", "context", "action"])
        for _ in 0..<pick([1, 1, 1, 2, 2, 3]) { path += ".\(pick(Self.names))" }
        return path
    }

    private mutating func literal() -> String {
        pick(["0", "1", "2", "\"x\"", "\"y\"", "\"e\u{301}\"", "true", "false", pick(Self.uids), pick(Self.uids)])
    }

    private mutating func operand() -> String {
        switch below(12) {
        case 0: "[\(literal()), \(literal())]"
        case 1: "{n: \(literal())}"
        case 2: "(\(path()) + 1)"
        case 3: "(if \(condition()) then \(literal()) else \(path()))"
        case 4: pick(["principal", "resource", "action"])
        case 5: "principal.getTag(\"s\")"
        case 6...8: path()
        default: literal()
        }
    }

    mutating func condition(depth: Int = 0) -> String {
        let variable = pick(["principal", "resource"])
        switch below(depth > 2 ? 16 : 22) {
        case 0, 1: return "\(path()) == \(literal())"
        case 2: return "\(literal()) == \(path())"
        case 3: return "\(path()) \(pick(["<", "<=", ">", ">="])) \(pick(["1", "2", path()]))"
        case 4: return "\(path()).contains(\(literal()))"
        case 5: return "[\(literal()), \(literal())].contains(\(path()))"
        case 6: return "\(variable) in \(pick([pick(Self.uids), "[\(pick(Self.uids)), \(pick(Self.uids))]"]))"
        case 7: return "\(path()) in \(pick([pick(Self.uids), path(), "[\(pick(Self.uids)), \(operand())]"]))"
        case 8: return "\(pick([variable, path()])) is \(pick(["User", "Doc"]))\(pick(["", " in \(operand())"]))"
        case 9, 10:
            return "\(pick([variable, "context", path()])) has \(pick(Self.names))\(pick(["", ".\(pick(Self.names))"]))"
        case 11: return "\(variable) == \(pick([literal(), path()]))"
        case 12: return pick([path(), "!\(path())"])
        case 13: return "\(path()).\(pick(["containsAny", "containsAll"]))([\(literal()), \(literal())])"
        case 14: return pick(["\(path()) like \"x*\"", "\(path()).isEmpty()", "principal.hasTag(\"s\")"])
        case 15: return "\(operand()) == \(operand())"
        case 16: return "!(\(condition(depth: depth + 1)))"
        case 17: return "(\(condition(depth: depth + 1)) && \(condition(depth: depth + 1)))"
        case 18: return "(\(condition(depth: depth + 1)) || \(condition(depth: depth + 1)))"
        case 19:
            let shared = path()
            return "(\(shared) == \(literal()) || \(shared) == \(literal()))"
        case 20:
            let (owner, name) = (pick(["principal", "resource", "context"]), pick(Self.names))
            return "\(owner) has \(name) && \(owner).\(name) == \(literal())"
        default:
            let (first, second) = (pick(Self.names), pick(Self.names))
            return "context has \(first).\(second) && context.\(first).\(second) == \(literal())"
        }
    }
}
