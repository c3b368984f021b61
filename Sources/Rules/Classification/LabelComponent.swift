/// What a label says in one scheme; nothing at all is the absence of a component.
///
/// Within one scheme all components are of one kind. Components of unlike kinds can only meet when labels of two versions of
/// `schemes.json` do; their join is `contradiction`, which admits the owner alone, so that a mix-up never weakens a label.
public enum LabelComponent: Hashable, Sendable {
    /// Every one of these values restricts the record.
    case all(Set<String>)
    /// Only these members are admitted; none of them means the owner alone.
    case only(Set<String>)
    /// One level of an order, counted from the lowest, 0.
    case level(Int, order: [String])
    /// Above every other component of the scheme.
    case contradiction

    /// The least component that is at least as restrictive as both.
    func join(_ other: LabelComponent) -> LabelComponent {
        switch (self, other) {
        case (.all(let left), .all(let right)):
            .all(left.union(right))
        case (.only(let left), .only(let right)):
            .only(left.intersection(right))
        case (.level(let left, let order), .level(let right, let otherOrder)) where order == otherOrder:
            .level(max(left, right), order: order)
        default:
            .contradiction
        }
    }

    /// Whether `other` restricts at least as much.
    func isAtMost(_ other: LabelComponent) -> Bool {
        switch (self, other) {
        case (_, .contradiction):
            true
        case (.all(let left), .all(let right)):
            left.isSubset(of: right)
        case (.only(let left), .only(let right)):
            left.isSuperset(of: right)
        case (.level(let left, let order), .level(let right, let otherOrder)):
            order == otherOrder && left <= right
        default:
            false
        }
    }
}
