@_spi(Exits) internal import Boundary
internal import Journal
internal import Storage

/// The end of the channel `API`: writes a release as JSON, for the one whom this connection authenticated.
struct APIExit: Exit {
    let visitor: Visitor
    let channel: API
    let boundary: Boundary
    let clock: any PlantClock
    let marking: ScreenMarking
    let form: APIAnswer.Form
    /// What was written.
    private(set) var json = ""
    /// What it is marked with.
    private(set) var bar: ScreenMarking.Bar?

    init(
        visitor: Visitor,
        channel: API,
        boundary: Boundary,
        clock: any PlantClock,
        marking: ScreenMarking,
        form: APIAnswer.Form
    ) {
        self.visitor = visitor
        self.channel = channel
        self.boundary = boundary
        self.clock = clock
        self.marking = marking
        self.form = form
    }

    mutating func send(_ release: consuming Release<API>) async throws {
        let content = try release.open(
            for: ExitRequest(recipient: visitor.subject, channel: channel, at: boundary, clock)
        )
        switch form {
        case .list: append(content, limit: nil)
        case .page(let limit): append(content, limit: limit)
        case .text: append(content.text)
        case .record:
            if let record = content.records.first { append(record, content.identities[0]) } else { json = "{}" }
        }
        bar = marking.bar(content.label)
    }

    /// What stands in the source as it is, everything else as the inside of a string.
    private mutating func append(_ pieces: [ExitContent.Piece]) {
        for piece in pieces {
            switch piece {
            case .literal(let text): json += text
            case .value(let text):
                var quoted = ""
                JSONWriting.append(text, to: &quoted)
                json += quoted.dropFirst().dropLast()
            case .withheld, .mark: break
            }
        }
    }

    private mutating func append(_ content: ExitContent, limit: Int?) {
        json = "{\"records\":["
        for (index, record) in content.records.enumerated() {
            if index > 0 { json += "," }
            append(record, content.identities[index])
        }
        json += "]"
        if let limit, content.records.count >= limit, let last = content.identities.last?.id {
            json += ",\"next\":"
            JSONWriting.append(.bytes(last.bytes), to: &json)
        }
        json += "}"
    }

    private mutating func append(_ record: ExitContent.Fields, _ identity: (kind: String, id: AggregateID?)) {
        json += "{\"kind\":"
        JSONWriting.append(identity.kind, to: &json)
        if let id = identity.id {
            json += ",\"id\":"
            JSONWriting.append(.bytes(id.bytes), to: &json)
        }
        json += ",\"fields\":{"
        for (index, field) in record.enumerated() {
            if index > 0 { json += "," }
            JSONWriting.append(field.name, to: &json)
            json += ":"
            // A value that is withheld is no null, which would say that there is none.
            if let value = field.value { JSONWriting.append(value, to: &json) } else { json += "{\"withheld\":true}" }
        }
        json += "}}"
    }
}
