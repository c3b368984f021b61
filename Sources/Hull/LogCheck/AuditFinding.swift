/// One thing that an audit found.
public struct AuditFinding: Hashable, Sendable {
    /// What it means for whoever relies on the log.
    public enum Standing: String, Hashable, Sendable {
        /// Shown to be so.
        case holds
        /// Shown to be wrong.
        case fails
        /// Nothing vouches for it, one way or the other.
        case unverified
    }

    /// What was looked at. Codes never change their meaning.
    public enum Code: String, Hashable, Sendable {
        /// A checkpoint, proof or bundle cannot be read.
        case malformed
        /// The log's signature on a checkpoint.
        case logSignature
        /// The witnesses' cosignatures on a checkpoint.
        case witnesses
        /// The checkpoint is of another log.
        case origin
        /// The root over the entries against the root of the checkpoint.
        case root
        /// Hashes of a tile against those of the entries.
        case tile
        /// A bundle of entries can be read whole.
        case entryBundle
        /// An entry is an event at its place.
        case event
        /// A file that has to be there is not.
        case missing
        /// A file that belongs to no tree of this size.
        case unexpectedFile
        /// A checkpoint seen before is larger: the log was rolled back or an old checkpoint is replayed.
        case rolledBack
        /// A checkpoint seen before has another tree: the log was forked.
        case forked
        /// A proof that an entry is in the tree.
        case inclusion
        /// A proof that an earlier tree is the beginning of the later one.
        case consistency
        /// A payload in clear against what its entry commits to.
        case commitment
        /// The entries of a bundle against what it says that they were chosen by.
        case choice
    }

    /// What was looked at.
    public let code: Code
    /// What was found.
    public let standing: Standing
    /// Where: a path, an entry, a line.
    public let place: String
    /// A sentence: what is wrong and, where it helps, what was expected.
    public let reason: String
}

extension AuditFinding: CustomStringConvertible {
    /// One line for people.
    public var description: String { "\(standing.rawValue) \(code.rawValue) \(place): \(reason)" }
}

/// What holds, what does not, and what nobody can tell.
public struct AuditReport: Sendable {
    /// In the order in which they were found; of failures the first `failuresMax`.
    public private(set) var findings: [AuditFinding] = []
    /// Failures in all, also those not listed.
    public private(set) var failureCount = 0
    /// Entries whose place in the signed tree was shown.
    public internal(set) var entriesVerified: UInt64 = 0

    /// Failures that are listed; a log that was damaged from end to end needs no longer list.
    public static let failuresMax = 1000

    /// Whether all that was to be shown was shown.
    public var isSound: Bool { failureCount == 0 }

    /// The failures, in order.
    public var failures: [AuditFinding] { findings.filter { $0.standing == .fails } }

    mutating func holds(_ code: AuditFinding.Code, _ place: String, _ reason: String) {
        findings.append(AuditFinding(code: code, standing: .holds, place: place, reason: reason))
    }

    mutating func fails(_ code: AuditFinding.Code, _ place: String, _ reason: String) {
        failureCount += 1
        if failureCount <= Self.failuresMax {
            findings.append(AuditFinding(code: code, standing: .fails, place: place, reason: reason))
        }
    }

    mutating func unverified(_ code: AuditFinding.Code, _ place: String, _ reason: String) {
        findings.append(AuditFinding(code: code, standing: .unverified, place: place, reason: reason))
    }
}
