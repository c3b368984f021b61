/// The names that a schema declares, and what a name written in one of its namespaces stands for: a common type before an entity type
/// before a built-in type, the own namespace before the empty one (RFC 24, RFC 70).
struct SchemaNames: Sendable {
    enum Meaning: Equatable, Sendable {
        case common(String)
        case entity(EntityTypeName)
        case builtin(SchemaType)
    }

    /// Full names of common types.
    var common: Set<String> = []
    /// Full names of entity types.
    var entities: Set<String> = []
    /// The types of declared actions.
    var actionTypes: Set<EntityTypeName> = []

    static func full(_ name: String, _ namespace: String) -> String {
        namespace.isEmpty ? name : "\(namespace)::\(name)"
    }

    private static func candidates(_ name: NameSyntax, _ namespace: String) -> [String] {
        name.isQualified ? [name.text] : [full(name.text, namespace), name.text]
    }

    /// The entity type of this name, nil where there is none.
    func entityType(_ name: NameSyntax, _ namespace: String) -> EntityTypeName? {
        Self.candidates(name, namespace).first { entities.contains($0) }.map { EntityTypeName($0) }
    }

    /// The type of the actions of a namespace, which is there once an action is.
    func actionType(_ name: NameSyntax, _ namespace: String) -> EntityTypeName? {
        Self.candidates(name, namespace).map { EntityTypeName($0) }.first { actionTypes.contains($0) }
    }

    /// What a name stands for as a type; entity types are left out where `entities` is false.
    func meaning(of name: NameSyntax, _ namespace: String, entities withEntities: Bool) -> Meaning? {
        let prefix = Identifier.builtinNamespace + "::"
        if name.text.hasPrefix(prefix) {
            return SchemaType(builtin: String(name.text.dropFirst(prefix.count))).map { .builtin($0) }
        }
        for candidate in Self.candidates(name, namespace) {
            if common.contains(candidate) { return .common(candidate) }
            guard withEntities else { continue }
            if entities.contains(candidate) || actionTypes.contains(EntityTypeName(candidate)) {
                return .entity(EntityTypeName(candidate))
            }
        }
        return SchemaType(builtin: name.text).map { .builtin($0) }
    }
}

extension SchemaType {
    /// The built-in type that names stand for, `Bool`, `Long`, `String` and the extension types.
    init?(builtin name: String) {
        switch name {
        case "Bool": self = .bool
        case "Long": self = .long
        case "String": self = .string
        default:
            guard let kind = ExtensionType(rawValue: name) else { return nil }
            self = .extension(kind)
        }
    }
}
