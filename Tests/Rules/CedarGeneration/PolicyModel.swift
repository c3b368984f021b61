import SeededGeneration

/// Policies of a case, written directly as text: mostly well typed in the schema, with every construct of the language.
struct PolicyModel {
    let schema: SchemaModel
    let data: DataModel

    init(schema: SchemaModel) {
        self.schema = schema
        data = DataModel(schema: schema)
    }

    /// What the variables of a policy are.
    struct Scope {
        let principal: String
        let resource: String
        let context: [SchemaModel.Field]
    }

    /// A blank, sometimes a line break or a comment.
    func gap(_ random: inout SeededGenerator) -> String {
        switch random.below(24) {
        case 0: "\n"
        case 1: " // c\(random.below(9)) \u{e9}\n"
        case 2: "\n\n  // own line\n"
        default: " "
        }
    }

    func uid(_ type: String, _ random: inout SeededGenerator) -> String {
        let uid = data.uid(type, &random)
        return "\(uid.type)::\(OddText.literal(uid.id, &random))"
    }

    /// A policy; a template where `template` is set.
    func policy(_ random: inout SeededGenerator, template: Bool) -> String {
        let action = random.pick(schema.actions)
        let principals = action.principals.isEmpty ? schema.types.map(\.name) : action.principals
        let resources = action.resources.isEmpty ? schema.types.map(\.name) : action.resources
        let scope = Scope(
            principal: schema.full(random.pick(principals)),
            resource: schema.full(random.pick(resources)),
            context: action.context
        )
        var out = ""
        if random.oneIn(3) { out += "@id(\(OddText.literal(random.pick(OddText.texts), &random)))" + gap(&random) }
        if random.oneIn(4) { out += "@note" + gap(&random) }
        if random.oneIn(8) { out += "@if(\"\")" }
        out += (random.oneIn(3) ? "forbid" : "permit") + gap(&random) + "("
        out += gap(&random) + "principal" + constraint(scope.principal, template ? "?principal" : nil, &random) + ","
        out += gap(&random) + "action" + self.action(action, &random) + "," + gap(&random)
        out += "resource" + constraint(scope.resource, template && random.oneIn(2) ? "?resource" : nil, &random)
        out += (random.oneIn(8) ? "," : "") + ")"
        for _ in 0..<random.below(3) {
            out += gap(&random) + random.pick(["when", "unless"]) + gap(&random) + "{" + gap(&random)
            out += expression(.bool, scope, 3 + random.below(3), &random) + gap(&random) + "}"
        }
        return out + gap(&random) + ";"
    }

    private func constraint(_ type: String, _ slot: String?, _ random: inout SeededGenerator) -> String {
        let uid = slot ?? uid(random.oneIn(3) ? schema.full(random.pick(schema.types).name) : type, &random)
        switch random.below(slot == nil ? 7 : 3) {
        case 0: return " ==" + gap(&random) + uid
        case 1: return " in" + gap(&random) + uid
        case 2: return " is \(type) in" + gap(&random) + uid
        case 3, 4: return " is" + gap(&random) + type
        default: return ""
        }
    }

    private func action(_ action: SchemaModel.Action, _ random: inout SeededGenerator) -> String {
        let uid = "\(schema.actionType)::\(OddText.literal(action.id, &random))"
        switch random.below(6) {
        case 0: return ""
        case 1: return " in" + gap(&random) + uid
        case 2: return " in [" + uid + "]"
        case 3:
            let other = "\(schema.actionType)::\(OddText.literal(random.pick(schema.actions).id, &random))"
            return " in [" + gap(&random) + uid + "," + gap(&random) + other + (random.oneIn(3) ? ",]" : "]")
        default: return " ==" + gap(&random) + uid
        }
    }

    /// A policy text of several policies, sometimes with an error put in.
    func policies(_ random: inout SeededGenerator) -> String {
        let count = random.oneIn(12) ? 0 : 1 + random.below(4)
        var text = random.oneIn(6) ? "// head\n" : ""
        for _ in 0..<count { text += policy(&random, template: random.oneIn(8)) + gap(&random) }
        return random.oneIn(15) ? broken(text, &random) : text
    }

    private func broken(_ text: String, _ random: inout SeededGenerator) -> String {
        var scalars = Array(text.unicodeScalars)
        guard !scalars.isEmpty else { return text }
        let place = random.below(scalars.count)
        switch random.below(3) {
        case 0: scalars.remove(at: place)
        case 1:
            scalars.insert(random.pick(["\"", ")", "(", ";", "&", "!", "1", "-", ".", "\\", "*", "é", "?"]), at: place)
        default: scalars.removeSubrange(place..<min(scalars.count, place + 1 + random.below(12)))
        }
        var result = String.UnicodeScalarView()
        result.append(contentsOf: scalars)
        return String(result)
    }
}
