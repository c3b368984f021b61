internal import Boundary

/// Which part was built in, in words: an approved alternate is what it is, for the planned part.
enum BuiltPartText {
    static func text(_ edge: ReleasedRecord) -> ClearedText {
        guard let substitute = edge["substitute"], !substitute.shows("") else { return "\(edge["partNumber"])" }
        return "\(substitute) for \(edge["partNumber"])"
    }
}
