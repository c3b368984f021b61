/// What restricts a record, as the least set of restrictions that says so; equal labels are equal values.
///
/// Labels form a join-semilattice with a bottom (`unrestricted`) and a top (`sealed`). A record made from others carries the `join`
/// of their labels. A value of `Label` comes from `Schemes.label(_:)`, from one of the two constants, or from a join.
public struct Label: Hashable, Sendable {
    /// By scheme; a scheme in which nothing restricts is absent.
    private(set) var components: [String: LabelComponent]
    /// Above every label: admits the owner alone, for records whose label is not known.
    public let isSealed: Bool

    /// Restricts nothing: the bottom, neutral in every join.
    public static let unrestricted = Label(components: [:], isSealed: false)

    /// Admits the owner alone: the top, absorbing in every join. A record without a label counts as this one.
    public static let sealed = Label(components: [:], isSealed: true)

    init(components: [String: LabelComponent], isSealed: Bool = false) {
        self.components = isSealed ? [:] : components
        self.isSealed = isSealed
    }

    /// Whether nothing restricts.
    public var isUnrestricted: Bool { !isSealed && components.isEmpty }

    /// The schemes in which something restricts, in text order.
    public var schemes: [String] { components.keys.sorted() }

    /// What the label says in a scheme; nil where it restricts nothing there.
    public subscript(scheme: String) -> LabelComponent? { isSealed ? .contradiction : components[scheme] }

    /// The restricting values of a scheme that joins by union; empty for other schemes.
    public func values(in scheme: String) -> Set<String> {
        if case .all(let values)? = components[scheme] { values } else { [] }
    }

    /// The members whom a scheme that intersects admits; nil where it admits anybody, empty where only the owner is left.
    public func admitted(in scheme: String) -> Set<String>? {
        switch self[scheme] {
        case nil, .all, .level: nil
        case .only(let members): members
        case .contradiction: []
        }
    }

    /// The level in a scheme that joins by maximum; nil where none is set.
    public func level(in scheme: String) -> String? {
        if case .level(let rank, let order)? = components[scheme], order.indices.contains(rank) {
            order[rank]
        } else {
            nil
        }
    }
}

extension Label: CustomStringConvertible {
    /// The restrictions in text order, for logs and messages; how a label is written on paper is a marking, not this.
    public var description: String {
        if isSealed { return "sealed" }
        if components.isEmpty { return "unrestricted" }
        return components.sorted { $0.key < $1.key }.map { name, component in
            switch component {
            case .all(let values): "\(name)={\(values.sorted().joined(separator: ","))}"
            case .only(let members): "\(name)<={\(members.sorted().joined(separator: ","))}"
            case .level(let rank, let order): "\(name)=\(order.indices.contains(rank) ? order[rank] : "?")"
            case .contradiction: "\(name)=contradiction"
            }
        }.joined(separator: " ")
    }
}
