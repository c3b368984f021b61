internal import Boundary
internal import Governance
internal import HTTPExit

extension PlantPages {
    /// Where the data of this instance's programs goes by the plant file in force, and where it leaks.
    func addFlows(_ routes: inout Routes) {
        routes.page("/compliance/flows") { request in
            try await overseen {
                let release = try await flowSteps(actor(request))
                return try .page(
                    "Where data goes",
                    """
                    <h1>Where data goes</h1><p>By the flows of the plant file in force and the places of the plan: on paper, what is possibly released, and not what was. <code>bulkhead scan</code> looks at the bytes.</p>\
                    <div class="card">\(FlowChart(release.records).text)</div>\(Self.toCompliance)
                    """,
                    from: release
                )
            }
        }
        routes.api(
            .get,
            "/api/compliance/flows",
            APIOperation(
                "Where the data of each program goes by the flows of the plant file, step by step, and where it leaks."
            )
        ) { request in
            try await governed { try await flowSteps(programActor(request)) }
        }
    }

    private func flowSteps<Way: Channel>(_ actor: Governance.Actor<Way>) async throws -> Release<Way> {
        try await governance.flowSteps(on: today(), following: followFlows, random: random, by: actor)
    }
}
