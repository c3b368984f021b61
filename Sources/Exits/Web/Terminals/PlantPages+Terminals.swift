internal import Boundary
internal import Execution
internal import HTTPExit
internal import Journal

extension PlantPages {
    /// Where sessions are begun: terminals that the administrator registers, and the browser that becomes one by a code, once.
    func addTerminals(_ routes: inout Routes) {
        routes.terminals { [accounts] in
            try accounts.terminal(bearing: $0).map {
                EnrolledTerminal($0.id, name: $0.name, at: accounts.place(of: $0))
            }
        }
        routes.page("/administrator/terminals") { request in
            try administers(request)
            return try terminalsPage(request)
        }
        routes.form("/administrator/terminals") { request in
            try await changed(request) {
                let code = try await accounts.register(
                    Self.statement(
                        name: request.fields["name"],
                        zone: request.fields["zone"],
                        country: request.fields["country"]
                    ),
                    by: try request.subject
                )
                return Self.shown(code)
            }
        }
        routes.form("/administrator/terminals/{id}/code") { request in
            try await changed(request) {
                Self.shown(try await accounts.giveCode(for: try request.id("id"), by: try request.subject))
            }
        }
        routes.form("/administrator/terminals/{id}/withdraw") { request in
            try await changed(request) {
                try await accounts.withdraw(try request.id("id"), by: try request.subject)
                return "<h2>The terminal was taken back</h2><p>Sessions that were begun at it are over.</p>"
            }
        }
        addEnrollingTerminal(&routes)
    }

    /// What a browser is, and how it becomes a terminal. Whoever has the code enrols it: nobody has to be signed in there.
    private func addEnrollingTerminal(_ routes: inout Routes) {
        routes.page("/terminal") { request in try Self.terminalPage(request) }
        routes.page("/terminal/enrol", .anybody) { request in try Self.enrollingPage(request, nil) }
        routes.form("/terminal/enrol", .limited) { request in
            do {
                let credential = try await accounts.enrolTerminal(request.fields["code"] ?? "")
                return try .enrol(
                    TerminalCredential(credential, seconds: Accounts.terminalCredentialSeconds),
                    to: "/sign-in"
                )
            } catch let refusal as AccountRefusal {
                return try Self.enrollingPage(request, Self.refusal(refusal, field: "code"))
            }
        }
    }

    /// What an administrator types of a terminal. Nothing stands for what is not said.
    static func statement(name: String?, zone: String?, country: String?) -> TerminalStatement {
        func said(_ text: String?) -> String? {
            let word = (text ?? "").filter { !$0.isWhitespace }
            return word.isEmpty ? nil : word
        }
        return TerminalStatement(
            name: OperationFields.line(name ?? ""),
            zone: said(zone),
            country: said(country)?.uppercased()
        )
    }

    /// Does something to terminals and shows them, with what was done first, or why it was not.
    private func changed(_ request: PageRequest, _ act: () async throws -> ClearedText) async throws -> ScreenAnswer {
        try administers(request)
        do {
            let said = try await act()
            return try terminalsPage(
                request,
                said: "<div class=\"card\" role=\"status\" tabindex=\"-1\" data-focus>\(said)</div>"
            )
        } catch let refusal as AccountRefusal {
            let field: StaticString? =
                switch refusal {
                case .noPlace: "zone"
                case .notAName, .terminalTaken: "name"
                default: nil
                }
            return try terminalsPage(request, Self.refusal(refusal, field: field))
        }
    }

    private static func shown(_ code: TerminalCode) -> ClearedText {
        """
        <h2>Code for the terminal</h2><p><strong>\(issued: code.code)</strong></p>\
        <p>Good once, for a day. It is not shown again. At the terminal, open <code>/terminal/enrol</code> in its browser and type it there.</p>
        """
    }

    // MARK: Pages

    private func terminalsPage(_ request: PageRequest, _ refusal: Refusal? = nil, said: ClearedText = "") throws
        -> ScreenAnswer
    {
        let rows = try accounts.terminals(for: try request.subject).map { Self.row($0, request) }
        let list = PageParts.table(
            "Terminals",
            ["Name", "Zone", "Country", "Registered by", "Standing", "Its code", "Take back"],
            rows,
            none: "There is none: every session is begun at a place that nobody knows."
        )
        return try .page(
            "Terminals",
            """
            \(ProblemSummary.text(refusal))\(said)<h1>Terminals</h1>\
            <p>What somebody sees hangs on where he is. A session that is begun at a terminal stands where the terminal is registered; at none, nobody knows where it stands.</p>\
            \(list)<div class="card"><h2>Register a terminal</h2>\
            <form method="post" action="/administrator/terminals">\(request.formToken)\
            \(PageParts.field("name", "Name", refusal == nil ? "" : request.typed("name")))\
            \(PageParts.field("zone", "Zone", refusal == nil ? "" : request.typed("zone"), hint: "its id in the plant file; nothing where it stands in none"))\
            \(PageParts.field("country", "Country", refusal == nil ? "" : request.typed("country"), hint: "two capital letters; with a zone it is that of its site"))\
            <div class="actions"><button class="main">Register</button></div></form></div>\
            <div class="actions"><a class="button" href="/administrator" data-command="HOME">To the administrator <kbd>HOME</kbd></a></div>
            """,
            status: refusal?.status ?? .done
        )
    }

    private static func row(_ terminal: Terminal, _ request: PageRequest) -> ClearedText {
        let path: ClearedText = "/administrator/terminals/\(terminal.id)"
        func button(_ act: ClearedText, _ words: ClearedText) -> ClearedText {
            "<form method=\"post\" action=\"\(path)/\(act)\">\(request.formToken)<button>\(words) <span class=\"hint\">\(issuedName: terminal.name)</span></button></form>"
        }
        return PageParts.row(
            "\(issuedName: terminal.name)",
            "\(issuedName: terminal.zone ?? "none")",
            "\(issuedName: terminal.country)",
            "\(issuedName: terminal.registeredBy), \(issued: day(terminal.registeredAt))",
            standing(terminal.standing),
            button("code", "New code"),
            button("withdraw", "Take back")
        )
    }

    private static func standing(_ standing: Terminal.Standing) -> ClearedText {
        switch standing {
        case .waits(let until): "waits for its code until \(issued: day(until))"
        case .enrolled(let until): "enrolled until \(issued: day(until))"
        case .lapsed: "its time is over; give a new code"
        }
    }

    private static func terminalPage(_ request: PageRequest) throws -> ScreenAnswer {
        let place = request.whereabouts
        let name: ClearedText =
            if let terminal = request.terminal { "\(issuedName: terminal.name)" } else { "none that is registered" }
        func part(_ head: ClearedText, _ text: String?) -> ClearedText {
            let said: ClearedText = if let text { "\(issuedName: text)" } else { "not known" }
            return "<dt>\(head)</dt><dd>\(said)</dd>"
        }
        return try .page(
            "This terminal",
            """
            <div class="card"><h1>This terminal</h1><dl><dt>Terminal</dt><dd>\(name)</dd>\(part("Zone", place.zone))\
            \(part("Site", place.site))\(part("Country", place.country))</dl>\
            <p>Policies decide by this place, and by nothing that the browser says of itself. Where it is wrong, tell an administrator.</p></div>\
            <div class="actions"><a class="button" href="/terminal/enrol">Make this browser a terminal</a></div>\(back)
            """
        )
    }

    private static func enrollingPage(_ request: PageRequest, _ refusal: Refusal?) throws -> ScreenAnswer {
        try .page(
            "Enrol a terminal",
            """
            \(ProblemSummary.text(refusal))<div class="card"><h1>Enrol a terminal</h1>\
            <p>An administrator registers the terminal and gives a code; it is good once, for a day. A session that is open here ends.</p>\
            <form method="post" action="/terminal/enrol">\(request.formToken)<label for="code">Code <span class="hint">16 digits and letters</span></label>\
            <input type="text" id="code" name="code" value="\(request.typed("code"))" autocomplete="off" autocapitalize="characters" spellcheck="false" data-focus>\
            <div class="actions"><button class="main">Make this browser the terminal</button></div></form></div>\
            <div class="actions"><a class="button" href="/sign-in">Sign in</a></div>
            """,
            status: refusal?.status ?? .done
        )
    }
}
