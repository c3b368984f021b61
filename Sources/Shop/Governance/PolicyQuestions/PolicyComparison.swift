internal import Boundary
internal import Cedar
internal import CedarAnalysis
internal import PlantModel

/// What is decided by, and what would be, asked about whoever may come.
struct PolicyComparison: Sendable {
    let old: PolicyBaseline
    let new: PolicyBaseline
    let day: Day

    /// For each kind of request whether anybody could gain or lose, with a request that shows it.
    /// - Returns: nil where the answer is not wanted any more.
    /// - Throws: what keeps one of them from being asked as of the day.
    func findings(_ prover: Prover, _ progress: WorkProgress) throws -> [PolicyAnswer.Finding]? {
        let (old, new) = (try Self.policies(of: old, on: day), try Self.policies(of: new, on: day))
        var found: [PolicyAnswer.Finding] = []
        let environments = prover.schema.requestEnvironments
        for (done, environment) in environments.enumerated() {
            guard progress("requests", done, environments.count) else { return nil }
            let row = PolicyDiff.Row(prover, environment, from: old, to: new, reading: .denies)
            for (about, change) in [("gains", row.gained), ("loses", row.lost)] {
                switch change {
                case .none: continue
                case .unknown(let reason): found.append(finding(about, environment, "unknown", reason))
                case .example(let example):
                    found.append(finding(about, environment, "example", text(of: example)))
                }
            }
        }
        return found
    }

    private func finding(_ about: String, _ environment: RequestEnvironment, _ answer: String, _ example: String)
        -> PolicyAnswer.Finding
    {
        PolicyAnswer.Finding(about: about, subject: "\(environment)", says: "", answer: answer, example: example)
    }

    private func text(of example: PolicyDiff.Example) -> String {
        func decided(_ response: Response) -> String {
            // Policies of contracts are named by what no reader need know of.
            let names = response.reasons.map { id in
                let isNamed = [self.old, self.new].contains { baseline in
                    baseline.grants[id] != nil || baseline.catalogue.obligations.contains { $0.policy.id == id }
                }
                return isNamed ? id.description : "a rule of the plant's contracts"
            }
            let by = Set(names).sorted().joined(separator: ", ")
            return response.decision.rawValue + (by.isEmpty ? "" : " by \(by)")
        }
        return
            (Self.lines(of: example.counterexample)
            + ["before: \(decided(example.before))", "after: \(decided(example.after))"]).joined(separator: "\n")
    }

    /// The request and what is said of its entities.
    static func lines(of example: Counterexample) -> [String] {
        let request = example.request
        let context = request.context.isEmpty ? [] : ["context \(request.context)"]
        return ["\(request.principal) does \(request.action) on \(request.resource)"] + context
            + example.entities.filter { !$0.uid.type.isAction && !($0.attributes.isEmpty && $0.parents.isEmpty) }.map {
                let parents = $0.parents.sorted().map(\.description).joined(separator: ", ")
                return "\($0.uid)\(parents.isEmpty ? "" : " in [\(parents)]") \($0.attributes)"
            }
    }

    /// All that a baseline decides by on a day.
    static func policies(of baseline: PolicyBaseline, on day: Day) throws -> PolicySet {
        let plant = baseline.plant.on(day)
        let obligations = try PlantObligations(plant: plant, catalogue: baseline.catalogue)
        return try PolicySet.merging([obligations.policies, baseline.grants])
    }
}
