/// What stands in a file, before anybody asks what it means: YAML and tables both become this. Aliases are resolved, keys are text.
struct SourceNode {
    /// What it is.
    enum Content {
        /// Text; `isPlain` if it was written without quotes, so that `true`, `7` and `unknown` can mean more than their letters.
        case scalar(String, isPlain: Bool)
        /// Nothing where a value was to be expected.
        case nothing
        /// A sequence.
        case list([SourceNode])
        /// A mapping; no key twice.
        case map([Entry])
    }

    /// A key and its value.
    struct Entry {
        let key: String
        let keyPlace: SourcePlace
        let value: SourceNode
    }

    let place: SourcePlace
    let content: Content

    /// What it is, for messages.
    var kind: String {
        switch content {
        case .scalar(let text, _): "'\(SourceNode.shortened(text))'"
        case .nothing: "nothing"
        case .list: "a list"
        case .map: "named fields"
        }
    }

    /// Text short enough for a message, on one line.
    static func shortened(_ text: String) -> String {
        let line = text.prefix(41).map { $0.isNewline ? " " : $0 }
        return line.count > 40 ? String(line.prefix(40)) + "…" : String(line)
    }
}
