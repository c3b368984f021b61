internal import Boundary
internal import Execution
internal import Governance
internal import HTTPExit

/// What the plant floor refuses, in words for a page.
enum RefusalText {
    /// How it is answered.
    static func status(_ refusal: ExecutionRefusal) -> AnswerStatus {
        switch refusal.code {
        case .invalid: .wrong
        case .notQuality, .notDesignAuthority, .notForCustomer: .denied
        case .noAnswer, .busy, .inDoubt, .noRoom, .mediaClosed: .unavailable
        case .mediumType: .wrongType
        case .mediumTooLarge: .tooLarge
        case .mediumDamaged, .mediumPixels, .mediumActive, .mediumRestricted, .mediumClassified: .wrong
        case .tooManyMedia: .tooMany
        default: .conflict
        }
    }

    /// What it is to a page where it is more than a state that things are in; nil where it is that.
    static func failure(_ refusal: ExecutionRefusal) -> Failure? {
        if let denial = refusal.denial { return .denied(denial) }
        // Whether the instance has a program is nobody's business who may not work on it.
        return refusal.code == .notFound || refusal.code == .notHosted ? .notFound : nil
    }

    /// What it is to a program: the first reason.
    static func problem(_ refusal: ExecutionRefusal) -> Failure {
        failure(refusal)
            ?? .refused(Refusal(refusal.code.rawValue, refusal.code.says, status: status(refusal)))
    }

    /// Every reason, with what to do, first on the page.
    static func summary(_ refusal: ExecutionRefusal, _ request: PageRequest) -> ClearedText {
        let reasons = refusal.reasons.map { reason -> ClearedText in
            // What was not approved names the rules of the plant that ask for more; units are named as they were typed.
            let isSaid =
                [.invalid, .notApproved, .notEffective, .severalEffective].contains(reason.code)
                && !reason.place.isEmpty
            let typed: ClearedText = isSaid ? request.found([reason.place], in: "once") : ""
            return
                "<p><strong>\(program: reason.code.says).</strong> \(program: reason.code.remedy)</p>\(typed)<p class=\"code\">\(issued: reason.code.rawValue)</p>"
        }
        return
            "<div class=\"problem\" role=\"alert\" tabindex=\"-1\" data-focus><h2>There is a problem</h2>\(.joined(reasons))</div>"
    }

    // MARK: Of changes

    /// How a refusal of change control is answered.
    static func status(_ refusal: GovernanceRefusal) -> AnswerStatus {
        switch refusal.code {
        case .denied: .denied
        case .invalid: .wrong
        case .noAnswer: .unavailable
        default: .conflict
        }
    }

    /// What it is to a page where it is more than a state that things are in; nil where it is that.
    static func failure(_ refusal: GovernanceRefusal) -> Failure? {
        refusal.code == .notFound ? .notFound : refusal.denial.map { .denied($0) }
    }

    /// The state that things are in.
    static func stated(_ refusal: GovernanceRefusal) -> Refusal {
        Refusal(refusal.code.rawValue, refusal.code.says, status: status(refusal))
    }

    /// What it is to a program.
    static func problem(_ refusal: GovernanceRefusal) -> Failure {
        refusal.code == .notFound ? .notFound : .refused(stated(refusal))
    }

    /// What change control refuses, with each rule, where it is written and what meets it.
    static func summary(_ refusal: GovernanceRefusal, _ request: PageRequest) -> ClearedText {
        let place = refusal.place.isEmpty ? "" : request.found([refusal.place], in: "once")
        return """
            <div class="problem" role="alert" tabindex="-1" data-focus><h2>There is a problem</h2><p><strong>\(program: refusal.code.says).</strong> \(program: refusal.code.remedy)</p>\(place)\(rules(refusal.reasons))\
            <p class="code">\(issued: refusal.code.rawValue)</p></div>
            """
    }

    /// Rules, a line each.
    static func rules(_ reasons: [Denial.Reason]) -> ClearedText {
        guard !reasons.isEmpty else { return "" }
        let lines = reasons.map { reason -> ClearedText in
            "<li><strong>\(reason.statement).</strong> Met by \(reason.remedy). <span class=\"hint\">\(reason.citation), \(reason.name)</span></li>"
        }
        return "<ul>\(.joined(lines))</ul>"
    }
}
