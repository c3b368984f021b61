internal import Boundary
internal import Cedar
internal import CedarAnalysis
internal import Classification
internal import Journal
internal import PlantModel

/// Holds a baseline against the one in force: what each says, not its bytes.
struct BaselineComparison {
    let old: BaselineDraft
    let new: BaselineDraft
    /// Ids of the programs of both.
    private let programs: [String]

    init(from old: BaselineDraft, to new: BaselineDraft) {
        self.old = old
        self.new = new
        programs = Set((old.baseline.plant.programs + new.baseline.plant.programs).map(\.id)).sorted()
    }

    /// All differences, in the order of their kinds and paths. Every file that differs has one at least.
    func differences() throws(GovernanceRefusal) -> [BaselineDifference] {
        var found = try plantDifferences() + policyDifferences() + vocabularyDifferences() + determinationDifferences()
        found += planDifferences()
        found += validationDifferences(found)
        found += wordingDifferences(found)
        let order = Dictionary(
            uniqueKeysWithValues: BaselineDifference.Kind.allCases.enumerated().map { ($0.element, $0.offset) }
        )
        return found.sorted { (order[$0.kind] ?? 0, $0.path) < (order[$1.kind] ?? 0, $1.path) }
    }

    // MARK: The plant

    private func plantDifferences() throws(GovernanceRefusal) -> [BaselineDifference] {
        let (was, will) = (try entries(old), try entries(new))
        return Set(was.keys).union(will.keys).sorted().flatMap { entry -> [BaselineDifference] in
            let (before, after) = (was[entry] ?? [:], will[entry] ?? [:])
            guard before != after else { return [] }
            // Whatever a part of an entry says, the entry names its programs elsewhere.
            let told = (before.merging(after) { $0 + "\n" + $1 }).map { "\($0) \($1)" }.joined(separator: "\n")
            let programs = programs(namedIn: told, customer: entry)
            if before.isEmpty || after.isEmpty {
                return [
                    BaselineDifference(
                        kind: Self.kind(of: entry),
                        path: entry,
                        before: Self.text(before, below: entry),
                        after: Self.text(after, below: entry),
                        programs: programs
                    )
                ]
            }
            return Set(before.keys).union(after.keys).sorted().filter { before[$0] != after[$0] }.map { path in
                BaselineDifference(
                    kind: Self.kind(of: path),
                    path: path,
                    before: before[path] ?? "",
                    after: after[path] ?? "",
                    programs: programs
                )
            }
        }
    }

    /// What the plant says of each of its entries, by path.
    private func entries(_ draft: BaselineDraft) throws(GovernanceRefusal) -> [String: [String: String]] {
        var entries: [String: [String: String]] = [:]
        for statement in Plant.statements(draft.files.plantName, files: try draft.files.plantTexts()) {
            let entry = statement.entry.map { "\(statement.section)[\($0)]" } ?? statement.section
            entries[entry, default: [:]][statement.path, default: ""] += statement.value
        }
        return entries
    }

    private static func text(_ values: [String: String], below entry: String) -> String {
        values.sorted { $0.key < $1.key }.map { path, value in
            "\(path.hasPrefix(entry) ? String(path.dropFirst(entry.count)) : path): \(value)"
        }.joined(separator: "\n")
    }

    private static func kind(of path: String) -> BaselineDifference.Kind {
        switch String(path.prefix { $0 != "[" && $0 != "." }) {
        case "programs": path.contains("].sites") ? .site : .program
        case "sites", "workCenters": .site
        case "parties": .party
        case "audiences": .audience
        case "authorizations": .authorization
        case "environments", "assessmentScopes": .environment
        case "systems": .system
        case "flows": .connector
        case "filters": .filter
        case "instances": .landscape
        case "changeTiers": .changeTier
        default: .plantFact
        }
    }

    // MARK: Programs

    /// Programs that a text names, and those of a customer whose entry it is.
    private func programs(namedIn text: String, customer entry: String = "") -> [String] {
        let customers = (old.baseline.plant.programs + new.baseline.plant.programs).filter {
            entry == "parties[\($0.customer)]"
        }
        return Set(programs.filter { Self.names($0, text) } + customers.map(\.id)).sorted()
    }

    /// Whether a text has a name as a word of its own.
    private static func names(_ name: String, _ text: String) -> Bool {
        func isPart(_ character: Character?) -> Bool { character.map { $0.isLetter || $0.isNumber } ?? false }
        return text.ranges(of: name).contains { range in
            let before = range.lowerBound == text.startIndex ? nil : text[text.index(before: range.lowerBound)]
            let after = range.upperBound == text.endIndex ? nil : text[range.upperBound]
            return !isPart(before) && !isPart(after)
        }
    }

    // MARK: Policies, determinations, the plan

    private func differences(
        _ kind: BaselineDifference.Kind,
        _ section: String,
        _ before: [String: String],
        _ after: [String: String]
    ) -> [BaselineDifference] {
        Set(before.keys).union(after.keys).sorted().filter { before[$0] != after[$0] }.map { name in
            let (was, will) = (before[name] ?? "", after[name] ?? "")
            return BaselineDifference(
                kind: kind,
                path: "\(section)[\(name)]",
                before: was,
                after: will,
                programs: programs(namedIn: "\(name)\n\(was)\n\(will)")
            )
        }
    }

    private func policyDifferences() throws(GovernanceRefusal) -> [BaselineDifference] {
        func texts(_ policies: [Policy]) -> [String: String] {
            Dictionary(policies.map { ($0.id.description, "\($0)") }, uniquingKeysWith: { $0 + "\n" + $1 })
        }
        let (was, will) = (old.baseline, new.baseline)
        return differences(
            .obligation,
            "obligations",
            texts(was.catalogue.obligations.map(\.policy)),
            texts(will.catalogue.obligations.map(\.policy))
        ) + differences(.grant, "grants", texts(was.grants.policies), texts(will.grants.policies))
            + differences(
                .theorem,
                "theorems",
                texts(try old.readTheorems().map(\.policy)),
                texts(try new.readTheorems().map(\.policy))
            )
    }

    private func vocabularyDifferences() -> [BaselineDifference] {
        func texts(_ files: BaselineFiles) -> [String: String] {
            files.catalogue.filter { !$0.key.hasSuffix(".cedar") }.mapValues { String(decoding: $0, as: UTF8.self) }
        }
        return differences(.vocabulary, "catalogue", texts(old.files), texts(new.files))
    }

    private func determinationDifferences() -> [BaselineDifference] {
        func texts(_ baseline: PolicyBaseline) -> [String: String] {
            Dictionary(baseline.determinations.map { ($0.rule, Self.text($0)) }, uniquingKeysWith: { $0 + "\n" + $1 })
        }
        return differences(.determination, "determinations", texts(old.baseline), texts(new.baseline))
    }

    private static func text(_ rule: Determination) -> String {
        let approvals = rule.approvals.map { "\($0.approver) as \($0.capacity)" }.joined(separator: ", ")
        let (programs, customers) = (rule.threshold.programsMin, rule.threshold.customersMin)
        return """
            \(rule.kind) of \(rule.programs.sorted().joined(separator: ", "))
            by \(rule.author), approved by \(approvals), \(rule.cite)
            from \(rule.date), to be reviewed by \(rule.reviewBy)
            of \(programs) programs and \(customers) customers at least, below that \(rule.below.rawValue)
            leaves "\(rule.result.canonicalText)" of \(rule.resultClass.rawValue)
            """
    }

    private func planDifferences() -> [BaselineDifference] {
        differences(.plan, "plan", Self.places(old.plan), Self.places(new.plan))
    }

    /// Where a plan puts each program of a site, and with which others.
    private static func places(_ plan: PlanFile?) -> [String: String] {
        var places: [String: String] = [:]
        for instance in plan?.instances ?? [] {
            for compartment in instance.compartments {
                let units = compartment.filter { $0.count == 2 }.map { "\($0[0]) at \($0[1])" }.sorted()
                for unit in units {
                    let others = units.filter { $0 != unit }
                    places[unit] =
                        "in \(instance.environment), "
                        + (others.isEmpty ? "by itself" : "with \(others.joined(separator: ", "))")
                }
            }
        }
        return places
    }

    /// Validations are of the flow and of all that is decided by, so that they end with either.
    private func validationDifferences(_ others: [BaselineDifference]) -> [BaselineDifference] {
        guard others.contains(where: { ![.plan, .theorem, .landscape, .changeTier].contains($0.kind) }) else {
            return []
        }
        return new.baseline.plant.flows.filter { $0.messages != nil }.map { flow in
            BaselineDifference(
                kind: .validation,
                path: "flows[\(flow.id)]",
                before: "validated for what is in force",
                after: "to be validated again: bulkhead gateway validate",
                programs: flow.programs ?? programs
            )
        }
    }

    /// Files that differ and say nothing else.
    private func wordingDifferences(_ others: [BaselineDifference]) -> [BaselineDifference] {
        let told = Set(others.compactMap(\.kind.part))
        return new.differences(from: old.hashes).compactMap { changed in
            let path = String(changed.dropFirst())
            let part = BaselinePart(rawValue: String(path.prefix { $0 != "/" }))
            guard let part, !told.contains(part) else { return nil }
            return BaselineDifference(
                kind: .wording,
                path: path,
                before: old.hashes[path] ?? "",
                after: new.hashes[path] ?? "",
                programs: programs(namedIn: path)
            )
        }
    }
}
