/// A reference from one log to an entry of another, as two halves: the commitment, which the citing event holds and which says nothing, and
/// the opening, which whoever may know of both keeps sealed. With the opening anyone can check what was cited.
public struct Citation: Hashable, Sendable {
    /// The log that is cited.
    public let origin: KeyName
    /// The entry.
    public let sequence: UInt64
    /// The entry's leaf hash.
    public let leaf: TreeHash
    /// 32 random bytes.
    public let salt: [UInt8]
    /// What the citing event holds.
    public let commitment: Commitment

    /// Cites an entry under a new salt: two citations of one entry have nothing in common.
    /// - Throws: `JournalError` with code `keys` if the provider gives too few random bytes.
    public init(
        of entry: [UInt8],
        at sequence: UInt64,
        in origin: KeyName,
        using provider: some CryptographyProvider
    ) throws(JournalError) {
        try self.init(
            origin: origin,
            sequence: sequence,
            leaf: .leaf(entry),
            salt: provider.randomBytes(Commitment.saltBytes)
        )
    }

    /// An opening as it was kept.
    /// - Throws: `JournalError` with code `keys` unless the salt has 32 bytes.
    public init(origin: KeyName, sequence: UInt64, leaf: TreeHash, salt: [UInt8]) throws(JournalError) {
        guard let commitment = Commitment(citing: origin, sequence: sequence, leaf: leaf, salt: salt) else {
            throw JournalError(
                .keys,
                "the salt of a citation has \(Commitment.saltBytes) bytes, this one \(salt.count)"
            )
        }
        self.origin = origin
        self.sequence = sequence
        self.leaf = leaf
        self.salt = salt
        self.commitment = commitment
    }

    /// Whether an event cites this entry.
    public func isCited(by event: Event) -> Bool { event.citations.contains(commitment) }
}

extension KeyName {
    /// The name of a compartment's log: `site/compartment`, the site being a schema-less URL such as `plant.example/wichita`.
    /// - Throws: `NoteError` with code `badName`.
    public static func log(of compartment: String, at site: String) throws(NoteError) -> KeyName {
        guard !site.hasSuffix("/"), !site.contains("://"), !compartment.contains("/"), !compartment.isEmpty else {
            throw NoteError(.badName, "a log is named site/compartment, the site without schema and final slash")
        }
        return try KeyName("\(site)/\(compartment)")
    }

    /// The log of what belongs to no program at a site: equipment, gauges, lots, training.
    /// - Throws: `NoteError` with code `badName`.
    public static func commonLog(at site: String) throws(NoteError) -> KeyName { try log(of: "common", at: site) }
}
