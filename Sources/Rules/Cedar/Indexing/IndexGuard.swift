/// What must be true of a request so that a part of a policy can be evaluated without error: a value of some type at the end of a
/// path.
struct IndexGuard: Hashable, Sendable {
    /// Types of value, as far as operations tell them apart.
    enum Kind: Hashable, Sendable {
        case any
        case bool
        case long
        case string
        case entity
        case set
        case structure
        case decimal
        case ip
        case datetime
        case duration

        @inline(__always)
        func admits(_ value: Value) -> Bool {
            switch (self, value) {
            case (.any, _), (.bool, .bool), (.long, .long), (.string, .string), (.entity, .entity), (.set, .set),
                (.structure, .entity), (.structure, .record), (.decimal, .decimal), (.ip, .ip),
                (.datetime, .datetime), (.duration, .duration):
                true
            default: false
            }
        }
    }

    /// What a guard says about the policies behind it.
    enum Outcome {
        /// They do not err in the guarded part.
        case holds
        /// They are not satisfied, and do not err.
        case refused
        /// They may err and must be evaluated.
        case fails
    }

    let asked: AskedPath
    let kind: Kind
    /// Bit `n` says that nothing errs where the attribute with number `n` is missing.
    var harmlessSteps: UInt64 = 0

    @inline(__always)
    func outcome(_ bound: Bound) -> Outcome {
        asked.path.withFound(bound) { found in
            switch found {
            case .value(let value): kind.admits(value.pointee) ? .holds : .fails
            case .absent(let step):
                asked.isAsked(step) ? .refused : step < 64 && harmlessSteps >> UInt64(step) & 1 == 1 ? .holds : .fails
            case .unsuited: .fails
            }
        }
    }
}
