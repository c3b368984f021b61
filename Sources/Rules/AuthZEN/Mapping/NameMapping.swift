public import Cedar

/// How the API's names of types and actions are named in the policies. By default a name stands for itself: `user` is the type
/// `user`, and the action `read` is `Action::"read"`.
public struct NameMapping: Sendable {
    private let prefix: String
    private let actionType: EntityTypeName
    private let types: [CedarString: EntityTypeName]
    private let actions: [CedarString: EntityUID]
    private let names: [EntityUID: CedarString]

    /// Every name stands for itself.
    public init() {
        prefix = ""
        actionType = "Action"
        types = [:]
        actions = [:]
        names = [:]
    }

    /// Names stand for themselves in a namespace (empty for none), but for the types and actions listed.
    /// - Throws: ``ConfigurationError`` when the namespace or a type is no name in Cedar, a type of entities is one of actions or the
    ///   other way round, or one action has two names.
    public init(
        namespace: String,
        types: [CedarString: EntityTypeName] = [:],
        actions: [CedarString: EntityUID] = [:]
    ) throws(ConfigurationError) {
        prefix = namespace.isEmpty ? "" : namespace + "::"
        guard let actionType = EntityTypeName(checking: prefix + "Action") else {
            throw .badNamespace(namespace)
        }
        for type in types.values where EntityTypeName(checking: type.description) == nil || type.isAction {
            throw .badEntityType(type)
        }
        var names: [EntityUID: CedarString] = [:]
        for (name, action) in actions.sorted(by: { $0.key < $1.key }) {
            guard EntityTypeName(checking: action.type.description) != nil, action.type.isAction else {
                throw .badAction(action)
            }
            if let other = names.updateValue(name, forKey: action) { throw .repeatedAction(action, other, name) }
        }
        self.actionType = actionType
        self.types = types
        self.actions = actions
        self.names = names
    }

    /// The type of a subject or resource; nil when no entity can be of that type.
    func type(_ name: CedarString) -> EntityTypeName? {
        if let listed = types[name] { return listed }
        guard let type = EntityTypeName(checking: prefix + name.text), !type.isAction else { return nil }
        return type
    }

    /// The action of this name, whether or not there is one.
    func action(_ name: CedarString) -> EntityUID {
        actions[name] ?? EntityUID(type: actionType, id: name)
    }

    /// The name of an action; nil when no name stands for it.
    func name(of action: EntityUID) -> CedarString? {
        if let listed = names[action] { return listed }
        return action.type == actionType && actions[action.id] == nil ? action.id : nil
    }
}
