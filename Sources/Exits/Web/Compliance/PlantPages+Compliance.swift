internal import Boundary
internal import Execution
internal import Governance
internal import HTTPExit
internal import Journal
internal import PlantModel
internal import Storage

extension PlantPages {
    /// The compliance officer's way: what waits, who was refused, what left, why somebody may or may not, who can reach a program.
    ///
    /// Each page shows what policies let its reader see of the trail; to anybody else it shows nothing.
    func addCompliance(_ routes: inout Routes) {
        routes.page("/compliance") { request in
            try await overseen { try await complianceHome(request) }
        }
        routes.page("/compliance/denials") { request in
            try await overseen { try await denialsPage(request) }
        }
        routes.page("/compliance/releases") { request in
            try await overseen { try await releasesPage(request) }
        }
        routes.page("/compliance/why") { request in try WhyPage(request).page(nil) }
        routes.form("/compliance/why") { request in
            guard let question = try whyQuestion(request) else {
                return try WhyPage(request).page(PageCode.questionNotWhole.refusal("person"))
            }
            let release: Release<Screen>
            do {
                release = try await execution.answer(question.0, about: question.1, by: asker(request))
            } catch let refusal as ExecutionRefusal {
                throw RefusalText.problem(refusal)
            }
            return try WhyPage(request).page(consume release)
        }
        addWhatIf(&routes)
        addPolicyWhatIf(&routes)
        addAccessReviews(&routes)
        addDecidingAccess(&routes)
        addLeaks(&routes)
        addClassification(&routes)
        addFlows(&routes)
        addDriftStatement(&routes)
    }

    /// Days that charts show.
    static let chartDays = 14

    private func tally(_ outcome: AccessEvent.Outcome, _ request: PageRequest) async throws -> Release<Screen> {
        try await hull.boundary.tally(
            TallyQuestion(outcome, until: clock.now, days: Self.chartDays),
            for: try request.subject,
            through: request.screen,
            from: request.whereabouts
        )
    }

    private func complianceHome(_ request: PageRequest) async throws -> ScreenAnswer {
        let subject = try request.subject
        let denials = try await tally(.denied, request)
        let today = try today()
        let clocks = try await governance.openClocks(limit: 100, by: actor(request))
        let requests = try await governance.accessRequests(.asked, limit: 100, by: actor(request))
        let drift = try await governance.notices(of: plan, on: today, random: random, by: actor(request))
        let authorizations = try await hull.boundary.authorizations(
            endingBy: try soon(),
            of: governance.places,
            for: subject,
            through: request.screen,
            from: request.whereabouts
        )
        return try .page(
            "Compliance",
            """
            <h1>Compliance</h1>\(Self.complianceLinks)\(LeakTables.waiting(clocks.records, now: clock.now))\(AccessRequestTables.waiting(requests.records))<div class="card"><h2>Refused in the last days</h2>\
            \(HeatStrip(denials.records, days: "14").text("Refusals by day", nothing: "Nothing that you may see was refused."))</div>\
            <div class="card"><h2>Authorizations that end within 90 days</h2>\(ComplianceTables.authorizations(authorizations.records))</div>\
            <h2>Drift from the plan and the policies</h2>\(ComplianceTables.drift(drift.records))\(plan == nil ? "" : Self.toDriftStatement)
            """,
            from: denials
        )
    }

    static let complianceLinks: ClearedText = """
        <nav aria-label="Compliance"><ul class="tiles"><li><a class="button main" href="/compliance/why" data-command="WHY">Why can, why can't <kbd>WHY</kbd></a></li>\
        <li><a class="button" href="/compliance/what-if" data-command="WHAT-IF">What if <kbd>WHAT-IF</kbd></a></li>\
        <li><a class="button" href="/compliance/policy-what-if" data-command="POLICY">What if policies <kbd>POLICY</kbd></a></li>\
        <li><a class="button" href="/baselines" data-command="BASELINES">Baselines <kbd>BASELINES</kbd></a></li>\
        <li><a class="button" href="/compliance/denials">Who was refused</a></li><li><a class="button" href="/compliance/releases">What left, by channel</a></li>\
        <li><a class="button" href="/compliance/leaks" data-command="LEAK">From a leak <kbd>LEAK</kbd></a></li>\
        <li><a class="button" href="/compliance/map" data-command="MAP">Who can reach what <kbd>MAP</kbd></a></li>\
        <li><a class="button" href="/compliance/flows" data-command="FLOWS">Where data goes <kbd>FLOWS</kbd></a></li>\
        <li><a class="button" href="/compliance/access">Review access</a></li>\
        <li><a class="button" href="/compliance/requests">Requests for access</a></li>\
        <li><a class="button" href="/compliance/classification">Too much, too little</a></li></ul></nav>
        """

    private func denialsPage(_ request: PageRequest) async throws -> ScreenAnswer {
        let tally = try await tally(.denied, request)
        let list = try await denials(after: request.fields["after"], limit: 50, actor(request))
        let more = PageParts.more(list.records, limit: 50, "/compliance/denials?after=", "Earlier ones")
        return try .page(
            "Who was refused",
            """
            <h1>Who was refused</h1><div class="card"><h2>By day</h2>\
            \(HeatStrip(tally.records, days: "14").text("Refusals by day", nothing: "Nothing that you may see was refused."))</div>\
            <h2>One by one, the newest first</h2>\(ComplianceTables.denials(list.records))\(more)\(Self.toCompliance)
            """,
            from: tally
        )
    }

    /// Refusals, newest first, as far as somebody may see them.
    func denials<Way: Channel>(after last: String?, limit: Int, _ actor: Governance.Actor<Way>) async throws
        -> Release<Way>
    {
        let found = try hull.boundary.page(
            of: AccessEvent.self,
            matching: [.init("outcome", .equal, [.text(AccessEvent.Outcome.denied.rawValue)])],
            order: [.init("at", descending: true)],
            after: try last.map { try position($0) },
            limit: limit,
            for: .person(actor.person),
            through: actor.channel,
            from: actor.whereabouts
        )
        return try await hull.boundary.release(
            found,
            to: .person(actor.person),
            through: actor.channel,
            from: actor.whereabouts
        )
    }

    private func releasesPage(_ request: PageRequest) async throws -> ScreenAnswer {
        let tally = try await tally(.released, request)
        return try .page(
            "What left",
            """
            <h1>What left, by label and channel</h1><div class="card"><p>Each release is in the log of its compartment before it leaves; this counts them.</p>\
            \(HeatStrip(tally.records, days: "14").text("Releases by day", nothing: "Nothing left that you may see the trail of."))</div>\(Self.toCompliance)
            """,
            from: tally
        )
    }

    static let toCompliance: ClearedText =
        "<div class=\"actions\"><a class=\"button\" href=\"/compliance\" data-command=\"HOME\">To compliance <kbd>HOME</kbd></a></div>"

    /// What a form asks; nil where it is not whole.
    private func whyQuestion(_ request: PageRequest) throws -> (AccessQuestion, RecordID)? {
        let person = (request.fields["person"] ?? "").filter { !$0.isWhitespace }
        let code = (request.fields["code"] ?? "").filter { !$0.isWhitespace }.lowercased()
        guard (1...256).contains(person.utf8.count), let id = RecordID(text: code),
            let action = WhyPage.action(request.fields["action"] ?? "")
        else { return nil }
        return (AccessQuestion(person, action, from: try askedPlace(request.fields["terminal"], request)), id)
    }

    /// Where a person is asked about: at the site's own terminals where none is named. Who knows no terminal of a name learns of none.
    func askedPlace(_ terminal: String?, _ request: PageRequest) throws -> Whereabouts {
        let name = OperationFields.line(terminal ?? "")
        guard !name.isEmpty else { return request.site.by(factors: 1) }
        guard let place = try accounts.place(ofTerminal: name) else { throw Failure.notFound }
        return place
    }
}
