import SeededGeneration

extension PolicyModel {
    typealias Kind = SchemaModel.Kind

    /// An expression of a kind; once in a while of another.
    func expression(_ kind: Kind, _ scope: Scope, _ depth: Int, _ random: inout SeededGenerator) -> String {
        if random.oneIn(60) { return "(" + expression(schema.kind(&random, 1), scope, depth - 1, &random) + ")" }
        if depth > 0, random.oneIn(12) {
            let test = expression(.bool, scope, depth - 1, &random)
            let then = expression(kind, scope, depth - 1, &random)
            let otherwise = expression(kind, scope, depth - 1, &random)
            return "(if" + gap(&random) + test + " then" + gap(&random) + then + " else " + otherwise + ")"
        }
        if random.oneIn(3), let path = path(to: kind, scope, &random) { return path }
        switch kind {
        case .bool: return depth > 0 ? truth(scope, depth, &random) : random.pick(["true", "false"])
        case .long: return number(scope, depth, &random)
        case .string: return OddText.literal(random.pick(OddText.texts), &random)
        case .decimal: return call("decimal", random.pick(Literals.decimals), &random)
        case .ip: return call("ip", random.pick(Literals.addresses), &random)
        case .datetime:
            if depth > 0, random.oneIn(3) {
                let base = expression(.datetime, scope, depth - 1, &random)
                return random.oneIn(2)
                    ? base + ".toDate()" : base + ".offset(\(expression(.duration, scope, depth - 1, &random)))"
            }
            return call("datetime", random.pick(Literals.datetimes), &random)
        case .duration:
            if depth > 0, random.oneIn(3) {
                let base = expression(.datetime, scope, depth - 1, &random)
                return random.oneIn(2)
                    ? base + ".toTime()" : base + ".durationSince(\(expression(.datetime, scope, depth - 1, &random)))"
            }
            return call("duration", random.pick(Literals.durations), &random)
        case .entity(let type): return entity(type, scope, &random)
        case .set(let element): return set(element, scope, depth, &random)
        case .record(let fields): return record(fields, scope, depth, &random)
        }
    }

    private func call(_ function: String, _ argument: String, _ random: inout SeededGenerator) -> String {
        "\(function)(\(OddText.literal(argument, &random)))"
    }

    private func entity(_ type: String, _ scope: Scope, _ random: inout SeededGenerator) -> String {
        if type == scope.principal, random.oneIn(2) { return "principal" }
        if type == scope.resource, random.oneIn(2) { return "resource" }
        return uid(type, &random)
    }

    private func set(_ element: Kind, _ scope: Scope, _ depth: Int, _ random: inout SeededGenerator) -> String {
        let count = depth > 0 ? random.below(4) : 1
        let members = (0..<count).map { _ in expression(element, scope, depth - 1, &random) }
        return "[" + members.joined(separator: "," + gap(&random)) + (count > 0 && random.oneIn(6) ? ",]" : "]")
    }

    private func record(_ fields: [SchemaModel.Field], _ scope: Scope, _ depth: Int, _ random: inout SeededGenerator)
        -> String
    {
        let parts = fields.map { field in
            let key =
                OddText.isIdentifier(field.name) && random.oneIn(2) ? field.name : OddText.literal(field.name, &random)
            return key + ":" + gap(&random) + expression(field.kind, scope, depth - 1, &random)
        }
        return "{" + parts.joined(separator: ", ") + (!parts.isEmpty && random.oneIn(6) ? ",}" : "}")
    }

    private func number(_ scope: Scope, _ depth: Int, _ random: inout SeededGenerator) -> String {
        guard depth > 0, random.oneIn(2) else {
            return random.pick([
                "0", "1", "42", "-1", "-9223372036854775808", "9223372036854775807", "(-(3))", "- 7", "--2",
            ])
        }
        switch random.below(6) {
        case 0: return "-" + expression(.long, scope, depth - 1, &random).wrapped
        case 1:
            return expression(.duration, scope, depth - 1, &random).wrapped
                + random.pick([".toHours()", ".toSeconds()", ".toDays()", ".toMinutes()", ".toMilliseconds()"])
        default:
            let left = expression(.long, scope, depth - 1, &random)
            let right = expression(.long, scope, depth - 1, &random)
            let mark = random.pick(["+", "-", "*"])
            return "(\(random.oneIn(2) ? left : left.wrapped) \(mark)\(gap(&random))\(right.wrapped))"
        }
    }

    // MARK: Attributes

    /// The attributes of what an expression names, with their kinds.
    private func members(of kind: Kind) -> [SchemaModel.Field] {
        switch kind {
        case .entity(let type): schema.type(type)?.fields ?? []
        case .record(let fields): fields
        default: []
        }
    }

    private func access(_ base: String, _ name: String, _ random: inout SeededGenerator) -> String {
        OddText.isIdentifier(name) && !random.oneIn(4)
            ? base + "." + name : base + "[" + OddText.literal(name, &random) + "]"
    }

    /// A way from a variable to an attribute of this kind, where one is found.
    private func path(to kind: Kind, _ scope: Scope, _ random: inout SeededGenerator) -> String? {
        let roots: [(String, Kind)] = [
            ("principal", .entity(scope.principal)), ("resource", .entity(scope.resource)),
            ("context", .record(scope.context)),
        ]
        var (text, current) = random.pick(roots)
        for _ in 0..<3 {
            let fields = members(of: current)
            guard !fields.isEmpty else { return nil }
            let field = random.pick(fields)
            text = access(text, field.name, &random)
            current = field.kind
            if current.isLike(kind) { return text }
        }
        return nil
    }

    // MARK: Truth values

    private func truth(_ scope: Scope, _ depth: Int, _ random: inout SeededGenerator) -> String {
        switch random.below(15) {
        case 0: return "!" + expression(.bool, scope, depth - 1, &random).wrapped
        case 1, 2: return chain("&&", scope, depth, &random)
        case 3: return chain("||", scope, depth, &random)
        case 4, 5: return guarded(scope, depth, &random)
        case 6: return comparison(scope, depth, &random)
        case 7:
            let kind = schema.kind(&random, 1)
            let left = expression(kind, scope, depth - 1, &random)
            return
                "(\(left.wrapped) \(random.pick(["==", "!="]))\(gap(&random))\(expression(kind, scope, depth - 1, &random).wrapped))"
        case 8: return sets(scope, depth, &random)
        case 9: return membership(scope, depth, &random)
        case 10: return like(scope, depth, &random)
        case 11: return addresses(scope, depth, &random)
        case 12: return tags(scope, depth, &random)
        case 13:
            let type = schema.full(random.pick(schema.types).name)
            let tail = random.oneIn(2) ? " in " + uid(schema.full(random.pick(schema.types).name), &random) : ""
            return "(\(entity(random.oneIn(2) ? scope.principal : scope.resource, scope, &random)) is \(type)\(tail))"
        default: return random.pick(["true", "false", "(1 == 1)", "(action == \(schema.actionType)::\"view\")"])
        }
    }

    private func chain(_ mark: String, _ scope: Scope, _ depth: Int, _ random: inout SeededGenerator) -> String {
        let parts = (0..<2 + random.below(3)).map { _ in expression(.bool, scope, depth - 1, &random).wrapped }
        let text = parts.joined(separator: gap(&random) + mark + gap(&random))
        return random.oneIn(2) ? "(" + text + ")" : text.wrapped
    }

    /// An optional attribute behind the test that it is there.
    private func guarded(_ scope: Scope, _ depth: Int, _ random: inout SeededGenerator) -> String {
        let roots: [(String, Kind)] = [
            ("principal", .entity(scope.principal)), ("resource", .entity(scope.resource)),
            ("context", .record(scope.context)),
        ]
        let (base, kind) = random.pick(roots)
        let fields = members(of: kind)
        guard !fields.isEmpty else { return "(\(base) has \(random.pick(["a", "a.b", "\"x y\"", "b.c.name"])))" }
        let field = random.pick(fields)
        let name =
            OddText.isIdentifier(field.name) && !random.oneIn(4) ? field.name : OddText.literal(field.name, &random)
        var test = "\(base) has\(gap(&random))\(name)"
        let inner = members(of: field.kind)
        if OddText.isIdentifier(field.name), name == field.name, let next = inner.first, OddText.isIdentifier(next.name)
        {
            test += ".\(next.name)"
        }
        guard random.oneIn(2) else { return "(" + test + ")" }
        let value = expression(field.kind, scope, depth - 1, &random)
        return "(\(test) && \(access(base, field.name, &random)) == \(value.wrapped))"
    }

    private func comparison(_ scope: Scope, _ depth: Int, _ random: inout SeededGenerator) -> String {
        if random.oneIn(4) {
            let method = random.pick(["lessThan", "lessThanOrEqual", "greaterThan", "greaterThanOrEqual"])
            let left = expression(.decimal, scope, depth - 1, &random)
            return left.wrapped + ".\(method)(\(expression(.decimal, scope, depth - 1, &random)))"
        }
        let kind: Kind = random.pick([.long, .long, .datetime, .duration])
        let left = expression(kind, scope, depth - 1, &random)
        return
            "(\(left.wrapped)\(gap(&random))\(random.pick(["<", "<=", ">", ">="])) \(expression(kind, scope, depth - 1, &random).wrapped))"
    }

    private func sets(_ scope: Scope, _ depth: Int, _ random: inout SeededGenerator) -> String {
        let element = schema.kind(&random, 2)
        let set = expression(.set(element), scope, depth - 1, &random).wrapped
        switch random.below(4) {
        case 0: return set + ".isEmpty()"
        case 1: return set + ".contains(\(expression(element, scope, depth - 1, &random)))"
        default:
            return set
                + ".\(random.pick(["containsAll", "containsAny"]))(\(expression(.set(element), scope, depth - 1, &random)))"
        }
    }

    private func membership(_ scope: Scope, _ depth: Int, _ random: inout SeededGenerator) -> String {
        let type = schema.full(random.pick(schema.types).name)
        let left = entity(random.oneIn(2) ? scope.principal : scope.resource, scope, &random)
        let right =
            random.oneIn(3)
            ? "[" + (0..<random.below(3)).map { _ in uid(type, &random) }.joined(separator: ", ") + "]"
            : expression(.entity(type), scope, 0, &random)
        return "(\(left) in\(gap(&random))\(right))"
    }

    private func like(_ scope: Scope, _ depth: Int, _ random: inout SeededGenerator) -> String {
        var pattern = ""
        for _ in 0..<random.below(4) {
            let text = OddText.literal(random.pick(OddText.texts), &random, isPattern: true)
            pattern += random.oneIn(2) ? "*" : String(text.dropFirst().dropLast())
        }
        return "(\(expression(.string, scope, depth - 1, &random).wrapped) like \"\(pattern)\")"
    }

    private func addresses(_ scope: Scope, _ depth: Int, _ random: inout SeededGenerator) -> String {
        let base = expression(.ip, scope, depth - 1, &random).wrapped
        if random.oneIn(3) { return base + ".isInRange(\(expression(.ip, scope, depth - 1, &random)))" }
        return base + ".\(random.pick(["isIpv4", "isIpv6", "isLoopback", "isMulticast"]))()"
    }

    private func tags(_ scope: Scope, _ depth: Int, _ random: inout SeededGenerator) -> String {
        let isPrincipal = random.oneIn(2)
        let base = isPrincipal ? "principal" : "resource"
        let key = OddText.literal(random.pick(OddText.attributes), &random)
        let test = "\(base).hasTag(\(key))"
        guard random.oneIn(2), let kind = schema.type(isPrincipal ? scope.principal : scope.resource)?.tags else {
            return test
        }
        return "(\(test) && \(base).getTag(\(key)) == \(expression(kind, scope, depth - 1, &random).wrapped))"
    }
}

extension SchemaModel.Kind {
    fileprivate func isLike(_ other: SchemaModel.Kind) -> Bool {
        switch (self, other) {
        case (.bool, .bool), (.long, .long), (.string, .string), (.decimal, .decimal), (.ip, .ip),
            (.datetime, .datetime),
            (.duration, .duration), (.set, .set), (.record, .record):
            true
        case (.entity(let left), .entity(let right)): left == right
        default: false
        }
    }
}

extension String {
    /// In parentheses, unless it is already or needs none.
    fileprivate var wrapped: String { "(" + self + ")" }
}
