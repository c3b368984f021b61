import PlantModel

extension ClassificationReview {
    /// For each environment of the plan the controls that no obligation of what it hosts reads.
    static func unasked(_ plan: Plan) -> [Unasked] {
        let evidence = PlantEvidence(plant: plan.plant, obligations: plan.obligations)
        var hosted: [Int: [Int]] = [:]
        for instance in plan.answer?.placement?.instances ?? [] {
            hosted[instance.environment, default: []] += instance.units
        }
        return hosted.sorted { $0.key < $1.key }.compactMap { environment, units in
            let id = plan.problem.environments[environment].id
            let asking = Set(units.flatMap { plan.admissibility.answer(of: $0).applying })
            let facts = evidence.controls(of: id, readByNoneOf: asking.sorted())
            if facts.isEmpty { return nil }
            return Unasked(environment: id, units: units.sorted().map { "\(plan.places[$0])" }, facts: facts)
        }
    }

    /// Determinations of data classes that add to what their program says.
    static func raised(_ plan: Plan) -> [Raised] {
        plan.plant.programs.flatMap { program -> [Raised] in
            let whole = program.classification
            let entries = Set(whole.exports.map(name))
            let categories = Set(whole.cui.map(\.value))
            return program.data.compactMap { data in
                var more: [String] = []
                if case .value(let exports) = data.exports {
                    more += exports.map(name).filter { !entries.contains($0) }
                }
                if case .value(let cui) = data.cui {
                    more += cui.filter { !categories.contains($0) }.map { "CUI \($0)" }
                }
                if case .value(let statement) = data.distribution, whole.distribution == nil, statement.statement != .a
                {
                    more.append("distribution \(statement.statement.rawValue)")
                }
                if more.isEmpty { return nil }
                return Raised(
                    program: program.id,
                    dataClass: data.dataClass.rawValue,
                    restrictions: more,
                    place: data.place.description,
                    cite: data.cite,
                    determiner: data.determinedBy
                )
            }
        }
    }

    /// Determinations of parts and data classes by another office than that of their program.
    static func contested(_ plan: Plan) -> [Contested] {
        plan.plant.programs.flatMap { program -> [Contested] in
            guard let own = program.classification.determination else { return [] }
            let others =
                program.parts.map { ("part \($0.id)", $0.determinedBy, $0.cite, $0.place) }
                + program.data.map { ($0.dataClass.rawValue, $0.determinedBy, $0.cite, $0.place) }
            return others.filter { $0.1 != own.by }.map { about, office, cite, place in
                Contested(
                    program: program.id,
                    about: about,
                    determiner: office,
                    cite: cite,
                    place: place.description,
                    ofProgram: own.by,
                    ofProgramAt: own.place.description
                )
            }
        }
    }

    private static func name(_ entry: Plant.ExportEntry) -> String {
        "\(entry.regime) \(entry.technicalData ?? entry.article ?? "")"
    }
}
