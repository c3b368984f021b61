/// A path into a JSON document that is written out only when it is shown; a chain of a thousand links has paths too long to build
/// for each.
indirect enum JSONPlace {
    case root(String)
    case member(JSONPlace, CedarString)
    case element(JSONPlace, Int)
    /// So many times `["&&"].left` down a chain; kept as a number, so that the place of a far link is as small as any.
    case link(JSONPlace, mark: String, Int)

    init(_ path: String) { self = .root(path) }

    /// Steps shown from the end of a long path.
    private static let shownSteps = 24
    private static let shownLinks = 4

    func member(_ key: String) -> JSONPlace { .member(self, CedarString(key)) }

    /// The path; the middle of a long one is left out.
    var path: String {
        var steps: [JSONPlace] = []
        var place = self
        var base = ""
        walk: while true {
            switch place {
            case .root(let text):
                base = text
                break walk
            case .member(let outer, _), .element(let outer, _), .link(let outer, _, _):
                steps.append(place)
                place = outer
            }
        }
        if steps.count > Self.shownSteps { base += "…" }
        for step in steps.prefix(Self.shownSteps).reversed() {
            switch step {
            case .root: break
            case .member(_, let key): base = DataReader.path(base, key)
            case .element(_, let index): base += "[\(index)]"
            case .link(_, let mark, let count):
                base += String(repeating: "[\"\(mark)\"].left", count: min(count, Self.shownLinks))
                if count > Self.shownLinks { base += "(… \(count - Self.shownLinks) more)" }
            }
        }
        return base
    }
}
