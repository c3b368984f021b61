/// Finds the route of a path. Paths are few and short, so that a look at all of a length is quick enough.
struct RouteTable: Sendable {
    private struct Entry: Sendable {
        let parts: [String]
        let route: Routes.Route
    }

    private let byLength: [Int: [Entry]]

    init(_ routes: Routes) {
        byLength = Dictionary(
            grouping: routes.all.map { Entry(parts: $0.path.split(separator: "/").map(String.init), route: $0) },
            by: \.parts.count
        )
    }

    /// The route and the named parts of the path; nil if there is none.
    /// - Throws: `MalformedRequest.wrongEncoding`.
    func route(_ method: String, _ path: String) throws(MalformedRequest) -> (Routes.Route, [String: String])? {
        let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: true)
        // `/a//b` and `/a/` are no other names of `/a/b` and `/a`.
        guard path == "/" || path == "/" + parts.map({ String(decoding: $0, as: UTF8.self) }).joined(separator: "/")
        else { return nil }
        for entry in byLength[parts.count] ?? [] where entry.route.method.rawValue == method {
            var named: [String: String] = [:]
            var fits = true
            for (pattern, part) in zip(entry.parts, parts) {
                if pattern.hasPrefix("{") {
                    named[String(pattern.dropFirst().dropLast())] = try FormFields.decoded(part, plusIsSpace: false)
                } else if !pattern.utf8.elementsEqual(part) {
                    fits = false
                    break
                }
            }
            if fits { return (entry.route, named) }
        }
        return nil
    }
}
