/// Turns the JSON policy format into policies, collecting everything that is wrong.
struct PolicyReader {
    typealias Reported = DataReader.Reported

    let file: String
    var data: DataReader
    /// How many expressions are open around the current one.
    var depth = 0

    init(file: String) {
        self.file = file
        data = DataReader(file: file, schema: nil)
    }

    static func root(_ bytes: [UInt8], _ file: String) throws(CedarErrors) -> JSONNode {
        do throws(ParseError) {
            return try JSONNode(parsing: bytes, file: file, depthLimit: CedarLimits.policyJSONDepth)
        } catch {
            throw CedarErrors(error)
        }
    }

    func range(_ node: JSONNode) -> SourceRange { SourceRange(start: node.position, end: node.position) }

    // MARK: Sets

    mutating func set(_ root: JSONNode) -> PolicySet? {
        guard
            let parts = try? data.members(
                root,
                "$",
                known: ["staticPolicies", "templates", "templateLinks"],
                required: ["staticPolicies"]
            )
        else { return nil }
        var policies: [Policy] = []
        for (key, isTemplate) in [("staticPolicies", false), ("templates", true)] {
            guard let node = parts[key] else { continue }
            guard case .object(let members) = node.kind else {
                data.report("expected an object from ids to policies, found \(node.typeName)", node, "$.\(key)")
                continue
            }
            for (id, node) in members {
                let path = DataReader.path("$.\(key)", id)
                guard let policy = policy(node, id: PolicyID(id), path) else { continue }
                if policy.isTemplate != isTemplate {
                    let place = isTemplate ? "`staticPolicies`" : "`templates`"
                    let what = isTemplate ? "has no slots" : "has open slots"
                    data.report("the policy \(what), so it belongs under \(place)", node, path)
                }
                policies.append(policy)
            }
        }
        let links = parts["templateLinks"].map { self.links($0, "$.templateLinks") } ?? []
        guard data.errors.isEmpty else { return nil }
        do throws(CedarErrors) {
            var set = try PolicySet(policies)
            for (link, node, path) in links { add(link, to: &set, node, path) }
            return set
        } catch {
            for error in error.errors { data.report(error.message, root, "$") }
            return nil
        }
    }

    private mutating func add(_ link: TemplateLink, to set: inout PolicySet, _ node: JSONNode, _ path: String) {
        do throws(CedarErrors) {
            try set.link(link)
        } catch {
            for error in error.errors { data.report(error.message, node, path) }
        }
    }

    mutating func links(_ node: JSONNode, _ path: String) -> [(link: TemplateLink, node: JSONNode, path: String)] {
        guard let elements = node.elements else {
            data.report("expected an array of links, found \(node.typeName)", node, path)
            return []
        }
        var links: [(link: TemplateLink, node: JSONNode, path: String)] = []
        for (index, element) in elements.enumerated() {
            let place = "\(path)[\(index)]"
            if let link = try? link(element, place) { links.append((link, element, place)) }
        }
        return links
    }

    private mutating func link(_ node: JSONNode, _ path: String) throws(Reported) -> TemplateLink {
        let keys = ["templateId", "newId", "values"]
        let parts = try data.members(node, path, known: keys, required: keys)
        let template = try text(parts["templateId"], node, path + ".templateId")
        let id = try text(parts["newId"], node, path + ".newId")
        var values: [Slot: EntityUID] = [:]
        let slots = Slot.allCases.map(\.description)
        for (name, value) in try data.members(parts["values"] ?? node, path + ".values", known: slots, required: []) {
            guard let slot = Slot.allCases.first(where: { $0.description == name }) else { continue }
            values[slot] = try data.uid(value, DataReader.path(path + ".values", CedarString(name)))
        }
        return TemplateLink(template: PolicyID(template), id: PolicyID(id), values: values)
    }

    // MARK: Policies

    mutating func policy(_ node: JSONNode, id: PolicyID, _ path: String) -> Policy? {
        let before = data.errors.count
        let required = ["effect", "principal", "action", "resource", "conditions"]
        guard let parts = try? data.members(node, path, known: required + ["annotations"], required: required),
            let principalNode = parts["principal"], let actionNode = parts["action"],
            let resourceNode = parts["resource"]
        else { return nil }
        let effect = try? effect(parts["effect"], node, path + ".effect")
        let principal = try? constraint(principalNode, .principal, path + ".principal")
        let action = try? actionConstraint(actionNode, path + ".action")
        let resource = try? constraint(resourceNode, .resource, path + ".resource")
        let conditions = parts["conditions"].map { self.conditions($0, path + ".conditions") } ?? []
        let annotations = parts["annotations"].map { data.annotations($0, path + ".annotations") } ?? []
        guard data.errors.count == before, let effect, let principal, let action, let resource else { return nil }
        let ranges = PolicyScope.Ranges(
            principal: range(principalNode),
            action: range(actionNode),
            resource: range(resourceNode)
        )
        let scope = PolicyScope(principal: principal, action: action, resource: resource, ranges: ranges)
        return Policy(
            id: id,
            effect: effect,
            annotations: annotations,
            scope: scope,
            conditions: conditions,
            file: file,
            range: range(node)
        )
    }

    private mutating func effect(_ node: JSONNode?, _ parent: JSONNode, _ path: String) throws(Reported) -> Effect {
        let name = try text(node, parent, path)
        guard let effect = Effect(rawValue: name) else {
            let hint = NearestName.hint(name, in: ["permit", "forbid"])
            throw data.refuse(
                "expected \"permit\" or \"forbid\", found \(CedarString.quote(name))\(hint)",
                node ?? parent,
                path
            )
        }
        return effect
    }

    private mutating func conditions(_ node: JSONNode, _ path: String) -> [Condition] {
        guard let elements = node.elements else {
            data.report("expected an array of conditions, found \(node.typeName)", node, path)
            return []
        }
        var conditions: [Condition] = []
        for (index, element) in elements.enumerated() {
            if let condition = try? condition(element, "\(path)[\(index)]") { conditions.append(condition) }
        }
        return conditions
    }

    private mutating func condition(_ node: JSONNode, _ path: String) throws(Reported) -> Condition {
        let parts = try data.members(node, path, known: ["kind", "body"], required: ["kind", "body"])
        let name = try text(parts["kind"], node, path + ".kind")
        guard let kind = Condition.Kind(rawValue: name) else {
            let hint = NearestName.hint(name, in: ["when", "unless"])
            throw data.refuse(
                "expected \"when\" or \"unless\", found \(CedarString.quote(name))\(hint)",
                parts["kind"] ?? node,
                path + ".kind"
            )
        }
        depth = 0
        let body = try expression(parts["body"] ?? node, JSONPlace(path + ".body"))
        return Condition(kind: kind, body: body, range: range(node))
    }

    mutating func text(_ node: JSONNode?, _ parent: JSONNode, _ path: String) throws(Reported) -> String {
        guard let text = node?.text else {
            throw data.refuse("expected a string, found \((node ?? parent).typeName)", node ?? parent, path)
        }
        return text
    }
}
