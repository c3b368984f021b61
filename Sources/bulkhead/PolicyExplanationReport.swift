import Cedar
import PlantModel

/// An explanation for people and as JSON.
struct PolicyExplanationReport {
    let explanation: Explanation
    let policies: PolicySet
    /// The policy files by name, for excerpts.
    let sources: [String: SourceText]

    var text: String {
        var text = explanation.decision == .allow ? "ALLOW\n" : "DENY\n"
        for cause in explanation.causes {
            text += "  because of \(name(cause.policy)) at \(place(cause.file, cause.range))\n"
        }
        if explanation.causes.isEmpty, explanation.decision == .deny, !explanation.isPartlyWithheld {
            text += "  because nothing permits it\n"
        }
        if explanation.isPartlyWithheld { text += "  for reasons that you may not see\n" }
        for cause in explanation.errors {
            guard let error = cause.error else { continue }
            text += "  \(name(cause.policy)) erred at \(place(cause.file, error.range)): \(error.message)\n"
        }
        if !explanation.nearMisses.isEmpty { text += "\nThe permits that came nearest:\n" }
        for miss in explanation.nearMisses { text += self.text(miss) }
        if explanation.nearMissesLeftOut > 0 { text += "  and \(explanation.nearMissesLeftOut) more\n" }
        return text + remedies
    }

    private func text(_ miss: Explanation.NearMiss) -> String {
        var text = "  \(name(miss.policy))\n"
        for failure in miss.failures {
            let what =
                switch failure.outcome {
                case .failed: "this does not hold"
                case .erred(let error): "this errs: \(error.message)"
                case .withheld: "whether this holds you may not see"
                }
            text += "    \(place(miss.file, failure.range)): \(what)\n"
            if let source = sources[miss.file] { text += source.excerpt(of: failure.range) + "\n" }
        }
        return text
    }

    private var remedies: String {
        guard explanation.decision == .deny else { return "" }
        var text = explanation.remedies.isEmpty ? "" : "\nAny of these would permit it:\n"
        for (number, remedy) in explanation.remedies.enumerated() {
            text += "  \(number + 1). " + remedy.changes.map(\.description).joined(separator: "; ") + "\n"
        }
        if explanation.remedies.isEmpty { text += "\nNo change of facts was found that would permit it.\n" }
        if explanation.isSearchCut { text += "  The search ended at a bound; there may be more.\n" }
        return text
    }

    /// The id with what the policy says of itself.
    private func name(_ id: PolicyID) -> String {
        let said = policies[id]?.annotation("says").map { " (\($0))" } ?? ""
        return "`\(id)`\(said)"
    }

    private func place(_ file: String, _ range: SourceRange) -> String {
        "\(file):\(range.start.line):\(range.start.column)"
    }

    // MARK: JSON, by `schemas/policy-explanation.schema.json`

    var json: JSONText {
        .object([
            ("decision", .text(explanation.decision.rawValue)),
            ("causes", .list(explanation.causes.map(json))),
            ("errors", .list(explanation.errors.map(json))),
            ("withheld", .list(explanation.withheld.map { .text($0.description) })),
            ("isPartlyWithheld", .boolean(explanation.isPartlyWithheld)),
            ("nearMisses", .list(explanation.nearMisses.map(json))),
            ("nearMissesLeftOut", .integer(explanation.nearMissesLeftOut)),
            (
                "remedies",
                .list(explanation.remedies.map { .object([("changes", .list($0.changes.map(json)))]) })
            ),
            ("isSearchCut", .boolean(explanation.isSearchCut)),
        ])
    }

    private func json(_ cause: Explanation.Cause) -> JSONText {
        var fields = [("policy", JSONText.text(cause.policy.description)), ("effect", .text(cause.effect.rawValue))]
        fields += position(cause.file, cause.error?.range ?? cause.range)
        if let error = cause.error { fields.append(("message", .text(error.message))) }
        return .object(fields)
    }

    private func json(_ miss: Explanation.NearMiss) -> JSONText {
        let failures = miss.failures.map { failure -> JSONText in
            var fields = position(miss.file, failure.range)
            switch failure.outcome {
            case .failed: fields.append(("outcome", .text("failed")))
            case .erred(let error): fields += [("outcome", .text("erred")), ("message", .text(error.message))]
            case .withheld: fields.append(("outcome", .text("withheld")))
            }
            return .object(fields)
        }
        return .object([("policy", .text(miss.policy.description)), ("failures", .list(failures))])
    }

    private func json(_ change: FactChange) -> JSONText {
        func texts(_ values: Set<Value>) -> JSONText {
            .list(values.map(\.description).sorted().map { .text($0) })
        }
        var fields = [("path", JSONText.text(change.path.description))]
        switch change.kind {
        case .set(let value): fields += [("change", .text("set")), ("value", .text(value.description))]
        case .differ(let value): fields += [("change", .text("differ")), ("value", .text(value.description))]
        case .add(let members): fields += [("change", .text("add")), ("members", texts(members))]
        case .remove(let members): fields += [("change", .text("remove")), ("members", texts(members))]
        case .clear: fields.append(("change", .text("clear")))
        case .join(let group): fields += [("change", .text("join")), ("members", texts([.entity(group)]))]
        case .leave(let groups):
            fields += [("change", .text("leave")), ("members", texts(Set(groups.map { .entity($0) })))]
        }
        if let granter = change.granter { fields.append(("granter", .text(granter))) }
        return .object(fields)
    }

    private func position(_ file: String, _ range: SourceRange) -> [(String, JSONText)] {
        [
            ("file", .text(file)), ("line", .integer(range.start.line)), ("column", .integer(range.start.column)),
            ("endLine", .integer(range.end.line)), ("endColumn", .integer(range.end.column)),
        ]
    }
}
