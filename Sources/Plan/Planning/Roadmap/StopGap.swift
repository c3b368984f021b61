public import PlantModel

/// What closes a leak at once, before anything moves.
public struct StopGap: Sendable, Hashable {
    /// The means, the least intrusive first.
    public enum Means: Sendable, Hashable {
        /// The flows stop: the program does not work with what they feed. Without flows, collecting it there stops.
        case block(flows: [String])
        /// Only these audiences keep reading the programs there.
        case narrow(to: [String])
        /// The data moves to a system where everybody who reaches it may see it.
        case restrictedShare(system: String)
        /// Paper for these audiences, who are at work on the program and may see it; none means that work waits.
        case paper(audiences: [String])
    }

    /// The leak.
    public let leak: Leak
    /// What closes it.
    public let means: Means
    /// The classes of data for which it does, in the order of `DataClass`; other stop-gaps of the leak have the rest.
    public let dataClasses: [DataClass]
    /// The phase after which the data no longer lies there; nil where no phase takes it away.
    public internal(set) var untilPhase: Int?
}
