@_spi(Exits) internal import Boundary
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// From a request to its answer: host, route, session, origin, body, then the route, then the exit.
struct RouteResponder: HTTPResponder {
    let configuration: PlantServer.Configuration
    let table: RouteTable
    /// The registered terminal of a credential.
    let terminalBearing: @Sendable (String) throws -> EnrolledTerminal?
    /// The description of the API.
    let description: String
    let boundary: Boundary
    let clock: any PlantClock
    let sessions: SessionRegister
    let failurePage: PlantServer.FailurePage
    let shell: PageShell
    let attempts: AttemptLimit
    let streams: OpenLimit
    let uploads: OpenLimit
    let pageSeal = ProcessSeal()
    var log: @Sendable (String) -> Void = { _ in }

    init(
        _ configuration: PlantServer.Configuration,
        _ routes: Routes,
        boundary: Boundary,
        clock: any PlantClock,
        sessions: SessionRegister,
        failurePage: @escaping PlantServer.FailurePage
    ) {
        self.configuration = configuration
        table = RouteTable(routes)
        terminalBearing = routes.terminal
        description = OpenAPIDocument(routes, cookie: configuration.sessionCookie).json
        self.boundary = boundary
        self.clock = clock
        self.sessions = sessions
        self.failurePage = failurePage
        shell = PageShell(
            marking: configuration.marking,
            site: configuration.site,
            assets: PageAssets(configuration.assets)
        )
        streams = OpenLimit(configuration.limits.streamsMax, ofOne: configuration.limits.streamsOfOneMax)
        uploads = OpenLimit(configuration.limits.uploadsMax, ofOne: configuration.limits.uploadsOfOneMax)
        attempts = AttemptLimit(perMinute: configuration.limits.signInsPerMinute, clock: clock)
    }

    func respond(to request: Request, context: RequestContext) async throws -> Response {
        var response = await answer(request, context)
        SecurityFields.set(&response.headers, isSecure: configuration.isSecure)
        return response
    }

    private func answer(_ request: Request, _ context: RequestContext) async -> Response {
        let incoming = IncomingRequest(request, context, configuration)
        var isAPI = false
        var page = incoming.page(visitor: nil)
        do {
            try incoming.check()
            let path = incoming.path
            // Also what is refused before its route is known is answered to a program as to one.
            isAPI = path.hasPrefix("/api/")
            if request.method == .get, let served = shell.assets.byAddress[path] { return file(served, request) }
            let found = try table.route(request.method.rawValue, path)
            isAPI = found?.0.isAPI ?? isAPI
            var isStream = false
            if case .stream? = found?.0.answering { isStream = true }
            let access = found?.0.access ?? .signedIn
            // Pages look by themselves whether the server is there.
            let isUse = !isStream && access != .anybody
            let terminal = try self.terminal(of: incoming)
            let visitor = incoming.sessionToken.flatMap {
                sessions.visitor($0, at: terminal, isUse: isUse, standing: boundary.standing(of:))
            }
            page = incoming.page(visitor: visitor, at: terminal, named: found?.1 ?? [:])
            if case .decisions(let system)? = found?.0.answering { return try await decisions(incoming, system) }
            if let (route, named) = found, let system = route.system, incoming.bearsKey {
                return try await answer(route, named, to: system, incoming)
            }
            if [.signedIn, .locked].contains(access), visitor == nil { throw Failure.signIn }
            if access == .signedIn, let token = incoming.sessionToken, sessions.isLocked(token) {
                if request.method == .get, !isAPI, !isStream { return redirect("/locked") }
                throw MalformedRequest.locked
            }
            guard let route = found?.0 else { throw Failure.notFound }
            if access == .limited, !attempts.admits(context.address) { throw MalformedRequest.tooMany }
            if route.carries != .fields { return try await upload(route, visitor, found?.1 ?? [:], incoming) }
            if route.method == .post {
                try incoming.checkOrigin()
                let body = try await incoming.body(atMost: configuration.limits.bodyBytesMax)
                page = try incoming.page(
                    visitor: visitor,
                    at: terminal,
                    named: found?.1 ?? [:],
                    body: body,
                    isForm: !route.isAPI
                )
                try incoming.checkToken(page)
            } else {
                page = try incoming.page(
                    visitor: visitor,
                    at: terminal,
                    named: found?.1 ?? [:],
                    query: incoming.query
                )
            }
            return try await answer(route, page, incoming)
        } catch {
            return await answer(Failure(error), error, page, incoming, isAPI: isAPI)
        }
    }

    func answer(_ route: Routes.Route, _ page: PageRequest, _ incoming: IncomingRequest) async throws
        -> Response
    {
        switch route.answering {
        case .page(let make):
            return try await send(try await make(page), page, incoming)
        case .api(let make):
            guard let visitor = page.visitor else { throw Failure.signIn }
            let answer = try await make(page)
            var exit = APIExit(
                visitor: visitor,
                channel: API(client: "browser"),
                boundary: boundary,
                clock: clock,
                marking: shell.marking,
                form: answer.form
            )
            let status = answer.status
            try await exit.send(answer.release)
            return json(exit.json, status, exit.bar, incoming)
        case .file(let make):
            guard let visitor = page.visitor else { throw Failure.signIn }
            return try await send(try await make(page), to: visitor)
        case .document(let make):
            guard let visitor = page.visitor else { throw Failure.signIn }
            return try document(try await make(page), to: visitor)
        case .content(let make):
            guard let visitor = page.visitor else { throw Failure.signIn }
            return try await content(try await make(page), page, to: visitor)
        case .stream(let feed): return try stream(feed, page, incoming)
        case .decisions(let system): return try await decisions(incoming, system)
        case .description: return json(description, .done, nil, incoming)
        }
    }

    private func send(_ answer: consuming FileAnswer, to visitor: Visitor) async throws -> Response {
        var exit = FileExit(
            visitor: visitor,
            channel: answer.channel,
            boundary: boundary,
            clock: clock,
            marking: shell.marking
        )
        let (name, mediaType) = (answer.name, answer.mediaType)
        try await exit.send(answer.release)
        var response = text(exit.text, mediaType.description, status: .done)
        SecurityFields.set("Content-Disposition", "attachment; filename=\"\(name)\"", &response.headers)
        if let bar = exit.bar { SecurityFields.set("X-Marking", bar.text, &response.headers) }
        return response
    }

    /// The file was made for the channel `Print`, by an exit of its own; here it is asked once more whether it is for this visitor.
    private func document(_ answer: DocumentAnswer, to visitor: Visitor) throws -> Response {
        let request = ExitRequest(
            recipient: visitor.subject,
            channel: Print(isAttended: false),
            at: boundary,
            clock
        )
        var response = Response(
            status: .ok,
            headers: [.contentType: answer.file.mediaType],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try answer.file.open(for: request)))
        )
        SecurityFields.set("Content-Disposition", "attachment; filename=\"\(answer.file.name)\"", &response.headers)
        SecurityFields.set("X-Marking", answer.file.banner, &response.headers)
        return response
    }

    private func answer(
        _ failure: Failure,
        _ error: any Error,
        _ page: PageRequest,
        _ incoming: IncomingRequest,
        isAPI: Bool
    ) async -> Response {
        if case .unexpected = failure { log("\(failure.code) \(type(of: error))") }
        if case .unavailable(let trouble) = failure {
            log("\(failure.code) \(trouble.code.rawValue) \(trouble.cause ?? "")")
        }
        if isAPI {
            var response = text(Problem.json(failure), "application/problem+json", status: failure.status)
            response.headers[.contentLanguage] = "en"
            return response
        }
        if case .signIn = failure, incoming.request.method == .get { return redirect("/sign-in") }
        do {
            return try await send(try failurePage(failure, page), page, incoming)
        } catch {
            log("BH-W500 \(type(of: error))")
            return text("The server failed (BH-W500).\n", "text/plain; charset=utf-8", status: .failed)
        }
    }

    private func send(_ answer: consuming ScreenAnswer, _ page: PageRequest, _ incoming: IncomingRequest)
        async throws -> Response
    {
        var exit = ScreenExit(
            visitor: page.visitor,
            isLocked: incoming.sessionToken.map { sessions.isLocked($0) } ?? false,
            channel: page.screen,
            boundary: boundary,
            clock: clock,
            shell: shell
        )
        let (status, session) = (answer.status, answer.session)
        var response: Response
        switch consume answer.content {
        case .page(let release):
            try await exit.send(release)
            response = text(exit.page, "text/html; charset=utf-8", status: status)
            if let bar = exit.bar { SecurityFields.set("X-Marking", bar.text, &response.headers) }
        case .elsewhere(let release):
            response = redirect(try exit.address(release))
        }
        change(session, page, incoming, &response)
        return response
    }
}
