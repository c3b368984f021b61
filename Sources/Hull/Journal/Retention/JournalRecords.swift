internal import Foundation

/// Who has something done to a log itself, under which label it is recorded, and why.
public struct JournalAuthority: Sendable {
    /// The id of the person or system.
    public let subject: String
    /// The label of the record.
    public let label: String
    /// Why, in their words.
    public let reason: String

    /// An authority.
    public init(subject: String, label: String, reason: String) {
        self.subject = subject
        self.label = label
        self.reason = reason
    }
}

extension DataKeyScope {
    /// What the journal says of itself. It is never shredded: holds, policies and shreddings have to be known as long as the log is.
    public static let journal = DataKeyScope(program: "-", retentionClass: "journal", period: "-")
}

/// Kinds of the events that a log records about itself.
public enum JournalKind {
    /// A scope is to be shredded.
    public static let shredOrdered = "journal.shred-ordered"
    /// The keys of a scope are destroyed and its payloads erased.
    public static let shredded = "journal.shredded"
    /// A legal hold begins.
    public static let holdSet = "journal.hold-set"
    /// A legal hold ends.
    public static let holdLifted = "journal.hold-lifted"
    /// The retention policy from here on.
    public static let retentionPolicy = "journal.retention-policy"
    /// Entries are to be removed under the policy.
    public static let pruneOrdered = "journal.prune-ordered"
    /// The log's next key. Its subject is the verifier key, in clear: whoever verifies the log follows it.
    public static let nextKey = "journal.next-key"
    /// The compartment's key was replaced.
    public static let compartmentKeyRenewed = "journal.compartment-key-renewed"
    /// The log goes on from another one that may not be written any more.
    public static let continued = "journal.continued"
}

/// A scope as payloads of the journal's own events write it.
struct ScopeRecord: Codable, Hashable {
    let program: String
    let retentionClass: String
    let period: String

    init(_ scope: DataKeyScope) {
        program = scope.program
        retentionClass = scope.retentionClass
        period = scope.period
    }
}

/// What the journal's own events say, sealed like any payload: JSON with members in the order of their names.
struct JournalRecord: Codable {
    var by: String?
    var reason: String?
    var scope: ScopeRecord?
    var keys: [String]?
    var payloadsErased: Int?
    var hold: LegalHold?
    var policy: RetentionPolicy?
    var before: UInt64?
    var policySequence: UInt64?

    init(_ authority: JournalAuthority? = nil) {
        by = authority?.subject
        reason = authority?.reason
    }

    init?(_ payload: [UInt8]?) {
        guard let payload, let read = try? JSONDecoder().decode(Self.self, from: Data(payload)) else { return nil }
        self = read
    }

    func encoded() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return [UInt8](try encoder.encode(self))
    }

    /// The event that says it.
    func draft(
        _ kind: String,
        by authority: JournalAuthority,
        aggregate: AggregateID,
        subject: String? = nil
    ) throws -> EventDraft {
        EventDraft(
            subject: subject ?? authority.subject,
            kind: kind,
            aggregate: aggregate,
            label: authority.label,
            payload: try encoded(),
            scope: .journal
        )
    }
}
