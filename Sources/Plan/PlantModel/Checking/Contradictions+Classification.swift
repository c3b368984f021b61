import Cedar

extension Contradictions {
    func checkClassification(of program: Plant.Program, log: inout ProblemLog) {
        let classification = program.classification
        if classification.classified {
            log.add(
                .classifiedProgram,
                at: classification.place,
                "'\(program.id)' is classified; classified work (NISPOM, 32 CFR 117) belongs on its own authorized system and "
                    + "is not planned here"
            )
        }
        for entry in classification.exports { check(entry, of: program, log: &log) }
        check(classification.distribution, of: program, on: classification, log: &log)
        for part in program.parts {
            if case .value(let entries) = part.exports { for entry in entries { check(entry, of: program, log: &log) } }
            if case .value(let statement) = part.distribution { complete(statement, log: &log) }
        }
        for data in program.data {
            if case .value(let entries) = data.exports { for entry in entries { check(entry, of: program, log: &log) } }
            if case .value(let statement) = data.distribution { complete(statement, log: &log) }
        }
        if let noforn = classification.dissemination.first(where: { $0.value == "NOFORN" }),
            let released = classification.releasableTo?.first(where: { $0 != "US" })
        {
            log.add(
                .classificationDisagrees,
                at: noforn.place,
                "NOFORN admits no foreign national, and the program is releasable to \(released); expected one of both"
            )
        }
        if let category = classification.cui.first(where: { $0.value == "EXPT" || $0.value == "SP-EXPT" }),
            classification.exports.isEmpty
        {
            log.add(
                .classificationDoubtful,
                at: category.place,
                "\(category.value) is export-controlled information, and '\(program.id)' has no export entry"
            )
        }
    }

    // MARK: - Export entries

    private func check(_ entry: Plant.ExportEntry, of program: Plant.Program, log: inout ProblemLog) {
        switch entry.regime {
        case "ITAR": checkITAR(entry, log: &log)
        case "EAR": checkEAR(entry, log: &log)
        case "EU", "UK": break
        default:
            guard !plant.regimes.contains(entry.regime) else { break }
            let known = ["ITAR", "EAR", "EU", "UK"] + plant.regimes
            log.add(
                .unknownRegime,
                at: entry.place,
                "'\(entry.regime)' is no regime; expected \(FormatText.alternatives(known)), or to list it under 'regimes'",
                suggestion: NearestName.to(entry.regime, in: known)
            )
        }
    }

    private func checkITAR(_ entry: Plant.ExportEntry, log: inout ProblemLog) {
        let article = usml(entry.article, entry, log: &log)
        guard let technicalData = entry.technicalData else {
            log.add(
                .missingTechnicalData,
                at: entry.place,
                "the ITAR entry has no 'technicalData'; expected the USML paragraph of its technical data, such as "
                    + "\(article.map { "\($0)(i)" } ?? "VIII(i)")"
            )
            return
        }
        guard let data = usml(technicalData, entry, log: &log), let article, data != article else { return }
        log.add(
            .classificationDisagrees,
            at: entry.place,
            "the article is of USML category \(article), its technical data of \(data); expected one category"
        )
    }

    private func usml(_ text: String?, _ entry: Plant.ExportEntry, log: inout ProblemLog) -> String? {
        guard let text else { return nil }
        if let category = ExportGrammar.usmlCategory(text) { return category }
        log.add(
            .invalidUSML,
            at: entry.place,
            "'\(text)' is no USML entry; expected a category I to XXI with paragraphs, such as VIII(h)"
        )
        return nil
    }

    private func checkEAR(_ entry: Plant.ExportEntry, log: inout ProblemLog) {
        let groups: [(key: String, text: String?, groups: ClosedRange<Character>, what: String)] = [
            ("article", entry.article, "A"..."C", "A to C"),
            ("technicalData", entry.technicalData, "D"..."E", "D or E"),
        ]
        for (key, text, expected, what) in groups {
            guard let text, text != ExportGrammar.basket else { continue }
            guard let group = ExportGrammar.eccnGroup(text) else {
                log.add(
                    .invalidECCN,
                    at: entry.place,
                    "'\(text)' is no ECCN; expected EAR99, or such as 9A610.x or 9E610"
                )
                continue
            }
            if !expected.contains(group) {
                log.add(
                    .classificationDisagrees,
                    at: entry.place,
                    "'\(key)' \(text) is of product group \(group); expected group \(what)"
                )
            }
        }
        if entry.technicalData == nil {
            log.add(
                .classificationDoubtful,
                at: entry.place,
                "the EAR entry has no 'technicalData'; execution data is technology, whose ECCN is another than the article's"
            )
        }
    }

    // MARK: - Distribution statements

    private func check(
        _ statement: Plant.Distribution?,
        of program: Plant.Program,
        on classification: Plant.Classification,
        log: inout ProblemLog
    ) {
        guard let statement else { return }
        complete(statement, log: &log)
        let letter = statement.statement.rawValue
        switch statement.statement {
        case .a:
            if let entry = classification.exports.first(where: { $0.technicalData != ExportGrammar.basket }) {
                log.add(
                    .publicButControlled,
                    at: statement.place,
                    "statement A is public release, and '\(program.id)' is under \(entry.regime); expected B to F"
                )
            } else if let category = classification.cui.first {
                log.add(
                    .publicButControlled,
                    at: statement.place,
                    "statement A is public release, and '\(program.id)' carries \(category.value); expected B to F"
                )
            }
        case .b, .e:
            guard let owner = plant.parties.first(where: { $0.kind == .self }) else { break }
            let audience = statement.statement == .b ? "the U.S. Government" : "components of the DoD"
            log.add(
                .distributionExcludesHolder,
                at: statement.place,
                "statement \(letter) admits \(audience) only, and '\(owner.id)', who builds '\(program.id)', is a contractor; "
                    + "expected a statement that admits its holder"
            )
        case .c, .d:
            guard let owner = plant.parties.first(where: { $0.kind == .self }), owner.country.value != "US" else {
                break
            }
            log.add(
                .distributionExcludesHolder,
                at: statement.place,
                "statement \(letter) admits U.S. contractors, and '\(owner.id)', who builds '\(program.id)', is of "
                    + "\(owner.country.value); expected a statement that admits its holder"
            )
        case .f: break
        }
    }

    private func complete(_ statement: Plant.Distribution, log: inout ProblemLog) {
        guard statement.statement != .a else { return }
        let missing = [("reason", statement.reason == nil), ("date", statement.date == nil)].filter(\.1).map(\.0)
        guard !missing.isEmpty else { return }
        log.add(
            .distributionIncomplete,
            at: statement.place,
            "statement \(statement.statement.rawValue) has no \(missing.joined(separator: " and no ")); expected both reason "
                + "and date"
        )
    }
}
