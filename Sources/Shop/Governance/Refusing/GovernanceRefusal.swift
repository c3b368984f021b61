public import Boundary

/// Why a change was not taken a step further. Nothing of it happened.
///
/// What it says are sentences of the program and what the asker gave, never a value of a record.
public struct GovernanceRefusal: Error, Sendable, CustomStringConvertible {
    /// What stands in the way.
    public let code: Code
    /// Where, in words of the asker; empty where there is nothing to add.
    public let place: String
    /// The policies that refuse, where they do, each with its cite and what meets it.
    public let reasons: [Denial.Reason]
    /// The same, where the boundary refused.
    public let denial: Denial?
    /// What a log or a store said, for whoever runs the instance; nothing of it is shown.
    public let cause: String?

    init(
        _ code: Code,
        _ place: String = "",
        reasons: [Denial.Reason] = [],
        denial: Denial? = nil,
        cause: String? = nil
    ) {
        self.code = code
        self.place = place
        self.reasons = reasons
        self.denial = denial
        self.cause = cause
    }

    /// What whoever plans says of a baseline's plan.
    /// - Parameter trouble: what keeps the plan of a plant from being checked or made.
    public init(planning trouble: PlanTrouble) {
        switch trouble {
        case .none(let why): self.init(.noPlan, why)
        case .wrong(let why): self.init(.wrongPlan, why)
        case .unsound(let why): self.init(.unsound, why)
        }
    }

    /// What keeps a plan from being checked or made, and why.
    public enum PlanTrouble: Sendable {
        /// There is none.
        case none(String)
        /// The one that was given does not hold.
        case wrong(String)
        /// The plant cannot be asked about.
        case unsound(String)
    }

    /// What the boundary refused.
    init(access refusal: AccessRefusal) {
        switch refusal {
        case .notFound: self.init(.notFound)
        case .denied(let denial): self.init(.denied, reasons: denial.reasons, denial: denial)
        case .failed(let error): self.init(.noAnswer, cause: "\(error): \(error.cause ?? "")")
        }
    }

    /// Whatever a command threw.
    init(thrown error: any Error) {
        switch error {
        case let refusal as GovernanceRefusal: self = refusal
        case let refusal as AccessRefusal: self.init(access: refusal)
        default: self.init(.noAnswer, cause: "\(error)")
        }
    }

    /// The code, what is the case, what to do, and each policy that refuses.
    public var description: String {
        let head = "\(code.rawValue): \(code.says)\(place.isEmpty ? "" : " (\(place))"). \(code.remedy)"
        let refused = reasons.map { reason in
            "\(reason.says) [\(reason.policy)\(reason.cite.isEmpty ? "" : ", \(reason.cite)")]; met by \(reason.metBy)"
        }
        return ([head] + refused).joined(separator: "\n")
    }
}
