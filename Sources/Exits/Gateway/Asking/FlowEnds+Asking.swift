internal import HTTPSession
internal import PlantModel

extension FlowEnds {
    func askedSource(_ declared: Plant.Messages.Connection, _ name: String) throws(GatewayRefusal) -> AskedSource {
        guard let known = try account(name) else {
            throw GatewayRefusal(
                .folder,
                "the flow '\(flow.id)' answers its source alone; name with --secrets a folder with \(name), its name and password on two lines"
            )
        }
        let listen = try passwordAddress(declared.address)
        return AskedSource(
            listen: listen,
            certificate: try listenerCertificate(name, for: listen),
            key: AskerKey(user: known.user, password: known.password)
        )
    }
}
