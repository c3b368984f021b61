extension PlantEvidence {
    private static func yes(_ value: Bool) -> String { value ? "yes" : "no" }
    private static func list(_ values: [String]) -> String { values.isEmpty ? "none" : values.joined(separator: ", ") }

    /// The facts of an environment under the attributes of its Cedar entity (see `EnvironmentFacts`).
    static func facts(of environment: Plant.Environment, in plant: Plant) -> [String: [ReadFact]] {
        var facts = FactGathering(
            subject: "\(environment.today == nil ? "environment" : "instance") \(environment.id)",
            day: plant.asOf,
            place: environment.place
        )
        facts.add("tenancy", "tenancy", environment.tenancy.model) { $0.rawValue }
        facts.addStated(
            "infrastructure",
            "infrastructure \(list(environment.tenancy.infrastructure))",
            at: environment.place
        )
        facts.addStated("kind", "kind \(environment.kind.rawValue)", at: environment.place)
        let locations = environment.locations
        facts.add("processingCountries", "processing in", locations.processing, list)
        facts.add("storageCountries", "storage in", locations.storage, list)
        facts.add("backupCountries", "backup in", locations.backup, list)
        facts.add("supportCountries", "support from", locations.support, list)
        let keys = environment.keys
        for name in ["keyCustody", "keysHeldOnlyByOriginator"] {
            facts.add(name, "keys held by", keys.custody) { $0.rawValue }
        }
        facts.add("fips140", "FIPS 140", keys.fips140) { $0 == 0 ? "none" : "level \($0)" }
        if keys.endToEnd != nil { facts.add("ciphertextOnly", "only ciphertext is there:", keys.endToEnd, yes) }
        if keys.strengthBits != nil {
            facts.add("cryptoAtLeast128", "encryption bits", keys.strengthBits) { String($0) }
        }
        facts.add("readsLogged", "reads logged:", environment.logging.reads, yes)
        facts.add("logRetentionDays", "days that logs are kept:", environment.logging.retentionDays) { String($0) }
        facts.add("incidentNoticeHours", "hours until an incident is told:", environment.terms.incidentNoticeHours) {
            String($0)
        }
        facts.add("mediaPreservationDays", "days that media are preserved:", environment.terms.mediaPreservationDays) {
            String($0)
        }
        if environment.terms.accepts.isEmpty {
            facts.addStated("terms", "accepts no terms", at: environment.place)
        }
        for term in environment.terms.accepts { facts.addStated("terms", "accepts \(term.value)", at: term.place) }
        for external in ["external", "cloud"] {
            facts.addStated(
                external,
                "operated by \(environment.operatedBy ?? list(environment.administrators.map(\.value)))",
                at: environment.administrators.first?.place ?? environment.place
            )
        }
        addPapers(of: environment, in: plant, to: &facts)
        addOperation(of: environment, to: &facts)
        return facts.facts
    }

    private static func addPapers(of environment: Plant.Environment, in plant: Plant, to facts: inout FactGathering) {
        for assurance in environment.assurances {
            facts.addPaper(
                "assurances",
                assurance.level.map { "\(assurance.kind) \($0)" } ?? assurance.kind,
                evidence: assurance.evidence,
                expires: assurance.expires,
                inForce: assurance.isInForce(on: plant.asOf),
                at: assurance.place
            )
        }
        if environment.assurances.isEmpty { facts.addStated("assurances", "no assurance", at: environment.place) }
        let scopes = plant.assessmentScopes.filter { $0.environments.contains(environment.environmentID) }
        for scope in scopes {
            facts.addPaper(
                "assessments",
                "\(scope.kind) level \(scope.level) (\(scope.assessment)), scope \(scope.id)",
                evidence: "assessment of \(scope.date)",
                expires: scope.expires,
                inForce: scope.isInForce(on: plant.asOf),
                at: scope.place
            )
        }
        if scopes.isEmpty { facts.addStated("assessments", "in no assessed scope", at: environment.place) }
    }

    private static func addOperation(of environment: Plant.Environment, to facts: inout FactGathering) {
        facts.add("enforcesAttributes", "enforces attribute rules:", environment.enforces.attributes, yes)
        facts.add("enforcesFields", "enforces field rules:", environment.enforces.fields, yes)
        facts.add("enforcesCompartments", "isolates by", environment.enforces.isolation) { $0.rawValue }
        if environment.validated != nil { facts.add("validated", "validated:", environment.validated, yes) }
        let availability = environment.availability
        func minutes(_ count: Int) -> String { "\(count) min" }
        facts.add("longestOutageMinutes", "longest outage", availability.longestOutageMinutes, minutes)
        facts.add("maintenanceMinutes", "longest maintenance", availability.maintenanceMinutes, minutes)
        if availability.latencyMs != nil { facts.add("latencyMs", "latency", availability.latencyMs) { "\($0) ms" } }
        facts.add("rpoMinutes", "recovery point", availability.rpoMinutes, minutes)
        facts.add("rtoMinutes", "recovery time", availability.rtoMinutes, minutes)
        facts.add("needsUplink", "reached by the site's uplink:", availability.needsUplink, yes)
    }

    /// The facts of an audience under the attributes of its Cedar entity (see `AudienceFacts`).
    static func facts(of audience: Plant.Audience, in plant: Plant) -> [String: [ReadFact]] {
        var facts = FactGathering(subject: "audience \(audience.id)", day: plant.asOf, place: audience.place)
        facts.add("usPerson", "every member a U.S. person:", audience.allUSPersons, yes)
        facts.add("usCitizen", "every member a U.S. citizen:", audience.allUSCitizens, yes)
        if audience.citizenships != nil {
            facts.add("citizenshipsEver", "citizenships", audience.citizenships, list)
            facts.add("citizenshipsLatest", "citizenships", audience.latestCitizenships ?? audience.citizenships, list)
        }
        facts.add("worksIn", "works in", audience.worksIn, list)
        if let need = audience.needToKnow {
            facts.addPaper(
                "needToKnow",
                "need to know: \(list(need.programs))",
                evidence: need.sponsor,
                expires: need.expires,
                inForce: need.isInForce(on: plant.asOf),
                at: need.place
            )
        }
        for name in ["employer", "employerKind", "employerCountry"] {
            if let employer = audience.employer {
                facts.addStated(name, "employed by \(employer)", at: audience.place)
            }
        }
        return facts.facts
    }

    /// The facts of a site under the attributes of its Cedar entity (see `SiteFacts`).
    static func facts(of site: Plant.Site, in plant: Plant) -> [String: [ReadFact]] {
        var facts = FactGathering(subject: "site \(site.id)", day: plant.asOf, place: site.place)
        facts.add("country", "country", site.country) { $0 }
        facts.add("uplinkOutageMinutes", "longest outage of the uplink", site.uplink.longestOutageMinutes) {
            "\($0) min"
        }
        facts.add("uplinkLatencyMs", "latency of the uplink", site.uplink.latencyMs) { "\($0) ms" }
        return facts.facts
    }

    /// The facts of a program under the attributes of its Cedar entity (see `ProgramFacts`).
    static func facts(of program: Plant.Program, in plant: Plant) -> [String: [ReadFact]] {
        var facts = FactGathering(subject: "program \(program.id)", day: plant.asOf, place: program.place)
        let classification = program.classification
        for entry in classification.exports {
            let text = "export \(entry.regime) \(entry.technicalData ?? entry.article ?? "")"
            for name in ["regimes", "usml", "eccn", "licenceRequiredFor"] {
                facts.addStated(name, text, at: entry.place)
            }
        }
        for category in classification.cui { facts.addStated("cui", "CUI \(category.value)", at: category.place) }
        if let distribution = classification.distribution {
            facts.addStated(
                "distribution",
                "distribution statement \(distribution.statement.rawValue)",
                at: distribution.place
            )
        }
        for clause in program.contract?.clauses ?? [] {
            for name in ["clauses", "cmmcLevel", "cmmcAssessment", "governmentContract"] {
                facts.addStated(name, "clause \(clause.id)", at: clause.place)
            }
        }
        for flowdown in program.flowdowns {
            facts.addStated("flowdowns", "flowdown \(flowdown.id)", at: flowdown.place)
        }
        for standard in program.standards {
            facts.addStated("standards", "standard \(standard.value)", at: standard.place)
        }
        facts.addStated("customer", "customer \(program.customer)", at: program.place)
        let resilience = program.resilience
        func minutes(_ count: Int) -> String { "\(count) min" }
        facts.add("longestOutageMinutes", "bears an outage of", resilience.longestOutageMinutes, minutes)
        facts.add("plannedDowntimeMinutes", "bears planned downtime of", resilience.plannedDowntimeMinutes, minutes)
        facts.add("latencyMs", "bears a latency of", resilience.latencyMs) { "\($0) ms" }
        facts.add("rpoMinutes", "bears a recovery point of", resilience.rpoMinutes, minutes)
        facts.add("rtoMinutes", "bears a recovery time of", resilience.rtoMinutes, minutes)
        facts.add("offlineMinutes", "goes on offline for", resilience.offlineMinutes, minutes)
        facts.add("cloudDependency", "dependency on a cloud:", resilience.cloudDependency) { $0.rawValue }
        facts.add("failover", "failover:", resilience.failover) { $0.rawValue }
        return facts.facts
    }
}
