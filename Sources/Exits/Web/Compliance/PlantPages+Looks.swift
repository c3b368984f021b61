internal import Boundary
internal import Governance
internal import HTTPExit
internal import Journal

extension PlantPages {
    /// Looking for what left: asked, worked out beside everything else, followed, stopped, and in the end confirmed as a leak.
    func addLooks(_ routes: inout Routes) {
        routes.form("/compliance/leaks/find") { request in
            let id: AggregateID
            do {
                id = try await governance.look(
                    for: try leakProgram(request.fields["program"]),
                    record: try leakRecord(request.fields["code"]),
                    since: try dayGiven(request.fields["since"], in: "since"),
                    found: request.fields["found"] ?? "",
                    by: actor(request)
                )
            } catch let refusal as GovernanceRefusal {
                if let failure = RefusalText.failure(refusal) { throw failure }
                return try await leaksPage(request, RefusalText.summary(refusal, request), RefusalText.status(refusal))
            } catch let refusal as Refusal {
                return try await leaksPage(request, ProblemSummary.text(refusal), refusal.status)
            }
            return try .go(to: "/compliance/leaks/looks/\(id)")
        }
        routes.page("/compliance/leaks/looks/{id}") { request in
            let id = try request.id("id")
            return try await overseen { try await lookPage(request, id, "", .done) }
        }
        routes.form("/compliance/leaks/looks/{id}/cancel") { request in
            let id = try request.id("id")
            return try await overseen {
                try governance.cancelLook(id, by: actor(request))
                return try .go(to: "/compliance/leaks/looks/\(id)")
            }
        }
    }

    /// How far it is; once it is known what left, that, and below it the one act that confirms.
    func lookPage(_ request: PageRequest, _ id: AggregateID, _ problem: ClearedText, _ status: AnswerStatus)
        async throws -> ScreenAnswer
    {
        let release = try await governance.exposures(id, by: actor(request))
        let look = release.records.first { $0.kind == ExposureLook.kind.name && !$0.isWithheld }
        let body: ClearedText =
            switch look?["standing"] {
            case let state? where state.shows("answered"):
                "<div class=\"card\" role=\"status\" tabindex=\"-1\" data-focus>\(LeakTables.exposures(release.records))\(Self.sheetLink("/compliance/leaks/looks/\(id)"))</div>\(confirming(request, look, id))"
            case let state? where state.shows("waiting") || state.shows("working"):
                InquiryParts.progress("The logs are looked through", look, at: "/compliance/leaks/looks/\(id)", request)
            case let state? where state.shows("unsound"):
                "<div class=\"problem\" role=\"alert\" tabindex=\"-1\" data-focus><h2>That is too much at once</h2><p>\(look?["problem"])</p></div>"
            case let state? where state.shows("cancelled"):
                InquiryParts.ended("It was stopped; nothing of it was kept, and nothing was confirmed.")
            case let state? where state.shows("late"):
                InquiryParts.ended("It took more than its time. Look through fewer days, or for one record.")
            default: InquiryParts.ended("It failed. Look again; where it goes on, tell whoever runs the server.")
            }
        // What left has its own heading.
        let isAnswered = look?["standing"]?.shows("answered") == true
        let heading: ClearedText =
            isAnswered ? "" : "<h1>\(markOf: look?["program"])What left of \(look?["program"])</h1>"
        return try .page(
            "What left",
            "\(problem)\(heading)\(body)<div class=\"actions\"><a class=\"button\" href=\"/compliance/leaks\">To the leaks</a></div>\(Self.toCompliance)",
            from: release,
            status: status
        )
    }

    private func confirming(_ request: PageRequest, _ look: ReleasedRecord?, _ id: AggregateID) -> ClearedText {
        // What was typed into this form stands in it again; before that, what was said when it was looked for.
        let found: ClearedText =
            request.fields["found"] == nil ? "\(look?["found"])" : "\(request.typed("found"))"
        return """
            <div class="card"><h2>Confirm the leak</h2>\
            <p>In one act what left by now is recorded, a hold is placed on all that is kept together with it, and the clock of each starts who has to be told by the duties of the program.</p>\
            <form method="post" action="/compliance/leaks">\(request.formToken)\(request.onceKey(newKey()))\
            <input type="hidden" name="look" value="\(id)"><input type="hidden" name="program" value="\(look?["sheet"])">\
            <input type="hidden" name="code" value="\(look?["record"])"><input type="hidden" name="since" value="\(look?["since"])">\
            <label for="found">Where it was found <span class="hint">in words, or what bulkhead scan --json printed</span></label>\
            <textarea class="wide" id="found" name="found" rows="4">\(found)</textarea>\
            <label for="discovered">Discovered, in UTC <span class="hint">2026-12-10 14:05; nothing for now</span></label>\
            <input type="text" id="discovered" name="discovered" value="\(request.typed("discovered"))" autocomplete="off">\
            \(PageParts.pin("pin"))<div class="actions"><button class="main">Confirm: hold, and start the clocks</button></div></form></div>
            """
    }
}
