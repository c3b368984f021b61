internal import Boundary
internal import Classification
internal import ContentScan
internal import Journal
internal import PlantModel
internal import Storage

extension Gateway {
    /// Releases records that are not kept: those of a program that an answer or a question is about, in a batch that nothing else knows.
    /// - Parameter places: where each stands in what leaves.
    func release(
        _ records: [TakenRecord],
        of program: String,
        _ flow: CarriedFlow,
        through channel: Connector,
        into exit: inout MessageExit,
        at places: [Int]
    ) async throws {
        guard let compartment = self.places[program] else { return }
        let batch = TakenBatch(
            id: provider.randomBytes(16),
            flow: flow.id,
            program: program,
            holds: flow.messages.holds.value,
            fields: flow.messages.fields.map(\.name),
            labels: [:],
            records: records
        )
        try await release(
            try messageRecords(of: batch, flow, from: compartment).records,
            of: flow,
            through: channel,
            into: &exit,
            at: places
        )
    }

    /// What restricts at most all that leaves by a flow today, and how it is marked: what the flow may carry, whether or not anything of it is there.
    func bound(of flow: CarriedFlow) throws(GatewayRefusal) -> (label: Label, banner: String) {
        var bound = Label.unrestricted
        let classes = Set(flow.outputs.map(\.field.dataClass) + [flow.messages.holds.value])
        for program in Set(flow.messages.programs.values.map(\.value)) where places[program] != nil {
            bound = bound.join(try label(of: classes, program: program).label)
        }
        return (bound, scanner.schemes.pageBanner(of: bound, profile: scanner.profile).banner)
    }

    /// That an answer broke off in its middle.
    func recordBroken(_ code: GatewayRefusal.Code, _ reason: String, of flow: CarriedFlow) async throws {
        try await record(
            GatewayEvent.broken,
            try GatewayEvent.payload(GatewayEvent.Broken(flow: flow.id, code: code.rawValue, reason: reason)),
            of: flow
        )
    }

    /// Records something of a flow that is of no program, and that nobody may see but who may see all.
    func record(
        _ kind: String,
        _ payload: [UInt8],
        of flow: CarriedFlow,
        as known: [UInt8]? = nil
    ) async throws {
        let id = known ?? provider.randomBytes(16)
        let draft = try draft(
            kind,
            id,
            by: .system("gateway"),
            label: "*",
            program: nil,
            payload,
            flow.messages.holds.value
        )
        try await perform(JournalCommand(id: try GatewayID.command(kind, [id]), drafts: [draft]), in: common)
    }
}
