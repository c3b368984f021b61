internal import Boundary
internal import Foundation
internal import HTTPSession
internal import PlantModel

extension FlowEnds {
    func webhookSource(
        _ declared: Plant.Messages.Connection,
        _ name: String,
        clock: any PlantClock
    ) throws(GatewayRefusal) -> WebhookSource {
        let address = try httpAddress(declared.address)
        let intake = WebhookIntake(
            folder: try ExchangeFolder(of: flow, below: exchange),
            path: address.path,
            suffix: "." + flow.format.suffix,
            mediaTypes: flow.format.mediaTypes,
            signature: try webhookSignature(name),
            clock: clock
        )
        return WebhookSource(intake, address, try listenerCertificate(name, for: address))
    }

    func pollingSource(
        _ declared: Plant.Messages.Connection,
        _ name: String
    ) throws(GatewayRefusal) -> PollingSource {
        PollingSource(
            flow,
            declared,
            try ExchangeFolder(of: flow, below: exchange),
            try httpSession(declared, name)
        )
    }

    func webhookDestination(
        _ declared: Plant.Messages.Connection,
        _ name: String,
        clock: any PlantClock
    ) throws(GatewayRefusal) -> WebhookDestination {
        WebhookDestination(flow, try httpSession(declared, name), try webhookSignature(name), clock: clock)
    }

    /// By what an address is listened to; nil where it is not spoken to under TLS.
    func listenerCertificate(
        _ name: String,
        for address: HTTPAddress
    ) throws(GatewayRefusal) -> HTTPListener.Certificate? {
        guard address.isEncrypted else { return nil }
        let folder = try secretsFolder(for: "the certificate \(name).pem and its key \(name).key")
        return HTTPListener.Certificate(chain: "\(folder)/\(name).pem", key: "\(folder)/\(name).key")
    }

    func httpAddress(_ declared: Located<String>) throws(GatewayRefusal) -> HTTPAddress {
        guard let address = HTTPAddress(declared.value) else {
            throw GatewayRefusal(.notCarried, "\(declared.place): '\(declared.value)' is no address of HTTP")
        }
        return address
    }

    private func secretsFolder(for what: String) throws(GatewayRefusal) -> String {
        guard let secrets else {
            throw GatewayRefusal(.folder, "the flow '\(flow.id)' needs \(what); name their folder with --secrets")
        }
        return secrets
    }

    private func webhookSignature(_ name: String) throws(GatewayRefusal) -> WebhookSignature {
        let path =
            try secretsFolder(for: "the secret \(name).secret that its messages are signed with")
            + "/\(name).secret"
        let text = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
        guard let signature = WebhookSignature(secret: text.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw GatewayRefusal(
                .folder,
                "\(path): expected a secret of Standard Webhooks, 'whsec_' and 24 to 64 bytes in base64"
            )
        }
        return signature
    }

    func httpSession(
        _ declared: Plant.Messages.Connection,
        _ name: String
    ) throws(GatewayRefusal) -> HTTPSession {
        let address = try httpAddress(declared.address)
        let known = try account(name)
        var credentials: HTTPSession.Credentials?
        if !declared.token.value.isEmpty {
            guard let known else {
                throw GatewayRefusal(
                    .folder,
                    "the flow '\(flow.id)' gets a token; name with --secrets a folder with \(name), a name and a password on two lines"
                )
            }
            credentials = .token(
                from: try httpAddress(declared.token),
                user: known.user,
                password: known.password,
                scope: declared.scope.value
            )
        } else if let known {
            credentials = .password(user: known.user, password: known.password)
        }
        guard credentials == nil || address.isEncrypted || address.isLoopback else {
            throw GatewayRefusal(
                .notCarried,
                "\(declared.address.place): \(address) would be told a password for everyone on the way to read; declare an address with https"
            )
        }
        return HTTPSession(address, credentials: credentials, authorities: authorities)
    }
}
