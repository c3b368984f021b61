internal import Boundary
internal import Execution
internal import HTTPExit
internal import PlantModel

extension PlantPages {
    /// The first administrator's way in: the link that the console printed.
    func addSetup(_ routes: inout Routes) {
        routes.page("/setup/{token}", .limited) { request in
            guard accounts.isSetupLink(request["token"] ?? "") else { throw Self.refusal(.linkOver) }
            return try Self.setupPage(request, nil)
        }
        routes.form("/setup/{token}", .limited) { request in
            guard accounts.isSetupLink(request["token"] ?? "") else { throw Self.refusal(.linkOver) }
            let pin = request.fields["pin"] ?? ""
            // Who mistypes the only administrator's PIN can have no new one: there is nobody to give a code, and no second link.
            guard pin == request.fields["pin-again"] else {
                return try Self.setupPage(request, PageCode.pinsDiffer.refusal("pin"))
            }
            do {
                guard let today = Day(millisecondsSince1970: clock.now) else { throw Failure.unexpected }
                let account = try Account(
                    person: request.fields["person"] ?? "",
                    badge: request.fields["badge"] ?? "",
                    name: request.fields["name"] ?? "",
                    home: "administrator"
                )
                try await accounts.setUp(
                    request["token"] ?? "",
                    account,
                    pin: pin,
                    on: today
                )
                return try .begin(Self.signedIn(account), to: "/administrator")
            } catch AccountRefusal.linkOver {
                throw Self.refusal(.linkOver)
            } catch let refusal as AccountRefusal {
                return try Self.setupPage(request, Self.refusal(refusal, field: Self.setupField(refusal)))
            }
        }
    }

    /// The field of the form that a refusal is about.
    private static func setupField(_ refusal: AccountRefusal) -> StaticString {
        switch refusal {
        case .notAName: "person"
        case .badgeTaken: "badge"
        default: "pin"
        }
    }

    private static func setupPage(_ request: PageRequest, _ refusal: Refusal?) throws -> ScreenAnswer {
        // The token stands in the address alone, which the form is sent to again.
        try .page(
            "First administrator",
            """
            \(ProblemSummary.text(refusal))<div class="card"><h1>First administrator</h1>\
            <p>You feed the person register and enrol others. What you may see of programs follows from the facts that the register has about you, as for anybody.</p>\
            <form method="post">\(request.formToken)<label for="person">Your id in the personnel system</label>\
            <input type="text" id="person" name="person" value="\(request.typed("person"))" autocomplete="off" data-focus>\
            <label for="name">Name on screen</label><input type="text" id="name" name="name" value="\(request.typed("name"))" autocomplete="name">\
            <label for="badge">Badge</label><input type="text" id="badge" name="badge" value="\(request.typed("badge"))" autocomplete="off" autocapitalize="off" spellcheck="false" data-scan data-then="pin">\
            <label for="pin">PIN <span class="hint">6 to 12 digits, none that is easily guessed</span></label>\
            <input type="password" id="pin" name="pin" inputmode="numeric" autocomplete="new-password" data-then="pin-again">\
            <label for="pin-again">PIN again</label><input type="password" id="pin-again" name="pin-again" inputmode="numeric" autocomplete="new-password">\
            <div class="actions"><button class="main">Open the account</button></div></form></div>
            """,
            status: refusal?.status ?? .done
        )
    }
}
