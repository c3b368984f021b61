/// What must be true of a request so that a part of a policy can be evaluated without error: a value of some type at the end of a
/// path. A class, so that a decision can read it without copying it.
final class IndexGuard: Hashable, Sendable {
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
            switch value {
            case .bool: self == .any || self == .bool
            case .long: self == .any || self == .long
            case .string: self == .any || self == .string
            case .entity: self == .any || self == .entity || self == .structure
            case .record: self == .any || self == .structure
            case .set: self == .any || self == .set
            case .decimal: self == .any || self == .decimal
            case .ip: self == .any || self == .ip
            case .datetime: self == .any || self == .datetime
            case .duration: self == .any || self == .duration
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
    let harmlessSteps: UInt64

    init(asked: AskedPath, kind: Kind, harmlessSteps: UInt64 = 0) {
        self.asked = asked
        self.kind = kind
        self.harmlessSteps = harmlessSteps
    }

    static func == (left: IndexGuard, right: IndexGuard) -> Bool {
        left === right
            || left.asked == right.asked && left.kind == right.kind && left.harmlessSteps == right.harmlessSteps
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(asked)
        hasher.combine(kind)
        hasher.combine(harmlessSteps)
    }

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
