import ArgumentParser
import Boundary
import ContentScan
import Foundation
import Gateway
import Governance
import Journal
import PlantModel

/// `bulkhead gateway`: carries flows of the plant file between systems, beside whatever MES is there.
struct GatewayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gateway",
        abstract: "Carry flows between systems: what policies and filters let through, recorded, signed, once.",
        discussion: "docs/guide/carry-flows.md says how a flow is declared and where its files lie.",
        subcommands: [
            GatewayRunCommand.self, GatewayCheckCommand.self, GatewayReplayCommand.self, GatewayDiffCommand.self,
            GatewayValidateCommand.self,
        ]
    )

    /// The flows that were named, or all that can be carried; prints what is wrong and exits 2.
    static func flows(_ names: [String], of plant: Plant) throws -> [CarriedFlow] {
        do throws(GatewayRefusal) {
            let flows =
                names.isEmpty
                ? CarriedFlow.all(of: plant)
                : try names.map { name throws(GatewayRefusal) in
                    try CarriedFlow(name, of: plant)
                }
            guard !flows.isEmpty else {
                throw GatewayRefusal(.notCarried, "no flow of the plant declares messages that a gateway can carry")
            }
            return flows
        } catch {
            Console.error("\(error)")
            throw ExitStatus.wrongInput
        }
    }
}

/// Which instance a gateway stands beside, where there is no plan yet.
struct GatewayPlace: ParsableArguments {
    @Option(
        help:
            "An instance of the plant's `instances` that the gateway stands beside; no plan is needed then, and each program has a compartment of its own."
    )
    var today: String?

    @Option(help: "The folder of exchange: FLOW/in, FLOW/taken and FLOW/out are made below it.")
    var exchange: String

    @Option(
        help:
            "The folder of what other systems ask for: FLOW.source and FLOW.destination with a name and a password on two lines, keys, certificates and secrets of their names, authorities.pem."
    )
    var secrets: String?

    @Option(help: "A flow to carry; may be given several times. All that declare messages, if left out.")
    var flow: [String] = []
}

/// An instance that carries flows: its compartments are open and its policies adopted. It runs without the floor.
struct OpenedGateway {
    let gateway: Gateway
    let flows: [CarriedFlow]
    let connections: [FlowConnection]

    init(
        _ place: InstanceArguments,
        _ beside: GatewayPlace,
        _ shown: EvidenceArguments,
        _ sought: KnownContentArguments,
        _ watched: WitnessArguments
    ) async throws {
        let draft = try place.draft(isPlanned: beside.today == nil)
        let model = draft.baseline.plant
        let flows = try GatewayCommand.flows(beside.flow, of: model)
        let served =
            try beside.today.map { try ServedInstance(today: $0, at: place.site, of: model) }
            ?? place.served(draft)
        let known = try sought.content(draft.baseline.catalogue.schemes)
        do {
            try await shown.check(flows, draft)
            connections = try flows.map {
                try FlowConnection(of: $0, below: beside.exchange, secrets: beside.secrets, clock: SystemClock())
            }
            let opened = try await OpenedHull(
                served,
                stores: place.stores,
                draft: draft,
                control: [],
                others: [GatewayProjection()],
                witnesses: try watched.connections()
            )
            _ = try await opened.start(at: served.places, draft, place.approvers)
            for closed in opened.hull.closed { Console.error("\(closed)") }
            let signer = try GatewayKey.open(
                at: place.stores.keys + "/gateway.key",
                name: opened.site + "/gateway",
                wrappedBy: opened.siteKey
            )
            gateway = Gateway(
                hull: opened.hull,
                common: opened.common,
                places: served.places,
                site: opened.site,
                clock: SystemClock(),
                scanner: ContentScanner(
                    schemes: draft.baseline.catalogue.schemes,
                    extractor: ScanArguments.extractor,
                    known: known
                ),
                signer: signer
            )
            // For whoever receives messages, and for scans of where they lie.
            try Data((gateway.verifier.text + "\n").utf8)
                .write(to: URL(filePath: place.stores.keys + "/gateway.key.pub"))
            try await Self.prepare(flows, connections, of: gateway, draft.baseline)
        } catch let refusal as GatewayRefusal {
            Console.error("\(refusal)")
            throw refusal.exit
        } catch {
            throw OpenedHull.exit(for: error)
        }
        self.flows = flows
    }

    /// What was published under other policies or another filter goes before anything else is, and no question is taken that tells of what is withheld.
    private static func prepare(
        _ flows: [CarriedFlow],
        _ connections: [FlowConnection],
        of gateway: Gateway,
        _ baseline: PolicyBaseline
    ) async throws {
        guard connections.contains(where: \.needsTrial) else { return }
        let trial = try await FilterTrial(baseline.plant, catalogue: baseline.catalogue, grants: baseline.grants)
        for (flow, connection) in zip(flows, connections) {
            try await connection.prepare(flow, of: gateway, as: trial)
        }
        await trial.close()
    }
}

extension GatewayRefusal {
    /// What a command exits with that met it.
    var exit: ExitCode {
        switch code {
        case .destinationFull, .outboxFull, .noAnswer, .noPeer: ExitStatus.tryLater
        case .badManifest: ExitStatus.integrityBroken
        case .otherSchema, .changedFile, .otherMessage, .notValidated, .messageRefused: ExitStatus.findings
        case .unknownFlow, .notCarried, .folder, .cannotListen: ExitStatus.wrongInput
        }
    }
}
