internal import Boundary
internal import Execution
internal import HTTPExit
internal import PlantModel

extension PlantPages {
    /// The administrator's home: the person register, enrolment codes, keys of systems.
    func addAdministrator(_ routes: inout Routes) {
        routes.page("/administrator") { request in
            try administers(request)
            return try Self.administratorPage(request, nil, fed())
        }
        addPersonFeeds(&routes)
        addSystemKeys(&routes)
        addBadges(&routes)
        addReopening(&routes)
        routes.form("/administrator/enrol") { request in
            try administers(request)
            do {
                let code = try await accounts.enrol(request.fields["person"] ?? "", by: try request.subject)
                return try Self.administratorPage(
                    request,
                    said:
                        "<h2>Enrolment code for \(request.typed("person"))</h2><p><strong>\(issued: code)</strong></p><p>Good once, for a day. It is not shown again.</p>"
                )
            } catch let refusal as AccountRefusal {
                return try Self.administratorPage(request, Self.refusal(refusal, field: "person"), "")
            }
        }
    }

    /// When the register was fed last, and from where.
    private func fed() throws -> ClearedText {
        guard let reading = try register.reading() else { return "" }
        return
            "<p>The person register was fed last as of \(issued: reading.asOf.description), from \(issuedName: reading.source).</p>"
    }

    private func addSystemKeys(_ routes: inout Routes) {
        routes.form("/administrator/systems") { request in
            try administers(request)
            let system = (request.fields["system"] ?? "").filter { !$0.isWhitespace }
            do {
                if request.fields["withdraw"] != nil {
                    try await accounts.withdrawKey(of: system, by: try request.subject)
                    return try Self.administratorPage(
                        request,
                        said: "<h2>The key of \(request.typed("system")) was taken back</h2>"
                    )
                }
                let key = try await accounts.issueKey(of: system, by: try request.subject)
                return try Self.administratorPage(
                    request,
                    said:
                        "<h2>Key of \(request.typed("system"))</h2><p class=\"code\"><strong>\(issued: key)</strong></p><p>It is not shown again. The key that the system had is void.</p>"
                )
            } catch let refusal as AccountRefusal {
                return try Self.administratorPage(request, Self.refusal(refusal, field: "system"), "")
            }
        }
    }

    /// What stopped is opened again, after it was mended. Which it is, and why, is said on the console and by `bulkhead store check`: here nothing is named.
    private func addReopening(_ routes: inout Routes) {
        routes.form("/administrator/reopen") { request in
            try administers(request)
            let closed = await hull.reopenStopped(by: try request.subject)
            let says: ClearedText =
                closed.isEmpty
                ? "Every log of this instance is open."
                : "Some stay closed. <code>bulkhead store check</code> says which, and what is wrong with them."
            return try Self.administratorPage(request, said: "<h2>Opened again</h2><p>\(says)</p>")
        }
    }

    func administers(_ request: PageRequest) throws {
        do {
            try accounts.administers(try request.subject)
        } catch is AccountRefusal {
            // Whether there is such a page is nobody else's business.
            throw Failure.notFound
        }
    }

    /// The page, with what was done first.
    static func administratorPage(_ request: PageRequest, said outcome: ClearedText) throws -> ScreenAnswer {
        try administratorPage(
            request,
            nil,
            "<div class=\"card\" role=\"status\" tabindex=\"-1\" data-focus>\(outcome)</div>"
        )
    }

    static func administratorPage(_ request: PageRequest, _ refusal: Refusal?, _ outcome: ClearedText) throws
        -> ScreenAnswer
    {
        try .page(
            "Administrator",
            """
            \(ProblemSummary.text(refusal))\(outcome)<h1>Administrator</h1><div class="columns"><div class="card"><h2>Person register</h2>\
            <p>Comma-separated values from the personnel system: all persons, each time. It is taken whole or not at all.</p>\
            <form method="post" action="/administrator/persons">\(request.formToken)<label for="source">Source</label>\
            <input type="text" id="source" name="source" value="\(request.typed("source"))" autocomplete="off">\
            <label for="as-of">As of <span class="hint">a day such as 2026-11-24; today if empty</span></label>\
            <input type="text" id="as-of" name="as-of" value="\(request.typed("as-of"))" autocomplete="off">\
            <label for="feed">Lines</label><textarea id="feed" name="feed" rows="8" spellcheck="false">\(request.typed("feed"))</textarea>\
            <div class="actions"><button class="main">Take over</button></div></form></div>\
            <div class="card"><h2>Enrolment code</h2><p>Whoever gets the code chooses a PIN with it. The PIN that was is void at once.</p>\
            <form method="post" action="/administrator/enrol">\(request.formToken)<label for="person">Person's id</label>\
            <input type="text" id="person" name="person" autocomplete="off">\
            <div class="actions"><button class="main">Give a code</button></div></form></div>\
            <div class="card"><h2>Badge</h2><p>Each print is recorded, and ends the badge that was printed before. A badge identifies; the PIN signs in.</p>\
            <form method="post" action="/administrator/badges">\(request.formToken)<label for="badge-person">Person's id</label>\
            <input type="text" id="badge-person" name="person" autocomplete="off" autocapitalize="off" spellcheck="false">\
            <div class="actions"><button class="main">Print a badge</button></div></form></div>\
            <div class="card"><h2>Key of a system</h2><p>By it a system of the plant file asks who may do what (<code>/access/v1/evaluation</code>). What it may know of is said by policies.</p>\
            <form method="post" action="/administrator/systems">\(request.formToken)<label for="system">System's id in the plant file</label>\
            <input type="text" id="system" name="system" autocomplete="off" autocapitalize="off" spellcheck="false">\
            <div class="actions"><button class="main">Give a key</button><button name="withdraw" value="yes">Take the key back</button></div></form></div>\
            <div class="card"><h2>Terminals</h2><p>Where sessions are begun: each terminal has a zone or a country, by which policies decide.</p>\
            <div class="actions"><a class="button main" href="/administrator/terminals">Terminals</a></div></div>\
            <div class="card"><h2>What stopped</h2><p>A log whose store failed records nothing until it was verified and opened again; the others go on. Mend the cause first.</p>\
            <form method="post" action="/administrator/reopen">\(request.formToken)<div class="actions"><button>Open it again</button></div></form></div></div>
            """,
            status: refusal?.status ?? .done
        )
    }
}
