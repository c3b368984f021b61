internal import Boundary
internal import HTTPExit

/// The summary of what is wrong, first on a page (GOV.UK design system, error summary): a heading, what and what to do, a way to the field.
enum ProblemSummary {
    /// - Parameter isWholePage: there is nothing else on the page, whose heading it is then.
    static func text(_ refusal: Refusal?, isWholePage: Bool = false) -> ClearedText {
        guard let refusal else { return "" }
        let heading: ClearedText =
            isWholePage ? "<h1>There is a problem</h1>" : "<h2>There is a problem</h2>"
        let says: ClearedText = "\(program: refusal.says)"
        let code: ClearedText = "\(issued: refusal.code)"
        let inner: ClearedText
        if let field = refusal.field {
            inner = "<p><a href=\"#\(program: field)\">\(says)</a></p>"
        } else {
            inner = "<p>\(says)</p>"
        }
        return
            "<div class=\"problem\" role=\"alert\" tabindex=\"-1\" data-focus>\(heading)\(inner)<p class=\"code\"><a href=\"/explain/\(code)\">\(code)</a></p></div>"
    }
}

extension ClearedText.StringInterpolation {
    /// A sentence, code or name that stands in the source of the program.
    mutating func appendInterpolation(program text: StaticString) { appendLiteral(text) }
}
