/// The way to an element or attribute of an XML document: names with slashes between, an attribute last with `@` before it.
///
/// `/Orders/Order` begins at the root, `Line/Quantity` and `Line/@unit` at a record. A name may have a prefix that the messages declare.
public struct MessagePath: Sendable, Hashable {
    /// The names of elements on the way, each with its prefix.
    public let elements: [String]
    /// The name of the attribute at its end; nil where it ends at an element.
    public let attribute: String?
    /// Whether it begins at the root.
    public let isFromRoot: Bool

    /// Names of a path at most.
    public static let elementsMax = 40

    /// A path as it is written; nil for what is none.
    public init?(_ text: String) {
        isFromRoot = text.hasPrefix("/")
        var names = (isFromRoot ? text.dropFirst() : text[...]).split(separator: "/", omittingEmptySubsequences: false)
            .map(String.init)
        if let last = names.last, last.hasPrefix("@") {
            attribute = String(last.dropFirst())
            names.removeLast()
        } else {
            attribute = nil
        }
        elements = names
        guard names.count <= Self.elementsMax, !(names.isEmpty && attribute == nil), !(isFromRoot && names.isEmpty),
            (names + [attribute ?? "a"]).allSatisfy(Self.isName)
        else { return nil }
    }

    /// A name of XML with or without a prefix (Namespaces in XML 1.0, QName), of the letters that plants use.
    private static func isName(_ text: String) -> Bool {
        text.wholeMatch(of: /([A-Za-z_][A-Za-z0-9_.\-]*:)?[A-Za-z_][A-Za-z0-9_.\-]*/) != nil
    }

    /// The prefixes in it.
    public var prefixes: [String] {
        (elements + [attribute].compactMap(\.self)).compactMap { name in
            name.firstIndex(of: ":").map { String(name[..<$0]) }
        }
    }

    /// As it is written.
    public var text: String {
        (isFromRoot ? "/" : "") + (elements + [attribute.map { "@" + $0 }].compactMap(\.self)).joined(separator: "/")
    }
}
