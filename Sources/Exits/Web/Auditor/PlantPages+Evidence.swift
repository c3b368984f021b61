internal import Boundary
internal import HTTPExit
internal import Journal
internal import PlantModel

extension PlantPages {
    /// Evidence that an auditor chooses: of some days, of what left or what was refused, by a policy, or some by chance with a seed that can be given again.
    func addEvidence(_ routes: inout Routes) {
        routes.page("/auditor/logs/{id}") { request in
            let id = try request.id("id")
            let release = try await hull.logStandings(
                for: try request.subject,
                through: request.screen,
                from: request.whereabouts
            )
            guard let log = release.records.first(where: { $0.id == id && !$0.isWithheld }) else {
                throw Failure.notFound
            }
            return try .page("Evidence to take", choosing(log, id, request), from: release)
        }
        routes.file("/auditor/logs/{id}/evidence") { request in
            let channel = Export(format: "bulkhead-audit-bundle", isEncrypted: false)
            let release = try await hull.trailBundle(
                try choice(of: request),
                of: request.id("id"),
                for: try request.subject,
                through: channel,
                from: request.whereabouts
            )
            guard let bundle = release.records.first, !bundle.isWithheld else { throw Failure.notFound }
            return try FileAnswer(
                "\(bundle["bundle"])",
                from: release,
                channel,
                named: "evidence.json",
                as: "application/json"
            )
        }
    }

    private func choosing(_ log: ReleasedRecord, _ id: AggregateID, _ request: PageRequest) -> ClearedText {
        """
        <h1>Evidence to take</h1><div class="card"><h2>\(markOf: log["compartment"])\(log["compartment"])</h2><p>\(log["origin"]), \(log["size"]) entries</p>\
        <form method="get" action="/auditor/logs/\(id)/evidence">\
        \(PageParts.field("first", "First day", "", hint: "in UTC, such as 2026-12-10; from the beginning if empty", hasFocus: true))\
        \(PageParts.field("last", "Last day", "", hint: "to the end if empty"))\
        <label for="outcome">What</label><select id="outcome" name="outcome"><option value="">what left, and what was refused</option>\
        <option value="released">what left</option><option value="denied">what was refused</option></select>\
        \(PageParts.field("policy", "By which policy", "", hint: "its id, as the rationale of the plan and refusals have it; any if empty"))\
        \(PageParts.field("count", "How many by chance", "", hint: "the newest if empty; 2000 at most", mode: "numeric"))\
        \(PageParts.field("seed", "Seed", request.seed(newKey()), hint: "write it down: with the same one anybody gets the same sample of the same log"))\
        <div class="actions"><button class="main">Take the evidence</button></div></form></div><p><a href="/auditor">To the logs</a></p>
        """
    }

    private func choice(of request: PageRequest) throws -> EvidenceChoice {
        func given(_ name: StaticString) -> String? {
            let text = (request.fields[name] ?? "").filter { !$0.isWhitespace }
            return text.isEmpty ? nil : text
        }
        let outcome = try given("outcome").map { text in
            guard let outcome = AccessEvent.Outcome(rawValue: text) else {
                throw PageCode.nothingChosen.refusal("outcome")
            }
            return outcome
        }
        let sample = try given("count").map { text in
            guard let count = Int(text), let sample = EvidenceChoice.Sample(count: count, seed: given("seed") ?? "")
            else {
                throw PageCode.noSample.refusal("count")
            }
            return sample
        }
        return EvidenceChoice(
            first: try dayGiven(request.fields["first"], in: "first"),
            last: try dayGiven(request.fields["last"], in: "last"),
            outcome: outcome,
            policy: given("policy"),
            sample: sample
        )
    }
}
