internal import Boundary
internal import Execution
internal import HTTPExit

extension PlantPages {
    /// A session that a PIN began becomes one of two factors by a one-time password, and goes on where it was: it is another session from then on.
    func addSecondFactor(_ routes: inout Routes) {
        routes.page("/second-factor") { request in try secondFactorPage(request, nil) }
        routes.form("/second-factor") { request in
            guard let visitor = request.visitor, case .person(let person) = visitor.subject else {
                throw Failure.signIn
            }
            do {
                try await accounts.confirm(
                    person,
                    oneTime: (request.fields["one-time"] ?? "").filter { !$0.isWhitespace }
                )
            } catch let refusal as AccountRefusal {
                return try secondFactorPage(request, Self.refusal(refusal, field: "one-time"))
            }
            let stronger = SignedIn(
                visitor.subject,
                name: visitor.name,
                home: visitor.home,
                factors: Whereabouts.factorsMax
            )
            // The exit goes to addresses of this server alone.
            return try .begin(stronger, to: request.typed("to"))
        }
    }

    private func secondFactorPage(_ request: PageRequest, _ refusal: Refusal?) throws -> ScreenAnswer {
        guard case .person(let person) = try request.subject else { throw Failure.notFound }
        let body: ClearedText =
            try accounts.hasGenerator(person)
            ? """
            <form method="post" action="/second-factor">\(request.formToken)<input type="hidden" name="to" value="\(request.typed("to"))">\
            <label for="one-time">One-time password <span class="hint">six digits from your generator</span></label>\
            <input type="text" id="one-time" name="one-time" inputmode="numeric" autocomplete="one-time-code" data-focus>\
            <div class="actions"><button class="main">Go on</button></div></form>
            """
            : """
            <p>You have no generator of one-time passwords yet. Set a password for desks, which gives you one, and come back.</p>\
            <div class="actions"><a class="button main" href="/password">Set a password</a></div>
            """
        return try .page(
            "Second factor",
            "\(ProblemSummary.text(refusal))<div class=\"card\"><h1>Second factor</h1><p>What you want to reach is for sessions that were begun by two factors: what you know, and what you have. A badge is neither.</p>\(body)</div>\(Self.back)",
            status: refusal?.status ?? .done
        )
    }
}
