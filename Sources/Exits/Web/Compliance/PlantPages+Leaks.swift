internal import Boundary
internal import Execution
internal import Governance
internal import HTTPExit
internal import Journal
internal import PlantModel
internal import Storage

extension PlantPages {
    /// From a confirmed leak: what left, a hold, and the clocks of those who have to be told.
    func addLeaks(_ routes: inout Routes) {
        routes.page("/compliance/leaks") { request in
            try await overseen { try await leaksPage(request, "", .done) }
        }
        addLooks(&routes)
        routes.form("/compliance/leaks") { request in
            try await changed(
                request,
                page: { text, status in
                    try await overseen {
                        guard let look = AggregateID(hexadecimal: request.fields["look"] ?? "") else {
                            return try await leaksPage(request, text, status)
                        }
                        return try await lookPage(request, look, text, status)
                    }
                }
            ) { asker, key in
                let report = try await leakReport(request.fields, try await signature(request))
                let id = try await orFailure {
                    try await governance.confirmLeak(
                        report,
                        of: try leakProgram(request.fields["program"]),
                        at: request.site,
                        command: key.command,
                        by: try overseer(asker)
                    )
                }
                return try .go(to: "/compliance/leaks/\(id)")
            }
        }
        routes.page("/compliance/leaks/{id}") { request in
            try await overseen { try await leakPage(request, "", .done) }
        }
        addLeakActs(&routes)
    }

    private func addLeakActs(_ routes: inout Routes) {
        routes.form("/compliance/leaks/{id}/begin") { request in
            try await leakChanged(request) { leak, actor, key in
                let act = try clockAct(request.fields["clock"], request.fields["evidence"], request.fields["at"])
                try await governance.beginClock(act, of: leak, command: key.command, by: actor)
            }
        }
        routes.form("/compliance/leaks/{id}/meet") { request in
            try await leakChanged(request) { leak, actor, key in
                let act = try clockAct(request.fields["clock"], request.fields["evidence"], request.fields["at"])
                guard let outcome = ClockOutcome(rawValue: request.fields["outcome"] ?? "") else {
                    throw PageCode.nothingChosen.refusal()
                }
                try await governance.meetClock(act, outcome, of: leak, command: key.command, by: actor)
            }
        }
        routes.form("/compliance/leaks/{id}/close") { request in
            try await leakChanged(request) { leak, actor, key in
                let act = ClockAct(nil, evidence: request.fields["evidence"] ?? "", at: clock.now)
                try await governance.closeLeak(act, of: leak, command: key.command, by: actor)
            }
        }
    }

    /// An act about a leak, which takes the PIN of whoever records it.
    private func leakChanged(
        _ request: PageRequest,
        _ act: (AggregateID, Governance.Actor<Screen>, CommandKey) async throws -> Void
    ) async throws -> ScreenAnswer {
        let id = try request.id("id")
        return try await changed(
            request,
            page: { text, status in try await overseen { try await leakPage(request, text, status) } }
        ) { asker, key in
            _ = try await signature(request)
            try await orFailure { try await act(id, try overseer(asker), key) }
            return try .go(to: "/compliance/leaks/\(id)")
        }
    }

    /// What policies refuse is no state of the leak, and has a page of its own.
    private func orFailure<Value>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let refusal as GovernanceRefusal {
            throw RefusalText.failure(refusal) ?? refusal as any Error
        }
    }

    // MARK: Pages

    func leaksPage(_ request: PageRequest, _ problem: ClearedText, _ status: AnswerStatus) async throws
        -> ScreenAnswer
    {
        let leaks = try await governance.leaks(limit: 100, by: actor(request))
        let clocks = try await governance.openClocks(limit: 100, by: actor(request))
        let programs = try await governance.reviewSheets(at: request.site, by: actor(request))
        let more = PageParts.more(leaks.records, limit: 100, "/compliance/leaks?after=", "Earlier ones")
        return try .page(
            "Leaks",
            """
            \(problem)<h1>From a leak</h1>\(LeakTables.waiting(clocks.records, now: clock.now))\
            \(findForm(request, programs.records, hasFocus: status == .done))<h2>Leaks that were confirmed</h2>\
            \(LeakTables.leaks(leaks.records))\(more)\(Self.toCompliance)
            """,
            from: leaks,
            status: status
        )
    }

    private func findForm(_ request: PageRequest, _ sheets: [ReleasedRecord], hasFocus: Bool) -> ClearedText {
        let options = sheets.filter { !$0.isWithheld }.compactMap { sheet -> ClearedText? in
            guard let id = sheet.id else { return nil }
            let chosen: ClearedText = request.fields["program"] == id.bytes.hexadecimal ? " selected" : ""
            return "<option value=\"\(id)\"\(chosen)>\(sheet["program"])</option>"
        }
        guard !options.isEmpty else { return "<p>No program whose trail you may see.</p>" }
        let focus: ClearedText = hasFocus ? " data-focus" : ""
        return """
            <div class="card"><h2>What left of it</h2><p>Says to whom it was released, by which channel and when, by the logs of all that you may see. Nothing is confirmed by looking; that you looked is recorded.</p>\
            <form method="post" action="/compliance/leaks/find">\(request.formToken)<label for="program">Program</label>\
            <select id="program" name="program"\(focus)>\(.joined(options))</select>\
            <label for="code">Code of the record or document that leaked <span class="hint">32 digits and letters, as scanned; nothing for all of the program</span></label>\
            <input type="text" id="code" name="code" value="\(request.typed("code"))" autocomplete="off" autocapitalize="off" spellcheck="false" data-scan>\
            <label for="since">Since <span class="hint">2026-12-10; nothing for as long as there are records</span></label>\
            <input type="text" id="since" name="since" value="\(request.typed("since"))" autocomplete="off">\
            <label for="found">Where it was found <span class="hint">in words, or what bulkhead scan --json printed</span></label>\
            <textarea class="wide" id="found" name="found" rows="4">\(request.typed("found"))</textarea>\
            <div class="actions"><button class="main">Look what left</button></div></form></div>
            """
    }

    private func leakPage(_ request: PageRequest, _ problem: ClearedText, _ status: AnswerStatus) async throws
        -> ScreenAnswer
    {
        let id = try request.id("id")
        let release = try await governance.leak(id, by: actor(request))
        guard let leak = release.records.first else { throw Failure.notFound }
        let clocks = try await governance.clocks(of: id, by: actor(request))
        let page = LeakPage(request: request, now: clock.now, newKey: newKey)
        let back: ClearedText =
            "<div class=\"actions\"><a class=\"button\" href=\"/compliance/leaks\">To the leaks</a></div>"
        return try .page(
            "Leak of \(leak["program"])",
            "\(problem)\(page.text(leak, clocks: clocks.records))\(back)",
            from: release,
            status: status
        )
    }

    // MARK: What is asked

    func leakReport(_ fields: FormFields, _ signature: SignatureStatement) async throws -> LeakReport {
        LeakReport(
            record: try leakRecord(fields["code"]),
            since: try dayGiven(fields["since"], in: "since"),
            found: fields["found"] ?? "",
            discovered: try moment(fields["discovered"], "discovered"),
            printedName: signature.printedName
        )
    }

    func leakProgram(_ text: String?) throws -> AggregateID {
        guard let id = AggregateID(hexadecimal: text ?? "") else { throw PageCode.leakNotWhole.refusal("program") }
        return id
    }

    /// Nil where nothing was given.
    func leakRecord(_ text: String?) throws -> AggregateID? {
        let code = (text ?? "").filter { !$0.isWhitespace }.lowercased()
        if code.isEmpty { return nil }
        guard let id = AggregateID(hexadecimal: code) else { throw PageCode.leakNotWhole.refusal("code") }
        return id
    }

    func clockAct(_ clock: String?, _ evidence: String?, _ at: String?) throws -> ClockAct {
        guard let id = AggregateID(hexadecimal: clock ?? "") else { throw PageCode.leakNotWhole.refusal() }
        return ClockAct(id, evidence: evidence ?? "", at: try moment(at, nil))
    }

    /// A moment in UTC as it is typed; now where nothing was.
    func moment(_ text: String?, _ field: StaticString?) throws -> UInt64 {
        let typed = text ?? ""
        if typed.allSatisfy(\.isWhitespace) { return clock.now }
        guard let moment = ClockText.milliseconds(ofMoment: typed) else { throw PageCode.noMoment.refusal(field) }
        return moment
    }
}
