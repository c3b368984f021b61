public import Boundary
internal import Journal

/// Why a command of the plant floor was not carried out. Nothing of it happened.
///
/// What it says are sentences of the program and what the asker gave, never a value of a record: what a page shows beside it is released by
/// the boundary, like all else.
public struct ExecutionRefusal: Error, Sendable, CustomStringConvertible {
    /// What stands in the way.
    public struct Reason: Hashable, Sendable {
        /// What it is; its texts are with the code.
        public let code: Code
        /// Where, in words of the asker, such as the number of a characteristic; empty where there is nothing to add.
        public let place: String

        init(_ code: Code, _ place: String = "") {
            self.code = code
            self.place = place
        }
    }

    /// All that stands in the way, the first of which is to be mended first.
    public let reasons: [Reason]
    /// The policies that refuse, where they do and the asker may know.
    public let denial: Denial?
    /// What a log or a store said, for whoever runs the instance; nothing of it is shown.
    public let cause: String?

    init(_ reasons: [Reason], denial: Denial? = nil, cause: String? = nil) {
        self.reasons = reasons
        self.denial = denial
        self.cause = cause
    }

    init(_ code: Code, _ place: String = "") { self.init([Reason(code, place)]) }

    /// What the boundary refused.
    init(_ refusal: AccessRefusal) {
        switch refusal {
        case .notFound: self.init([Reason(.notFound)])
        case .denied(let denial): self.init([Reason(.denied)], denial: denial)
        case .failed(let error): self.init(error)
        }
    }

    /// What the boundary could not answer. Its message is one that the asker may be told.
    init(_ error: BoundaryError) {
        let cause = "\(error): \(error.cause ?? "")"
        switch error.code {
        case .invalidQuestion: self.init([Reason(.invalid, error.message)], cause: cause)
        case .notDetermined: self.init([Reason(.notDetermined, error.message)], cause: cause)
        default: self.init([Reason(.noAnswer)], cause: cause)
        }
    }

    /// Whatever a command threw.
    init(_ error: any Error) {
        switch error {
        case let refusal as ExecutionRefusal: self = refusal
        case let refusal as AccessRefusal: self.init(refusal)
        case let error as BoundaryError: self.init(error)
        default:
            let code: Code =
                switch (error as? JournalError)?.code {
                case .tryLater?: .busy
                case .inDoubt?: .inDoubt
                default: .noAnswer
                }
            self.init([Reason(code)], cause: "\(error)")
        }
    }

    /// The first code.
    public var code: Code { reasons.first?.code ?? .noAnswer }

    /// Each reason with what to do.
    public var description: String {
        var lines = reasons.map { reason in
            "\(reason.code.id): \(reason.code.says)\(reason.place.isEmpty ? "" : " (\(reason.place))"). \(reason.code.remedy)"
        }
        if let denial { lines.append(denial.description) }
        return lines.joined(separator: "\n")
    }
}
