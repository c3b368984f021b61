internal import Foundation
internal import PlantModel

extension FlowEnds {
    func feedDestination(
        _ declared: Plant.Messages.Connection,
        _ name: String
    ) throws(GatewayRefusal) -> FeedDestination {
        guard let known = try account(name) else {
            throw GatewayRefusal(
                .folder,
                "the flow '\(flow.id)' is published to a database; name with --secrets a folder with \(name), the publisher's log-in and password on two lines"
            )
        }
        var address = URLComponents(string: declared.address.value) ?? URLComponents()
        let host = address.host ?? ""
        let isLoopback = host == "localhost" || host.hasPrefix("127.")
        address.user = known.user
        address.password = known.password
        var query = authorities.map { [URLQueryItem(name: "sslrootcert", value: $0)] } ?? []
        if authorities != nil { query.append(URLQueryItem(name: "sslmode", value: "verify-full")) }
        if !query.isEmpty { address.queryItems = query }
        guard let url = address.string else {
            throw GatewayRefusal(.notCarried, "\(declared.address.place): '\(declared.address.value)' is no database")
        }
        return try FeedDestination(
            flow,
            declared,
            url: url,
            place: declared.address.value,
            // Away from this machine nothing is published but under TLS with the server verified.
            isEncrypted: !isLoopback || authorities != nil
        )
    }
}
