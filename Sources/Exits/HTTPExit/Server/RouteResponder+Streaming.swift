public import Boundary
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// What somebody follows: where it begins, and what comes next.
public struct EventFeed: Sendable {
    let begin: @Sendable (String?) throws -> EventStreamPlace
    let next: @Sendable (PageRequest, inout EventStreamPlace) async throws -> Release<API>

    /// A feed.
    /// - Parameters:
    ///   - begin: where one begins after the event of an id; nil for now.
    ///   - next: what happened since, for whoever asks.
    public init(
        begin: @escaping @Sendable (String?) throws -> EventStreamPlace,
        next: @escaping @Sendable (PageRequest, inout EventStreamPlace) async throws -> Release<API>
    ) {
        self.begin = begin
        self.next = next
    }
}

extension RouteResponder {
    /// A stream of events. It ends after a while, and whoever follows comes back with the last id: so nothing is streamed to a session that is over, and a
    /// server that is told to end does. A client that does not read is written nothing more until it does.
    func stream(_ feed: EventFeed, _ page: PageRequest, _ incoming: IncomingRequest) throws -> Response {
        guard let visitor = page.visitor, let token = incoming.sessionToken else { throw Failure.signIn }
        let last = HTTPField.Name("Last-Event-ID").flatMap { incoming.request.headers[$0] } ?? page.fields["after"]
        let seconds = UInt64(page.fields["wait"] ?? "\(configuration.limits.streamSecondsMax)")
        guard let seconds, seconds <= configuration.limits.streamSecondsMax else {
            throw MalformedRequest.wrongEncoding
        }
        let place = try feed.begin(last?.isEmpty == true ? nil : last)
        guard streams.begins(visitor.subject) else { throw MalformedRequest.tooMany }
        let ends = clock.now + seconds * 1_000
        var response = Response(
            status: .ok,
            headers: [.contentType: "text/event-stream"],
            body: ResponseBody { [self] writer in
                defer { streams.ends(visitor.subject) }
                try await writer.write(ByteBuffer(string: "retry: 1000\n\n"))
                var place = place
                var quiet = 0
                while try sessions.isOpen(token, at: terminal(of: incoming), standing: boundary.standing(of:)) {
                    var exit = EventExit(
                        visitor: visitor,
                        channel: API(client: "browser"),
                        boundary: boundary,
                        clock: clock,
                        marking: shell.marking
                    )
                    let before = place
                    try await exit.send(try await feed.next(page, &place))
                    quiet = exit.text.isEmpty ? quiet + 1 : 0
                    if !exit.text.isEmpty { try await writer.write(ByteBuffer(string: exit.text)) }
                    // A line now and then shows that the connection is still there.
                    if quiet % 20 == 19 { try await writer.write(ByteBuffer(string: ": still here\n\n")) }
                    // What had piled up is given as long as there is more of it, and not for ever.
                    let isOver = clock.now >= ends + configuration.limits.streamSecondsMax * 1_000
                    if isOver || (clock.now >= ends && place == before) { break }
                    if clock.now < ends { try await Task.sleep(for: .milliseconds(500)) }
                }
                try await writer.finish(nil)
            }
        )
        SecurityFields.set("X-Accel-Buffering", "no", &response.headers)
        return response
    }
}
