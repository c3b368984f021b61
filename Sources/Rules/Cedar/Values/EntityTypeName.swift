/// The full name of an entity type, such as `Plant::Program`; namespaces are separated by `::`.
public struct EntityTypeName: Hashable, Comparable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The full name.
    public let name: CedarString

    /// Takes the name unchecked; see ``init(checking:)`` for text from outside.
    public init(_ name: String) { self.name = CedarString(name) }

    /// Takes the name unchecked.
    init(_ name: CedarString) { self.name = name }

    /// Takes a literal unchecked.
    public init(stringLiteral value: String) { self.init(value) }

    /// Takes the name if it is a sequence of identifiers separated by `::`, none of them reserved.
    public init?(checking name: String) {
        guard Identifier.isPath(name) else { return nil }
        self.init(name)
    }

    /// The full name.
    public var description: String { name.text }

    /// The last component.
    public var basename: String { Identifier.split(name.text).last }

    /// All but the last component, empty for a name outside namespaces.
    public var namespace: String { Identifier.split(name.text).namespace }

    /// Whether entities of this type are actions: the last component is `Action`.
    public var isAction: Bool {
        // Most names end in another letter, which spares splitting them.
        name.text.utf8.last == UInt8(ascii: "n") && (name.text == "Action" || basename == "Action")
    }

    /// The order of the UTF-8 bytes.
    public static func < (left: EntityTypeName, right: EntityTypeName) -> Bool { left.name < right.name }
}
