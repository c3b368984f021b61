@_spi(Exits) internal import Boundary
internal import Hummingbird
internal import NIOCore

// Files that come in with a form, and content that goes out as it is.
extension RouteResponder {
    /// An answer to a form that carries a file. The file is held in memory until it was looked at, so that only a few come in at once.
    func upload(
        _ route: Routes.Route,
        _ visitor: Visitor?,
        _ named: [String: String],
        _ incoming: IncomingRequest
    ) async throws -> Response {
        guard let visitor else { throw Failure.signIn }
        try incoming.checkOrigin()
        guard uploads.begins(visitor.subject) else { throw MalformedRequest.tooManyUploads }
        defer { uploads.ends(visitor.subject) }
        let body = try await incoming.body(atMost: configuration.limits.uploadBytesMax)
        let page = try incoming.page(
            visitor: visitor,
            at: visitor.terminal,
            named: named,
            fileForm: body,
            isOne: route.carries == .file
        )
        try incoming.checkToken(page)
        return try await answer(route, page, incoming)
    }

    /// Content that was cleared, chunk by chunk. Where one does not leave, the connection breaks off: less than was said arrives, and nobody takes it for all.
    func content(_ answer: consuming ContentAnswer, _ page: PageRequest, to visitor: Visitor) async throws -> Response {
        var exit = ContentExit(
            visitor: visitor,
            channel: page.screen,
            boundary: boundary,
            clock: clock,
            marking: shell.marking
        )
        try await exit.send(answer.release)
        guard let stream = exit.stream, let kind = exit.kind else { throw Failure.unexpected }
        var response = Response(
            status: .ok,
            headers: [.contentType: kind.rawValue],
            body: ResponseBody(contentLength: Int(clamping: stream.byteCount)) { writer in
                var stream = stream
                while let chunk = try stream.chunk() { try await writer.write(ByteBuffer(bytes: chunk)) }
                try await writer.finish(nil)
            }
        )
        SecurityFields.set("Content-Disposition", "inline; filename=\"\(kind.name)\"", &response.headers)
        let policy = kind == .pdf ? SecurityFields.documentPolicy : SecurityFields.picturePolicy
        SecurityFields.set("Content-Security-Policy", policy, &response.headers)
        if let bar = exit.bar { SecurityFields.set("X-Marking", bar.text, &response.headers) }
        return response
    }
}
