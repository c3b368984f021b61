/// A schema as it is written, in Cedar text or JSON: names as they stand, common types by name, annotations kept. It converts
/// between both forms; ``schema`` is what it means.
public struct SchemaFragment: Sendable {
    let namespaces: [NamespaceSyntax]
    let names: SchemaNames
    /// What the fragment means, all names resolved.
    public let schema: Schema
    /// The file it was read from.
    public let file: String

    /// Reads schema text.
    /// - Throws: all errors of the text.
    public init(parsing text: String, file: String) throws(CedarErrors) {
        try self.init(bytes: Array(text.utf8), file: file)
    }

    /// Reads schema text from the bytes of a file.
    /// - Throws: all errors of the text, or the first byte that is not UTF-8.
    public init(bytes: [UInt8], file: String) throws(CedarErrors) {
        let source: SourceText
        do throws(ParseError) {
            source = try SourceText(bytes: bytes, file: file)
        } catch {
            throw CedarErrors(error)
        }
        try self.init(SchemaParser.namespaces(in: source), file)
    }

    /// Reads a schema in JSON: an object from namespaces to `commonTypes`, `entityTypes` and `actions`.
    /// - Throws: everything that is wrong, each with line and column; the JSON path too where the form is wrong.
    public init(json bytes: [UInt8], file: String = "schema.json") throws(CedarErrors) {
        let root: JSONNode
        do throws(ParseError) {
            root = try JSONNode(parsing: bytes, file: file)
        } catch {
            throw CedarErrors(error)
        }
        var reader = SchemaReader(file: file)
        let namespaces = reader.namespaces(root)
        guard reader.data.errors.isEmpty else { throw CedarErrors(reader.data.errors) }
        try self.init(namespaces, file)
    }

    private init(_ namespaces: [NamespaceSyntax], _ file: String) throws(CedarErrors) {
        var resolver = SchemaResolver(file: file)
        schema = try resolver.resolve(namespaces)
        names = resolver.names
        self.namespaces = namespaces
        self.file = file
    }
}

extension Schema {
    /// Reads a schema in JSON.
    /// - Throws: everything that is wrong, each with line and column; the JSON path too where the form is wrong.
    public init(json bytes: [UInt8], file: String = "schema.json") throws(CedarErrors) {
        self = try SchemaFragment(json: bytes, file: file).schema
    }

    /// Whether both say the same of entity types, actions and common types, annotations included; places do not count. An action
    /// that applies to no principal or no resource says the same as one without `appliesTo`. Common types are compared as they
    /// expand, which for hostile ones takes forever; ``SchemaFragment/hasSameContent(as:)`` does not.
    func hasSameContent(as other: Schema) -> Bool {
        commonTypes == other.commonTypes && entityTypes.keys == other.entityTypes.keys
            && actions.keys == other.actions.keys
            && entityTypes.allSatisfy { name, type in other.entityTypes[name].map(type.hasSameContent) ?? false }
            && actions.allSatisfy { uid, action in other.actions[uid].map(action.hasSameContent) ?? false }
    }
}

extension Schema.EntityType {
    fileprivate func hasSameContent(as other: Schema.EntityType) -> Bool {
        memberOf == other.memberOf && shape == other.shape && tags == other.tags && ids == other.ids
            && Annotation.areSame(annotations, other.annotations)
    }
}

extension Schema.Action {
    fileprivate func hasSameContent(as other: Schema.Action) -> Bool {
        parents == other.parents && Annotation.areSame(annotations, other.annotations)
            && applied?.principals == other.applied?.principals && applied?.resources == other.applied?.resources
            && applied?.context == other.applied?.context
    }

    private var applied: Schema.AppliesTo? {
        appliesTo.flatMap { $0.principals.isEmpty || $0.resources.isEmpty ? nil : $0 }
    }
}

extension Annotation {
    /// The same names with the same values, in whatever order. In a schema an annotation without a value has the empty one.
    static func areSame(_ left: [Annotation], _ right: [Annotation]) -> Bool {
        func values(_ annotations: [Annotation]) -> [String: CedarString] {
            Dictionary(
                annotations.map { ($0.name, CedarString($0.value ?? "")) },
                uniquingKeysWith: { first, _ in first }
            )
        }
        return values(left) == values(right)
    }
}

extension TypeSyntax {
    /// The name, of a type given by name.
    var name: NameSyntax? {
        switch self {
        case .name(let name), .entity(let name), .common(let name): name
        case .builtin, .set, .record: nil
        }
    }
}
