/// A way on which a program's data goes, as the plant file says: the places it passes and the flows between them. Where somebody can read it at the end
/// who may not have it, the way is a leak.
public struct FlowWay: Sendable, Hashable {
    /// Who may not have what is at the end of a way.
    public struct Leak: Sendable, Hashable {
        /// Who can read it, each with how; the place itself where it may not receive it.
        public let readers: [String]
        /// Ids of the obligations that refuse.
        public let refusedBy: [String]
        /// What would cut the way with the least cost; nil where that was not looked for.
        public let cut: String?

        /// A leak.
        public init(readers: [String], refusedBy: [String], cut: String?) {
            self.readers = readers
            self.refusedBy = refusedBy
            self.cut = cut
        }
    }

    /// The program, by its id.
    public let program: String
    /// What goes, by data class.
    public let classes: [String]
    /// Where it begins, and where each flow brings it.
    public let places: [String]
    /// The flows between the places, one fewer than these.
    public let flows: [String]
    /// Nil where everybody at the end may have it.
    public let leak: Leak?

    /// A way.
    public init(program: String, classes: [String], places: [String], flows: [String], leak: Leak?) {
        self.program = program
        self.classes = classes
        self.places = places
        self.flows = flows
        self.leak = leak
    }
}
