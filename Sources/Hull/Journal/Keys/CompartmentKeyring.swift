public import Storage

/// All keys of one compartment, read from its key table and unwrapped from the site key down.
public struct CompartmentKeyring: Sendable {
    /// A key that signs, or signed, the log's checkpoints.
    struct LogKey: Sendable {
        let id: [UInt8]
        let number: Int
        let verifier: VerifierKey
        /// The key, wrapped; nil once it was retired.
        let wrapped: [UInt8]?
    }

    /// The log that the keys are of.
    public let origin: KeyName
    let table: any KeyTable
    let site: any KeyProvider
    let provider: any CryptographyProvider
    /// Wraps the data keys.
    private(set) var compartmentKey: CompartmentKey
    private(set) var generation: Int
    /// By number, rising.
    private(set) var logKeys: [LogKey]

    /// The keys of the log for those who verify it, in the order in which they signed.
    public var verifiers: [VerifierKey] { logKeys.map(\.verifier) }

    /// Makes the keys of a new compartment: a compartment key and a log key, stored together.
    /// - Throws: `JournalError` with code `exists` if the table has keys.
    public static func create(
        origin: KeyName,
        in table: any KeyTable,
        site: any KeyProvider,
        using provider: any CryptographyProvider
    ) throws -> CompartmentKeyring {
        guard try table.keys(scope: nil).isEmpty else {
            throw JournalError(.exists, "the key table of \(origin.text) has keys already; open the log instead")
        }
        let key = CompartmentKey.new(origin: origin, using: provider)
        let made = try newLogKey(number: 1, origin: origin, under: key, using: provider)
        try table.insert([
            StoredKeyRow(
                id: provider.randomBytes(16),
                scope: KeyRow.compartmentKey(generation: 1).scope,
                wrapped: try key.wrapped(by: site)
            ), made.row,
        ])
        return try CompartmentKeyring(origin: origin, table: table, site: site, provider: provider)
    }

    /// Reads the keys of a compartment.
    /// - Parameter settles: finish a change of the compartment's key that a crash cut short; not while another process writes the log.
    /// - Throws: `JournalError` with code `keys` when one is missing or does not open, `foreign` when they are of another log.
    public init(
        origin: KeyName,
        table: any KeyTable,
        site: any KeyProvider,
        provider: any CryptographyProvider,
        settles: Bool = true
    ) throws {
        self.origin = origin
        self.table = table
        self.site = site
        self.provider = provider
        var wrappers: [(generation: Int, id: [UInt8], wrapped: [UInt8])] = []
        var logKeys: [LogKey] = []
        for row in try table.keys(scope: nil) {
            switch KeyRow(scope: row.scope) {
            case .compartmentKey(let generation):
                if let wrapped = row.wrapped { wrappers.append((generation, row.id, wrapped)) }
            case .logKey(let number, let text):
                guard let verifier = try? VerifierKey(text) else {
                    throw JournalError(
                        .damaged,
                        "the key table of \(origin.text): log key \(number) is no verifier key; restore the keys from their backup"
                    )
                }
                guard verifier.name == origin else {
                    throw JournalError(
                        .foreign,
                        "the keys are those of the log \(verifier.name.text), not of \(origin.text)"
                    )
                }
                logKeys.append(LogKey(id: row.id, number: number, verifier: verifier, wrapped: row.wrapped))
            case .data, .shred: break
            case nil:
                throw JournalError(
                    .damaged,
                    "the key table of \(origin.text) holds a row of a kind that this program does not know"
                )
            }
        }
        self.logKeys = logKeys.sorted { $0.number < $1.number }
        wrappers.sort { $0.generation < $1.generation }
        guard let newest = wrappers.last, !logKeys.isEmpty else {
            throw JournalError(
                .keys,
                "the key table of \(origin.text) has no keys of the compartment; restore the keys from their backup"
            )
        }
        var key = try Self.unwrapped(newest.wrapped, origin: origin, site: site)
        generation = newest.generation
        if !settles, let sample = logKeys.compactMap(\.wrapped).first,
            (try? key.unwrap(sample, using: provider)) == nil,
            let older = wrappers.dropLast().last
        {
            key = try Self.unwrapped(older.wrapped, origin: origin, site: site)
            generation = older.generation
        }
        compartmentKey = key
        guard settles else { return }
        for older in wrappers.dropLast() {
            try Self.rewrap(
                in: table,
                from: try Self.unwrapped(older.wrapped, origin: origin, site: site),
                to: key,
                using: provider
            )
            try table.destroy([older.id])
        }
        if wrappers.count > 1 { try reloadLogKeys() }
    }

    private static func unwrapped(_ wrapped: [UInt8], origin: KeyName, site: any KeyProvider) throws(JournalError)
        -> CompartmentKey
    {
        do {
            return try CompartmentKey(origin: origin, wrapped: wrapped, by: site)
        } catch {
            throw JournalError(
                .keys,
                "the key of compartment \(origin.text) does not open under the site key \(site.name): this is the key of another site, or one of them is damaged; restore the right one"
            )
        }
    }

    private mutating func reloadLogKeys() throws {
        logKeys = try logKeys.map {
            LogKey(id: $0.id, number: $0.number, verifier: $0.verifier, wrapped: try table.key($0.id)?.wrapped)
        }
    }

    /// The signer for one of the log's keys.
    func signer(_ key: LogKey) throws -> NoteSigner {
        guard let wrapped = key.wrapped, let secret = try? compartmentKey.unwrap(wrapped, using: provider),
            let signer = try? NoteSigner(name: origin, kind: .ed25519, privateKey: secret, using: provider)
        else {
            throw JournalError(
                .keys,
                "log key \(key.number) of \(origin.text) does not open under the compartment's key; restore the keys from their backup"
            )
        }
        guard signer.verifier == key.verifier else {
            throw JournalError(
                .keys,
                "log key \(key.number) of \(origin.text) is not the private key of \(key.verifier.text); restore the keys from their backup"
            )
        }
        return signer
    }

    private static func newLogKey(
        number: Int,
        origin: KeyName,
        under key: CompartmentKey,
        using provider: any CryptographyProvider
    ) throws -> (signer: NoteSigner, row: StoredKeyRow) {
        let secret = SecretBytes(provider.randomBytes(32))
        let signer = try NoteSigner(name: origin, kind: .ed25519, privateKey: secret, using: provider)
        let row = StoredKeyRow(
            id: provider.randomBytes(16),
            scope: KeyRow.logKey(number: number, verifier: signer.verifier.text).scope,
            wrapped: try key.wrap(secret, using: provider)
        )
        return (signer, row)
    }

    /// Makes the log's next key and stores it; it signs nothing before the log has said so.
    mutating func addLogKey() throws -> NoteSigner {
        let number = (logKeys.last?.number ?? 0) + 1
        let made = try Self.newLogKey(number: number, origin: origin, under: compartmentKey, using: provider)
        try table.insert([made.row])
        logKeys.append(
            LogKey(id: made.row.id, number: number, verifier: made.signer.verifier, wrapped: made.row.wrapped)
        )
        return made.signer
    }

    /// Destroys the private parts of all log keys but one; their public parts stay.
    mutating func retireLogKeys(except verifier: VerifierKey) throws {
        let retired = logKeys.filter { $0.verifier != verifier && $0.wrapped != nil }.map(\.id)
        guard !retired.isEmpty else { return }
        try table.destroy(retired)
        try reloadLogKeys()
    }

    /// Gives the compartment a new key and wraps all keys under it; payloads stay as they are. A crash in between is finished at the next opening.
    mutating func renewCompartmentKey() throws {
        let next = CompartmentKey.new(origin: origin, using: provider)
        let old = try table.keys(scope: KeyRow.compartmentKey(generation: generation).scope)
        try table.insert([
            StoredKeyRow(
                id: provider.randomBytes(16),
                scope: KeyRow.compartmentKey(generation: generation + 1).scope,
                wrapped: try next.wrapped(by: site)
            )
        ])
        try Self.rewrap(in: table, from: compartmentKey, to: next, using: provider)
        try table.destroy(old.map(\.id))
        compartmentKey = next
        generation += 1
        try reloadLogKeys()
    }

    /// Wraps every key that is under the old compartment key under the next one; those that are there already stay.
    private static func rewrap(
        in table: any KeyTable,
        from old: CompartmentKey,
        to next: CompartmentKey,
        using provider: any CryptographyProvider
    ) throws {
        var rows: [StoredKeyRow] = []
        for row in try table.keys(scope: nil) {
            guard let wrapped = row.wrapped else { continue }
            switch KeyRow(scope: row.scope) {
            case .data, .logKey:
                if (try? next.unwrap(wrapped, using: provider)) != nil { continue }
                let again = try old.rewrap(wrapped, under: next, using: provider)
                rows.append(StoredKeyRow(id: row.id, scope: row.scope, wrapped: again))
            default: break
            }
        }
        if !rows.isEmpty { try table.rewrap(rows) }
    }
}
