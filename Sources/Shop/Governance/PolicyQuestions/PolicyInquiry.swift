internal import Boundary
internal import Cedar
internal import CedarAnalysis
internal import PlantModel
internal import Storage

/// What was worked out of a question about other policies; handed out by releases alone.
struct PolicyAnswer: Sendable {
    let shifts: [PolicyShift]
    let findings: [Finding]

    struct Finding: Sendable {
        let about: String
        let subject: String
        let says: String
        let answer: String
        let example: String
    }
}

/// A question about other policies with all that its answer takes.
struct PolicyInquiry: Inquiry {
    let boundary: Boundary
    let baseline: PolicyBaseline
    let supposition: PolicySupposition
    let places: [String: CompartmentName]
    let whereabouts: Whereabouts
    let theorems: [Theorem]
    let day: Day

    /// Works it out: who is there, then whoever may come, then the theorems where obligations would be others.
    func answer(_ limits: SolverLimits, _ interrupt: SolverInterrupt, _ progress: WorkProgress)
        -> WorkLine.Standing?
    {
        do {
            let other = try baseline.supposing(supposition)
            let shifts = try boundary.shifts(under: other, in: places, at: whereabouts) { done, count in
                progress("persons", done, count)
            }
            guard let shifts else { return nil }
            let prover = Prover(schema: other.catalogue.schema, limits: limits, interrupt: interrupt)
            let comparison = PolicyComparison(old: baseline, new: other, day: day)
            guard let differences = try comparison.findings(prover, progress),
                let theorems = proofs(under: other, prover, progress)
            else { return nil }
            return interrupt.isStopped
                ? nil : .answered(PolicyAnswer(shifts: shifts, findings: differences + theorems))
        } catch let problems as BaselineProblems {
            return unsound(problems.problems)
        } catch let problems as ObligationProblems {
            return unsound(problems.problems)
        } catch let errors as CedarErrors {
            return unsound(errors.errors.map(\.description))
        } catch let error as BoundaryError where error.code == .noPolicies {
            return unsound([error.message])
        } catch {
            return .failed
        }
    }

    /// A problem that names a program tells of it, and whoever asks may not know of all.
    private func unsound(_ problems: [String]) -> WorkLine.Standing {
        let programs = baseline.plant.programs.map(\.id)
        let shown = problems.filter { problem in !programs.contains { problem.contains($0) } }
        let hidden = problems.count - shown.count
        let rest =
            "\(hidden) more of what the plant file says of programs would no longer be sound; bulkhead check names them"
        return .unsound(shown + (hidden == 0 ? [] : [rest]))
    }

    /// The theorems hold whatever is granted: where no obligation is another one, there is nothing to prove.
    private func proofs(under other: PolicyBaseline, _ prover: Prover, _ progress: WorkProgress) -> [PolicyAnswer
        .Finding]?
    {
        let (old, new) = (baseline.catalogue.obligations.map(\.policy), other.catalogue.obligations.map(\.policy))
        let changed = Set(old.map(\.id) + new.map(\.id)).filter { id in
            old.first { $0.id == id }?.description != new.first { $0.id == id }?.description
        }
        guard !changed.isEmpty else { return [] }
        // Those that rest on what would change come first, so that they are told where the time is too short for all.
        let names = Set(changed.map(\.description))
        let resting = theorems.filter { !names.isDisjoint(with: $0.obligations) }
        let ordered = resting + theorems.filter { names.isDisjoint(with: $0.obligations) }
        var found: [PolicyAnswer.Finding] = []
        for (done, theorem) in ordered.enumerated() {
            guard progress("theorems", done, ordered.count) else { return nil }
            found.append(Self.finding(theorem, theorem.outcomes(prover, new, .denies).map(\.outcome)))
        }
        return found.filter { $0.answer != "proved" }
            + [
                PolicyAnswer.Finding(
                    about: "theorem",
                    subject: "\(found.count { $0.answer == "proved" }) of \(found.count)",
                    says: "",
                    answer: "proved",
                    example: ""
                )
            ]
    }

    private static func finding(_ theorem: Theorem, _ outcomes: [Theorem.Outcome]) -> PolicyAnswer.Finding {
        var (answer, example) = outcomes.isEmpty ? ("fails", "It describes no request any more.") : ("proved", "")
        for outcome in outcomes {
            switch outcome {
            case .proved: continue
            case .failed(let counterexample):
                (answer, example) = ("fails", PolicyComparison.lines(of: counterexample).joined(separator: "\n"))
            case .empty where answer != "fails": (answer, example) = ("fails", "It describes no request any more.")
            case .unknown(let reason) where answer == "proved": (answer, example) = ("unknown", reason)
            case .empty, .unknown: continue
            }
        }
        return PolicyAnswer.Finding(
            about: "theorem",
            subject: "\(theorem.policy.id)",
            says: theorem.statement,
            answer: answer,
            example: example
        )
    }
}
