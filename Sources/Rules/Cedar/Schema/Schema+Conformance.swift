extension Schema {
    /// Why an entity does not conform to the schema; empty when it does. Judged by itself: its ancestors are judged where they stand. An
    /// action may name its direct groups alone or all that it is in; nothing else may be said of it than the schema says.
    public func problems(of entity: Entity) -> [String] {
        if entity.uid.type.isAction { return actionProblems(of: entity) }
        guard let type = entityTypes[entity.uid.type] else { return [unknownType(entity.uid.type)] }
        var problems = idProblems(of: entity.uid)
        if type.ids != nil, !entity.attributes.isEmpty || !entity.tags.isEmpty || !entity.parents.isEmpty {
            problems.append("`\(entity.uid)` is of an enumerated type and has no attributes, parents or tags")
        }
        problems += self.problems(of: entity.attributes, as: type.shape, "attribute")
        for parent in entity.parents.sorted() {
            if !(typeAncestors[entity.uid.type] ?? []).contains(parent.type) {
                problems.append("a `\(entity.uid.type)` cannot be in a `\(parent.type)`, as `\(parent)` is")
            }
            problems += idProblems(of: parent)
        }
        for (key, value) in entity.tags.sorted {
            guard let expected = type.tags else {
                problems.append("a `\(entity.uid.type)` has no tags")
                break
            }
            problems += self.problems(of: value, as: expected, "tag \(key.quoted)")
        }
        return problems
    }

    /// Why a request does not conform to the schema; empty when it does.
    public func problems(of request: Request) -> [String] {
        guard let action = actions[request.action] else {
            let hint = NearestName.hint(request.action.id.text, in: actions.keys.map(\.id.text))
            return ["there is no action `\(request.action)`\(hint)"]
        }
        guard let applies = action.appliesTo else { return ["the action `\(request.action)` applies to nothing"] }
        var problems: [String] = []
        for (name, uid, types) in [
            ("principal", request.principal, applies.principals), ("resource", request.resource, applies.resources),
        ] {
            if !types.contains(uid.type) {
                problems.append(
                    entityTypes[uid.type] == nil
                        ? unknownType(uid.type)
                        : "the action `\(request.action)` takes no `\(uid.type)` as its \(name)"
                )
            }
            problems += idProblems(of: uid)
        }
        return problems + self.problems(of: request.context, as: applies.context, "context attribute")
    }

    func unknownType(_ name: EntityTypeName) -> String {
        "there is no entity type `\(name)`\(NearestName.hint(name.description, in: entityTypes.keys.map(\.description)))"
    }

    func idProblems(of uid: EntityUID) -> [String] {
        if uid.type.isAction, actions[uid] == nil { return ["there is no action `\(uid)`"] }
        guard let ids = entityTypes[uid.type]?.ids, !ids.contains(uid.id) else { return [] }
        return [
            "`\(uid)` is none of the entities listed for its type\(NearestName.hint(uid.id.text, in: ids.map(\.text)))"
        ]
    }

    private func actionProblems(of entity: Entity) -> [String] {
        guard let action = actions[entity.uid] else { return ["there is no action `\(entity.uid)`"] }
        let allowed = actionAncestors[entity.uid] ?? []
        let same = entity.attributes.isEmpty && entity.tags.isEmpty && entity.parents.isSuperset(of: action.parents)
        return same && allowed.isSuperset(of: entity.parents)
            ? [] : ["the action `\(entity.uid)` is declared otherwise in the schema"]
    }

    private func problems(of record: Record, as shape: RecordShape, _ what: String) -> [String] {
        var problems: [String] = []
        for (name, attribute) in shape.attributes.sorted(by: { $0.key < $1.key }) {
            guard let value = record[name] else {
                if attribute.isRequired { problems.append("the \(what) `\(name)` is missing") }
                continue
            }
            problems += self.problems(of: value, as: attribute.type, "\(what) `\(name)`")
        }
        for name in record.keys where shape.attributes[name] == nil {
            problems.append("there is no \(what) `\(name)`\(NearestName.hint(name.text, in: shape.names))")
        }
        return problems
    }

    func problems(of value: Value, as type: SchemaType, _ what: String) -> [String] {
        switch (value, type) {
        case (.bool, .bool), (.long, .long), (.string, .string), (.decimal, .extension(.decimal)),
            (.ip, .extension(.ipaddr)),
            (.datetime, .extension(.datetime)), (.duration, .extension(.duration)):
            return []
        case (.entity(let uid), .entity(let name)) where uid.type == name: return idProblems(of: uid)
        case (.set(let members), .set(let element)):
            for member in members {
                let found = problems(of: member, as: element, "a member of \(what)")
                if !found.isEmpty { return found }
            }
            return []
        case (.record(let record), .record(let shape)): return problems(of: record, as: shape, "\(what), attribute")
        default: return ["\(what): expected \(type), found \(value.typeName)"]
        }
    }
}
