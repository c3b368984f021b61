public import Journal
public import Storage

/// That a need to know for its program would let a person see a record that is refused: what a request for access rests on.
///
/// Only `Boundary` makes one, for a record that the person may know of.
public struct AccessNeed: Sendable {
    /// Who, by the id in the register.
    public let person: String
    /// The program of the record.
    public let program: String
    /// The record.
    public let record: AggregateID
    /// What kind of record it is.
    public let kind: String
    /// Where it is, and where the request is recorded.
    public let compartment: CompartmentName
    /// What the trail of the program is under.
    public let label: SharedLabel
}
