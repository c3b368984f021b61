internal import Foundation

/// What an auditor takes away: the events that this auditor may read, a proof for each, the signed checkpoint they are under, and earlier
/// checkpoints with proofs that the log only grew. It is verified elsewhere with public keys alone.
///
/// Written as the canonical JSON of RFC 8785; `schemas/audit-bundle.schema.json` describes the members.
public struct AuditBundle: Sendable {
    /// One entry.
    public struct Entry: Sendable {
        /// The entry's bytes.
        public let entry: [UInt8]
        /// Where it is, and the proof of it, for the size of the bundle's checkpoint.
        public let proof: InclusionProof
        /// The payload in clear with its salt, where this auditor may read it.
        public let opened: OpenedPayload?

        /// An entry for an auditor. Whether this one may read it was decided before.
        public init(entry: [UInt8], proof: InclusionProof, opened: OpenedPayload? = nil) {
            self.entry = entry
            self.proof = proof
            self.opened = opened
        }
    }

    /// What the entries were chosen by, as whoever made the bundle says.
    public struct Choice: Hashable, Sendable, Encodable {
        /// The first day, in UTC; nil for all from the beginning.
        public let first: String?
        /// How many entries there were to choose from, for this auditor.
        public let found: UInt64
        /// The last day, in UTC; nil for all to the end.
        public let last: String?
        /// `released` or `denied`; nil for either.
        public let outcome: String?
        /// The id of a policy that decided; nil for any.
        public let policy: String?
        /// What chose some of them by chance; nil where the newest were taken.
        public let seed: String?

        /// A choice.
        public init(first: String?, found: UInt64, last: String?, outcome: String?, policy: String?, seed: String?) {
            self.first = first
            self.found = found
            self.last = last
            self.outcome = outcome
            self.policy = policy
            self.seed = seed
        }
    }

    /// The checkpoint that all proofs lead to.
    public let checkpoint: SignedNote
    /// Earlier checkpoints of the same log.
    public let earlier: [(checkpoint: SignedNote, proof: ConsistencyProof)]
    /// What the entries were chosen by; nil where that is not said.
    public let choice: Choice?
    /// The entries, by rising index.
    public let entries: [Entry]

    /// The name and version of the format.
    public static let format = "bulkhead-audit-bundle/1"

    /// A bundle; entries are put in the order of the log.
    public init(
        checkpoint: SignedNote,
        earlier: [(checkpoint: SignedNote, proof: ConsistencyProof)] = [],
        choice: Choice? = nil,
        entries: [Entry]
    ) {
        self.checkpoint = checkpoint
        self.choice = choice
        self.earlier = earlier
        self.entries = entries.sorted { $0.proof.index < $1.proof.index }
    }

    /// The bytes of the file.
    /// - Throws: what the encoder throws.
    public func encoded() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return [UInt8](
            try encoder.encode(
                Members(
                    checkpoint: String(decoding: checkpoint.bytes, as: UTF8.self),
                    choice: choice,
                    earlier: earlier.map {
                        Members.Earlier(
                            checkpoint: String(decoding: $0.checkpoint.bytes, as: UTF8.self),
                            proof: $0.proof.path.map(\.description)
                        )
                    },
                    entries: entries.map {
                        Members.Entry(
                            entry: Base64.text($0.entry),
                            index: $0.proof.index,
                            payload: $0.opened.map { Base64.text($0.payload) },
                            proof: $0.proof.path.map(\.description),
                            salt: $0.opened.map { Base64.text($0.salt) }
                        )
                    },
                    format: Self.format
                )
            )
        )
    }

    private struct Members: Encodable {
        struct Earlier: Encodable {
            let checkpoint: String
            let proof: [String]
        }
        struct Entry: Encodable {
            let entry: String
            let index: UInt64
            let payload: String?
            let proof: [String]
            let salt: String?
        }
        let checkpoint: String
        let choice: AuditBundle.Choice?
        let earlier: [Earlier]
        let entries: [Entry]
        let format: String
    }
}
