internal import Boundary
internal import Synchronization

/// How many of something that takes long are under way at once, by who has them: streams of events, uploads.
final class OpenLimit: Sendable {
    private let max: Int
    private let ofOneMax: Int
    private let counts = Mutex<[Subject: Int]>([:])

    init(_ max: Int, ofOne ofOneMax: Int) {
        self.max = max
        self.ofOneMax = ofOneMax
    }

    /// False where it is one too many.
    func begins(_ subject: Subject) -> Bool {
        counts.withLock { counts in
            guard counts[subject, default: 0] < ofOneMax, counts.values.reduce(0, +) < max else { return false }
            counts[subject, default: 0] += 1
            return true
        }
    }

    func ends(_ subject: Subject) {
        counts.withLock { counts in
            counts[subject] = counts[subject].flatMap { $0 > 1 ? $0 - 1 : nil }
        }
    }
}
