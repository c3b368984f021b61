internal import AuthZEN
public import Boundary

/// What the server answers, route by route. Each says who may come: nothing is open to visitors who are not signed in unless it says so.
public struct Routes: Sendable {
    /// Who may come.
    public enum Access: Sendable {
        /// Whoever has a session.
        case signedIn
        /// Whoever has a session, though the terminal is locked.
        case locked
        /// Anybody who reaches the server.
        case anybody
        /// Anybody, with a limit on attempts from one place.
        case limited
        /// Systems of the plant, by their key.
        case system
    }

    /// What a route does.
    enum Answering: Sendable {
        case page(@Sendable (PageRequest) async throws -> ScreenAnswer)
        case api(@Sendable (PageRequest) async throws -> APIAnswer)
        case file(@Sendable (PageRequest) async throws -> FileAnswer)
        case content(@Sendable (PageRequest) async throws -> ContentAnswer)
        case document(@Sendable (PageRequest) async throws -> DocumentAnswer)
        /// The description of the API, which is made of all routes.
        case description
        /// Events as they happen.
        case stream(EventFeed)
        /// Decisions for systems of the plant, by the OpenID Authorization API 1.0: who bears a key.
        case decisions(@Sendable (String) throws -> Subject?)
    }

    /// What is sent to a route.
    enum Carrying: Sendable {
        /// Fields of a form, or JSON.
        case fields
        /// Fields and one file, `multipart/form-data`.
        case file
        /// Fields and files, `multipart/form-data`.
        case files
    }

    /// A route: a way of asking, a path with named parts, and its answer.
    public struct Route: Sendable {
        /// `GET` shows; `POST` does.
        public enum Method: String, Sendable {
            /// Shows, and changes nothing.
            case get = "GET"
            /// Does something.
            case post = "POST"
        }

        /// How it is asked.
        public let method: Method
        /// Its path, named parts in braces: `/orders/{id}`.
        public let path: String
        /// Who may come.
        public let access: Access
        let answering: Answering
        /// What is sent.
        let carries: Carrying
        /// What an operation of the API says of itself; nil of pages.
        let operation: APIOperation?
        /// The system that a key is of, where systems of the plant may come too; nil where none may.
        var system: (@Sendable (String) throws -> Subject?)?

        /// Whether programs ask it, not browsers.
        public var isAPI: Bool { if case .api = answering { true } else { false } }
    }

    /// All routes, in the order in which they were added.
    public private(set) var all: [Route] = []
    /// The registered terminal of a credential; nil of any other text.
    private(set) var terminal: @Sendable (String) throws -> EnrolledTerminal? = { _ in nil }

    /// No routes.
    public init() {}

    /// A page.
    public mutating func page(
        _ path: StaticString,
        _ access: Access = .signedIn,
        _ answer: @escaping @Sendable (PageRequest) async throws -> ScreenAnswer
    ) {
        add(.get, path, access, .page(answer), nil)
    }

    /// What a form is sent to.
    public mutating func form(
        _ path: StaticString,
        _ access: Access = .signedIn,
        _ answer: @escaping @Sendable (PageRequest) async throws -> ScreenAnswer
    ) {
        add(.post, path, access, .page(answer), nil)
    }

    /// What a form is sent to that carries a file.
    public mutating func upload(
        _ path: StaticString,
        _ answer: @escaping @Sendable (PageRequest) async throws -> ScreenAnswer
    ) {
        add(.post, path.description, .signedIn, .page(answer), nil, carries: .file)
    }

    /// What a form is sent to that carries any number of files.
    public mutating func uploads(
        _ path: StaticString,
        _ answer: @escaping @Sendable (PageRequest) async throws -> ScreenAnswer
    ) {
        add(.post, path.description, .signedIn, .page(answer), nil, carries: .files)
    }

    /// An answer to a program.
    /// - Parameter operation: what the served description of the API says of it.
    public mutating func api(
        _ method: Route.Method,
        _ path: StaticString,
        _ operation: APIOperation? = nil,
        _ answer: @escaping @Sendable (PageRequest) async throws -> APIAnswer
    ) {
        let carries = operation?.file == nil ? Carrying.fields : .file
        add(method, path.description, .signedIn, .api(answer), operation, carries: carries)
    }

    /// A command of the API that systems of the plant may give too, each by its key (`Authorization: Bearer`).
    /// - Parameter system: the system that a key is of.
    public mutating func api(
        _ path: StaticString,
        _ operation: APIOperation,
        of system: @escaping @Sendable (String) throws -> Subject?,
        _ answer: @escaping @Sendable (PageRequest) async throws -> APIAnswer
    ) {
        api(.post, path, operation, answer)
        all[all.count - 1].system = system
    }

    /// Content that stands in pages: what an attachment holds.
    public mutating func content(
        _ path: StaticString,
        _ answer: @escaping @Sendable (PageRequest) async throws -> ContentAnswer
    ) {
        add(.get, path, .signedIn, .content(answer), nil)
    }

    /// A file to be kept.
    public mutating func file(
        _ path: StaticString,
        _ answer: @escaping @Sendable (PageRequest) async throws -> FileAnswer
    ) {
        add(.get, path, .signedIn, .file(answer), nil)
    }

    /// A document on paper: a file that the browser keeps or prints.
    public mutating func document(
        _ path: StaticString,
        _ answer: @escaping @Sendable (PageRequest) async throws -> DocumentAnswer
    ) {
        add(.get, path, .signedIn, .document(answer), nil)
    }

    /// Where events are followed, as server-sent events.
    public mutating func stream(_ path: StaticString, _ feed: EventFeed) {
        add(.get, path, .signedIn, .stream(feed), nil)
    }

    /// Where systems of the plant ask who may do what, by the OpenID Authorization API 1.0 (AuthZEN).
    /// - Parameter system: the system that a key is of.
    public mutating func decisionPoint(_ system: @escaping @Sendable (String) throws -> Subject?) {
        for endpoint in Endpoint.allCases { add(.post, endpoint.path, .system, .decisions(system), nil) }
        add(.get, DecisionPointIdentifier.wellKnown, .anybody, .decisions(system), nil)
    }

    /// How browsers that are registered terminals are known. Without it none is.
    /// - Parameter terminal: the one of a credential; nil of any other text, and where it counts no more.
    public mutating func terminals(_ terminal: @escaping @Sendable (String) throws -> EnrolledTerminal?) {
        self.terminal = terminal
    }

    /// Where the API is described, as OpenAPI 3.1, to anybody: it holds nothing of the plant.
    public mutating func description(_ path: StaticString) { add(.get, path, .anybody, .description, nil) }

    private mutating func add(
        _ method: Route.Method,
        _ path: StaticString,
        _ access: Access,
        _ answering: Answering,
        _ operation: APIOperation?
    ) {
        add(method, path.description, access, answering, operation)
    }

    private mutating func add(
        _ method: Route.Method,
        _ path: String,
        _ access: Access,
        _ answering: Answering,
        _ operation: APIOperation?,
        carries: Carrying = .fields
    ) {
        all.append(
            Route(
                method: method,
                path: path,
                access: access,
                answering: answering,
                carries: carries,
                operation: operation
            )
        )
    }
}
