extension Plant {
    /// Puts together what was read. Only what is sound is in it; where anything was not, the plant is not handed out.
    init(_ reader: PlantReader) {
        func records(_ section: String) -> [FormatRecord] { (reader.sections[section] ?? []).compactMap(\.record) }
        func located(_ section: String) -> [Located<String>] { (reader.sections[section] ?? []).compactMap(\.located) }
        let asOf = reader.header["asOf"]?.day ?? .earliest
        self.init(
            formatVersion: reader.header["bulkhead"]?.integer ?? 0,
            enterprise: reader.header["enterprise"]?.text ?? "",
            marking: reader.header["marking"]?.text,
            asOf: asOf,
            regimes: located("regimes").map(\.value),
            sites: records("sites").map(Site.init),
            workCenters: records("workCenters").map(WorkCenter.init),
            parties: records("parties").map(Party.init),
            audiences: records("audiences").map(Audience.init),
            authorizations: records("authorizations").map(Authorization.init),
            programs: records("programs").map(Program.init),
            environments: records("environments").map(Environment.init),
            assessmentScopes: records("assessmentScopes").map { AssessmentScope($0, asOf: asOf) },
            systems: records("systems").map(System.init),
            instances: records("instances").map(Instance.init),
            flows: records("flows").map(Flow.init),
            filters: records("filters").map(Filter.init),
            changeTiers: records("changeTiers").map(ChangeTier.init),
            weights: reader.header["weights"]?.record.map(Weights.init) ?? .standard,
            flowCosts: reader.header["flowCosts"]?.record.map(FlowCosts.init) ?? .standard,
            remedyEfforts: reader.header["remedyEfforts"]?.record.map(RemedyEfforts.init) ?? .standard,
            draftObligations: located("draftObligations"),
            warnings: [],
            facts: reader.census(asOf: asOf),
            files: reader.files
        )
    }
}

extension PlantReader {
    /// How many facts stand how well on a day.
    fileprivate func census(asOf: Day) -> FactCensus {
        var census = reader.lasting
        for end in reader.ends {
            if end.expires < asOf {
                census.expired += 1
            } else if end.hasEvidence {
                census.shown += 1
            } else {
                census.claimed += 1
            }
        }
        return census
    }
}
