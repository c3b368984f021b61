import Cedar

/// Programs and their records as Cedar entities.
struct ProgramFacts {
    let plant: Plant
    let index: PlantIndex
    let obligations: PlantObligations
    let scopes: [ScopeFacts]

    func attributes(of program: Plant.Program) -> Record {
        let day = plant.asOf
        let classification = program.classification
        let exports = classification.exports + program.parts.flatMap(\.exportEntries)
        var attributes: Record = [
            "customer": .entity(Question.party(program.customer)),
            "regimes": .strings(exports.map(\.regime)),
            "usml": .strings(exports.filter { $0.regime == "ITAR" }.compactMap(\.technicalData)),
            "eccn": .strings(exports.filter { $0.regime != "ITAR" }.compactMap(\.technicalData)),
            "licenceRequiredFor": .strings(exports.flatMap(\.licenceRequiredFor)),
            "cui": .strings(classification.cui.map(\.value)),
            "dissemination": .strings(classification.dissemination.map(\.value)),
            "releasableTo": .strings(classification.releasableTo ?? []),
            "classified": .bool(false),
            "safetyCritical": .bool(classification.safetyCritical?.value(on: day) ?? false),
            "governmentContract": .bool(isGovernmentContract(program)),
            "clauses": .strings(program.contract?.clauses.map(\.id) ?? []),
            "flowdowns": .strings(obligations.keys(of: program.id)),
            "standards": .strings(program.standards.map(\.value)),
            "specialProcesses": .strings(
                program.workCenters.compactMap { index.workCenters[$0.workCenter]?.specialProcess }
            ),
            "dataClasses": .strings(DataClass.allCases.map(\.rawValue)),
        ]
        if let determination = classification.determination {
            attributes["determinedBy"] = .string(determination.by)
        }
        if let contract = program.contract { attributes["contract"] = .string(contract.id) }
        if let distribution = classification.distribution {
            attributes["distribution"] = .string(distribution.statement.rawValue)
        }
        if let level = program.contract?.clauses.compactMap(\.level).max() {
            attributes["cmmcLevel"] = .long(Int64(level))
        }
        if let assessment = program.contract?.clauses.compactMap(\.assessment).max() {
            attributes["cmmcAssessment"] = .string(assessment)
        }
        let resilience = program.resilience
        attributes.setLong("longestOutageMinutes", resilience.longestOutageMinutes, day)
        attributes.setLong("plannedDowntimeMinutes", resilience.plannedDowntimeMinutes, day)
        attributes.setLong("latencyMs", resilience.latencyMs, day)
        attributes.setLong("rpoMinutes", resilience.rpoMinutes, day)
        attributes.setLong("rtoMinutes", resilience.rtoMinutes, day)
        attributes.setLong("offlineMinutes", resilience.offlineMinutes, day)
        if let value = resilience.cloudDependency?.value(on: day) {
            attributes["cloudDependency"] = .string(value.rawValue)
        }
        if let value = resilience.failover?.value(on: day) { attributes["failover"] = .string(value.rawValue) }
        return attributes
    }

    /// The record of the program's most restricted data class, with the whole of the program's restrictions as its label.
    func record(of program: Plant.Program, attributes program_: Record) -> Entity {
        var attributes: Record = [
            "program": .entity(Question.program(program.id)),
            "kind": .string(DataClass.technicalData.rawValue),
            "owner": .entity(Question.party(program.customer)),
        ]
        for key: CedarString in [
            "regimes", "usml", "eccn", "licenceRequiredFor", "cui", "dissemination", "releasableTo", "distribution",
            "flowdowns",
            "safetyCritical",
        ] {
            attributes[key] = program_[key]
        }
        let covering = scopes.filter { $0.coversWhole(program.id) }.map(\.uid)
        return Entity(
            uid: Question.record(program.id),
            attributes: attributes,
            parents: Set(covering + [Question.program(program.id)])
        )
    }

    /// Federal contract information is there where the contract says so, or carries a clause that only such contracts carry (each
    /// clause of the FAR and its supplements does).
    private func isGovernmentContract(_ program: Plant.Program) -> Bool {
        if let stated = program.contract?.government?.value(on: plant.asOf) { return stated }
        if index.parties[program.customer]?.kind == .government { return true }
        return !(program.contract?.clauses.isEmpty ?? true)
    }
}

extension Plant.Part {
    /// What a part adds to its program's entries.
    var exportEntries: [Plant.ExportEntry] {
        if case .value(let entries) = exports { entries } else { [] }
    }
}
