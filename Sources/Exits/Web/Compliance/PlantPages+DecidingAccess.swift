internal import Boundary
internal import Execution
internal import Governance
internal import HTTPExit
internal import Journal
internal import PlantModel

extension PlantPages {
    /// Requests for access: who waits, and what was decided.
    func addDecidingAccess(_ routes: inout Routes) {
        routes.page("/compliance/requests") { request in
            try await overseen { try await requestsPage(request, "", .done) }
        }
        routes.form("/compliance/requests/{id}/grant") { request in
            try await decided(request) { id, decision, asker, key in
                guard let until = Day((request.fields["until"] ?? "").filter { !$0.isWhitespace }) else {
                    throw PageCode.noDay.refusal()
                }
                try await governance.grantAccess(
                    id,
                    until: until,
                    at: request.site,
                    decision,
                    command: key.command,
                    by: try overseer(asker)
                )
            }
        }
        routes.form("/compliance/requests/{id}/decline") { request in
            try await decided(request) { id, decision, asker, key in
                try await governance.declineAccess(id, decision, command: key.command, by: try overseer(asker))
            }
        }
        routes.form("/compliance/requests/{id}/end") { request in
            try await decided(request) { id, decision, asker, key in
                try await governance.endAccess(id, decision, command: key.command, by: try overseer(asker))
            }
        }
    }

    /// A decision, which takes the PIN of whoever decides.
    private func decided(
        _ request: PageRequest,
        _ act: (AggregateID, AccessDecision, Asker<Screen>, CommandKey) async throws -> Void
    ) async throws -> ScreenAnswer {
        let id = try request.id("id")
        return try await changed(
            request,
            page: { text, status in try await overseen { try await requestsPage(request, text, status) } }
        ) { asker, key in
            // Who may not know of it is not told whether the PIN is right.
            _ = try await orOversight { try await governance.accessRequest(id, by: try overseer(asker)) }
            let signature = try await signature(request)
            let decision = AccessDecision(printedName: signature.printedName, words: request.fields["words"] ?? "")
            try await orOversight { try await act(id, decision, asker, key) }
            return try .go(to: "/compliance/requests")
        }
    }

    /// What policies refuse is no state of the request, and has a page of its own.
    private func orOversight<Value: ~Copyable>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let refusal as GovernanceRefusal {
            throw RefusalText.failure(refusal) ?? refusal as any Error
        }
    }

    private func requestsPage(_ request: PageRequest, _ problem: ClearedText, _ status: AnswerStatus) async throws
        -> ScreenAnswer
    {
        let limit = 100
        let after = try request.fields["after"].map { try position($0) }
        let list = try await governance.accessRequests(after: after, limit: limit, by: actor(request))
        let shown = list.records.filter { !$0.isWithheld }
        let waiting = shown.filter { $0["state"]?.shows("asked") == true }
        let decided = shown.filter { $0["state"]?.shows("asked") == false }
        let granted = decided.filter { $0["state"]?.shows("granted") == true }
        let more = PageParts.more(list.records, limit: limit, "/compliance/requests?after=", "More of them")
        let none: ClearedText = waiting.isEmpty ? "<p>No request that you may see waits.</p>" : ""
        return try .page(
            "Requests for access",
            """
            \(problem)<h1>Requests for access</h1><p>A need to know is granted for a program and until a day. It counts at once, and is recorded with who vouches for it; what else refuses stays refused.</p>\
            \(none)\(.joined(waiting.map { deciding($0, request) }))<h2>Decided</h2>\(AccessRequestTables.decided(decided))\
            \(.joined(granted.map { ending($0, request) }))\(more)\(Self.toCompliance)
            """,
            from: list,
            status: status
        )
    }

    private func deciding(_ record: ReleasedRecord, _ request: PageRequest) -> ClearedText {
        guard let id = record.id else { return "" }
        return """
            <div class="card"><h2>\(markOf: record["person"])\(record["person"]) asks for \(record["program"])</h2>\
            <dl><dt>What for</dt><dd class="lines">\(record["reason"])</dd><dt>Was refused</dt><dd>\(record["record_kind"]) <span class="code">\(record["record"])</span></dd>\
            <dt>Asked</dt><dd>\(timeOf: record["asked"])</dd></dl>\
            <div class="columns"><form method="post" action="/compliance/requests/\(id)/grant">\(request.formToken)\(request.onceKey(newKey()))\
            <h3>Grant</h3><label for="sponsor-\(id)">Who vouches for the need</label><input type="text" id="sponsor-\(id)" name="words" autocomplete="off">\
            <label for="until-\(id)">Until <span class="hint">the last day</span></label><input type="text" id="until-\(id)" name="until" value="\(record["until"])" autocomplete="off">\
            \(pin("grant", id))<div class="actions"><button class="main">Grant it</button></div></form>\
            <form method="post" action="/compliance/requests/\(id)/decline">\(request.formToken)\(request.onceKey(newKey()))\
            <h3>Decline</h3><label for="why-\(id)">Why</label><input type="text" id="why-\(id)" name="words" autocomplete="off">\
            \(pin("decline", id))<div class="actions"><button>Decline it</button></div></form></div></div>
            """
    }

    private func ending(_ record: ReleasedRecord, _ request: PageRequest) -> ClearedText {
        guard let id = record.id else { return "" }
        return """
            <details class="card"><summary>Take back: \(record["person"]), \(record["program"]), until \(record["granted_until"])</summary>\
            <form method="post" action="/compliance/requests/\(id)/end">\(request.formToken)\(request.onceKey(newKey()))\
            <label for="why-\(id)">Why</label><input type="text" id="why-\(id)" name="words" autocomplete="off">\
            \(pin("end", id))<div class="actions"><button>Take it back</button></div></form></details>
            """
    }

    private func pin(_ form: StaticString, _ id: AggregateID) -> ClearedText {
        """
        <label for="pin-\(program: form)-\(id)">PIN <span class="hint">it signs</span></label>\
        <input type="password" id="pin-\(program: form)-\(id)" name="pin" inputmode="numeric" autocomplete="off">
        """
    }
}
