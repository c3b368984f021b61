internal import Boundary
internal import Execution
internal import HTTPExit

/// What the plant floor refuses, in words for a page.
enum RefusalText {
    /// How it is answered.
    static func status(_ refusal: ExecutionRefusal) -> AnswerStatus {
        switch refusal.code {
        case .invalid: .wrong
        case .noAnswer, .busy, .inDoubt: .unavailable
        default: .conflict
        }
    }

    /// What it is to a page where it is more than a state that things are in; nil where it is that.
    static func failure(_ refusal: ExecutionRefusal) -> Failure? {
        if let denial = refusal.denial { return .denied(denial) }
        return refusal.code == .notFound ? .notFound : nil
    }

    /// What it is to a program: the first reason.
    static func problem(_ refusal: ExecutionRefusal) -> Failure {
        failure(refusal)
            ?? .refused(Refusal(refusal.code.rawValue, refusal.code.says, status: status(refusal)))
    }

    /// Every reason, with what to do, first on the page.
    static func summary(_ refusal: ExecutionRefusal, _ request: PageRequest) -> ClearedText {
        let reasons = refusal.reasons.map { reason -> ClearedText in
            let typed: ClearedText = reason.code == .invalid ? request.found([reason.place], in: "once") : ""
            return
                "<p><strong>\(program: reason.code.says).</strong> \(program: reason.code.remedy)</p>\(typed)<p class=\"code\">\(issued: reason.code.rawValue)</p>"
        }
        return
            "<div class=\"problem\" role=\"alert\" tabindex=\"-1\" data-focus><h2>There is a problem</h2>\(.joined(reasons))</div>"
    }
}
