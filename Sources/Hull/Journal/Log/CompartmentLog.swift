public import Storage

/// The log of one compartment with its keys, opened and verified at its end: what a writer goes on from and readers open payloads with.
///
/// Opening checks the checkpoint's signature with the log's own key, the right edge of the tree against the root it signs, the entries after the
/// last full tile and their payloads, and what witnesses remember. It reads a bounded part of the log; `LogCheck` audits all of it.
public struct CompartmentLog: Sendable {
    /// Names the log.
    public let origin: KeyName
    /// Where it is kept.
    public let store: any LogStore
    /// Its keys.
    public internal(set) var keyring: CompartmentKeyring
    /// The log as it was read; nil without entries.
    public let stored: StoredLog?
    let signer: NoteSigner

    var provider: any CryptographyProvider { keyring.provider }

    /// What opening is told beside the stores.
    public struct Trust: Sendable {
        /// Checkpoints that witnesses cosigned, from the witnesses themselves.
        public var witnessed: [SignedNote]
        /// Keys of those witnesses.
        public var witnesses: [VerifierKey]
        /// Go on although data keys of the last payloads are not in the table: those payloads stay closed for good.
        public var acceptsLostKeys: Bool

        /// What witnesses say.
        public init(witnessed: [SignedNote] = [], witnesses: [VerifierKey] = [], acceptsLostKeys: Bool = false) {
            self.witnessed = witnessed
            self.witnesses = witnesses
            self.acceptsLostKeys = acceptsLostKeys
        }
    }

    /// Makes the keys of a new log.
    /// - Throws: `JournalError` with code `exists` if there are entries or keys.
    public static func create(
        origin: KeyName,
        store: any LogStore,
        keys: any KeyTable,
        site: any KeyProvider,
        using provider: any CryptographyProvider
    ) throws -> CompartmentLog {
        guard try store.head().size == 0 else {
            throw JournalError(
                .exists,
                "the log \(origin.text) has entries already; its keys are in the backup of the key table"
            )
        }
        _ = try CompartmentKeyring.create(origin: origin, in: keys, site: site, using: provider)
        return try CompartmentLog(origin: origin, store: store, keys: keys, site: site, using: provider)
    }

    /// Opens a log from its stores alone.
    /// - Parameter settles: finish what a crash cut short among the keys, as the one who writes does; who reads beside a writer leaves them.
    /// - Throws: `JournalError`: `damaged`, `foreign`, `keys`, `behindWitness`, `forked`; what the stores throw.
    public init(
        origin: KeyName,
        store: any LogStore,
        keys: any KeyTable,
        site: any KeyProvider,
        using provider: any CryptographyProvider,
        trust: Trust = Trust(),
        settles: Bool = true
    ) throws {
        self.origin = origin
        self.store = store
        var keyring = try CompartmentKeyring(
            origin: origin,
            table: keys,
            site: site,
            provider: provider,
            settles: settles
        )
        stored = try StoredLog(store)
        if let stored {
            guard stored.head.origin == origin else {
                throw JournalError(.foreign, "the store holds the log \(stored.head.origin.text), not \(origin.text)")
            }
            signer = try Self.signer(of: stored, keyring: &keyring, settles: settles)
        } else {
            guard let key = keyring.logKeys.last(where: { $0.wrapped != nil }) else {
                throw JournalError(
                    .keys,
                    "the keys of \(origin.text) hold no key to sign with; restore them from their backup"
                )
            }
            signer = try keyring.signer(key)
        }
        self.keyring = keyring
        try check(trust)
        if let stored { try checkTail(stored, trust: trust) }
    }

    /// The newest key that signed the checkpoint. A key made for a rotation that the log never recorded is retired here, and so is one that
    /// a recorded rotation replaced.
    private static func signer(of stored: StoredLog, keyring: inout CompartmentKeyring, settles: Bool) throws
        -> NoteSigner
    {
        let verified: VerifiedNote
        do {
            verified = try stored.checkpoint.verified(by: keyring.verifiers, using: keyring.provider)
        } catch {
            throw JournalError(
                .damaged,
                "the checkpoint of \(keyring.origin.text) at \(stored.head.size) entries is not signed by the log's own key (\(error)): it was forged, or the keys are not those of this log. Do not write it: restore log and keys from backups of the same time"
            )
        }
        let signers = Set(verified.signers.map(\.key))
        guard let key = keyring.logKeys.last(where: { signers.contains($0.verifier) }) else {
            throw JournalError(.keys, "no key of \(keyring.origin.text) signed its checkpoint")
        }
        let signer = try keyring.signer(key)
        if settles { try keyring.retireLogKeys(except: key.verifier) }
        return signer
    }

    /// Holds the log against what witnesses remember.
    func check(_ trust: Trust) throws {
        for note in trust.witnessed {
            let seen: Checkpoint
            do {
                _ = try note.verified(by: trust.witnesses, using: provider)
                seen = try Checkpoint(text: note.text)
            } catch {
                throw JournalError(
                    .foreign,
                    "a checkpoint given as a witness's does not verify with the keys of the witnesses: \(error)"
                )
            }
            guard seen.origin == origin else {
                throw JournalError(
                    .foreign,
                    "a checkpoint given as a witness's is of \(seen.origin.text), not of \(origin.text)"
                )
            }
            let size = stored?.head.size ?? 0
            guard seen.size <= size else {
                throw JournalError(behindWitness: origin, remembering: seen.size, here: size)
            }
            let root = try stored?.tree.root(size: seen.size) ?? .emptyRoot
            guard root == seen.root else {
                throw JournalError(
                    forked: origin,
                    "root \(seen.root) of \(origin.text) at \(seen.size) entries, here it is \(root)"
                )
            }
        }
    }

    /// The entries after the last full tile are events at their places, and their payloads open.
    private func checkTail(_ stored: StoredLog, trust: Trust) throws {
        let start = stored.head.size - UInt64(stored.tail.count)
        var cache = DataKeyCache()
        for (offset, entry) in stored.tail.enumerated() {
            let sequence = start + UInt64(offset)
            do {
                _ = try LogReader.opened(entry, sequence: sequence, log: self, cache: &cache)
            } catch SealingError.unknownKey where trust.acceptsLostKeys {
                continue
            } catch let error as SealingError {
                if case .unknownKey = error {
                    throw JournalError(
                        .keys,
                        "the data key of entry \(sequence) of \(origin.text) is not in the key table: it was restored from an older backup than the log. Restore the newest one"
                    )
                }
                throw StoredLog.damaged("the payload of entry \(sequence) of \(origin.text): \(error)")
            }
        }
    }
}
