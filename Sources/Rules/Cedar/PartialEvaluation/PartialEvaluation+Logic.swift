extension PartialEvaluation {
    func negation(_ inner: Residual, _ residual: Residual) -> Residual {
        if inner.error != nil { return residual.failed(like: inner) }
        if let truth = inner.truth { return residual.literal(!truth) }
        if case .not(let twice) = inner.kind { return twice }
        return residual.replacing(.not(inner))
    }

    /// `&&` stops at false, `||` at true: what follows is not evaluated, and parts that cannot err before it are not needed.
    func chain(_ parts: [Residual], stopsAt deciding: Bool, _ residual: Residual) -> Residual {
        var kept: [Residual] = []
        var isDecided = false
        scan: for part in parts {
            let part = evaluate(part)
            switch part.kind {
            case .literal:
                guard part.truth == deciding else { continue }
                while let last = kept.last, !last.mayErr { kept.removeLast() }
                kept.append(part)
                isDecided = true
                break scan
            case .error:
                kept.append(part)
                break scan
            case .and(let inner) where !deciding, .or(let inner) where deciding:
                kept += inner
                if let last = inner.last, last.value != nil || last.error != nil { break scan }
            default: kept.append(part)
            }
        }
        guard let first = kept.first else { return residual.literal(!deciding) }
        if first.error != nil { return residual.failed(like: first) }
        if isDecided, kept.count == 1 { return residual.literal(deciding) }
        if kept.count == 1 { return first }
        let type = isDecided ? InferredType.bool(always: deciding) : residual.type
        return Residual(deciding ? .or(kept) : .and(kept), type, residual.range)
    }

    func conditional(_ test: Residual, then: Residual, otherwise: Residual, _ residual: Residual) -> Residual {
        if test.error != nil { return residual.failed(like: test) }
        if let truth = test.truth { return evaluate(truth ? then : otherwise) }
        if let truth = test.type.knownTruth {
            // The test can only err: the branch that is never taken is a copy of the other.
            let taken = evaluate(truth ? then : otherwise)
            return residual.replacing(.conditional(test, then: taken, otherwise: taken))
        }
        let first = evaluate(then)
        let second = evaluate(otherwise)
        if !test.mayErr, let one = first.value, one == second.value { return residual.literal(one) }
        return residual.replacing(.conditional(test, then: first, otherwise: second))
    }

    func isType(_ inner: Residual, _ type: EntityTypeName, _ residual: Residual) -> Residual {
        if inner.error != nil { return residual.failed(like: inner) }
        if case .literal(.entity(let uid)) = inner.kind { return residual.literal(uid.type == type) }
        return residual.replacing(.isType(inner, type))
    }
}
