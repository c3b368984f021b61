internal import HTTPSession
internal import PlantModel

/// The questions that are let through, and who may ask.
struct ProxyQuestions: Sendable {
    /// A question as the system is asked it.
    struct Target: Equatable, Sendable {
        let path: String
        let query: String?
        /// It asks for one thing, by its name in the path.
        let isOfOne: Bool
    }

    enum Outcome {
        case asked(Target)
        case refused(HTTPListener.Answer)
    }

    private let routes: [[String]]
    private let parameters: Set<String>
    private let key: AskerKey

    /// - Parameters:
    ///   - routes: paths, in which `*` stands for one part.
    ///   - parameters: names of the query that may be sent.
    init(routes: [String], parameters: [String], user: String, password: String) {
        self.routes = routes.map(Self.parts)
        self.parameters = Set(parameters)
        key = AskerKey(user: user, password: password)
    }

    func target(of request: HTTPListener.Request) -> Outcome {
        guard key.fits(request.headers) else {
            return .refused(
                HTTPListener.Answer(401, headers: [HTTPHeader("WWW-Authenticate", AskerKey.challenge)])
            )
        }
        guard request.path.utf8.count <= 2_048, (request.query?.utf8.count ?? 0) <= 2_048 else {
            return .refused(HTTPListener.Answer(414))
        }
        let parts = Self.parts(request.path)
        // Dots and encoded slashes would be another path to the system than to us.
        guard request.path.hasPrefix("/"), parts.allSatisfy(Self.isPlain),
            let route = routes.first(where: { Self.matches($0, parts) })
        else { return .refused(HTTPListener.Answer(404)) }
        guard request.method == "GET", request.body.isEmpty else {
            return .refused(HTTPListener.Answer(405, headers: [HTTPHeader("Allow", "GET")]))
        }
        var names: Set<String> = []
        for pair in (request.query ?? "").split(separator: "&", omittingEmptySubsequences: false)
        where request.query != nil {
            let name = String(pair.prefix { $0 != "=" })
            guard parameters.contains(name), names.insert(name).inserted,
                pair.wholeMatch(of: /[A-Za-z0-9._~!$'()*+,;:@%\/?=\-]*/) != nil
            else { return .refused(HTTPListener.Answer(400)) }
        }
        return .asked(Target(path: request.path, query: request.query, isOfOne: route.contains("*")))
    }

    private static func parts(_ path: String) -> [String] {
        path.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    }

    private static func isPlain(_ part: String) -> Bool {
        part != "." && part != ".." && part.wholeMatch(of: /([A-Za-z0-9._~!$&'()+,;=:@\-]|%[0-9A-Fa-f]{2})*/) != nil
            && part.wholeMatch(of: /.*%(2[eEfF]|5[cC]|00).*/) == nil
    }

    private static func matches(_ route: [String], _ parts: [String]) -> Bool {
        route.count == parts.count && zip(route, parts).allSatisfy { $0 == $1 || ($0 == "*" && !$1.isEmpty) }
    }
}
