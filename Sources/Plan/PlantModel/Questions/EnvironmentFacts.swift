import Cedar

/// Environments as Cedar entities.
struct EnvironmentFacts {
    let plant: Plant
    let index: PlantIndex

    func entity(_ environment: Plant.Environment) -> Entity {
        let day = plant.asOf
        let keys = environment.keys
        let custody = keys.custody?.value(on: day)
        let endToEnd = keys.endToEnd?.value(on: day) ?? false
        let enforcement = PlacementFacts.Enforcement(environment, on: day)
        var attributes: Record = [
            "kind": .string(environment.kind.rawValue),
            "tenancy": .string(environment.tenancy.model.value(on: day)?.rawValue ?? "multiTenant"),
            "infrastructure": .strings(environment.tenancy.infrastructure),
            "external": .bool(index.isExternal(environment)),
            "cloud": .bool(index.isExternal(environment) && environment.availability.needsUplink.value),
            "ciphertextOnly": .bool(endToEnd),
            "cryptoAtLeast128": .bool((keys.strengthBits?.value(on: day) ?? 0) >= 128),
            "keysHeldOnlyByOriginator": .bool(custody == .self || custody == .customerHSM),
            "terms": .strings(environment.terms.accepts.map(\.value)),
            "assurances": .strings(
                environment.assurances.filter { $0.isInForce(on: day) }.flatMap(AssuranceFacts.included)
            ),
            "assessments": .strings(assessments(of: environment.environmentID)),
            "enforcesAttributes": .bool(enforcement.attributes),
            "enforcesFields": .bool(enforcement.fields),
            "enforcesCompartments": .bool(enforcement.compartments),
            "needsUplink": .bool(environment.availability.needsUplink.value(on: day) ?? true),
        ]
        attributes.setStrings("processingCountries", environment.locations.processing, day)
        attributes.setStrings("storageCountries", environment.locations.storage, day)
        attributes.setStrings("backupCountries", environment.locations.backup, day)
        attributes.setStrings("supportCountries", environment.locations.support, day)
        if let custody { attributes["keyCustody"] = .string(custody.rawValue) }
        attributes.setLong("fips140", keys.fips140, day)
        attributes.setBool("readsLogged", environment.logging.reads, day)
        attributes.setLong("logRetentionDays", environment.logging.retentionDays, day)
        attributes.setLong("incidentNoticeHours", environment.terms.incidentNoticeHours, day)
        attributes.setLong("mediaPreservationDays", environment.terms.mediaPreservationDays, day)
        attributes.setBool("validated", environment.validated, day)
        let availability = environment.availability
        attributes.setLong("longestOutageMinutes", availability.longestOutageMinutes, day)
        attributes.setLong("maintenanceMinutes", availability.maintenanceMinutes, day)
        attributes.setLong("latencyMs", availability.latencyMs, day)
        attributes.setLong("rpoMinutes", availability.rpoMinutes, day)
        attributes.setLong("rtoMinutes", availability.rtoMinutes, day)
        return Entity(uid: Question.environment(environment.id), attributes: attributes)
    }

    private func assessments(of environment: String) -> [String] {
        plant.assessmentScopes
            .filter { $0.isInForce(on: plant.asOf) && $0.environments.contains(environment) }
            .flatMap { AssuranceFacts.included(kind: $0.kind, level: $0.level, assessment: $0.assessment) }
    }
}

/// What an assurance or an assessment includes: a higher level is also every lower one.
enum AssuranceFacts {
    /// Levels of FedRAMP, ascending (FIPS 199 impact levels).
    static let impactLevels = ["Low", "Moderate", "High"]

    static func included(_ assurance: Plant.Assurance) -> [String] {
        guard let level = assurance.level else { return [assurance.kind] }
        guard let rank = impactLevels.firstIndex(of: level) else { return ["\(assurance.kind):\(level)"] }
        return impactLevels[...rank].map { "\(assurance.kind):\($0)" }
    }

    /// An assessment by an accredited organization includes what a self-assessment shows (32 CFR 170.16, 170.17).
    static func included(kind: String, level: Int, assessment: String) -> [String] {
        guard level >= 1 else { return [] }
        let ways = assessment == "self" ? ["self"] : ["self", assessment]
        return (1...min(level, 9)).flatMap { level in ways.map { "\(kind):\(level):\($0)" } }
    }
}
