internal import Boundary
internal import PlantModel

extension FilterTrial {
    /// The parameters of questions that tell of what the destination may not know: each selects by a field of records that come back, and that field does not come as it is.
    /// - Returns: a refusal for each (`notCarried`); none for those that say why they may be sent all the same.
    public func parameterFaults(of flow: CarriedFlow) async throws -> [GatewayRefusal] {
        guard let source = flow.messages.source else { return [] }
        let selecting = source.parameters.filter { $0.selects != nil && $0.because == nil }
        guard !selecting.isEmpty else { return [] }
        let isEncrypted = source.listen.value.hasPrefix("https://")
        let passages = try await passages(of: flow, through: Connector(isEncrypted: isEncrypted))
        let coming = passages.filter { $0.value.values.contains { $0 != .filtered && $0 != .withheld } }
        return selecting.compactMap { parameter in
            guard let field = parameter.selects?.value else { return nil }
            let telling = coming.filter { $0.value[field] != .passes }.keys.sorted()
            guard let program = telling.first, let passage = coming[program]?[field] else { return nil }
            return GatewayRefusal(
                .notCarried,
                "\(parameter.name.place): the parameter '\(parameter.name.value)' selects by '\(field)', which of records of \(telling.joined(separator: ", ")) is "
                    + "\(passage), so that what comes back tells of it; leave it out, or say under 'because' why it does not"
            )
        }
    }
}
