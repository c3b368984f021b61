@_spi(Exits) internal import Boundary
internal import Journal
internal import Storage

/// The end of a stream of events: writes a release as server-sent events (HTML standard, section 9.2), for the one whom this connection authenticated.
struct EventExit: Exit {
    let visitor: Visitor
    let channel: API
    let boundary: Boundary
    let clock: any PlantClock
    let marking: ScreenMarking
    /// What was written.
    private(set) var text = ""

    init(visitor: Visitor, channel: API, boundary: Boundary, clock: any PlantClock, marking: ScreenMarking) {
        self.visitor = visitor
        self.channel = channel
        self.boundary = boundary
        self.clock = clock
        self.marking = marking
    }

    mutating func send(_ release: consuming Release<API>) async throws {
        let content = try release.open(
            for: ExitRequest(recipient: visitor.subject, channel: channel, at: boundary, clock)
        )
        let bar = marking.bar(content.label)
        for record in content.records {
            text += "id: \(Self.line(record, "event"))\nevent: \(Self.line(record, "what"))\ndata: {\"marking\":"
            JSONWriting.append(bar.text, to: &text)
            for field in record where field.name != "event" {
                text += ","
                JSONWriting.append(field.name, to: &text)
                text += ":"
                if let value = field.value {
                    JSONWriting.append(value, to: &text)
                } else {
                    text += "{\"withheld\":true}"
                }
            }
            text += "}\n\n"
        }
    }

    /// A value that stands on a line of its own: one with a line break in it would be two.
    private static func line(_ record: ExitContent.Fields, _ name: String) -> String {
        guard case .text(let text)? = record.first(where: { $0.name == name })?.value else { return "" }
        return text.filter { !$0.isNewline && $0 != "\u{0}" }
    }
}
