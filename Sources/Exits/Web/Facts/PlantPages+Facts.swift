internal import Boundary
internal import Execution
internal import HTTPExit
internal import PlantModel

extension PlantPages {
    /// Where facts that other systems own come in: as files of these systems, and by hand where there is none. Whether somebody may state one is decided line
    /// by line.
    func addFacts(_ routes: inout Routes) {
        routes.page("/facts") { request in try factsPage(request, "") }
        routes.form("/facts/feed") { request in
            try await changed(request, page: { try factsPage(request, $0, $1) }) { asker, key in
                guard let kind = FactFeed.Kind(rawValue: request.fields["kind"] ?? "") else {
                    throw PageCode.nothingChosen.refusal("kind")
                }
                let day = try day("as-of", request)
                let feed: FactFeed
                do throws(FeedProblems) {
                    feed = try FactFeed(
                        request.fields["feed"] ?? "",
                        of: kind,
                        file: "feed",
                        source: OperationFields.line(request.fields["source"] ?? ""),
                        asOf: day
                    )
                } catch {
                    throw RowProblems(problems: error.problems)
                }
                let outcome = await execution.take(feed, by: asker, key: key)
                return try factsPage(request, Self.said(outcome, request))
            }
        }
        routes.form("/facts/gauge") { request in
            try await byHand(request, "gauge-tag") {
                .gauge(
                    GaugeStatement(
                        tag: line("gauge-tag", $0),
                        description: line("gauge-description", $0),
                        calibrationDue: line("gauge-due", $0),
                        isUsable: $0.fields["gauge-usable"] != "no"
                    )
                )
            }
        }
        routes.form("/facts/lot") { request in
            try await byHand(request, "lot-number") {
                guard let quantity = Int(line("lot-quantity", $0)) else {
                    throw RowProblems(problems: ["Quantity: it is a whole number"])
                }
                let (expires, program) = (line("lot-expires", $0), line("lot-program", $0))
                return .lot(
                    MaterialLotStatement(
                        number: line("lot-number", $0),
                        partNumber: line("lot-part", $0),
                        supplier: line("lot-supplier", $0),
                        quantity: quantity,
                        expires: expires.isEmpty ? nil : expires,
                        isUsable: $0.fields["lot-usable"] != "no",
                        program: program.isEmpty ? nil : program
                    )
                )
            }
        }
    }

    private func line(_ name: StaticString, _ request: PageRequest) -> String {
        OperationFields.line(request.fields[name] ?? "")
    }

    /// Whoever says it shows the PIN, and is its source.
    private func byHand(
        _ request: PageRequest,
        _ name: StaticString,
        _ statement: (PageRequest) throws -> FactStatement
    ) async throws -> ScreenAnswer {
        try await changed(request, page: { try factsPage(request, $0, $1) }) { asker, key in
            let fact = try statement(request)
            let day = try day("as-of", request)
            _ = try await signature(request)
            let source = FactSource.byHand(of: asker.subject, asOf: day.description)
            let result = try await execution.state(fact, from: source, by: asker, key: key)
            let words: ClearedText = result.isRepeated ? "was stated so already" : "was stated"
            return try factsPage(
                request,
                "<div class=\"card\" role=\"status\" tabindex=\"-1\" data-focus><h2>\(request.typed(name)) \(words)</h2></div>"
            )
        }
    }

    private static func said(_ outcome: FactFeedOutcome, _ request: PageRequest) -> ClearedText {
        let lines: ClearedText =
            outcome.refused.isEmpty
            ? "" : "<p>Mend these and send them again.</p>\(request.found(outcome.refused, in: "feed"))"
        return """
            <div class="card" role="status" tabindex="-1" data-focus><h2>The feed was read</h2><dl><dt>Taken over</dt><dd>\(sent: outcome.taken)</dd>\
            <dt>On file already</dt><dd>\(sent: outcome.same)</dd><dt>Refused</dt><dd>\(sent: outcome.refused.count)</dd></dl>\(lines)</div>
            """
    }

    private func factsPage(_ request: PageRequest, _ outcome: ClearedText, _ status: AnswerStatus = .done) throws
        -> ScreenAnswer
    {
        try .page(
            "Facts",
            """
            \(outcome)<h1>Gauges, lots, qualifications, trainings</h1><p>What keeps work from being started or recorded rests on these. The system that owns a fact states it; what no system owns is said by hand.</p>\
            <div class="columns">\(feedForm(request))\(gaugeForm(request))\(lotForm(request))</div>\
            <div class="actions"><a class="button" href="/" data-command="HOME">Back</a></div>
            """,
            status: status
        )
    }

    private func feedForm(_ request: PageRequest) -> ClearedText {
        let kinds: [(kind: FactFeed.Kind, word: StaticString)] = [
            (.gauges, "Gauges: tag, description, calibrationDue, usable"),
            (.lots, "Lots: number, part, supplier, quantity, expires, usable, program"),
            (.qualifications, "Qualifications: person, qualification, until"),
            (.trainings, "Trainings: person, program, part, revision, trained"),
            (.accreditations, "Accreditations: process, site, accreditor, until"),
        ]
        let options = kinds.map { kind, word -> ClearedText in
            let chosen: ClearedText = request.fields["kind"] == kind.rawValue ? " selected" : ""
            let value: StaticString =
                switch kind {
                case .gauges: "gauges"
                case .lots: "lots"
                case .qualifications: "qualifications"
                case .trainings: "trainings"
                case .accreditations: "accreditations"
                }
            return "<option value=\"\(program: value)\"\(chosen)>\(program: word)</option>"
        }
        return """
            <div class="card"><h2>A file of the system that owns them</h2><p>Comma-separated values, the first line names the columns. Each line is taken, or refused with the reason; an older statement never takes the place of a newer one.</p>\
            <form method="post" action="/facts/feed">\(request.formToken)\(request.onceKey(newKey()))<label for="kind">Of what</label><select id="kind" name="kind"><option value="">choose</option>\(.joined(options))</select>\
            \(PageParts.field("source", "System", request.typed("source"), hint: "such as QMS"))\
            <label for="feed-as-of">As of <span class="hint">a day such as 2026-11-24; today if empty</span></label><input type="text" id="feed-as-of" name="as-of" value="" autocomplete="off">\
            <label for="feed">Lines</label><textarea id="feed" name="feed" rows="8" spellcheck="false">\(request.typed("feed"))</textarea>\
            <div class="actions"><button class="main">Take over</button></div></form></div>
            """
    }

    private func gaugeForm(_ request: PageRequest) -> ClearedText {
        """
        <div class="card"><h2>A gauge, by hand</h2><form method="post" action="/facts/gauge">\(request.formToken)\(request.onceKey(newKey()))\
        \(PageParts.field("gauge-tag", "Tag", request.typed("gauge-tag")))\(PageParts.field("gauge-description", "What it is", request.typed("gauge-description")))\
        \(PageParts.field("gauge-due", "Calibrated until", request.typed("gauge-due"), hint: "a day such as 2027-11-24"))\(usable("gauge-usable", request))\
        \(PageParts.pin("gauge-pin"))<div class="actions"><button class="main">State the gauge</button></div></form></div>
        """
    }

    private func lotForm(_ request: PageRequest) -> ClearedText {
        """
        <div class="card"><h2>A lot, by hand</h2><form method="post" action="/facts/lot">\(request.formToken)\(request.onceKey(newKey()))\
        \(PageParts.field("lot-number", "Number", request.typed("lot-number")))\(PageParts.field("lot-part", "Part", request.typed("lot-part")))\
        \(PageParts.field("lot-supplier", "Supplier", request.typed("lot-supplier")))\(PageParts.field("lot-quantity", "Quantity", request.typed("lot-quantity"), hint: "as received", mode: "numeric"))\
        \(PageParts.field("lot-expires", "Expires", request.typed("lot-expires"), hint: "nothing where it does not"))\
        \(PageParts.field("lot-program", "Program", request.typed("lot-program"), hint: "that it is for; nothing where any may use it"))\(usable("lot-usable", request))\
        \(PageParts.pin("lot-pin"))<div class="actions"><button class="main">State the lot</button></div></form></div>
        """
    }

    private func usable(_ id: StaticString, _ request: PageRequest) -> ClearedText {
        let no: ClearedText = request.fields[id] == "no" ? " selected" : ""
        return
            "<label for=\"\(program: id)\">May be used</label><select id=\"\(program: id)\" name=\"\(program: id)\"><option value=\"yes\">yes</option><option value=\"no\"\(no)>no</option></select>"
    }
}
