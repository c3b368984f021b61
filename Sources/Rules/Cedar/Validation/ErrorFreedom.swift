/// A way in which a well-typed expression can still err in evaluation, and where.
public struct PossibleError: Hashable, Sendable, CustomStringConvertible {
    /// The ways.
    public enum Cause: String, Hashable, Sendable, CaseIterable {
        /// The result of an operation on integers may not fit 64 bits.
        case overflow
        /// The text of an extension value, or an operation on one, may be out of range.
        case extensionCall
        /// An attribute or tag is read of an entity that may be absent from the store; no `has` has asked for it before.
        case absentEntity
    }

    /// How.
    public let cause: Cause
    /// Where in the policy's file.
    public let range: SourceRange

    /// `line:column: cause`.
    public var description: String { "\(range.start.line):\(range.start.column): \(message)" }

    /// What may go wrong, and what to do.
    public var message: String {
        switch cause {
        case .overflow: "the result may not fit 64 bits; compare without computing, or keep the result as an attribute"
        case .extensionCall: "this may be out of range; keep the result as an attribute"
        case .absentEntity: "the entity may be absent; ask with `has` first"
        }
    }
}

extension TypedExpression {
    /// Every place at which evaluation can err, in the order of the text; empty for an expression that never does. An upper bound: no
    /// error is missed on requests and stores that conform to the schema, but some places cannot err in truth. Linear in the size.
    public var possibleErrors: [PossibleError] {
        var found: [PossibleError] = []
        collectErrors(into: &found)
        return found.sorted { ($0.range.start, $0.range.end) < ($1.range.start, $1.range.end) }
    }

    private func collectErrors(into found: inout [PossibleError]) {
        if let cause = ownError { found.append(PossibleError(cause: cause, range: range)) }
        // The branch that is never taken is a copy of the other.
        if case .conditional(let test, let then, _) = kind, test.type.knownTruth != nil {
            test.collectErrors(into: &found)
            then.collectErrors(into: &found)
            return
        }
        for child in children { child.collectErrors(into: &found) }
    }

    /// What can go wrong in the operation itself.
    private var ownError: PossibleError.Cause? {
        switch kind {
        case .binary(.add, _, _), .binary(.subtract, _, _), .binary(.multiply, _, _): return .overflow
        // Only the least integer has no negative.
        case .negate(let inner):
            if case .literal(.long(let value)) = inner.kind, value != .min { return nil }
            return .overflow
        case .attribute(let base, _):
            if case .entity = base.type { return isGuarded ? nil : .absentEntity }
            return nil
        case .call(let function, let arguments):
            switch function {
            case .decimal, .ip, .datetime, .duration:
                // A literal has been read once already.
                if case .literal(.string) = arguments.first?.kind { return nil }
                return .extensionCall
            case .offset, .durationSince, .toDate: return .extensionCall
            default: return nil
            }
        default: return nil
        }
    }
}

extension Validator {
    /// How a policy can err although it validates, in any of the environments that its scope allows; each place once.
    /// - Returns: nil where the policy is not well typed in some environment, or there are more of them than are checked, so that
    ///   nothing is known.
    public func possibleErrors(of policy: Policy) -> [PossibleError]? {
        guard schema.requestEnvironmentCount(of: policy) <= CedarLimits.requestEnvironments else { return nil }
        var found: Set<PossibleError> = []
        for outcome in Typechecker(schema, mode: mode).check(policy) {
            guard let condition = outcome.condition else { return nil }
            found.formUnion(condition.possibleErrors)
        }
        return found.sorted { ($0.range.start, $0.range.end) < ($1.range.start, $1.range.end) }
    }
}

extension PolicySet {
    /// Refuses a set with a forbid that can err. Cedar skips a policy that errs, so such a forbid fails open; where that must not be,
    /// sets are loaded through here. Permits may err: they fail closed.
    /// - Parameters:
    ///   - schema: what requests and the store conform to.
    ///   - isStoreComplete: whether every entity is in the store that a request, an attribute or a forbid names, so that reading an
    ///     attribute never fails by an absent entity.
    /// - Throws: for each forbid, template or policy, what is invalid and what can err, each with its place.
    public func requireForbidsNeverErr(under schema: Schema, isStoreComplete: Bool = false) throws(CedarErrors) {
        let validator = Validator(schema)
        var errors: [ParseError] = []
        for policy in templates + policies where policy.effect == .forbid {
            if policy.template.flatMap({ self[$0] }) != nil { continue }
            let problems = validator.validate(policy).problems
            errors += problems.map { ParseError(file: $0.file, range: $0.range, message: $0.message) }
            guard problems.isEmpty else { continue }
            for error in validator.possibleErrors(of: policy) ?? []
            where !(isStoreComplete && error.cause == .absentEntity) {
                let message = "the forbid `\(policy.id)` can err, and would then not be applied: \(error.message)"
                errors.append(ParseError(file: policy.file, range: error.range, message: message))
            }
        }
        guard errors.isEmpty else { throw CedarErrors(errors) }
    }
}
