/// A name of XML: its namespace, empty for none, and the name in it. The prefix that it was written with says nothing.
public struct XMLName: Hashable, Sendable, CustomStringConvertible {
    /// The namespace.
    public let namespace: String
    /// The name in the namespace.
    public let local: String

    /// A name in a namespace.
    public init(_ local: String, in namespace: String = "") {
        self.namespace = namespace
        self.local = local
    }

    /// The name, its namespace before it in braces.
    public var description: String { namespace.isEmpty ? local : "{\(namespace)}\(local)" }
}

/// An element with all that is in it but comments and processing instructions.
public struct XMLElement: Hashable, Sendable {
    /// An attribute; declarations of namespaces are none.
    public struct Attribute: Hashable, Sendable {
        /// Its name.
        public let name: XMLName
        /// Its value.
        public let value: String

        /// An attribute.
        public init(_ name: XMLName, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// Its name.
    public let name: XMLName
    /// Its attributes, in the order in which they were written.
    public let attributes: [Attribute]
    /// The elements in it, in their order.
    public internal(set) var children: [XMLElement] = []
    /// The text in it, that of elements inside left out.
    public internal(set) var text = ""

    /// An element.
    public init(_ name: XMLName, attributes: [Attribute] = [], children: [XMLElement] = [], text: String = "") {
        self.name = name
        self.attributes = attributes
        self.children = children
        self.text = text
    }

    /// Whether its text is more than blanks between elements.
    public var hasText: Bool { text.utf8.contains { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } }
}
