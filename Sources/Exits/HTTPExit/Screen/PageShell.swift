internal import Boundary

/// What all pages have in common: the document around them, with the marking bars.
struct PageShell: Sendable {
    let marking: ScreenMarking
    /// The site, as the plant calls it.
    let site: String
    /// What the page may load, by its address with the hash of its content.
    let assets: PageAssets

    /// - Parameter isLocked: nothing is done in the visitor's session until it is unlocked, so that its page offers nothing else.
    func document(title: String, body: String, bar: ScreenMarking.Bar, visitor: Visitor?, isLocked: Bool) -> String {
        var html = "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>"
        html += title
        html += " - Bulkhead</title><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
        for style in assets.styles { html += "<link rel=\"stylesheet\" href=\"\(style)\">" }
        html += "<link rel=\"icon\" href=\"data:,\">"
        for script in assets.scripts { html += "<script src=\"\(script)\" defer></script>" }
        html += "</head><body>"
        // First in the order of reading, so that whoever hears the page hears its marking first.
        html += barElement(bar, "top")
        html += "<a class=\"skip\" href=\"#main\">To the content</a>"
        html += "<header class=\"strip\"><a href=\"/\" class=\"home\">Bulkhead</a><span class=\"site\">"
        HTMLEscaping.append(site, to: &html)
        html += "</span><span id=\"lost\" class=\"lost\" role=\"status\" hidden></span>"
        if let visitor {
            html += "<span class=\"who\" data-who=\""
            if case .person(let id) = visitor.subject { HTMLEscaping.append(id, to: &html) }
            html += "\">"
            HTMLEscaping.append(visitor.name, to: &html)
            html += "</span>"
        }
        if let visitor, !isLocked {
            html += "<form method=\"post\" action=\"/lock\"><input type=\"hidden\" name=\"form-token\" value=\""
            html += visitor.formToken
            html += "\"><button id=\"lock\" data-command=\"LOCK\">Lock</button></form>"
            html +=
                "<form method=\"post\" action=\"/sign-out\"><input type=\"hidden\" name=\"form-token\" value=\""
            html += visitor.formToken
            html += "\"><button>Sign out</button></form>"
        }
        html += "</header><main id=\"main\" tabindex=\"-1\">"
        html += body
        html += "</main>"
        html += barElement(bar, "bottom")
        html += "</body></html>\n"
        return html
    }

    private func barElement(_ bar: ScreenMarking.Bar, _ place: StaticString) -> String {
        var html = "<div class=\"bar bar-\(place) \(bar.style)\" role=\"region\" aria-label=\"Marking, \(place)\">"
        HTMLEscaping.append(bar.text, to: &html)
        html += "</div>"
        return html
    }
}
