internal import Boundary
internal import Execution
internal import HTTPExit

extension PlantPages {
    /// A terminal that is left is locked: by its button, by the command LOCK, or by itself. Nothing is shown or done in its session until the same person's PIN
    /// unlocks it; what was typed stays in the page meanwhile. Another person's badge ends the session.
    func addLocking(_ routes: inout Routes) {
        routes.form("/lock", .locked) { request in
            // A page with scripts covers itself and stays; one without goes to where it is unlocked.
            if request.fields["stay"] != nil { return try .lock(true, "Locked", "<h1>Locked</h1>") }
            return try .lock(true, to: "/locked")
        }
        routes.page("/locked", .locked) { request in try Self.lockedPage(request, nil) }
        routes.form("/unlock", .locked) { request in
            guard case .person(let person) = try request.subject else { throw Failure.signIn }
            // A badge that is none is no attempt at the PIN of whoever locked it.
            if let badge = request.fields["badge"]?.filter({ !$0.isWhitespace }) {
                guard let other = try accounts.account(badge: badge), other.person != person else {
                    return try Self.lockedPage(request, nil, said: Self.endsNothing)
                }
                try await accounts.signOut(person)
                return try .end(to: "/sign-in")
            }
            do {
                try await accounts.confirm(person, pin: request.fields["pin"] ?? "")
            } catch let refusal as AccountRefusal {
                return try Self.lockedPage(request, Self.refusal(refusal, field: "pin"))
            }
            if request.fields["stay"] != nil { return try .lock(false, "Unlocked", "<h1>Unlocked</h1>") }
            return try .lock(false, to: "/")
        }
    }

    private static let endsNothing: ClearedText = """
        <p class="said" role="status">That badge ends nothing: it is nobody's, or the one of whoever locked this.</p>
        """

    private static func lockedPage(_ request: PageRequest, _ refusal: Refusal?, said: ClearedText = "") throws
        -> ScreenAnswer
    {
        try .page(
            "Locked",
            """
            \(ProblemSummary.text(refusal))<div class="card scan"><h1>LOCKED</h1><p>By \(request.visitorName).</p>\(said)\
            <form method="post" action="/unlock">\(request.formToken)<label for="pin">PIN</label>\
            <input type="password" id="pin" name="pin" inputmode="numeric" autocomplete="off" data-focus autofocus><button class="main">Unlock</button></form></div>\
            <div class="card"><h2>Somebody else?</h2><p>Your badge ends the session, and you begin your own.</p>\
            <form method="post" action="/unlock">\(request.formToken)<label for="badge">Your badge <span class="hint">scan it, or type its number</span></label>\
            <input type="text" id="badge" name="badge" autocomplete="off" autocapitalize="off" spellcheck="false" data-scan>\
            <div class="actions"><button>End the session</button></div></form></div>
            """,
            status: refusal?.status ?? .done
        )
    }
}
