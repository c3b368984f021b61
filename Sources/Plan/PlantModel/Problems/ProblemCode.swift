/// The kinds of problems of a plant file. A code never changes its meaning and is never used again.
public enum ProblemCode: String, Sendable, Hashable, CaseIterable {
    /// A file cannot be read.
    case unreadableFile = "BH-M001"
    /// A file is no YAML.
    case malformedYAML = "BH-M002"
    /// A key that the format does not have.
    case unknownKey = "BH-M003"
    /// A value of the wrong type.
    case wrongType = "BH-M004"
    /// A value that has to be there is not.
    case missing = "BH-M005"
    /// A value out of range, or none of those allowed.
    case badValue = "BH-M006"
    /// An id that another entity of the kind has already.
    case duplicateID = "BH-M007"
    /// A name that nothing has.
    case danglingReference = "BH-M008"
    /// Facts that cannot all be true.
    case contradiction = "BH-M009"
    /// Classified work.
    case classifiedWork = "BH-M010"
    /// A file that is too large, too deep, or expands to too much.
    case limit = "BH-M011"
    /// Duties that cannot all be carried out; to be settled by the plant, not by Bulkhead.
    case conflictingDuties = "BH-M101"

    /// How bad it is.
    public var severity: PlantProblem.Severity { self == .conflictingDuties ? .warning : .error }
}
