/// For whom, by which way, by which policies and until when something was cleared. What a value carries that may leave.
final class Clearance: Sendable {
    let recipient: Subject
    let channel: ChannelKind
    let epoch: PolicyEpoch
    /// The version of the recipient's facts.
    let version: UInt64
    let expires: UInt64

    init(recipient: Subject, channel: ChannelKind, epoch: PolicyEpoch, version: UInt64, expires: UInt64) {
        self.recipient = recipient
        self.channel = channel
        self.epoch = epoch
        self.version = version
        self.expires = expires
    }

    /// Whether what was cleared under the other may stand beside what was cleared under this.
    func admits(_ other: Clearance) -> Bool {
        self === other
            || recipient == other.recipient && channel == other.channel && epoch == other.epoch
                && version == other.version && expires <= other.expires
    }
}

/// A released set of policies, counted by adoption. A value that was cleared under one is not shown under another.
public struct PolicyEpoch: Hashable, Sendable, CustomStringConvertible {
    /// Which adoption since the instance started.
    public let number: UInt64
    /// The SHA-256 hash, in hexadecimal, of all that is decided by: policies, plant and lists.
    public let digest: String

    /// Number and the first digits of the digest, which every event of a release has.
    public let description: String

    init(number: UInt64, digest: String) {
        self.number = number
        self.digest = digest
        description = "\(number)-\(digest.prefix(12))"
    }
}

/// What decisions about a subject rest on at the moment: the policies in force and the subject's facts. What was released under another
/// standing no longer leaves.
public struct Standing: Hashable, Sendable {
    let epoch: PolicyEpoch?
    let version: UInt64?

    /// Whether the subject's facts are those of another standing, whatever policies are in force: a session ends when they are not.
    public func hasFacts(of other: Standing) -> Bool { version == other.version }

    /// Whether the subject is known at all.
    public var isKnown: Bool { version != nil }
}
