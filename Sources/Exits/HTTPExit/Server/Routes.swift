/// What the server answers, route by route. Each says who may come: nothing is open to visitors who are not signed in unless it says so.
public struct Routes: Sendable {
    /// Who may come.
    public enum Access: Sendable {
        /// Whoever has a session.
        case signedIn
        /// Anybody who reaches the server.
        case anybody
        /// Anybody, with a limit on attempts from one place.
        case limited
    }

    /// What a route does.
    enum Answering: Sendable {
        case page(@Sendable (PageRequest) async throws -> ScreenAnswer)
        case api(@Sendable (PageRequest) async throws -> APIAnswer)
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

        /// Whether programs ask it, not browsers.
        public var isAPI: Bool { if case .api = answering { true } else { false } }
    }

    /// All routes, in the order in which they were added.
    public private(set) var all: [Route] = []

    /// No routes.
    public init() {}

    /// A page.
    public mutating func page(
        _ path: StaticString,
        _ access: Access = .signedIn,
        _ answer: @escaping @Sendable (PageRequest) async throws -> ScreenAnswer
    ) {
        all.append(Route(method: .get, path: path.description, access: access, answering: .page(answer)))
    }

    /// What a form is sent to.
    public mutating func form(
        _ path: StaticString,
        _ access: Access = .signedIn,
        _ answer: @escaping @Sendable (PageRequest) async throws -> ScreenAnswer
    ) {
        all.append(Route(method: .post, path: path.description, access: access, answering: .page(answer)))
    }

    /// An answer to a program.
    public mutating func api(
        _ method: Route.Method,
        _ path: StaticString,
        _ answer: @escaping @Sendable (PageRequest) async throws -> APIAnswer
    ) {
        all.append(Route(method: method, path: path.description, access: .signedIn, answering: .api(answer)))
    }
}
