/// How a forbid that errs counts.
public enum ErringForbid: String, Hashable, Sendable, CaseIterable {
    /// As Cedar has it: the forbid is skipped, and what it would have refused may be allowed. It fails open.
    case skips
    /// As Bulkhead has it: the request is denied; what the forbid guards against is not known to be absent.
    case denies
}
