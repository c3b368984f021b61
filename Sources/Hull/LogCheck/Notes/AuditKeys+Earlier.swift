extension AuditKeys {
    /// The keys that may sign the checkpoint that is looked at.
    var signers: [PublicKey] { isOfEarlier ? earlierLogs + [log] : [log] }

    /// The same keys for a checkpoint of another time, which any key of the log may have signed and nobody has to have cosigned.
    var withoutQuorum: AuditKeys {
        AuditKeys(log: log, earlierLogs: earlierLogs, witnesses: witnesses, quorum: 0, isOfEarlier: true)
    }

    /// The same keys with the log's next one in the place of its present one.
    func succeeded(by next: PublicKey) -> AuditKeys {
        AuditKeys(
            log: next,
            earlierLogs: earlierLogs + [log],
            witnesses: witnesses,
            quorum: witnessesRequired,
            isOfEarlier: false
        )
    }

    private init(
        log: PublicKey,
        earlierLogs: [PublicKey],
        witnesses: [PublicKey],
        quorum: Int,
        isOfEarlier: Bool
    ) {
        self.log = log
        self.earlierLogs = earlierLogs
        self.witnesses = witnesses
        self.isOfEarlier = isOfEarlier
        witnessesRequired = quorum
    }
}
