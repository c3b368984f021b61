/// How many facts of a plant stand how well. A fact that is unknown is not counted.
public struct FactCensus: Sendable, Equatable {
    /// With evidence that has not expired.
    public internal(set) var shown = 0
    /// Without evidence.
    public internal(set) var claimed = 0
    /// Past their own end.
    public internal(set) var expired = 0
}
