internal import Boundary

/// What was found of a baseline that somebody would have in force; handed out by releases alone.
struct BaselineStudy: Sendable {
    /// What would be in force.
    let draft: BaselineDraft
    /// What differs from what is in force.
    let differences: [BaselineDifference]
    /// Who of the register would gain and lose what of the records that there are.
    let shifts: [PolicyShift]
    /// Whether anybody could.
    let findings: [PolicyAnswer.Finding]
    /// What became of the theorems.
    let proof: BaselineProof
    /// For the record of the change: counts and sentences that name nobody and no program.
    let impact: [String]
}

extension BaselineStudy {
    /// Counts and sentences of what was found.
    /// - Parameter persons: who in the register gains and loses.
    static func impact(
        _ differences: [BaselineDifference],
        _ persons: AccessImpact,
        _ findings: [PolicyAnswer.Finding],
        _ proof: BaselineProof
    ) -> [String] {
        let moved = differences.count { $0.kind == .plan }
        let ended = differences.count { $0.kind == .validation }
        let requests =
            findings.isEmpty
            ? ["proved: no request is decided otherwise"]
            : ["gains", "loses"].map { word in
                "somebody who may come \(word) in \(findings.count { $0.about == word }) kinds of requests"
            }
        return differences.counts + persons.summary + requests + [
            moved == 0 ? "the plan stays as it is" : "the plan puts \(moved) programs elsewhere or beside others",
            ended == 0 ? "no filter loses its validation" : "\(ended) filters lose their validation", proof.summary,
        ]
    }
}
