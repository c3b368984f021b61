/// The names that questions about placement use.
public enum PlacementFacts {
    /// A unit by its ids.
    public struct Place: Sendable, Hashable, CustomStringConvertible {
        /// The program's id.
        public let program: String
        /// The site's id.
        public let site: String

        /// Makes a place.
        public init(program: String, site: String) {
            self.program = program
            self.site = site
        }

        /// `program at site`.
        public var description: String { "\(program) at \(site)" }
    }

    /// What an environment enforces, as far as separation asks.
    public struct Enforcement: Sendable, Hashable, Comparable {
        /// Attribute rules on every read.
        public let attributes: Bool
        /// Field rules.
        public let fields: Bool
        /// Separately keyed compartments.
        public let compartments: Bool

        /// What is enforced, stated.
        public init(attributes: Bool, fields: Bool, compartments: Bool) {
            self.attributes = attributes
            self.fields = fields
            self.compartments = compartments
        }

        /// Reads it of an environment. An unknown or expired fact enforces nothing; compartments need record isolation unless stated.
        public init(_ environment: Plant.Environment, on day: Day) { self.init(environment.enforces, on: day) }

        /// Reads it of what the software of an instance or a system enforces by itself.
        public init(_ enforces: Plant.Environment.Enforcement, on day: Day) {
            attributes = enforces.attributes?.value(on: day) ?? false
            fields = enforces.fields?.value(on: day) ?? false
            compartments = enforces.compartments?.value(on: day) ?? (enforces.isolation?.value(on: day) == .record)
        }

        /// By what they enforce, least first.
        public static func < (left: Enforcement, right: Enforcement) -> Bool { left.rank < right.rank }

        private var rank: Int { (attributes ? 4 : 0) + (fields ? 2 : 0) + (compartments ? 1 : 0) }
    }
}
