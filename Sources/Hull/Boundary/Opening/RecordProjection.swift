internal import Classification
public import Journal
public import PlantModel
public import Storage

/// Makes rows of records from events: a part of a compartment's views that one module of the plant stands behind.
///
/// The same event gives the same rows at any time, whatever the views hold. It throws for no event that was recorded: views that cannot pass
/// an event stand still, and with them their compartment. What it does not understand it leaves alone.
public protocol RecordProjection: Sendable {
    /// Raised whenever the same events give other rows.
    var version: Int { get }
    /// Its tables.
    var tables: [ViewTable] { get }
    /// What an event changes; nothing, where it concerns others. An event whose payload was shredded has none.
    func changes(for event: RecordedEvent, labels: inout LabelNumbers) throws -> [RowChange]
}

/// Gives rows the numbers of their labels while they are made from events.
public struct LabelNumbers {
    /// The compartment whose rows are made.
    public let compartment: CompartmentName
    let boundary: Boundary
    let schemes: Schemes
    var shared: [String: SharedLabel]

    /// Labels that are remembered by their text.
    static let sharedMax = 4_096

    /// The number of a label in its canonical text, for rows of a class. A text that is not understood restricts more.
    /// - Throws: `unknownCompartment`.
    public mutating func number(of text: String, _ dataClass: DataClass) throws(BoundaryError) -> Int64 {
        let label: SharedLabel
        if let known = shared[text] {
            label = known
        } else {
            label = SharedLabel(schemes.label(canonicalText: text))
            if shared.count >= Self.sharedMax { shared = [:] }
            shared[text] = label
        }
        return try boundary.number(of: RecordLabel(label, of: dataClass), in: compartment).number
    }
}
