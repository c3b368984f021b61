internal import Boundary
internal import Execution
internal import HTTPExit

// Each form at a door carries the token of the session that the browser may have: somebody comes to a terminal that another left open.
extension PlantPages {
    func addSignIn(_ routes: inout Routes) {
        routes.page("/sign-in", .anybody) { request in try Self.badgePage(request, nil) }
        routes.form("/sign-in/badge", .limited) { request in
            guard let badge = request.fields["badge"], !badge.isEmpty else {
                return try Self.badgePage(request, PageCode.badgeMissing.refusal("badge"))
            }
            return try Self.pinPage(request, nil)
        }
        routes.form("/sign-in", .limited) { request in
            do {
                let account = try await accounts.signIn(
                    .badge(request.fields["badge"] ?? "", pin: request.fields["pin"] ?? ""),
                    at: request.terminal?.id
                )
                return try .begin(Self.signedIn(account), to: "/")
            } catch let refusal as AccountRefusal {
                return try Self.pinPage(request, Self.refusal(refusal, field: "pin"))
            }
        }
        routes.page("/sign-in/desk", .anybody) { request in try Self.deskPage(request, nil) }
        routes.form("/sign-in/desk", .limited) { request in
            do {
                let factors = Accounts.Factors.desk(
                    request.fields["badge"] ?? "",
                    password: request.fields["password"] ?? "",
                    // Generators show it in two groups.
                    oneTime: (request.fields["one-time"] ?? "").filter { !$0.isWhitespace }
                )
                let account = try await accounts.signIn(factors, at: request.terminal?.id)
                return try .begin(Self.signedIn(account, factors: factors.count), to: "/")
            } catch let refusal as AccountRefusal {
                return try Self.deskPage(request, Self.refusal(refusal, field: "password"))
            }
        }
        routes.form("/sign-out") { request in
            if case .person(let id) = try request.subject { try await accounts.signOut(id) }
            return try .end(to: "/sign-in")
        }
        // Asked by a page that lost its server: whose session goes on, and the token that its forms take.
        routes.page("/session") { request in try .page("Session", "<p>Signed in as \(request.visitorName).</p>") }
        addEnrolment(&routes)
        addSecondFactor(&routes)
        addLocking(&routes)
    }

    static func signedIn(_ account: Account, factors: Int = 1) -> SignedIn {
        SignedIn(.person(account.person), name: account.name, home: account.home, factors: factors)
    }

    private static func badgePage(_ request: PageRequest, _ refusal: Refusal?) throws -> ScreenAnswer {
        try .page(
            "Sign in",
            """
            \(ProblemSummary.text(refusal))<div class="card scan"><h1>SCAN BADGE</h1><p>Or type its number and press Enter.</p>\
            <form method="post" action="/sign-in/badge">\(request.formToken)<label for="badge">Badge</label>\
            <input type="text" id="badge" name="badge" autocomplete="off" autocapitalize="off" spellcheck="false" data-scan data-focus autofocus>\
            <button class="main">Continue</button></form><p id="said" class="said" role="status"></p></div>\
            <div class="actions"><a class="button" href="/sign-in/desk">Sign in at a desk</a><a class="button" href="/enrol">First time: enrolment code</a><a class="button" href="/terminal/enrol">Enrol this terminal</a></div>
            """,
            status: refusal?.status ?? .done
        )
    }

    private static func pinPage(_ request: PageRequest, _ refusal: Refusal?) throws -> ScreenAnswer {
        try .page(
            "PIN",
            """
            \(ProblemSummary.text(refusal))<div class="card scan"><h1>PIN</h1><p>Badge \(request.typed("badge"))</p>\
            <form method="post" action="/sign-in">\(request.formToken)<input type="hidden" name="badge" value="\(request.typed("badge"))">\
            <label for="pin">PIN</label><input type="password" id="pin" name="pin" inputmode="numeric" autocomplete="off" data-focus autofocus>\
            <button class="main">Sign in</button></form></div>\
            <div class="actions"><a class="button" href="/sign-in" data-command="HOME">Another badge</a></div>
            """,
            status: refusal?.status ?? .done
        )
    }

    private static func deskPage(_ request: PageRequest, _ refusal: Refusal?) throws -> ScreenAnswer {
        try .page(
            "Sign in at a desk",
            """
            \(ProblemSummary.text(refusal))<div class="card"><h1>Sign in at a desk</h1><form method="post" action="/sign-in/desk">\(request.formToken)\
            <label for="badge">Badge number</label><input type="text" id="badge" name="badge" value="\(request.typed("badge"))" autocomplete="username" autocapitalize="off" spellcheck="false" data-scan data-then="password" data-focus>\
            <label for="password">Password</label><input type="password" id="password" name="password" autocomplete="current-password" data-then="one-time">\
            <label for="one-time">One-time password <span class="hint">six digits from your generator</span></label>\
            <input type="text" id="one-time" name="one-time" inputmode="numeric" autocomplete="one-time-code">\
            <div class="actions"><button class="main">Sign in</button></div></form>\
            <p>You have no password yet? Sign in with your badge and PIN, and open the page <a href="/password">Password for desks</a>.</p></div>\
            <div class="actions"><a class="button" href="/sign-in">Sign in with a badge</a></div>
            """,
            status: refusal?.status ?? .done
        )
    }
}
