extension Plant {
    /// The plant as far as some programs are concerned: every mention of another program is gone, what names no program stays.
    public func excerpt(programs kept: Set<String>) -> Plant {
        var plant = self
        plant.programs = programs.filter { kept.contains($0.id) }
        plant.instances = instances.map { instance in
            var instance = instance
            instance.hosts = instance.hosts.filter { kept.contains($0.program) }
            return instance
        }
        // An instance that runs nothing else would tell of what it runs.
        .filter { !$0.hosts.isEmpty }
        plant.flows = flows.compactMap { flow in
            var flow = flow
            flow.programs = flow.programs?.filter(kept.contains)
            if var messages = flow.messages {
                messages.programs = messages.programs.filter { kept.contains($0.value.value) }
                flow.messages = messages
            }
            return flow.programs?.isEmpty == true ? nil : flow
        }
        plant.authorizations = authorizations.compactMap { authorization in
            var authorization = authorization
            authorization.programs = authorization.programs.filter(kept.contains)
            return authorization.programs.isEmpty ? nil : authorization
        }
        plant.audiences = audiences.map { audience in
            guard let need = audience.needToKnow else { return audience }
            var audience = audience
            audience.needToKnow = Audience.NeedToKnow(
                programs: need.programs.filter(kept.contains),
                sponsor: need.sponsor,
                expires: need.expires,
                place: need.place
            )
            return audience
        }
        let parties = Set(plant.programs.map(\.customer))
        plant.parties = self.parties.filter { $0.kind != .customer || parties.contains($0.id) }
        plant.warnings = []
        return plant
    }
}
