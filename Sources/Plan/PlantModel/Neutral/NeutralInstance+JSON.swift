import Cedar

extension NeutralInstance {
    /// Everything that is wrong with an instance file, each with its place.
    public struct Problems: Error, Sendable, Equatable, CustomStringConvertible {
        /// One line each: `file:line:column: what is wrong`.
        public let problems: [String]
        /// One problem a line.
        public var description: String { problems.joined(separator: "\n") }
    }

    /// Numbers above this are refused: sums of many must stay far from the limits of 64 bits.
    static let numberMax = 1_000_000_000
    /// Units (program × site) above this are refused.
    static let unitsMax = 200_000

    /// Reads an instance and reports all problems at once.
    public init(json bytes: [UInt8], file: String) throws(Problems) {
        let root: JSONNode
        do throws(ParseError) {
            root = try JSONNode(parsing: bytes, file: file)
        } catch {
            throw Problems(problems: [error.description])
        }
        var reader = NeutralReader(file: file)
        self.init()
        reader.instance(root, into: &self)
        guard reader.problems.isEmpty else { throw Problems(problems: reader.problems) }
    }
}

/// Reads the neutral format strictly: unknown keys, unknown names, wrong types and numbers out of range are problems.
struct NeutralReader {
    let file: String
    var problems: [String] = []

    init(file: String) { self.file = file }

    mutating func problem(_ node: JSONNode, _ message: String) {
        if problems.count < 100 { problems.append("\(file):\(node.position.line):\(node.position.column): \(message)") }
    }

    mutating func fields(_ node: JSONNode, _ what: String, _ known: [String]) {
        guard case .object(let members) = node.kind else { return problem(node, "\(what) must be an object") }
        for member in members where !known.contains(member.key.text) {
            problem(member.value, "\(what) has no field '\(member.key.text)'; it has \(known.joined(separator: ", "))")
        }
    }

    mutating func string(_ node: JSONNode, _ key: String) -> String {
        guard let value = node[key] else {
            problem(node, "'\(key)' is missing")
            return ""
        }
        guard let text = value.text, !text.isEmpty else {
            problem(value, "'\(key)' must be a string that is not empty")
            return ""
        }
        return text
    }

    mutating func number(_ node: JSONNode, _ key: String) -> Int { optionalNumber(node, key, required: true) ?? 0 }

    mutating func optionalNumber(_ node: JSONNode, _ key: String, required: Bool = false) -> Int? {
        guard let value = node[key] else {
            if required { problem(node, "'\(key)' is missing") }
            return nil
        }
        if case .null = value.kind, !required { return nil }
        guard case .integer(let number) = value.kind, number >= 0, number <= Int64(NeutralInstance.numberMax) else {
            problem(value, "'\(key)' must be a whole number from 0 to \(NeutralInstance.numberMax)")
            return nil
        }
        return Int(number)
    }

    mutating func flag(_ node: JSONNode, _ key: String) -> Bool {
        guard let value = node[key] else { return false }
        guard case .bool(let flag) = value.kind else {
            problem(value, "'\(key)' must be true or false")
            return false
        }
        return flag
    }

    mutating func strings(_ node: JSONNode, _ key: String) -> [String] {
        guard let value = node[key] else {
            problem(node, "'\(key)' is missing")
            return []
        }
        return strings(value, named: key)
    }

    mutating func optionalStrings(_ node: JSONNode, _ key: String) -> [String]? {
        guard let value = node[key] else { return nil }
        if case .null = value.kind { return nil }
        return strings(value, named: key)
    }

    private mutating func strings(_ value: JSONNode, named key: String) -> [String] {
        guard let elements = value.elements else {
            problem(value, "'\(key)' must be a list of strings")
            return []
        }
        return elements.compactMap { element in
            if element.text == nil { problem(element, "'\(key)' must be a list of strings") }
            return element.text
        }
    }

    mutating func objects(_ node: JSONNode, _ key: String) -> [JSONNode] {
        guard let value = node[key] else {
            problem(node, "'\(key)' is missing")
            return []
        }
        guard let elements = value.elements else {
            problem(value, "'\(key)' must be a list")
            return []
        }
        return elements
    }

    mutating func instance(_ root: JSONNode, into instance: inout NeutralInstance) {
        fields(
            root,
            "an instance",
            [
                "format", "name", "sites", "systems", "environments", "requirement_sets", "programs", "conflicts",
                "exclusive",
            ]
        )
        guard case .object = root.kind else { return }
        if let format = root["format"], format.text != "planner-instance/1" {
            problem(format, "'format' must be planner-instance/1")
        }
        instance.sites = unique(strings(root, "sites"), root, "site")
        for node in objects(root, "systems") {
            fields(node, "a system", ["id", "weight"])
            instance.systems.append((string(node, "id"), number(node, "weight")))
        }
        _ = unique(instance.systems.map(\.id), root, "system")
        for node in objects(root, "environments") { instance.environments.append(environment(node, instance)) }
        _ = unique(instance.environments.map(\.id), root, "environment")
        instance.environments.sort { $0.id < $1.id }
        for node in objects(root, "requirement_sets") {
            let set = requirementSet(node)
            if instance.requirementSets.updateValue(set, forKey: set.id) != nil {
                problem(node, "the id '\(set.id)' stands twice")
            }
        }
        let sites = Set(instance.sites)
        let systems = Set(instance.systems.map(\.id))
        for node in objects(root, "programs") { instance.programs.append(program(node, instance, sites, systems)) }
        _ = unique(instance.programs.map(\.id), root, "program")
        instance.programs.sort { $0.id < $1.id }
        if instance.programs.reduce(0, { $0 + $1.sites.count }) > NeutralInstance.unitsMax {
            problem(root, "there are more than \(NeutralInstance.unitsMax) units")
        }
        let tags = Set(instance.programs.flatMap { $0.tags.union([$0.id]) })
        for node in objects(root, "conflicts") { conflict(node, tags, into: &instance) }
        instance.conflicts = Set(instance.conflicts).sorted { $0.lexicographicallyPrecedes($1) }
        instance.exclusive = Set(root["exclusive"] == nil ? [] : strings(root, "exclusive")).sorted()
    }

    private mutating func unique(_ ids: [String], _ node: JSONNode, _ what: String) -> [String] {
        var seen: Set<String> = []
        for id in ids where !seen.insert(id).inserted { problem(node, "the \(what) '\(id)' stands twice") }
        return ids
    }

    private mutating func environment(_ node: JSONNode, _ instance: NeutralInstance) -> NeutralInstance.Environment {
        fields(
            node,
            "an environment",
            [
                "id", "kind", "capabilities", "residency", "admin", "rto", "rpo", "offline", "sites", "capacity",
                "max_instances",
                "cost_open", "cost_unit",
            ]
        )
        let sites = optionalStrings(node, "sites")
        for site in sites ?? [] where !instance.sites.contains(site) { problem(node, "there is no site '\(site)'") }
        return NeutralInstance.Environment(
            id: string(node, "id"),
            kind: string(node, "kind"),
            capabilities: Set(strings(node, "capabilities")),
            residency: string(node, "residency"),
            admin: Set(strings(node, "admin")),
            rto: number(node, "rto"),
            rpo: number(node, "rpo"),
            offline: flag(node, "offline"),
            sites: sites.map(Set.init),
            capacity: optionalNumber(node, "capacity"),
            maximumInstances: number(node, "max_instances"),
            costOpen: number(node, "cost_open"),
            costUnit: number(node, "cost_unit")
        )
    }

    private mutating func requirementSet(_ node: JSONNode) -> NeutralInstance.RequirementSet {
        fields(
            node,
            "a requirement set",
            ["id", "requires", "forbids", "residency", "admin", "kinds", "max_rto", "max_rpo", "offline"]
        )
        return NeutralInstance.RequirementSet(
            id: string(node, "id"),
            requires: Set(strings(node, "requires")),
            forbids: Set(strings(node, "forbids")),
            residency: optionalStrings(node, "residency").map(Set.init),
            admin: optionalStrings(node, "admin").map(Set.init),
            kinds: optionalStrings(node, "kinds").map(Set.init),
            rtoMax: optionalNumber(node, "max_rto"),
            rpoMax: optionalNumber(node, "max_rpo"),
            offline: flag(node, "offline")
        )
    }

    private mutating func program(
        _ node: JSONNode,
        _ instance: NeutralInstance,
        _ sites: Set<String>,
        _ systems: Set<String>
    ) -> NeutralInstance.Program {
        fields(node, "a program", ["id", "req", "sites", "load", "systems", "tags"])
        let program = NeutralInstance.Program(
            id: string(node, "id"),
            requirementSet: string(node, "req"),
            sites: unique(strings(node, "sites"), node, "site"),
            load: number(node, "load"),
            systems: Set(strings(node, "systems")),
            tags: Set(strings(node, "tags"))
        )
        if instance.requirementSets[program.requirementSet] == nil {
            problem(node, "there is no requirement set '\(program.requirementSet)'")
        }
        for site in program.sites where !sites.contains(site) { problem(node, "there is no site '\(site)'") }
        for system in program.systems.sorted() where !systems.contains(system) {
            problem(node, "there is no system '\(system)'")
        }
        return program
    }

    private mutating func conflict(_ node: JSONNode, _ tags: Set<String>, into instance: inout NeutralInstance) {
        guard let pair = node.elements, pair.count == 2, let first = pair[0].text, let second = pair[1].text else {
            return problem(node, "a conflict is a pair of tags")
        }
        instance.conflicts.append([first, second].sorted())
    }
}
