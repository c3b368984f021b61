extension NeutralInstance {
    /// The same instance with fewer parts, for finding out which of them cannot hold together.
    ///
    /// - Parameters:
    ///   - programs: the programs that stay.
    ///   - requirementSets: the requirement sets that still demand something.
    ///   - conflicts: the conflicts that stay, each `a|b`.
    ///   - exclusive: the exclusive tags that stay.
    ///   - limits: the environments whose capacity and number of instances still bind.
    public func keeping(
        programs: Set<String>,
        requirementSets: Set<String>,
        conflicts: Set<String>,
        exclusive: Set<String>,
        limits: Set<String>
    ) -> NeutralInstance {
        var part = self
        part.programs.removeAll { !programs.contains($0.id) }
        for id in part.requirementSets.keys where !requirementSets.contains(id) {
            part.requirementSets[id] = RequirementSet(id: id)
        }
        part.conflicts.removeAll { !conflicts.contains($0.joined(separator: "|")) }
        part.exclusive.removeAll { !exclusive.contains($0) }
        let unitCount = self.programs.reduce(0) { $0 + $1.sites.count }
        for index in part.environments.indices where !limits.contains(part.environments[index].id) {
            part.environments[index].capacity = nil
            part.environments[index].maximumInstances = max(1, unitCount)
        }
        return part
    }
}
