internal import Journal
internal import Storage

/// How far somebody has followed the events of an instance. It is the server's own: of the lengths of logs nothing is told.
public struct EventStreamPlace: Sendable, Equatable {
    /// The next entry of each compartment's log.
    var next: [CompartmentName: UInt64]
    /// The last event that was had before, which is not given again.
    let last: String?
}

/// The id of an event, `1790000000000-` and 32 hexadecimal digits: its time, and a hash over its entry, which holds a salted commitment. Who has one event
/// learns nothing from it of how many others there are.
enum EventID {
    static func text(of event: Event, entry: [UInt8]) -> String {
        "\(event.time)-\(AggregateID(hashing: Array("bulkhead event v1\n".utf8) + entry).bytes.hexadecimal)"
    }

    /// The time of an id; nil for what is none.
    static func time(_ text: String) -> UInt64? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].utf8.allSatisfy({ (0x30...0x39).contains($0) }), parts[0].utf8.count <= 16,
            AggregateID(hexadecimal: String(parts[1])) != nil
        else { return nil }
        return UInt64(parts[0])
    }
}
