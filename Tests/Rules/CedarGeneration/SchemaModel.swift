import SeededGeneration

/// The schema of a case, before it is written down.
struct SchemaModel {
    indirect enum Kind {
        case bool, long, string, decimal, ip, datetime, duration
        case entity(String)
        case set(Kind)
        case record([Field])
    }

    struct Field {
        let name: String
        let kind: Kind
        let isRequired: Bool
    }

    struct EntityType {
        let name: String
        var parents: [String] = []
        var fields: [Field] = []
        var tags: Kind?
        var ids: [String] = []
    }

    struct Action {
        let id: String
        var groups: [String] = []
        var principals: [String] = []
        var resources: [String] = []
        var context: [Field] = []
    }

    /// The namespace of all, or none.
    var namespace = ""
    var types: [EntityType] = []
    var actions: [Action] = []

    func full(_ name: String) -> String { namespace.isEmpty ? name : namespace + "::" + name }

    var actionType: String { full("Action") }

    func type(_ full: String) -> EntityType? { types.first { self.full($0.name) == full } }
}

extension SchemaModel {
    init(_ random: inout SeededGenerator) {
        if random.oneIn(3) { namespace = random.pick(["N", "A::B", "Ns1"]) }
        let names = ["User", "Photo", "Group", "A", "T0", "_x", "Entity"]
        let count = 1 + random.below(4)
        for name in names.prefix(count) { types.append(EntityType(name: name)) }
        for index in types.indices {
            if random.oneIn(6) {
                types[index].ids = [random.pick(OddText.texts), "enum1"]
                continue
            }
            types[index].parents = random.some(types.map(\.name))
            types[index].fields = fields(&random, 0)
            if random.oneIn(3) { types[index].tags = kind(&random, 1) }
        }
        let ids = ["view", "edit", "x y", "é", "e\u{301}"]
        for id in ids.prefix(1 + random.below(3)) {
            var action = Action(id: id)
            // Groups come before their members, so there is no circle.
            action.groups = random.some(actions.map(\.id))
            if !random.oneIn(6) {
                action.principals = Array(Set([random.pick(types.map(\.name)), random.pick(types.map(\.name))]))
                    .sorted()
                action.resources = [random.pick(types.map(\.name))]
                action.context = fields(&random, 1)
            }
            actions.append(action)
        }
    }

    func kind(_ random: inout SeededGenerator, _ depth: Int) -> Kind {
        switch random.below(depth > 2 ? 8 : 10) {
        case 0: .bool
        case 1: .long
        case 2: .string
        case 3: random.pick([.decimal, .ip])
        case 4: random.pick([.datetime, .duration])
        case 5, 6, 7: random.oneIn(2) ? .entity(full(random.pick(types.map(\.name)))) : random.pick([.long, .string])
        case 8: .set(kind(&random, depth + 1))
        default: .record(fields(&random, depth + 1))
        }
    }

    func fields(_ random: inout SeededGenerator, _ depth: Int) -> [Field] {
        var seen: Set<[UInt8]> = []
        var fields: [Field] = []
        for _ in 0..<random.below(4) {
            let name = random.pick(OddText.attributes)
            guard seen.insert(Array(name.utf8)).inserted else { continue }
            fields.append(Field(name: name, kind: kind(&random, depth), isRequired: !random.oneIn(3)))
        }
        return fields
    }
}

// MARK: Text

extension SchemaModel {
    func text(_ random: inout SeededGenerator) -> String {
        var out = ""
        if !namespace.isEmpty { out += (random.oneIn(4) ? "@ns(\"\")\n" : "") + "namespace \(namespace) {\n" }
        for (index, type) in types.enumerated() {
            if random.oneIn(5) { out += "// comment \(index)\n" }
            if random.oneIn(5) { out += "@doc(\(OddText.literal(random.pick(OddText.texts), &random))) @flag\n" }
            out += "entity \(type.name)"
            if !type.ids.isEmpty {
                out += " enum [" + type.ids.map { OddText.literal($0, &random) }.joined(separator: ", ") + "];\n"
                continue
            }
            if !type.parents.isEmpty { out += " in [" + type.parents.joined(separator: ", ") + "]" }
            if !type.fields.isEmpty || random.oneIn(3) {
                out += (random.oneIn(2) ? " = " : " ") + text(type.fields, &random)
            }
            if let tags = type.tags { out += " tags " + text(tags, &random) }
            out += ";\n"
        }
        for (index, action) in actions.enumerated() {
            if action.principals.isEmpty || !random.oneIn(4) {
                out += self.text(action, &random)
            } else {
                out +=
                    "type C\(index) = \(text(action.context, &random));\n"
                    + self.text(action, &random, context: "C\(index)")
            }
        }
        return out + (namespace.isEmpty ? "" : "}\n")
    }

    private func name(_ text: String, _ random: inout SeededGenerator) -> String {
        OddText.isIdentifier(text) && !random.oneIn(4) ? text : OddText.literal(text, &random)
    }

    private func text(_ action: Action, _ random: inout SeededGenerator, context: String? = nil) -> String {
        var out = "action \(name(action.id, &random))"
        if !action.groups.isEmpty {
            let groups = action.groups.map { group in
                random.oneIn(3) ? "\(actionType)::\(OddText.literal(group, &random))" : name(group, &random)
            }
            out += " in [" + groups.joined(separator: ", ") + "]"
        }
        if !action.principals.isEmpty {
            out += " appliesTo { principal: [" + action.principals.joined(separator: ", ") + "], resource: "
            out += action.resources.joined(separator: ", ")
            if context != nil || !action.context.isEmpty || random.oneIn(2) {
                out += ", context: " + (context ?? text(action.context, &random))
            }
            out += " }"
        }
        return out + ";\n"
    }

    private func text(_ fields: [Field], _ random: inout SeededGenerator) -> String {
        "{"
            + fields.map { field in
                (random.oneIn(6) ? "@note " : "") + name(field.name, &random) + (field.isRequired ? ": " : "?: ")
                    + text(field.kind, &random)
            }
            .joined(separator: ", ") + (fields.isEmpty || !random.oneIn(3) ? "}" : ",}")
    }

    private func text(_ kind: Kind, _ random: inout SeededGenerator) -> String {
        let prefix = random.oneIn(4) ? "__cedar::" : ""
        switch kind {
        case .bool: return prefix + "Bool"
        case .long: return prefix + "Long"
        case .string: return prefix + "String"
        case .decimal: return prefix + "decimal"
        case .ip: return prefix + "ipaddr"
        case .datetime: return prefix + "datetime"
        case .duration: return prefix + "duration"
        case .entity(let name):
            let own = namespace + "::"
            return !namespace.isEmpty && name.hasPrefix(own) && random.oneIn(2)
                ? String(name.dropFirst(own.count)) : name
        case .set(let element): return "Set<\(text(element, &random))>"
        case .record(let fields): return text(fields, &random)
        }
    }
}
