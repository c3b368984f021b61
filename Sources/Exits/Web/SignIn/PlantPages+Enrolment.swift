internal import Boundary
internal import Execution
internal import HTTPExit

extension PlantPages {
    /// From an enrolment code to a PIN, and from there to a password for desks.
    func addEnrolment(_ routes: inout Routes) {
        routes.page("/enrol", .anybody) { request in try Self.enrolmentPage(request, nil) }
        routes.form("/enrol", .limited) { request in
            let pin = request.fields["pin"] ?? ""
            guard pin == request.fields["pin-again"] else {
                return try Self.enrolmentPage(
                    request,
                    PageCode.pinsDiffer.refusal("pin")
                )
            }
            do {
                // The PIN is looked at first, so that one that is refused does not use the code up.
                try accounts.check(pin: pin)
                let account = try await accounts.signIn(
                    .enrolment(request.fields["badge"] ?? "", code: request.fields["code"] ?? ""),
                    at: request.terminal?.id
                )
                try await accounts.choose(pin: pin, of: account.person)
                return try .begin(Self.signedIn(account), to: "/password?enrolled=yes")
            } catch let refusal as AccountRefusal {
                let isOfPIN = [.notAPIN, .wellKnown].contains(refusal)
                return try Self.enrolmentPage(request, Self.refusal(refusal, field: isOfPIN ? "pin" : "code"))
            }
        }
        routes.page("/password") { request in try Self.passwordPage(request, nil) }
        routes.form("/password") { request in
            guard case .person(let person) = try request.subject else { throw Failure.notFound }
            do {
                let secret = try await accounts.choose(
                    password: request.fields["password"] ?? "",
                    of: person,
                    factors: request.visitor?.factors ?? 0
                )
                return try .page(
                    "Password set",
                    "<div class=\"card\" role=\"status\" tabindex=\"-1\" data-focus><h1>Password set</h1><p>Type this into your generator of one-time passwords (time-based, six digits, 30 seconds). It is shown once.</p><p><strong>\(issued: secret)</strong></p></div><div class=\"actions\"><a class=\"button main\" href=\"/\">To the start</a></div>"
                )
            } catch let refusal as AccountRefusal {
                return try Self.passwordPage(
                    request,
                    Self.refusal(refusal, field: "password"),
                    needsFactor: refusal == .secondFactorFirst
                )
            }
        }
    }

    private static func enrolmentPage(_ request: PageRequest, _ refusal: Refusal?) throws -> ScreenAnswer {
        try .page(
            "Choose a PIN",
            """
            \(ProblemSummary.text(refusal))<div class="card"><h1>Choose a PIN</h1><p>An administrator gives you a code; it is good once, for a day.</p>\
            <form method="post" action="/enrol">\(request.formToken)<label for="badge">Badge</label>\
            <input type="text" id="badge" name="badge" value="\(request.typed("badge"))" autocomplete="off" autocapitalize="off" spellcheck="false" data-scan data-then="code" data-focus>\
            <label for="code">Enrolment code <span class="hint">eight digits</span></label><input type="text" id="code" name="code" inputmode="numeric" autocomplete="off" data-then="pin">\
            <label for="pin">New PIN <span class="hint">6 to 12 digits, none that is easily guessed</span></label>\
            <input type="password" id="pin" name="pin" inputmode="numeric" autocomplete="new-password" data-then="pin-again">\
            <label for="pin-again">New PIN again</label><input type="password" id="pin-again" name="pin-again" inputmode="numeric" autocomplete="new-password">\
            <div class="actions"><button class="main">Set PIN</button></div></form></div>\
            <div class="actions"><a class="button" href="/sign-in">Sign in</a></div>
            """,
            status: refusal?.status ?? .done
        )
    }

    /// - Parameter needsFactor: it takes a session of two factors, and this one is of one.
    private static func passwordPage(_ request: PageRequest, _ refusal: Refusal?, needsFactor: Bool = false) throws
        -> ScreenAnswer
    {
        let isEnrolled = request.fields["enrolled"] != nil
        let begins: ClearedText = isEnrolled ? pinIsSet : ""
        let heading: ClearedText = isEnrolled ? "<h2>Password for desks</h2>" : "<h1>Password for desks</h1>"
        let focus: ClearedText = isEnrolled ? "" : " data-focus"
        let way: ClearedText =
            needsFactor
            ? "<div class=\"actions\"><a class=\"button main\" href=\"/second-factor?to=/password\">Give the second factor</a></div>"
            : ""
        return try .page(
            "Password for desks",
            """
            \(ProblemSummary.text(refusal))\(way)\(begins)<div class="card">\(heading)\
            <p>At a desk you sign in with a password and a one-time password.</p>\
            <form method="post" action="/password">\(request.formToken)<label for="password">New password <span class="hint">at least 12 characters</span></label>\
            <input type="password" id="password" name="password" autocomplete="new-password"\(focus)>\
            <div class="actions"><button class="main">Set password</button></div></form></div>
            """,
            status: refusal?.status ?? .done
        )
    }

    /// Who chose a PIN knows that it counts, and goes to work from here.
    private static let pinIsSet: ClearedText = """
        <div class="card"><h1>Your PIN is set</h1><p>Badge and PIN sign you in at terminals. Whoever works at a desk sets a password too.</p>\
        <div class="actions"><a class="button main" href="/" data-focus>To the start</a></div></div>
        """
}
