/// How the values that two records carry in one scheme combine in a record made from both.
public enum Joining: Hashable, Sendable {
    /// The result carries every value of either side: export entries, CUI categories, dissemination controls.
    case union
    /// A value says who is admitted, and the result admits only whom both sides admit: REL TO, distribution statements.
    case intersection
    /// The values are levels, from the lowest to the highest, and the result carries the higher one.
    case maximum(order: [String])
}
