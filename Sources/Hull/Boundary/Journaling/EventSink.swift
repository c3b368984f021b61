public import Journal
public import Storage

/// Where events are recorded: the one writer of each compartment's log.
public protocol EventSink: Sendable {
    /// Appends to the log of a compartment.
    /// - Returns: a receipt for each draft, in their order, once all of them are durable.
    /// - Throws: when they are not, or it is not known whether they are. Then nothing leaves.
    func append(_ drafts: [EventDraft], in compartment: CompartmentName) async throws -> [EventReceipt]

    /// The legal holds in force that may cover records of any of these programs; of all programs where none is named.
    /// - Throws: when it is not known which are in force. Then nothing is destroyed.
    func holds(onProgramsOf programs: Set<String>, in compartment: CompartmentName) async throws -> [AggregateID]
}

/// Where the journal has an event.
public struct EventReceipt: Hashable, Sendable {
    /// The compartment whose log it is in.
    public let compartment: CompartmentName
    /// Its place in the log.
    public let sequence: UInt64

    /// A receipt.
    public init(compartment: CompartmentName, sequence: UInt64) {
        self.compartment = compartment
        self.sequence = sequence
    }
}

/// The plant's clock.
public protocol PlantClock: Sendable {
    /// Milliseconds since 1970-01-01 00:00 UTC.
    var now: UInt64 { get }
}
