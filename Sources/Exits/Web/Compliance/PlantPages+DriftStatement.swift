internal import Boundary
internal import Documents
internal import Execution
internal import Governance
internal import HTTPExit

extension PlantPages {
    static let toDriftStatement: ClearedText = """
        <div class="actions"><a class="button" href="/compliance/drift/statement" download>Take it away, signed</a></div>
        """

    /// Drift as a file to be held beside the plan: what the asker is cleared for, signed by this instance.
    func addDriftStatement(_ routes: inout Routes) {
        routes.document("/compliance/drift/statement") { request in
            guard let plan else { throw Failure.notFound }
            let channel = Export(format: "bulkhead-drift", isEncrypted: false)
            let actor = try overseer(Asker(try request.subject, through: channel, from: request.whereabouts))
            return try await takenAway {
                let release = try await governance.driftStatement(of: plan, on: today(), random: random, by: actor)
                // Without its head a statement is of no plan.
                guard release.records.contains(where: { $0.kind == DriftStanding.kind.name && !$0.isWithheld }) else {
                    throw Failure.notFound
                }
                var exit = StatementExit(
                    to: try request.subject,
                    through: channel,
                    of: hull.boundary,
                    clock: clock,
                    form: StatementExit.Form(
                        head: DriftStanding.statementHead,
                        format: "bulkhead-drift/1",
                        name: "drift.statement"
                    ),
                    marking: press.marking,
                    signer: press.signer
                )
                try await exit.send(release)
                return exit.file
            }
        }
    }
}
