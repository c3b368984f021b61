internal import Boundary
internal import Execution
internal import HTTPExit
internal import Journal

extension PlantPages {
    /// The auditor's way: the logs, how far they have come, and evidence to take away. Nothing here changes anything.
    func addAuditor(_ routes: inout Routes) {
        routes.page("/auditor") { request in
            let release = try await hull.logStandings(
                for: try request.subject,
                through: request.screen,
                from: request.whereabouts
            )
            let logs = release.records.filter { !$0.isWithheld }.map(Self.log)
            let list: ClearedText = logs.isEmpty ? "<p>No log whose whole trail you may see.</p>" : .joined(logs)
            return try .page(
                "Audit",
                """
                <h1>Audit</h1><div class="card"><h2>How to verify</h2><ol><li>Get the public key of each log by another way than from this page: who could change both could sign anything.</li>\
                <li>Take the evidence of a log: its newest releases and refusals, those of some days or of a policy, or some by chance, with what they say, a proof for each, and the signed checkpoint.</li>\
                <li>On a machine of your own: <code>bulkhead audit verify evidence.json --log-key KEY</code>. It needs the key and nothing of this plant.</li>\
                <li>Keep the checkpoint. A later one has to grow from it: <code>--seen</code>.</li></ol></div>\(list)
                """,
                from: release
            )
        }
        routes.api(.get, "/api/auditor/logs", APIOperation("How far the logs of this instance have come.")) { request in
            let asker = try program(request)
            let release = try await hull.logStandings(
                for: asker.subject,
                through: asker.channel,
                from: asker.whereabouts
            )
            return APIAnswer(.list, release)
        }
    }

    private static func log(_ log: ReleasedRecord) -> ClearedText {
        guard let id = log.id else { return "" }
        return """
            <div class="card"><h2>\(markOf: log["compartment"])\(log["compartment"])</h2><dl><dt>Log</dt><dd>\(log["origin"])</dd><dt>Entries</dt><dd>\(log["size"]), from \(log["first"])</dd>\
            <dt>Root</dt><dd>\(log["root"])</dd><dt>Witnesses</dt><dd>\(log["witnesses"])</dd><dt>Key, to compare</dt><dd class="lines">\(log["verifier"])</dd></dl>\
            <details><summary>Checkpoint</summary><pre class="checkpoint">\(log["checkpoint"])</pre></details>\
            <div class="actions"><a class="button main" href="/auditor/logs/\(id)/evidence" download>Take the newest</a><a class="button" href="/auditor/logs/\(id)">Choose days, policy or a sample</a></div></div>
            """
    }
}
