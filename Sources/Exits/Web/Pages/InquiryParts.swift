internal import Boundary
internal import HTTPExit
internal import Journal

/// What pages say of a question that is worked out beside everything else: how far it is, and that it ended without an answer.
enum InquiryParts {
    static func ended(_ words: StaticString) -> ClearedText {
        "<div class=\"card\" role=\"status\" tabindex=\"-1\" data-focus><p>\(program: words)</p></div>"
    }

    /// The page looks again by itself; without scripts there is a way to.
    /// - Parameters:
    ///   - address: of the page; behind it with `/cancel` it is stopped.
    ///   - standing: its step, and how much of that is done.
    static func progress(
        _ heading: StaticString,
        _ standing: ReleasedRecord?,
        at address: ClearedText,
        _ request: PageRequest
    ) -> ClearedText {
        let step: ClearedText =
            switch standing?["step"] {
            case let step? where step.shows("plan"): "The files, and their plan"
            case let step? where step.shows("persons"): "Persons of the register"
            case let step? where step.shows("requests"): "All requests that could be made, by the prover"
            case let step? where step.shows("theorems"): "Theorems, by the prover"
            case let step? where step.shows("trail"): "Releases, by the logs of which you may see the trail"
            case let step? where step.shows("entries"): "What each release was of"
            default: "It waits for its turn"
            }
        let isCounted = standing?["of"]?.shows("0") == false
        let bar: ClearedText =
            isCounted
            ? "<progress value=\"\(standing?["done"])\" max=\"\(standing?["of"])\" aria-label=\"Done\"></progress> \(standing?["done"]) of \(standing?["of"])"
            : ""
        return """
            <div class="card" role="status" data-again><h2>\(program: heading)</h2><p>\(step)</p><p>\(bar)</p>\
            <div class="actions"><a class="button" href="\(address)">Look again</a>\
            <form method="post" action="\(address)/cancel">\(request.formToken)<button>Cancel</button></form></div></div>
            """
    }
}
