@_spi(Exits) internal import Boundary
internal import Storage

/// The end of the channel `Screen` for content: its bytes as they are, for the one whom this connection authenticated.
struct ContentExit: Exit {
    /// What is shown, and how it is called where somebody keeps it. What it is was found by its bytes when it came.
    enum Kind: String {
        case png = "image/png"
        case jpeg = "image/jpeg"
        case pdf = "application/pdf"

        var name: StaticString {
            switch self {
            case .png: "medium.png"
            case .jpeg: "medium.jpeg"
            case .pdf: "medium.pdf"
            }
        }
    }

    let visitor: Visitor
    let channel: Screen
    let boundary: Boundary
    let clock: any PlantClock
    let marking: ScreenMarking
    /// What is to be sent.
    private(set) var stream: ContentStream?
    private(set) var kind: Kind?
    /// What it is marked with.
    private(set) var bar: ScreenMarking.Bar?

    init(visitor: Visitor, channel: Screen, boundary: Boundary, clock: any PlantClock, marking: ScreenMarking) {
        self.visitor = visitor
        self.channel = channel
        self.boundary = boundary
        self.clock = clock
        self.marking = marking
    }

    mutating func send(_ release: consuming Release<Screen>) async throws {
        let content = try release.open(
            for: ExitRequest(recipient: visitor.subject, channel: channel, at: boundary, clock)
        )
        let field = content.records.first?.first { $0.name == "mediaType" }
        guard let stream = content.content, case .text(let type)? = field?.value, let kind = Kind(rawValue: type) else {
            throw Failure.unexpected
        }
        self.stream = stream
        self.kind = kind
        bar = marking.bar(content.label)
    }
}
