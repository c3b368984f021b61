@_spi(Exits) internal import Boundary

/// The end of the channel `Export` for text: writes the values of a release as they are, for the one whom this connection authenticated.
struct FileExit: Exit {
    let visitor: Visitor
    let channel: Export
    let boundary: Boundary
    let clock: any PlantClock
    let marking: ScreenMarking
    /// What was written.
    private(set) var text = ""
    /// What it is marked with.
    private(set) var bar: ScreenMarking.Bar?

    init(
        visitor: Visitor,
        channel: Export,
        boundary: Boundary,
        clock: any PlantClock,
        marking: ScreenMarking
    ) {
        self.visitor = visitor
        self.channel = channel
        self.boundary = boundary
        self.clock = clock
        self.marking = marking
    }

    mutating func send(_ release: consuming Release<Export>) async throws {
        let content = try release.open(
            for: ExitRequest(recipient: visitor.subject, channel: channel, at: boundary, clock)
        )
        for piece in content.text {
            switch piece {
            case .literal(let text), .value(let text): self.text += text
            // A file with a hole in it would pass for a whole one.
            case .withheld, .mark: throw Failure.unexpected
            }
        }
        bar = marking.bar(content.label)
    }
}
