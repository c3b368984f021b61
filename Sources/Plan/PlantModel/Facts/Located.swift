/// A value and where it is written. What is required rather than known: a demand needs no evidence.
public struct Located<Value: Sendable & Equatable>: Sendable, Equatable {
    /// The value.
    public let value: Value
    /// Where it is written.
    public let place: SourcePlace

    /// Makes a located value.
    public init(_ value: Value, place: SourcePlace) {
        self.value = value
        self.place = place
    }
}
