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

    /// - Parameters:
    ///   - exchange: the folder of exchange, below which folders of the flow are made where they are not there.
    ///   - secrets: the folder of what other systems ask for: `FLOW.source` and `FLOW.destination` with a name on the first line and what it is known
    ///     by on the second, `FLOW.source.key` and `FLOW.destination.key` with a private key, `authorities.pem` with whom certificates are believed from.
    ///   - clock: the time of what is sent.
    /// - Throws: `folder`.
    public init(
        of flow: CarriedFlow,
        below exchange: String,
        secrets: String? = nil,
        clock: any PlantClock
    ) throws(GatewayRefusal) {
        let ends = FlowEnds(flow: flow, exchange: exchange, secrets: secrets)
        source = try ends.source()
        destination = try ends.destination(clock: clock)
    }

    /// Ends both.
    public func end() async {
        await source.end()
        await destination.end()
    }
}

/// Makes the ways of a flow as they are declared.
private struct FlowEnds {
    let flow: CarriedFlow
    let exchange: String
    let secrets: String?

    func source() throws(GatewayRefusal) -> any InboundConnector {
        guard let declared = flow.messages.source else { return try ExchangeFolder(of: flow, below: exchange) }
        let name = flow.id + ".source"
        switch declared.way {
        case .sparkplugB: return SparkplugSource(flow, declared, try broker(declared, name))
        case .sftp: return SFTPSource(flow, try server(declared, name))
        }
    }

    func destination(clock: any PlantClock) throws(GatewayRefusal) -> any OutboundConnector {
        guard let declared = flow.messages.destination else {
            return FolderConnector(folder: try ExchangeFolder(of: flow, below: exchange).outbox)
        }
        let name = flow.id + ".destination"
        switch declared.way {
        case .sparkplugB: return SparkplugDestination(flow, declared, try broker(declared, name), clock: clock)
        case .sftp: return SFTPDestination(try server(declared, name))
        }
    }

    private func broker(_ declared: Plant.Messages.Connection, _ name: String) throws(GatewayRefusal) -> MQTTBroker {
        guard var broker = MQTTBroker(declared.address.value) else {
            throw GatewayRefusal(
                .notCarried,
                "\(declared.address.place): '\(declared.address.value)' is no address of a broker"
            )
        }
        guard let secrets else { return broker }
        let authorities = secrets + "/authorities.pem"
        if FileManager.default.fileExists(atPath: authorities) { broker.authorities = authorities }
        guard let bytes = FileManager.default.contents(atPath: secrets + "/" + name) else { return broker }
        let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
        guard lines.count == 2 else {
            throw GatewayRefusal(.folder, "\(secrets)/\(name): expected two lines, a name and what it is known by")
        }
        broker.credentials = MQTTBroker.Credentials(user: lines[0], password: lines[1])
        return broker
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
