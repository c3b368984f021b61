internal import Boundary
internal import Execution
internal import HTTPExit
internal import Journal
internal import PlantModel

extension PlantPages {
    /// Gates that may be lifted: one person asks, another confirms, each with the PIN.
    func addLifts(_ routes: inout Routes) {
        routes.page("/units/{id}/lifts") { request in try await liftsPage(request, "") }
        routes.form("/units/{id}/lifts") { request in
            try await changed(request, page: { try await liftsPage(request, $0, $1) }) { id, asker, key in
                guard let gate = LiftableGate(rawValue: request.fields["gate"] ?? "") else {
                    throw PageCode.nothingChosen.refusal("gate")
                }
                let lift = GateLiftRequest(
                    gate,
                    about: OperationFields.line(request.fields["about"] ?? ""),
                    at: UnitOperation(unit: id, sequence: Int(request.fields["sequence"] ?? "") ?? 0),
                    reason: request.fields["reason"] ?? "",
                    until: try day("until", request)
                )
                _ = try await execution.ask(lift: lift, signing: signature(request), by: asker, key: key)
                return try .go(to: "/units/\(id.aggregate)/lifts")
            }
        }
        routes.form("/lifts/{id}/confirm") { request in
            try await changed(request, page: { try .page("Problem", "\($0)\(Self.back)", status: $1) }) {
                id,
                asker,
                key in
                let unit = try await execution.confirm(lift: id, signing: signature(request), by: asker, key: key)
                return try .go(to: "/units/\(unit.record.aggregate)/lifts")
            }
        }
        addLiftsAPI(&routes)
    }

    private func addLiftsAPI(_ routes: inout Routes) {
        routes.api(.get, "/api/units/{id}/lifts", APIOperation("A unit, and the lifts of its gates.")) { request in
            let id = try RecordID(request.id("id"))
            return try await listed { try await execution.lifts(of: id, by: program(request)) }
        }
        let asking: [APIOperation.Parameter] = [
            .init("sequence", .number(0...1_000_000), "The operation, by its number.", isRequired: true),
            .init("gate", .choice(["training", "calibration"]), "The gate.", isRequired: true),
            .init("about", .text(max: 200), "The person's id, or the gauge's tag.", isRequired: true),
            .init("until", .text(max: 10), "The last day on which it counts, YYYY-MM-DD.", isRequired: true),
        ]
        changing(
            &routes,
            "/api/units/{id}/lifts",
            "Asks that a gate be lifted for a unit, until a day; another person confirms it.",
            asking + Self.signing
        ) { (body: Asked, id, request, asker, key) in
            guard let gate = LiftableGate(rawValue: body.gate) else { throw PageCode.nothingChosen.refusal("gate") }
            guard let until = Day(body.until) else { throw PageCode.noDay.refusal("until") }
            let lift = GateLiftRequest(
                gate,
                about: body.about,
                at: UnitOperation(unit: id, sequence: body.sequence),
                reason: body.reason,
                until: until
            )
            let statement = try await signature(request, pin: body.pin)
            _ = try await execution.ask(lift: lift, signing: statement, by: asker, key: key)
        } answer: {
            try await execution.lifts(of: $0, by: $1)
        }
        routes.api(
            .post,
            "/api/lifts/{id}/confirm",
            APIOperation(
                "Confirms a lift that somebody else asked for.",
                body: [.init("pin", .text(max: 64), "The PIN of whoever asks, which signs.", isRequired: true)]
            )
        ) { request in
            let id = try RecordID(request.id("id"))
            let body: Confirmed = try read(request)
            return try await carriedOut(request) {
                let statement = try await signature(request, pin: body.pin)
                return try await execution.confirm(lift: id, signing: statement, by: $0, key: $1).record
            } answer: {
                try await execution.lifts(of: $0, by: $1)
            }
        }
    }

    private struct Asked: Decodable, Sendable {
        let sequence: Int
        let gate: String
        let about: String
        let until: String
        let reason: String
        let pin: String
    }

    private struct Confirmed: Decodable {
        let pin: String
    }

    private func liftsPage(_ request: PageRequest, _ problem: ClearedText, _ status: AnswerStatus = .done) async throws
        -> ScreenAnswer
    {
        let id = try RecordID(request.id("id"))
        return try await answered(request) {
            let release = try await execution.lifts(of: id, by: asker(request))
            guard let unit = release.records.first, unit.id != nil else { throw Failure.notFound }
            let lifts = Array(release.records.dropFirst())
            let confirming = lifts.filter { $0["state"]?.shows("asked") == true }.compactMap { lift in
                lift.id.map { confirmForm($0, lift, request) }
            }
            return try .page(
                "Lifted gates of \(unit["serial"])",
                """
                \(problem)<h1>\(markOf: unit["serial"])Lifted gates of \(unit["serial"])</h1>\(Self.liftTable(lifts))\(.joined(confirming))\(askForm(id, unit, request))\
                <div class="actions"><a class="button" href="/units/\(id.aggregate)/record">Record</a><a class="button" href="/units/\(id.aggregate)">Operation</a></div>
                """,
                from: release,
                status: status
            )
        }
    }

    private func confirmForm(_ id: AggregateID, _ lift: ReleasedRecord, _ request: PageRequest) -> ClearedText {
        """
        <form method="post" action="/lifts/\(id)/confirm" class="card"><h2>Confirm: \(Self.gate(lift)) of \(lift["about"]) at operation \(lift["sequence"])</h2><p>\(lift["reason"])</p>\(request.formToken)\(request.onceKey(newKey()))\
        <label for="pin-\(id)">PIN <span class="hint">it signs</span></label><input type="password" id="pin-\(id)" name="pin" inputmode="numeric" autocomplete="off"><div class="actions"><button class="main">Lift it</button></div></form>
        """
    }

    private func askForm(_ id: RecordID, _ unit: ReleasedRecord, _ request: PageRequest) -> ClearedText {
        """
        <form method="post" action="/units/\(id.aggregate)/lifts" class="card"><h2>Ask for a lift</h2><p>At the operation that the unit stands at, for one person or gauge, for a week at most. Somebody else confirms it; neither of you works by it.</p>\(request.formToken)\(request.onceKey(newKey()))\
        <input type="hidden" name="sequence" value="\(unit["sequence"])"><label for="gate">What blocks</label><select id="gate" name="gate"><option value="">choose</option><option value="training">A person is not trained on the revision</option><option value="calibration">A gauge's calibration is due</option></select>\
        \(PageParts.field("about", "Person's id, or tag of the gauge", request.typed("about")))\(PageParts.field("until", "Last day", request.typed("until"), hint: "a day such as 2026-11-24; today if empty"))\
        <label for="reason">Why</label><textarea id="reason" name="reason" rows="3">\(request.typed("reason"))</textarea>\(PageParts.pin("pin"))<div class="actions"><button class="main">Ask</button></div></form>
        """
    }

    private static func gate(_ lift: ReleasedRecord) -> ClearedText {
        lift["gate"]?.shows("training") == true ? "training" : "calibration"
    }

    /// Lifts, a line each.
    static func liftTable(_ lifts: [ReleasedRecord]) -> ClearedText {
        let rows = lifts.map { lift -> ClearedText in
            guard lift.id != nil else { return PageParts.withheld(columns: 8) }
            let state: ClearedText =
                lift["state"]?.shows("lifted") == true
                ? "<span class=\"state state-warn\">lifted</span>" : "<span class=\"state state-open\">asked for</span>"
            return PageParts.row(
                "<span class=\"mark\">\(markOf: lift["gate"])</span>",
                "\(lift["sequence"])",
                "\(gate(lift)): \(lift["about"])",
                "\(lift["reason"])",
                "\(lift["until"])",
                state,
                "\(lift["askedBy"]), \(timeOf: lift["asked"])",
                "\(lift["liftedBy"]) \(timeOf: lift["lifted"])"
            )
        }
        return PageParts.table(
            "Lifted gates",
            ["Marking", "At operation", "Gate", "Why", "Until", "State", "Asked for", "Confirmed"],
            rows,
            none: "None that you may see."
        )
    }
}
