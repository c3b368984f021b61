public import Boundary
internal import Foundation
internal import MQTTSession
internal import PlantModel
internal import Storage

/// Both ways of one flow, as the plant file declares them; folders where it says nothing.
public struct FlowConnection: Sendable {
    let source: any InboundConnector
    let destination: any OutboundConnector

    /// - Parameters:
    ///   - exchange: the folder of exchange, below which folders of the flow are made where they are not there.
    ///   - secrets: the folder of what other systems ask for: `FLOW.source` and `FLOW.destination` with a name on the first line and what it is known
    ///     by on the second, `authorities.pem` with whom their certificates are believed from.
    ///   - clock: the time of what is sent.
    /// - Throws: `folder`.
    public init(
        of flow: CarriedFlow,
        below exchange: String,
        secrets: String? = nil,
        clock: any PlantClock
    ) throws(GatewayRefusal) {
        let folder = try ExchangeFolder(of: flow, below: exchange)
        if let declared = flow.messages.source {
            source = SparkplugSource(declared, try Self.broker(declared, flow.id + ".source", secrets))
        } else {
            source = folder
        }
        if let declared = flow.messages.destination {
            destination = SparkplugDestination(
                flow,
                declared,
                try Self.broker(declared, flow.id + ".destination", secrets),
                clock: clock
            )
        } else {
            destination = FolderConnector(folder: folder.outbox)
        }
    }

    /// Ends both.
    public func end() async {
        await source.end()
        await destination.end()
    }

    private static func broker(
        _ declared: Plant.Messages.Connection,
        _ name: String,
        _ secrets: String?
    ) throws(GatewayRefusal) -> MQTTBroker {
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
}
