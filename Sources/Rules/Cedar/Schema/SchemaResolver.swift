/// Resolves the names of a schema text: a common type before an entity type before a built-in type, the own namespace before the
/// empty one (RFC 24, RFC 70).
struct SchemaResolver {
    /// Names that a common type may not take.
    static let builtinNames: Set<String> = [
        "Bool", "Boolean", "Long", "String", "Set", "Record", "Entity", "Extension",
    ]

    let file: String
    var errors: [ParseError] = []
    private var commonSyntax: [String: (type: TypeSyntax, namespace: String, range: SourceRange)] = [:]
    private(set) var names = SchemaNames()
    private var actionNames: [EntityUID: SourceRange] = [:]
    private var resolved: [String: (type: SchemaType, depth: Int)] = [:]
    private var resolving: [String] = []
    private var failed: Set<String> = []

    init(file: String) { self.file = file }

    mutating func report(_ message: String, _ range: SourceRange) {
        guard errors.count < CedarLimits.collectedErrors else { return }
        errors.append(ParseError(file: file, range: range, message: message))
    }

    mutating func resolve(_ namespaces: [NamespaceSyntax]) throws(CedarErrors) -> Schema {
        declare(namespaces)
        guard errors.isEmpty else { throw CedarErrors(errors) }
        var entityTypes: [EntityTypeName: Schema.EntityType] = [:]
        var actions: [EntityUID: Schema.Action] = [:]
        for namespace in namespaces {
            for declaration in namespace.declarations {
                switch declaration.kind {
                case .entity(let entity):
                    for type in self.entityTypes(entity, declaration, namespace.name) { entityTypes[type.name] = type }
                case .action(let action):
                    for item in self.actions(action, declaration, namespace.name) { actions[item.uid] = item }
                case .common(let name, _): _ = common(Self.full(name.text, namespace.name), name.range)
                }
            }
        }
        let ancestors = actionAncestors(actions)
        guard errors.isEmpty else { throw CedarErrors(errors) }
        return Schema(
            entityTypes: entityTypes,
            actions: actions,
            commonTypes: resolved.mapValues(\.type),
            actionAncestors: ancestors
        )
    }

    static func full(_ name: String, _ namespace: String) -> String { SchemaNames.full(name, namespace) }

    static func actionUID(_ id: String, _ namespace: String) -> EntityUID {
        EntityUID(type: EntityTypeName(full("Action", namespace)), id: id)
    }

    private mutating func declare(_ namespaces: [NamespaceSyntax]) {
        var typeRanges: [(name: String, namespace: String, range: SourceRange)] = []
        var seen: Set<String> = []
        for namespace in namespaces where !namespace.name.isEmpty && !seen.insert(namespace.name).inserted {
            report("the namespace `\(namespace.name)` stands twice; put its declarations together", namespace.range)
        }
        for namespace in namespaces {
            for declaration in namespace.declarations {
                switch declaration.kind {
                case .common(let name, let type):
                    let full = Self.full(name.text, namespace.name)
                    if Self.builtinNames.contains(name.text) {
                        report("`\(name.text)` is a built-in type; choose another name", name.range)
                    }
                    names.common.insert(full)
                    if commonSyntax.updateValue((type, namespace.name, name.range), forKey: full) != nil {
                        report("the type `\(full)` is declared twice", name.range)
                    }
                    typeRanges.append((name.text, namespace.name, name.range))
                case .entity(let entity):
                    for name in entity.names {
                        let full = Self.full(name.text, namespace.name)
                        if name.text == "Action" {
                            report("`Action` is the type of actions; choose another name", name.range)
                        }
                        if !names.entities.insert(full).inserted {
                            report("the entity type `\(full)` is declared twice", name.range)
                        }
                        typeRanges.append((name.text, namespace.name, name.range))
                    }
                case .action(let action):
                    for name in action.names {
                        let uid = Self.actionUID(name.id, namespace.name)
                        names.actionTypes.insert(uid.type)
                        if actionNames.updateValue(name.range, forKey: uid) != nil {
                            report("the action `\(uid)` is declared twice", name.range)
                        }
                    }
                }
            }
        }
        for item in typeRanges
        where !item.namespace.isEmpty && (commonSyntax[item.name] != nil || names.entities.contains(item.name)) {
            report("`\(item.name)` in `\(item.namespace)` hides the type of that name outside namespaces", item.range)
        }
        for (uid, range) in actionNames.sorted(by: { $0.value.start < $1.value.start })
        where !uid.type.namespace.isEmpty {
            if actionNames[EntityUID(type: "Action", id: uid.id)] != nil {
                report("`\(uid)` hides the action of that name outside namespaces", range)
            }
        }
    }

    // MARK: Names

    /// The full name of an entity type, nil and reported when there is none. An action is a value of its type, but neither asks nor is
    /// asked for, nor has it members that are no actions.
    mutating func entityType(_ name: NameSyntax, _ namespace: String, orAction: Bool = false) -> EntityTypeName? {
        if let type = names.entityType(name, namespace) { return type }
        if orAction, let type = names.actionType(name, namespace) { return type }
        report(
            "there is no entity type `\(name.text)`\(NearestName.hint(name.text, in: names(names.entities, from: namespace)))",
            name.range
        )
        return nil
    }

    /// The names that can be written in a namespace: its own shortened, all others in full.
    private func names(_ full: Set<String>, from namespace: String) -> [String] {
        full.map { name in
            let parts = Identifier.split(name)
            return parts.namespace == namespace ? parts.last : name
        }
    }

    /// A declared action, nil and reported when there is none.
    mutating func action(_ group: ActionSyntax.Group, _ namespace: String) -> EntityUID? {
        let candidates: [EntityUID]
        if let type = group.type {
            let full = EntityUID(type: EntityTypeName(type.text), id: group.id)
            candidates =
                type.isQualified
                ? [full] : [EntityUID(type: EntityTypeName(Self.full(type.text, namespace)), id: group.id), full]
        } else {
            candidates = [Self.actionUID(group.id, namespace), Self.actionUID(group.id, "")]
        }
        if let found = candidates.first(where: { actionNames[$0] != nil }) { return found }
        let hint = NearestName.hint(group.id, in: actionNames.keys.map(\.id.text))
        report("there is no action `\(candidates[0])`\(hint)", group.range)
        return nil
    }

    // MARK: Types

    mutating func type(_ syntax: TypeSyntax, _ namespace: String) -> (type: SchemaType, depth: Int)? {
        let result: (type: SchemaType, depth: Int)?
        switch syntax {
        case .name(let name): return named(name, namespace)
        case .entity(let name): return entityType(name, namespace, orAction: true).map { (.entity($0), 1) }
        case .common(let name): return named(name, namespace, entities: false)
        case .builtin(let type): return (type, 1)
        case .set(let element): result = type(element, namespace).map { (.set($0.type), $0.depth + 1) }
        case .record(let attributes): result = shape(attributes, namespace).map { (.record($0.shape), $0.depth + 1) }
        }
        return result
    }

    mutating func shape(_ attributes: [AttributeSyntax], _ namespace: String) -> (shape: RecordShape, depth: Int)? {
        var fields: [CedarString: RecordShape.Attribute] = [:]
        var depth = 0
        var failed = false
        for attribute in attributes {
            guard let type = type(attribute.type, namespace) else {
                failed = true
                continue
            }
            if type.depth > CedarLimits.typeDepth {
                report(
                    "the type nests deeper than \(CedarLimits.typeDepth) levels, common types counted",
                    attribute.range
                )
                failed = true
            }
            depth = max(depth, type.depth)
            // The reference lets the last of them count in silence; a schema that says two things is refused here.
            if fields[attribute.name] != nil {
                report("the attribute \(attribute.name.quoted) is declared twice", attribute.range)
                failed = true
            }
            fields[attribute.name] = RecordShape.Attribute(type: type.type, isRequired: attribute.isRequired)
        }
        return failed ? nil : (RecordShape(fields), depth)
    }

    private mutating func named(
        _ name: NameSyntax,
        _ namespace: String,
        entities: Bool = true
    ) -> (type: SchemaType, depth: Int)? {
        switch names.meaning(of: name, namespace, entities: entities) {
        case .common(let full): return common(full, name.range)
        case .entity(let type): return (.entity(type), 1)
        case .builtin(let type): return (type, 1)
        case nil: break
        }
        if name.text.hasPrefix(Identifier.builtinNamespace + "::") {
            report("there is no built-in type `\(name.text)`", name.range)
            return nil
        }
        let known =
            names(entities ? names.entities.union(names.common) : names.common, from: namespace)
            + ["Bool", "Long", "String", "Set"] + ExtensionType.allCases.map(\.rawValue)
        report("there is no type `\(name.text)`\(NearestName.hint(name.text, in: known))", name.range)
        return nil
    }

    private mutating func common(_ full: String, _ range: SourceRange) -> (type: SchemaType, depth: Int)? {
        if let known = resolved[full] { return known }
        // What is wrong in a definition is reported once, not at each use.
        if failed.contains(full) { return nil }
        guard let syntax = commonSyntax[full] else { return nil }
        if let start = resolving.firstIndex(of: full) {
            let cycle = (resolving[start...] + [full]).joined(separator: " → ")
            report("the type is defined by itself: \(cycle)", range)
            return nil
        }
        guard resolving.count < CedarLimits.typeDepth else {
            report("the type nests deeper than \(CedarLimits.typeDepth) levels, common types counted", range)
            return nil
        }
        resolving.append(full)
        defer { resolving.removeLast() }
        guard let type = type(syntax.type, syntax.namespace) else {
            failed.insert(full)
            return nil
        }
        guard type.depth <= CedarLimits.typeDepth else {
            report("the type nests deeper than \(CedarLimits.typeDepth) levels, common types counted", range)
            return nil
        }
        resolved[full] = type
        return type
    }
}
