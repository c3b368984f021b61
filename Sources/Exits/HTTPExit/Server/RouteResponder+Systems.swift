internal import Boundary
internal import Hummingbird
internal import Journal

extension RouteResponder {
    /// An answer of the API to a system, which says by its key who it is. No browser sends that by itself, so that there is no page of somebody else to fear.
    func answer(
        _ route: Routes.Route,
        _ named: [String: String],
        to system: (String) throws -> Subject?,
        _ incoming: IncomingRequest
    ) async throws -> Response {
        guard let asker = try incoming.systemKey.flatMap(system) else {
            // Whoever tries keys waits; whoever has one does not.
            guard attempts.admits(incoming.address) else { throw MalformedRequest.tooMany }
            throw Failure.signIn
        }
        let visitor = Visitor(
            subject: asker,
            name: "",
            home: "",
            formToken: "",
            factors: 1,
            terminal: nil,
            standing: boundary.standing(of: asker)
        )
        let body = try await incoming.body(atMost: configuration.limits.bodyBytesMax)
        return try await answer(
            route,
            try incoming.page(visitor: visitor, at: nil, named: named, body: body, isForm: false),
            incoming
        )
    }
}
