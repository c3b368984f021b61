/// A test in a policy that a table answers for all policies at once: it compares something of the request with literals. A class, so
/// that a decision can read it without copying it.
final class Pin: Hashable, Sendable {
    /// How it is compared.
    enum Test: Hashable, Sendable {
        /// The variable's entity is one of the keys.
        case entity
        /// The variable's entity is one of the keys or below one.
        case below
        /// The value is one of the keys.
        case value
        /// The value, a truth value, is the key.
        case truth
        /// The value, an entity, is one of the keys or below one.
        case valueBelow
        /// The value, a set, has one of the keys as a member.
        case member
    }

    let test: Test
    /// What is compared; without attributes for the first two tests.
    let subject: AskedPath
    /// What must hold so that nothing before the test errs.
    let guards: [IndexGuard]
    /// Of all parts, seeded per process.
    let digest: Int

    init(test: Test, subject: AskedPath, guards: [IndexGuard] = []) {
        self.test = test
        self.subject = subject
        self.guards = guards
        var hasher = Hasher()
        hasher.combine(test)
        hasher.combine(subject)
        hasher.combine(guards)
        digest = hasher.finalize()
    }

    static func == (left: Pin, right: Pin) -> Bool {
        left === right
            || left.digest == right.digest && left.test == right.test && left.subject == right.subject
                && left.guards == right.guards
    }

    func hash(into hasher: inout Hasher) { hasher.combine(digest) }
}

/// A pin with the literals of one policy, as digests. Unlike literals could share a digest; then a policy is evaluated in vain.
struct PinCandidate: Sendable {
    let pin: Pin
    let keys: [Int]
    /// How much a table by this test is likely to sort out, less is more.
    let rank: Int
}

extension Value {
    /// The digest under which tables keep the value, nil for values that are not pinned.
    @inline(__always)
    var pinDigest: Int? {
        switch self {
        case .entity(let uid): uid.digest
        case .string(let text): text.digest
        case .long(let number): Self.digest(number)
        case .bool(let truth): Self.pinDigest(truth)
        case .set, .record, .decimal, .ip, .datetime, .duration: nil
        }
    }

    static func pinDigest(_ truth: Bool) -> Int { truth ? 1 : 2 }

    private static func digest(_ number: Int64) -> Int {
        var hasher = Hasher()
        hasher.combine(number)
        return hasher.finalize()
    }
}
