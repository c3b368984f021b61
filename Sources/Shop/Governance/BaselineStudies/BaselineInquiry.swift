internal import Boundary
internal import CedarAnalysis
internal import PlantModel
internal import Storage

/// The question what another baseline would change, with all that its answer takes.
struct BaselineInquiry: Inquiry {
    let boundary: Boundary
    /// What is in force.
    let current: BaselineDraft
    /// What was released last; another one than what is in force where its day has not come, or the instance was not started since.
    let last: BaselineRelease
    /// What would be: files in the place of those in force, not read yet.
    let files: BaselineFiles
    let planning: BaselineDraft.Planning
    let places: [String: CompartmentName]
    let whereabouts: Whereabouts
    let day: Day

    /// All theorems of a catalogue are proved, which takes longer than one policy.
    var secondsMax: Int? { 3_600 }

    /// Works it out: whether the files are sound and have a plan, what differs, who of the register gains and loses, whether anybody could, the theorems.
    func answer(_ limits: SolverLimits, _ interrupt: SolverInterrupt, _ progress: WorkProgress)
        -> WorkLine.Standing?
    {
        do {
            guard progress("plan", 0, 0) else { return nil }
            let draft = try BaselineDraft(files, planning: planning)
            guard draft.digest != current.digest else {
                return .unsound(["nothing differs from what is in force: these are the files that were released"])
            }
            let differences = try BaselineComparison(from: current, to: draft).differences()
            let shifts = try boundary.shifts(under: draft.baseline, in: places, at: whereabouts) { done, count in
                progress("persons", done, count)
            }
            guard let shifts else { return nil }
            let persons = try boundary.impact(of: draft.baseline)
            let prover = Prover(schema: draft.baseline.catalogue.schema, limits: limits, interrupt: interrupt)
            guard let findings = try findings(draft, prover, progress),
                let proof = try draft.prove(prover, progress), !interrupt.isStopped
            else { return nil }
            return .studied(
                BaselineStudy(
                    draft: draft,
                    differences: differences,
                    shifts: shifts,
                    findings: findings,
                    proof: proof,
                    impact: BaselineStudy.impact(differences, persons, findings, proof) + pending
                )
            )
        } catch let refusal as GovernanceRefusal where [.unsound, .noPlan, .wrongPlan].contains(refusal.code) {
            let head = refusal.code == .unsound ? [] : ["\(refusal.code.says). \(refusal.code.remedy)"]
            return .unsound(head + refusal.place.split(separator: "\n").map(String.init))
        } catch let error as BoundaryError where error.code == .noPolicies {
            return .unsound([error.message])
        } catch let problems as ObligationProblems {
            return .unsound(problems.problems)
        } catch {
            return .failed
        }
    }

    /// What is released over one whose day has not come is in force in its stead.
    private var pending: [String] {
        last.digest == current.digest
            ? []
            : [
                "baseline \(last.digest.prefix(12)), which is released from \(last.effective), would not be in force: this one takes its place"
            ]
    }

    /// Policies in the words of one schema are not asked in those of another one.
    private func findings(_ draft: BaselineDraft, _ prover: Prover, _ progress: WorkProgress) throws
        -> [PolicyAnswer.Finding]?
    {
        let schema = "bulkhead.cedarschema"
        guard current.files.catalogue[schema] == draft.files.catalogue[schema] else {
            return ["gains", "loses"].map { about in
                PolicyAnswer.Finding(
                    about: about,
                    subject: "every kind of request",
                    says: "",
                    answer: "unknown",
                    example: "The schema would be another one, and the prover compares policies of one schema."
                )
            }
        }
        return try PolicyComparison(old: current.baseline, new: draft.baseline, day: day).findings(prover, progress)
    }
}
