internal import Boundary
internal import Execution
internal import HTTPExit
internal import PlantModel

extension PlantPages {
    /// A gauge that was found bad, or a lot: said once, held everywhere. Whose units are held is on their own pages, not on these.
    func addContainments(_ routes: inout Routes) {
        routes.page("/containments/new") { request in try containmentForm(request, "") }
        routes.form("/containments") { request in
            try await changed(request, page: { try containmentForm(request, $0, $1) }) { asker, key in
                let made = try await execution.contain(containment(request), by: asker, key: key)
                return try .go(to: "/containments/\(made.record.aggregate)")
            }
        }
        routes.page("/containments/{id}") { request in try await containmentPage(request, "") }
        routes.form("/containments/{id}/place") { request in
            try await changed(request, page: { try await containmentPage(request, $0, $1) }) { id, asker, _ in
                try await execution.place(containment: id, by: asker)
                return try .go(to: "/containments/\(id.aggregate)")
            }
        }
        routes.api(
            .get,
            "/api/containments/{id}",
            APIOperation(
                "A gauge or lot that was found bad, and whether all that it touched is held: placing or placed."
            )
        ) { request in
            let id = try RecordID(request.id("id"))
            return try await listed { try await execution.containment(id, by: program(request)) }
        }
        routes.api(
            .get,
            "/api/containments",
            APIOperation("Gauges and lots that were found bad, the last one first.", query: APIOperation.pages)
        ) { request in
            let limit = try limit(request)
            return try await listed(.page(limit: limit)) {
                try await execution.containments(
                    after: request.fields["after"].map { RecordID(try position($0)) },
                    limit: limit,
                    by: program(request)
                )
            }
        }
    }

    private func containment(_ request: PageRequest) throws -> ContainmentReport {
        let number = OperationFields.line(request.fields["number"] ?? "")
        let reason = request.fields["reason"] ?? ""
        switch request.fields["suspect"] ?? "" {
        case "gauge":
            guard let since = Day((request.fields["since"] ?? "").filter { !$0.isWhitespace }) else {
                throw PageCode.noDay.refusal("since")
            }
            return ContainmentReport(.gauge(tag: number, lastGood: since), reason: reason)
        case "lot":
            let part = OperationFields.line(request.fields["part"] ?? "")
            return ContainmentReport(.lot(number: number, partNumber: part), reason: reason)
        default: throw PageCode.nothingChosen.refusal("suspect")
        }
    }

    private func containmentForm(_ request: PageRequest, _ problem: ClearedText, _ status: AnswerStatus = .done)
        throws -> ScreenAnswer
    {
        func chosen(_ name: StaticString) -> ClearedText {
            request.fields["suspect"] == name.description ? " selected" : ""
        }
        return try .page(
            "Contain",
            """
            \(problem)<h1>Contain a gauge or a lot</h1><p>It may not be used from now on. Every program holds what it measured since its last good calibration, or what the lot went into. You learn that the holds were placed; whose they are is theirs.</p>\
            <form method="post" action="/containments">\(request.formToken)\(request.onceKey(newKey()))<div class="card"><label for="suspect">What is suspect</label><select id="suspect" name="suspect" data-focus><option value="">choose</option>\
            <option value="gauge"\(chosen("gauge"))>A gauge, found out of tolerance</option><option value="lot"\(chosen("lot"))>A lot</option></select>\
            \(PageParts.field("number", "Tag of the gauge, or number of the lot", request.typed("number")))\
            \(PageParts.field("since", "Last good calibration", request.typed("since"), hint: "of a gauge: a day such as 2026-11-01"))\
            \(PageParts.field("part", "Part", request.typed("part"), hint: "of a lot"))\
            <label for="reason">Why <span class="hint">every program whose units are held reads it</span></label><textarea id="reason" name="reason" rows="3">\(request.typed("reason"))</textarea>\
            <div class="actions"><button class="main">Contain</button><a class="button" href="/quality" data-command="HOME">Back</a></div></div></form>
            """,
            status: status
        )
    }

    private func containmentPage(_ request: PageRequest, _ problem: ClearedText, _ status: AnswerStatus = .done)
        async throws -> ScreenAnswer
    {
        let id = try RecordID(request.id("id"))
        // Before the record: of what ends in between the page says that it goes on, and looks again.
        let isPlacing = execution.isPlacing(containment: id)
        return try await answered(request) {
            let release = try await execution.containment(id, by: asker(request))
            guard let found = release.records.first else { throw Failure.notFound }
            let isPlaced = found["state"]?.shows("placed") == true
            let again: ClearedText =
                if isPlaced {
                    ""
                } else if isPlacing {
                    "<div role=\"status\" data-again><progress aria-label=\"Holds are being placed\"></progress><p>Each program looks for itself. How far they are is not told, because that would tell how much they hold. It goes on whether this page is open or not, and after a start of the server.</p><div class=\"actions\"><a class=\"button\" href=\"/containments/\(id.aggregate)\">Look again</a></div></div>"
                } else {
                    "<form method=\"post\" action=\"/containments/\(id.aggregate)/place\">\(request.formToken)\(request.onceKey(newKey()))<p>A program's log did not answer.</p><div class=\"actions\"><button class=\"main\">Go on placing them</button></div></form>"
                }
            return try .page(
                "Containment of \(found["number"])",
                """
                \(problem)<h1>\(markOf: found["number"])Containment of \(found["number"])</h1><div class="card"><dl><dt>Suspect</dt><dd>\(found["suspect"]) \(found["number"])</dd><dt>Last good calibration</dt><dd>\(found["since"])</dd>\
                <dt>Why</dt><dd>\(found["reason"])</dd><dt>Said by</dt><dd>\(found["raisedBy"])</dd><dt>When</dt><dd>\(timeOf: found["raised"])</dd><dt>State</dt><dd>\(Self.containmentState(found))</dd></dl>\(again)</div>\
                <p>Every program of this instance looks for what it touched and holds that. How much that is, and whose, is on the pages of those programs.</p>\
                <p>A containment that was said is not stopped half way and not taken back here: quality of each program disposes of what it holds, unit by unit, and who owns the gauge or lot says that it may be used again.</p><div class="actions"><a class="button" href="/quality" data-command="HOME">All that waits</a></div>
                """,
                from: release,
                status: status
            )
        }
    }

    private static func containmentState(_ containment: ReleasedRecord) -> ClearedText {
        containment["state"]?.shows("placed") == true
            ? "<span class=\"state state-done\">holds were placed</span>"
            : "<span class=\"state state-bad\">not placed everywhere yet</span>"
    }

    /// Containments, a line each.
    static func containmentTable(_ containments: [ReleasedRecord]) -> ClearedText {
        let rows = containments.compactMap { found -> ClearedText? in
            found.id.map { id in
                PageParts.row(
                    "<span class=\"mark\">\(markOf: found["number"])</span>",
                    "<a href=\"/containments/\(id)\">\(found["suspect"]) \(found["number"])</a>",
                    "\(found["since"])",
                    containmentState(found),
                    "\(timeOf: found["raised"])"
                )
            }
        }
        return PageParts.table(
            "Containments",
            ["Marking", "Suspect", "Last good calibration", "State", "Said"],
            rows,
            none: "None."
        )
    }
}
