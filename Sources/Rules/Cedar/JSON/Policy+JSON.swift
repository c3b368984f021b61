extension Policy {
    /// The policy or template in the JSON policy format, without its id.
    public var json: String {
        var writer = JSONWriter(isIndented: true)
        writer.policy(self)
        return writer.text + "\n"
    }

    /// Reads a policy or template in the JSON policy format.
    /// - Throws: everything that is wrong, each with line, column and JSON path.
    public init(json bytes: [UInt8], id: PolicyID, file: String = "policy.json") throws(CedarErrors) {
        let root = try PolicyReader.root(bytes, file)
        var reader = PolicyReader(file: file)
        let policy = reader.policy(root, id: id, "$")
        guard reader.data.errors.isEmpty, let policy else { throw CedarErrors(reader.data.errors) }
        self = policy
    }
}

extension PolicySet {
    /// The set in the JSON policy format: `staticPolicies`, `templates` and `templateLinks`.
    public var json: String {
        var writer = JSONWriter(isIndented: true)
        writer.object { writer in
            writer.key("staticPolicies")
            writer.policies(policies.filter { link(of: $0) == nil })
            writer.key("templates")
            writer.policies(templates)
            writer.key("templateLinks")
            writer.array { writer in
                for link in links {
                    writer.next()
                    writer.link(link)
                }
            }
        }
        return writer.text + "\n"
    }

    /// Reads a set in the JSON policy format; `templates` and `templateLinks` may be left out.
    /// - Throws: everything that is wrong, each with line, column and JSON path.
    public init(json bytes: [UInt8], file: String = "policies.json") throws(CedarErrors) {
        let root = try PolicyReader.root(bytes, file)
        var reader = PolicyReader(file: file)
        let set = reader.set(root)
        guard reader.data.errors.isEmpty, let set else { throw CedarErrors(reader.data.errors) }
        self = set
    }
}

extension TemplateLink {
    /// Reads links in their JSON form: an array of `{templateId, newId, values}`.
    /// - Throws: everything that is wrong, each with line, column and JSON path.
    public static func links(json bytes: [UInt8], file: String = "links.json") throws(CedarErrors) -> [TemplateLink] {
        let root = try PolicyReader.root(bytes, file)
        var reader = PolicyReader(file: file)
        let links = reader.links(root, "$").map(\.link)
        guard reader.data.errors.isEmpty else { throw CedarErrors(reader.data.errors) }
        return links
    }
}

extension JSONWriter {
    fileprivate mutating func policies(_ policies: [Policy]) {
        object { writer in
            for policy in policies {
                writer.key(policy.id.description)
                writer.policy(policy)
            }
        }
    }

    fileprivate mutating func link(_ link: TemplateLink) {
        object { writer in
            writer.member("templateId", link.template.description)
            writer.member("newId", link.id.description)
            writer.key("values")
            writer.object { writer in
                for slot in Slot.allCases {
                    guard let uid = link.values[slot] else { continue }
                    writer.key(slot.description)
                    writer.escapedUID(uid)
                }
            }
        }
    }

    fileprivate mutating func policy(_ policy: Policy) {
        object { writer in
            writer.member("effect", policy.effect.rawValue)
            writer.key("principal")
            writer.object { $0.constraint(policy.scope.principal) }
            writer.key("action")
            writer.object { $0.constraint(policy.scope.action) }
            writer.key("resource")
            writer.object { $0.constraint(policy.scope.resource) }
            writer.key("conditions")
            writer.array { writer in
                for condition in policy.conditions {
                    writer.next()
                    writer.object { writer in
                        writer.member("kind", condition.kind.rawValue)
                        writer.key("body")
                        writer.expression(condition.body)
                    }
                }
            }
            if !policy.annotations.isEmpty {
                writer.key("annotations")
                writer.annotations(policy.annotations)
            }
        }
    }

    mutating func annotations(_ annotations: [Annotation]) {
        object { writer in
            for annotation in annotations {
                writer.key(annotation.name)
                if let value = annotation.value { writer.string(value) } else { writer.null() }
            }
        }
    }

    private mutating func constraint(_ constraint: PolicyScope.EntityConstraint) {
        switch constraint {
        case .any: member("op", "All")
        case .equal(let reference):
            member("op", "==")
            self.reference(reference)
        case .isIn(let reference):
            member("op", "in")
            self.reference(reference)
        case .isType(let type):
            member("op", "is")
            member("entity_type", type.description)
        case .isTypeIn(let type, let reference):
            member("op", "is")
            member("entity_type", type.description)
            key("in")
            object { $0.reference(reference) }
        }
    }

    private mutating func reference(_ reference: PolicyScope.Reference) {
        switch reference {
        case .slot(let slot): member("slot", slot.description)
        case .entity(let uid):
            key("entity")
            self.uid(uid)
        }
    }

    private mutating func constraint(_ constraint: PolicyScope.ActionConstraint) {
        switch constraint {
        case .any: member("op", "All")
        case .equal(let uid):
            member("op", "==")
            key("entity")
            self.uid(uid)
        case .isIn(let uid):
            member("op", "in")
            key("entity")
            self.uid(uid)
        case .isInAny(let uids):
            member("op", "in")
            key("entities")
            array { writer in
                for uid in uids {
                    writer.next()
                    writer.uid(uid)
                }
            }
        }
    }
}
