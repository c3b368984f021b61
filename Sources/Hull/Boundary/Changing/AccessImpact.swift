/// Who would gain and who would lose what if other policies were adopted: of the persons in the register today, by the labels that records of each
/// program and class have.
///
/// It tells of persons what policies say of them. Whoever shows it puts it under a label first; ``summary`` names nobody.
public struct AccessImpact: Sendable, Equatable {
    /// One decision that would be another one.
    public struct Change: Sendable, Hashable, Comparable {
        /// Who.
        public let person: String
        /// `view`, `edit`, `print` or `export`.
        public let action: RecordAction
        /// The program whose records it is about.
        public let program: String
        /// Their class.
        public let dataClass: String

        /// By person, program, class, action.
        public static func < (left: Self, right: Self) -> Bool {
            (left.person, left.program, left.dataClass, left.action.rawValue)
                < (right.person, right.program, right.dataClass, right.action.rawValue)
        }
    }

    /// What is refused now and would be permitted.
    public let gains: [Change]
    /// What is permitted now and would be refused.
    public let losses: [Change]

    /// As counts that name nobody, for the record of a change.
    public var summary: [String] {
        [("gain", gains), ("lose", losses)].map { word, changes in
            let persons = Set(changes.map(\.person)).count
            let programs = Set(changes.map(\.program)).count
            return changes.isEmpty
                ? "nobody would \(word) anything"
                : "\(persons) persons would \(word) \(changes.count) permissions on records of \(programs) programs"
        }
    }
}
