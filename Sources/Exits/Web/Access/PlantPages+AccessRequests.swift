internal import Boundary
internal import Execution
internal import Governance
internal import HTTPExit
internal import Journal
internal import PlantModel

extension PlantPages {
    /// Asking for access to what was refused, and how that stands. Whoever asks is told nothing that the refusal did not tell.
    func addAccessRequests(_ routes: inout Routes) {
        routes.page("/access-requests") { request in
            try await overseen { try ownRequestsPage(request) }
        }
        routes.page("/access-requests/new") { request in try askingPage(request, "", .done) }
        routes.form("/access-requests") { request in
            try await changed(request, page: { try askingPage(request, $0, $1) }) { asker, key in
                guard let record = RecordID(text: Self.code(request.fields["record"] ?? "")) else {
                    throw PageCode.requestNotWhole.refusal("record")
                }
                guard let until = Day((request.fields["until"] ?? "").filter { !$0.isWhitespace }) else {
                    throw PageCode.requestNotWhole.refusal("until")
                }
                let statement = AccessRequestStatement(reason: request.fields["reason"] ?? "", until: until)
                _ = try await requestAccess(to: record, statement, by: asker, key)
                return try .go(to: "/access-requests")
            }
        }
    }

    /// Asks for a need to know for the program of a record, if that is all that is missing.
    func requestAccess<Way: Channel>(
        to record: RecordID,
        _ statement: AccessRequestStatement,
        by asker: Asker<Way>,
        _ key: CommandKey
    ) async throws -> AggregateID {
        let need = try await execution.need(for: record, by: asker)
        return try await governance.requestAccess(need, statement, command: key.command)
    }

    /// A scanned code, as ids are written.
    static func code(_ text: String) -> String { text.filter { !$0.isWhitespace }.lowercased() }

    func ownRequests(_ request: PageRequest) throws -> [OwnAccessRequest] {
        guard case .person(let person) = try request.subject else { throw Failure.notFound }
        return try governance.ownAccessRequests(of: person)
    }

    private func ownRequestsPage(_ request: PageRequest) throws -> ScreenAnswer {
        let rows = try ownRequests(request).map { each -> ClearedText in
            """
            <tr><td>\(issued: each.asked.description)</td><td class="code">\(each.record)</td><td>\(Self.state(each.standing))</td>\
            <td>\(issued: each.until.description)</td></tr>
            """
        }
        return try .page(
            "What you asked for",
            """
            <h1>What you asked for</h1><p>Access that is granted counts at once, for new sessions: sign in anew.</p>\
            \(PageParts.table("Requests for access", ["Asked", "Code", "State", "Until"], rows, none: "You asked for nothing yet."))\(Self.back)
            """
        )
    }

    private static func state(_ standing: OwnAccessRequest.Standing) -> ClearedText {
        switch standing {
        case .asked: "<span class=\"state state-warn\">waits</span>"
        case .granted: "<span class=\"state state-done\">granted</span>"
        case .declined: "<span class=\"state state-bad\">declined</span>"
        case .ended: "<span class=\"state state-bad\">taken back</span>"
        }
    }

    private func askingPage(_ request: PageRequest, _ problem: ClearedText, _ status: AnswerStatus) throws
        -> ScreenAnswer
    {
        try .page(
            "Ask for access",
            """
            \(problem)<h1>Ask for access</h1><div class="card"><p>You ask for a need to know for the program of what was refused. Whoever oversees it sees your name, your reason and what you were refused.</p>\
            <form method="post" action="/access-requests">\(request.formToken)\(request.onceKey(newKey()))\
            <label for="record">Code of what was refused <span class="hint">32 digits and letters, as scanned</span></label>\
            <input type="text" id="record" name="record" value="\(request.typed("record"))" autocomplete="off" autocapitalize="off" spellcheck="false" data-scan>\
            <label for="reason">What you need it for</label><textarea class="wide" id="reason" name="reason" rows="3" data-focus>\(request.typed("reason"))</textarea>\
            <label for="until">Until when <span class="hint">the last day, within a year: 2026-12-10</span></label>\
            <input type="text" id="until" name="until" value="\(request.typed("until"))" autocomplete="off">\
            <div class="actions"><button class="main">Ask for it</button></div></form></div>\
            <div class="actions"><a class="button" href="/access-requests">What you asked for</a><a class="button" href="/" data-command="HOME">To the start <kbd>HOME</kbd></a></div>
            """,
            status: status
        )
    }
}
