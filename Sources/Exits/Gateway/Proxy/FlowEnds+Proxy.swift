internal import HTTPSession
internal import PlantModel

extension FlowEnds {
    func filteringProxy(
        _ declared: Plant.Messages.Connection,
        _ name: String
    ) throws(GatewayRefusal) -> FilteringProxy {
        let asker = flow.id + ".destination"
        guard let known = try account(asker) else {
            throw GatewayRefusal(
                .folder,
                "the flow '\(flow.id)' answers '\(flow.destination)' alone; name with --secrets a folder with \(asker), its name and password on two lines"
            )
        }
        let listen = try passwordAddress(declared.listen)
        return FilteringProxy(
            ProxyQuestions(
                routes: declared.routes.map(\.value),
                parameters: declared.parameters.map(\.name.value),
                user: known.user,
                password: known.password
            ),
            upstream: try httpSession(declared, name),
            listen: listen,
            certificate: try listenerCertificate(asker, for: listen)
        )
    }

    /// An address at which whoever asks says a password.
    func passwordAddress(_ declared: Located<String>) throws(GatewayRefusal) -> HTTPAddress {
        let listen = try httpAddress(declared)
        guard listen.isEncrypted || listen.isLoopback else {
            throw GatewayRefusal(
                .notCarried,
                "\(declared.place): '\(listen)' would be told a password for everyone on the way to read; declare one with https"
            )
        }
        return listen
    }
}
