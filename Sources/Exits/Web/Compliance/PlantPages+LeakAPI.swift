internal import Boundary
internal import Execution
internal import Governance
internal import HTTPExit
internal import Journal

extension PlantPages {
    /// Leaks for programs: as the pages, with the session of a person.
    func addLeakAPI(_ routes: inout Routes) {
        let program = APIOperation.Parameter(
            "program",
            .id,
            "The program, by the id of its access review.",
            isRequired: true
        )
        let asked: [APIOperation.Parameter] = [
            program, .init("record", .id, "The record or document that leaked; all of the program if none is named."),
            .init("since", .text(max: 10), "The first day that is looked through: 2026-12-10."),
        ]
        routes.api(
            .post,
            "/api/compliance/exposures",
            APIOperation(
                "Looks for whom a program or a record was released to, by which channel and when; the logs are looked through meanwhile.",
                body: asked
            )
        ) { request in
            let body: Asked = try read(request)
            return try await governed {
                let id = try await governance.look(
                    for: try leakProgram(body.program),
                    record: try leakRecord(body.record),
                    since: try dayGiven(body.since, in: "since"),
                    by: programActor(request)
                )
                return try await governance.exposures(id, by: programActor(request))
            }
        }
        routes.api(
            .get,
            "/api/compliance/exposures/{id}",
            APIOperation("How far one's own look for what left is, and what left.")
        ) { request in
            let id = try request.id("id")
            return try await governed { try await governance.exposures(id, by: programActor(request)) }
        }
        routes.api(
            .post,
            "/api/compliance/exposures/{id}/cancel",
            APIOperation("Stops one's own look for what left.")
        ) { request in
            let id = try request.id("id")
            return try await governed {
                try governance.cancelLook(id, by: programActor(request))
                return try await governance.exposures(id, by: programActor(request))
            }
        }
        routes.api(
            .post,
            "/api/compliance/leaks",
            APIOperation(
                "Confirms a leak: records what left, places a hold, starts the clocks.",
                body: asked + [
                    .init(
                        "found",
                        .text(max: LeakReport.textMax),
                        "Where it was found: words, or what `bulkhead scan --json` printed.",
                        isRequired: true
                    ),
                    .init("discovered", .text(max: 16), "When, in UTC: 2026-12-10 14:05; now if nothing is said."),
                    .init("pin", .text(max: 64), "The officer's PIN, which signs.", isRequired: true),
                ]
            )
        ) { request in
            let key = try commandKey(request)
            let body: Confirmed = try read(request)
            let signature = try await signature(request, pin: body.pin)
            let report = LeakReport(
                record: try leakRecord(body.record),
                since: try dayGiven(body.since, in: "since"),
                found: body.found,
                discovered: try moment(body.discovered, "discovered"),
                printedName: signature.printedName
            )
            return try await governed {
                let id = try await governance.confirmLeak(
                    report,
                    of: try leakProgram(body.program),
                    at: request.site,
                    command: key.command,
                    by: programActor(request)
                )
                return try await governance.leak(id, by: programActor(request))
            }
        }
        addLeakLists(&routes)
        addLeakCommands(&routes)
    }

    private func addLeakLists(_ routes: inout Routes) {
        routes.api(
            .get,
            "/api/compliance/leaks",
            APIOperation("Leaks that were confirmed, the open ones first.", query: APIOperation.pages)
        ) { request in
            let limit = try limit(request)
            return try await governed(.page(limit: limit)) {
                let after = try request.fields["after"].map { try position($0) }
                return try await governance.leaks(after: after, limit: limit, by: programActor(request))
            }
        }
        routes.api(
            .get,
            "/api/compliance/clocks",
            APIOperation("Clocks of leaks that are open, the one that is due first.", query: APIOperation.pages)
        ) { request in
            let limit = try limit(request)
            return try await governed(.page(limit: limit)) {
                let after = try request.fields["after"].map { try position($0) }
                return try await governance.openClocks(after: after, limit: limit, by: programActor(request))
            }
        }
        routes.api(.get, "/api/compliance/leaks/{id}", APIOperation("A leak.")) { request in
            let id = try request.id("id")
            return try await governed { try await governance.leak(id, by: programActor(request)) }
        }
        routes.api(
            .get,
            "/api/compliance/leaks/{id}/clocks",
            APIOperation("All clocks of a leak, met ones too.")
        ) { request in
            let id = try request.id("id")
            return try await governed {
                _ = try await governance.leak(id, by: programActor(request))
                return try await governance.clocks(of: id, by: programActor(request))
            }
        }
    }

    private func addLeakCommands(_ routes: inout Routes) {
        let evidence = APIOperation.Parameter(
            "evidence",
            .text(max: LeakReport.textMax),
            "What shows it, or why it does not apply.",
            isRequired: true
        )
        let pin = APIOperation.Parameter("pin", .text(max: 64), "The officer's PIN, which signs.", isRequired: true)
        let which = APIOperation.Parameter("clock", .id, "The clock.", isRequired: true)
        let at = APIOperation.Parameter("at", .text(max: 16), "When, in UTC: 2026-12-10 14:05; now if nothing is said.")
        routes.api(
            .post,
            "/api/compliance/leaks/{id}/begin",
            APIOperation("Says that what a clock waits for took place.", body: [which, evidence, at, pin])
        ) { request in
            try await leakCommanded(request) { leak, act, actor, key, _ in
                try await governance.beginClock(act, of: leak, command: key, by: actor)
            }
        }
        routes.api(
            .post,
            "/api/compliance/leaks/{id}/meet",
            APIOperation(
                "Meets a clock: its addressee was told, or it does not apply.",
                body: [
                    which,
                    .init("outcome", .choice(["reported", "doesNotApply"]), "What became of it.", isRequired: true),
                    evidence, at, pin,
                ]
            )
        ) { request in
            try await leakCommanded(request) { leak, act, actor, key, outcome in
                guard let outcome = ClockOutcome(rawValue: outcome ?? "") else {
                    throw PageCode.nothingChosen.refusal()
                }
                try await governance.meetClock(act, outcome, of: leak, command: key, by: actor)
            }
        }
        routes.api(
            .post,
            "/api/compliance/leaks/{id}/close",
            APIOperation("Closes a leak whose clocks are all met, and lifts its hold.", body: [evidence, pin])
        ) { request in
            let id = try request.id("id")
            let key = try commandKey(request)
            let body: Closed = try read(request)
            _ = try await signature(request, pin: body.pin)
            return try await governed {
                let act = ClockAct(nil, evidence: body.evidence, at: clock.now)
                try await governance.closeLeak(act, of: id, command: key.command, by: programActor(request))
                return try await governance.leak(id, by: programActor(request))
            }
        }
    }

    private func leakCommanded(
        _ request: PageRequest,
        _ command: (AggregateID, ClockAct, Governance.Actor<API>, CommandID, String?) async throws -> Void
    ) async throws -> APIAnswer {
        let id = try request.id("id")
        let key = try commandKey(request)
        let body: Act = try read(request)
        _ = try await signature(request, pin: body.pin)
        return try await governed {
            let act = try clockAct(body.clock, body.evidence, body.at)
            try await command(id, act, programActor(request), key.command, body.outcome)
            return try await governance.clocks(of: id, by: programActor(request))
        }
    }

    private struct Asked: Decodable {
        let program: String
        let record: String?
        let since: String?
    }

    private struct Confirmed: Decodable {
        let program: String
        let record: String?
        let since: String?
        let found: String
        let discovered: String?
        let pin: String
    }

    private struct Act: Decodable {
        let clock: String
        let evidence: String
        let at: String?
        let outcome: String?
        let pin: String
    }

    private struct Closed: Decodable {
        let evidence: String
        let pin: String
    }
}
