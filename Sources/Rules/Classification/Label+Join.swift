extension Label {
    /// The least label that restricts at least as much as either: what a record made from both carries.
    ///
    /// Associative, commutative, idempotent and monotone; time is linear in the number of values.
    public func join(_ other: Label) -> Label {
        if isSealed || other.isSealed { return .sealed }
        if components.count < other.components.count { return other.join(self) }
        return Label(components: components.merging(other.components) { $0.join($1) })
    }

    /// The join of all labels; nothing joined restricts nothing.
    public static func join(_ labels: some Sequence<Label>) -> Label {
        labels.reduce(.unrestricted) { $0.join($1) }
    }

    /// Whether `other` restricts at least as much as this label: the partial order whose least upper bound is `join`.
    ///
    /// A record may go where `other` is respected exactly if its own label is at most `other`.
    public func isAtMost(_ other: Label) -> Bool {
        if other.isSealed { return true }
        if isSealed { return false }
        return components.allSatisfy { scheme, component in
            other.components[scheme].map { component.isAtMost($0) } ?? false
        }
    }

    /// Whether neither label restricts at least as much as the other.
    public func isIncomparable(with other: Label) -> Bool { !isAtMost(other) && !other.isAtMost(self) }
}
