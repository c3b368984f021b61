import Cedar
public import SeededGeneration

/// Draws policies over ``CaseSchema``. Most are well typed; callers drop those that are not.
public struct PolicyWriter {
    /// The types that expressions are drawn of.
    enum Kind: CaseIterable {
        case bool, long, string, user, group, folder, doc, datetime, duration, decimal, address
        case strings, longs, users, groups, folders
    }

    /// What draws.
    public var generator: SeededGenerator
    /// Leaves out what no column of the cases holds: addresses of the resource, whole records, what its owner has.
    private let isForColumns: Bool

    /// A writer.
    public init(seed: UInt64, forColumns: Bool = false) {
        generator = SeededGenerator(seed: seed)
        isForColumns = forColumns
    }

    /// The text of a policy set.
    public mutating func policies(_ count: Int) -> String {
        (0..<count).map { _ in policy() }.joined(separator: "\n")
    }

    private mutating func policy() -> String {
        let principal = generator.pick([
            "principal", "principal", "principal is User", "principal in Group::\"g\(generator.below(4))\"",
            "principal == \(literal(.user))", "principal is User in Group::\"g1\"",
        ])
        let action = generator.pick([
            "action", "action == Action::\"view\"", "action in Action::\"all\"",
            "action in [Action::\"view\", Action::\"edit\"]",
        ])
        let resource = generator.pick([
            "resource", "resource", "resource is Doc", "resource in Folder::\"f\(generator.below(4))\"",
            "resource == Doc::\"d\(generator.below(5))\"", "resource is Doc in Folder::\"f2\"",
        ])
        var text = "\(generator.chance(65) ? "permit" : "forbid") (\(principal), \(action), \(resource))"
        for _ in 0..<(1 + generator.below(2)) {
            text += "\n  \(generator.chance(70) ? "when" : "unless") { \(bool(2 + generator.below(2))) }"
        }
        return text + ";"
    }

    // MARK: Truth values

    mutating func bool(_ depth: Int) -> String {
        if depth <= 0 { return leaf(.bool) }
        let next = depth - 1
        switch generator.below(20) {
        case 0: return "(\(bool(next)) && \(bool(next)))"
        case 1: return "(\(bool(next)) || \(bool(next)))"
        case 2: return "!(\(bool(next)))"
        case 3: return "(if \(bool(next)) then \(bool(next)) else \(bool(next)))"
        case 4, 5: return guarded(next)
        case 6: return "(\(bool(next)) == \(bool(next)))"
        case 7, 8:
            let kind = generator.pick([Kind.long, .long, .datetime, .duration])
            return "(\(expression(kind, next)) \(generator.pick(["<", "<=", ">", ">="])) \(expression(kind, next)))"
        case 9, 10, 11:
            let kind = generator.pick([Kind.long, .string, .user, .doc, .datetime, .decimal, .strings, .folder])
            return "(\(expression(kind, next)) \(generator.pick(["==", "!="])) \(expression(kind, next)))"
        case 12, 13: return membership(next)
        case 14, 15: return setTest(next)
        case 16: return "(\(expression(.string, next)) like \(pattern()))"
        case 17:
            let method = generator.pick(["lessThan", "lessThanOrEqual", "greaterThan", "greaterThanOrEqual"])
            return "\(expression(.decimal, next)).\(method)(\(expression(.decimal, next)))"
        case 18: return "\(expression(.address, next)).\(generator.pick(["isIpv4()", "isInRange(ip(\"10.0.0.0/8\"))"]))"
        default: return leaf(.bool)
        }
    }

    private mutating func membership(_ depth: Int) -> String {
        switch generator.below(7) {
        case 0: "(\(expression(.user, depth)) in \(expression(.group, depth)))"
        case 1: "(\(expression(.user, depth)) in \(expression(.groups, depth)))"
        case 2: "(resource in \(expression(.folder, depth)))"
        case 3: "(resource in \(expression(.folders, depth)))"
        case 4: "(\(expression(.folder, depth)) in \(expression(.folder, depth)))"
        case 5: "(\(expression(.user, depth)) in \(expression(.users, depth)))"
        default: "(resource in \(expression(.doc, depth)))"
        }
    }

    private mutating func setTest(_ depth: Int) -> String {
        let (set, member) = generator.pick([(Kind.strings, Kind.string), (.longs, .long), (.users, .user)])
        switch generator.below(4) {
        case 0: return "\(expression(set, depth)).containsAll(\(expression(set, depth)))"
        case 1: return "\(expression(set, depth)).containsAny(\(expression(set, depth)))"
        case 2: return "\(expression(set, depth)).isEmpty()"
        default: return "\(expression(set, depth)).contains(\(expression(member, depth)))"
        }
    }

    /// A test of what may be absent, after the question whether it is there.
    private mutating func guarded(_ depth: Int) -> String {
        var choices = [
            ("resource has note", Kind.string, "resource.note"), ("resource has count", .long, "resource.count"),
            ("resource has draft", .bool, "resource.draft"), ("resource has folder", .folder, "resource.folder"),
            ("resource has marks", .longs, "resource.marks"), ("resource.meta has page", .long, "resource.meta.page"),
            ("resource has area.code", .long, "resource.area.code"), ("context has site", .string, "context.site"),
            ("context has who", .user, "context.who"), ("principal has nick", .string, "principal.nick"),
            ("principal has manager.age", .long, "principal.manager.age"),
            ("context has inner.name", .string, "context.inner.name"),
        ]
        let key = generator.pick(["\"a\"", "\"é\"", "context.inner.level.a", "principal.name", "resource.title"])
        let tag = key.hasSuffix(".a") ? "\"ab\"" : key
        choices.append(("resource.hasTag(\(tag))", .string, "resource.getTag(\(tag))"))
        choices.append(("principal.hasTag(\(tag))", .long, "principal.getTag(\(tag))"))
        choices.append(("resource has folder.open", .bool, "resource.folder.open"))
        choices.append(("resource.owner has manager", .user, "resource.owner.manager"))
        if !isForColumns {
            choices.append(("resource.owner.hasTag(\(tag))", .long, "resource.owner.getTag(\(tag))"))
        }
        let (question, kind, value) = generator.pick(choices)
        let other = expression(kind, depth)
        let test: String
        switch kind {
        case .bool: test = value
        case .long: test = "\(value) \(generator.pick(["<", ">=", "==", "!="])) \(other)"
        case .longs: test = "\(value).contains(\(expression(.long, depth)))"
        case .string: test = generator.chance(30) ? "\(value) like \(pattern())" : "\(value) == \(other)"
        default: test = "\(value) == \(other)"
        }
        switch generator.below(4) {
        case 0: return "!(\(question) && \(test))"
        case 1: return "(if \(question) then \(test) else \(bool(depth)))"
        default: return "(\(question) && \(test))"
        }
    }

    // MARK: Other values

    mutating func expression(_ kind: Kind, _ depth: Int) -> String {
        if kind == .bool { return bool(depth) }
        if depth <= 0 || generator.chance(45) { return leaf(kind) }
        let next = depth - 1
        if generator.chance(15) {
            return "(if \(bool(next)) then \(expression(kind, next)) else \(expression(kind, next)))"
        }
        switch kind {
        case .long:
            switch generator.below(6) {
            case 0: return "(-\(expression(.long, next)))"
            case 1:
                return
                    "\(expression(.duration, next)).\(generator.pick(["toMilliseconds()", "toSeconds()", "toDays()"]))"
            default: return "(\(expression(.long, next)) \(generator.pick(["+", "-", "*"])) \(expression(.long, next)))"
            }
        case .datetime:
            if generator.chance(30) { return "\(expression(.datetime, next)).toDate()" }
            return "\(expression(.datetime, next)).offset(\(expression(.duration, next)))"
        case .duration:
            if generator.chance(30) { return "\(expression(.datetime, next)).toTime()" }
            return "\(expression(.datetime, next)).durationSince(\(expression(.datetime, next)))"
        case .strings: return "[\(expression(.string, next)), \(expression(.string, next))]"
        case .longs: return "[\(expression(.long, next)), \(expression(.long, next))]"
        case .users: return "[\(expression(.user, next)), \(expression(.user, next))]"
        case .groups: return "[\(expression(.group, next)), \(expression(.group, next))]"
        case .folders: return "[\(expression(.folder, next)), \(expression(.folder, next))]"
        default: return leaf(kind)
        }
    }

    private mutating func leaf(_ kind: Kind) -> String {
        var choices = paths(kind)
        if choices.isEmpty || generator.chance(35) { return literal(kind) }
        if !isForColumns {
            switch kind {
            case .long: choices += ["{a: resource.size, b: context.hour}.a"]
            case .string: choices += ["resource.owner.address.city"]
            case .bool: choices += ["resource.owner.admin", "({a: context.hour} == {a: resource.size})"]
            case .groups: choices += ["resource.owner.groups"]
            case .address: choices += ["resource.source"]
            default: break
            }
        }
        return generator.pick(choices)
    }

    private func paths(_ kind: Kind) -> [String] {
        switch kind {
        case .bool: ["principal.admin", "resource.secret", "context.mfa", "resource.secret"]
        case .long:
            [
                "principal.age", "resource.size", "context.hour", "context.inner.level", "resource.size",
                "resource.owner.age",
            ]
        case .string:
            [
                "principal.name", "resource.title", "principal.address.city", "resource.meta.kind", "resource.title",
                "resource.owner.name",
            ]
        case .user: ["principal", "resource.owner"]
        case .doc: ["resource"]
        case .group, .folder: []
        case .datetime: ["principal.joined", "resource.made", "context.now"]
        case .duration: ["principal.rest", "resource.kept"]
        case .decimal: ["principal.score", "resource.price", "context.limit"]
        case .address: ["principal.home", "context.from"]
        case .strings: ["principal.teams", "resource.words", "context.words", "resource.words"]
        case .longs: ["principal.nums", "context.marks"]
        case .users: ["resource.readers"]
        case .groups: ["principal.groups"]
        case .folders: []
        }
    }

    private mutating func literal(_ kind: Kind) -> String {
        switch kind {
        case .bool: "\(generator.chance(50))"
        case .long: "\(generator.pick([0, 1, 2, 7, -1, 1000, .max] as [Int64]))"
        case .string: CedarString(generator.pick(CaseSchema.strings)).quoted
        case .user: "\(generator.pick(CaseSchema.users))"
        case .group: "\(generator.pick(CaseSchema.groups))"
        case .folder: "\(generator.pick(CaseSchema.folders))"
        case .doc: "Doc::\"d\(generator.below(6))\""
        case .datetime: "datetime(\"\(generator.pick(CaseSchema.datetimes))\")"
        case .duration: "duration(\"\(generator.pick(CaseSchema.durations))\")"
        case .decimal: "decimal(\"\(generator.pick(CaseSchema.decimals))\")"
        case .address: "ip(\"\(generator.pick(CaseSchema.addresses))\")"
        case .strings: "[\(literal(.string)), \(literal(.string))]"
        case .longs: "[\(literal(.long)), \(literal(.long)), \(literal(.long))]"
        case .users: "[\(literal(.user)), \(literal(.user))]"
        case .groups: "[\(literal(.group)), \(literal(.group))]"
        case .folders: "[\(literal(.folder)), \(literal(.folder))]"
        }
    }

    private mutating func pattern() -> String {
        generator.pick([
            "\"*\"", "\"a*\"", "\"*b\"", "\"a*b\"", "\"a\\*b\"", "\"*é*\"", "\"*_*\"", "\"*%*\"", "\"[a]\"", "\"*?*\"",
            "\"\"",
            "\"*e*\\u{301}\"", "\"*\\\\\\\\\"", "\"\\u{1F600}\"",
        ])
    }
}
