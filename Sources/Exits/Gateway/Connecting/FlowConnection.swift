public import Boundary
internal import Foundation
internal import MQTTSession
internal import PlantModel
internal import SFTPSession
internal import Storage

/// Both ways of one flow, as the plant file declares them; folders where it says nothing.
public struct FlowConnection: Sendable {
    let source: any InboundConnector
    let destination: any OutboundConnector
    private let hasParameters: Bool

    /// - Parameters:
    ///   - exchange: the folder of exchange, below which folders of the flow are made where they are not there.
    ///   - secrets: the folder of what other systems ask for: `FLOW.source` and `FLOW.destination` with a name on the first line and what it is known
    ///     by on the second, `FLOW.source.key` and `FLOW.destination.key` with a private key, `FLOW.source.pem` with its certificate, `FLOW.source.secret` and
    ///     `FLOW.destination.secret` with what requests are signed with, `authorities.pem` with whom certificates are believed from.
    ///   - clock: the time of what is sent.
    /// - Throws: `folder`.
    public init(
        of flow: CarriedFlow,
        below exchange: String,
        secrets: String? = nil,
        clock: any PlantClock
    ) throws(GatewayRefusal) {
        let ends = FlowEnds(flow: flow, exchange: exchange, secrets: secrets)
        hasParameters = flow.messages.source.map { !$0.parameters.isEmpty } ?? false
        source = try ends.source(clock: clock)
        destination = try ends.destination(clock: clock)
    }

    /// Whether nothing waits in it: the gateway answers who asks, and each run says what it answered since the one before.
    public var isAsked: Bool { source is any AnsweringSource }

    /// Whether it has to be tried before anything is carried: what was sent can be taken away again, or a question may tell of what is withheld.
    public var needsTrial: Bool { destination.follows || hasParameters }

    /// Has what was sent before and may not be known any more taken away from the destination, before anything else is sent, where its way can.
    /// - Parameter trial: of the plant and the policies as they are now.
    /// - Throws: `GatewayRefusal`, also `notCarried` where a parameter of questions tells of what is withheld.
    public func prepare(_ flow: CarriedFlow, of gateway: Gateway, as trial: FilterTrial) async throws {
        if let fault = try await trial.parameterFaults(of: flow).first { throw fault }
        guard destination.follows else { return }
        var shown: [String: Set<String>] = [:]
        for (program, fields) in try await trial.passages(of: flow, through: destination.channel) {
            let stream = MessageManifest.stream(flow.id, program, of: gateway.site)
            shown[stream] = Set(fields.filter { $0.value != .filtered && $0.value != .withheld }.keys)
        }
        await destination.follow(shown)
    }

    /// Ends both.
    public func end() async {
        await source.end()
        await destination.end()
    }
}

/// Makes the ways of a flow as they are declared.
struct FlowEnds {
    let flow: CarriedFlow
    let exchange: String
    let secrets: String?

    func source(clock: any PlantClock) throws(GatewayRefusal) -> any InboundConnector {
        guard let declared = flow.messages.source else { return try ExchangeFolder(of: flow, below: exchange) }
        let name = flow.id + ".source"
        switch declared.way {
        case .sparkplugB: return SparkplugSource(flow, declared, try broker(declared, name))
        case .sftp: return SFTPSource(flow, try server(declared, name))
        case .webhook: return try webhookSource(declared, name, clock: clock)
        case .polling: return try pollingSource(declared, name)
        case .proxy: return try filteringProxy(declared, name)
        case .authzen: return try askedSource(declared, name)
        case .postgresql:
            throw GatewayRefusal(.notCarried, "\(declared.place): no source is read by postgresql")
        }
    }

    func destination(clock: any PlantClock) throws(GatewayRefusal) -> any OutboundConnector {
        // Who asks gets the answer, and sends for itself what it may.
        if let way = flow.messages.source?.way, [.proxy, .authzen].contains(way) { return NoDestination() }
        guard let declared = flow.messages.destination else {
            return FolderConnector(folder: try ExchangeFolder(of: flow, below: exchange).outbox)
        }
        let name = flow.id + ".destination"
        switch declared.way {
        case .sparkplugB: return SparkplugDestination(flow, declared, try broker(declared, name), clock: clock)
        case .sftp: return SFTPDestination(try server(declared, name))
        case .webhook: return try webhookDestination(declared, name, clock: clock)
        case .polling, .proxy, .authzen:
            throw GatewayRefusal(.notCarried, "\(declared.place): a destination is not asked for anything")
        case .postgresql: return try feedDestination(declared, name)
        }
    }

    private func broker(_ declared: Plant.Messages.Connection, _ name: String) throws(GatewayRefusal) -> MQTTBroker {
        guard var broker = MQTTBroker(declared.address.value) else {
            throw GatewayRefusal(
                .notCarried,
                "\(declared.address.place): '\(declared.address.value)' is no address of a broker"
            )
        }
        broker.authorities = authorities
        broker.credentials = try account(name).map { MQTTBroker.Credentials(user: $0.user, password: $0.password) }
        return broker
    }

    /// The file of those that certificates are believed from; nil for those of this machine.
    var authorities: String? {
        guard let path = secrets.map({ $0 + "/authorities.pem" }), FileManager.default.fileExists(atPath: path) else {
            return nil
        }
        return path
    }

    /// The name and what it is known by, where the folder of secrets has them.
    func account(_ name: String) throws(GatewayRefusal) -> (user: String, password: String)? {
        guard let secrets, let bytes = FileManager.default.contents(atPath: secrets + "/" + name) else { return nil }
        let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
        guard lines.count == 2 else {
            throw GatewayRefusal(.folder, "\(secrets)/\(name): expected two lines, a name and what it is known by")
        }
        return (lines[0], lines[1])
    }

    private func server(_ declared: Plant.Messages.Connection, _ name: String) throws(GatewayRefusal) -> SFTPServer {
        guard let secrets, FileManager.default.isReadableFile(atPath: "\(secrets)/\(name).key") else {
            throw GatewayRefusal(
                .folder,
                "the flow '\(flow.id)' signs in at an SFTP server; name with --secrets a folder with the private key \(name).key"
            )
        }
        let server = SFTPServer(
            declared.address.value,
            hostKey: declared.hostKey.value,
            user: declared.user.value,
            keyFile: "\(secrets)/\(name).key"
        )
        guard let server else {
            throw GatewayRefusal(
                .notCarried,
                "\(declared.address.place): '\(declared.address.value)' is no folder of an SFTP server"
            )
        }
        return server
    }
}
