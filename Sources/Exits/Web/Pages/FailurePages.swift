internal import Boundary
public import HTTPExit
internal import Journal

extension PlantPages {
    /// The page for what cannot be shown. What is not there and what one may not know of have the same one.
    public static func failurePage(_ failure: Failure, _ request: PageRequest) throws -> ScreenAnswer {
        switch failure {
        case .notFound:
            return try page(
                "Not found",
                "<h1>Not found</h1><p>There is nothing of that name that you may know of.</p><p>Look at the code you scanned, or ask who gave it to you.</p>",
                failure
            )
        case .denied(let denial): return try denied(denial, failure, request)
        case .unavailable(let error):
            return try page(
                "No answer",
                "<h1>The plant does not answer</h1><p>\(error.text).</p><p>Nothing was done. Try again; if it stays so, tell whoever runs this server the time and the code below.</p>",
                failure
            )
        case .refused(let refusal):
            let text = ProblemSummary.text(refusal, isWholePage: true)
            return try .page("Problem", "\(text)\(back)", status: failure.status)
        case .malformed(let malformed):
            return try page(
                "Problem",
                "<h1>The request was not taken</h1><p>\(program: malformed.says)</p>",
                failure
            )
        case .signIn:
            return try page(
                "Sign in",
                "<h1>Your session is over</h1><p>What you sent was not taken. Sign in and send it again.</p><p><a class=\"button main\" href=\"/sign-in\">Sign in</a></p>",
                failure
            )
        case .unexpected:
            return try page(
                "Failure",
                "<h1>The server failed</h1><p>It is not known what became of what you sent: look before you send it again. Tell whoever runs this server the time and the code below.</p>",
                failure
            )
        }
    }

    static let back: ClearedText =
        "<div class=\"actions\"><a class=\"button main\" href=\"/\" data-command=\"HOME\">To the start</a></div>"

    private static func page(_ title: ClearedText, _ body: ClearedText, _ failure: Failure) throws -> ScreenAnswer {
        try .page(
            title,
            "<div class=\"card\">\(body)<p class=\"code\"><a href=\"/explain/\(issued: failure.code)\">\(issued: failure.code)</a></p></div>\(back)",
            status: failure.status
        )
    }

    /// Of a refusal that one may know of: which rule, where it is written, and what would meet it.
    private static func denied(_ denial: Denial, _ failure: Failure, _ request: PageRequest) throws -> ScreenAnswer {
        let reasons = denial.reasons.map { reason -> ClearedText in
            "<div class=\"card\"><h2>\(reason.statement)</h2><dl><dt>Rule</dt><dd>\(reason.name)</dd><dt>Written in</dt><dd>\(reason.citation)</dd><dt>Met by</dt><dd>\(reason.remedy)</dd></dl></div>"
        }
        let ask: ClearedText =
            if denial.isMetByTwoFactors {
                secondFactor(request)
            } else if let record = denial.record, denial.isMetByNeedToKnow {
                asking(for: record)
            } else {
                ""
            }
        return try .page(
            "Not authorized",
            "<div class=\"problem\" role=\"alert\" tabindex=\"-1\" data-focus><h1>You are not authorized for this</h1><p>The refusal is recorded. Whoever can meet the rules below can change it; show them this page.</p><p class=\"code\">\(issued: failure.code)</p></div>\(ask)\(.joined(reasons))<div class=\"actions\"><a class=\"button\" href=\"/terminal\">Where this terminal stands</a></div>\(back)",
            status: failure.status
        )
    }

    /// Where the session was begun by one factor and two are asked for, the second one can be given.
    private static func secondFactor(_ request: PageRequest) -> ClearedText {
        """
        <div class="card"><h2>It takes a second factor</h2><p>Your session was begun by your PIN or an enrolment code alone.</p>\
        <div class="actions"><a class="button main" href="/second-factor?to=\(request.shownAddress)" data-command="FACTOR">Give the second factor <kbd>FACTOR</kbd></a></div></div>
        """
    }

    /// Where a need to know is all that is missing, it can be asked for.
    private static func asking(for record: AggregateID) -> ClearedText {
        """
        <div class="card"><h2>You can ask for it</h2><p>What you lack is a need to know on file. Whoever oversees the program decides.</p>\
        <div class="actions"><a class="button" href="/access-requests/new?record=\(record)" data-command="ASK">Ask for access <kbd>ASK</kbd></a></div></div>
        """
    }
}
