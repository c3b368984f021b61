/// A session with a database in one transaction, which lasts as long as what is done in it.
struct MaintenanceSession: Sendable {
    private let connection: Connection
    private let options: ConnectionOptions
    /// What the database holds: the end of the names of its schemas, `log` or `keys`.
    let kind: String
    /// The role that the log-in was made a member of, as long as this lasts.
    private let joined: String?

    private init(_ connection: Connection, _ options: ConnectionOptions, _ kind: String, joined: String? = nil) {
        self.connection = connection
        self.options = options
        self.kind = kind
        self.joined = joined
    }

    /// Where it leads, without the secret.
    var place: String { options.description }

    /// One moment of a database, read as the writer while others write.
    /// - Throws: as ``PostgreSQLEngine/init(writer:reader:keys:limits:)``.
    static func reading(_ url: String, _ kind: String, _ limits: PostgreSQLLimits) throws(StorageError) -> Self {
        let options = try ConnectionOptions(url, for: kind == "log" ? "logs" : "keys", limits: limits)
        let connection = try Connection(options, limits: limits, readOnly: true)
        try ServerCheck.server(connection, options)
        try ServerCheck.store(connection, options, role: "writer")
        let session = Self(connection, options, kind)
        try session.begin("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        return session
    }

    /// A transaction in a prepared and empty database, as the owner of its stores: logs are appended to by a function alone, and an administrator
    /// may become their owner.
    /// - Throws: `readOnly` when the log-in is no administrator's; `missing`, `version` when the database was not prepared by this version;
    ///   `conflict` when a store is there.
    static func restoring(_ url: String, _ kind: String, _ limits: PostgreSQLLimits) throws(StorageError) -> Self {
        let options = try ConnectionOptions(url, for: kind == "log" ? "logs" : "keys", limits: limits)
        let connection = try Connection(options, limits: limits, readOnly: false)
        try ServerCheck.server(connection, options)
        let visitor = Self(connection, options, kind)
        let name = try visitor.owner()
        let owner = PreparationScript.quoted(name)
        let session = Self(connection, options, kind, joined: try visitor.join(name) ? owner : nil)
        do throws(StorageError) {
            try session.begin("BEGIN")
            try session.run(
                "waiting for others",
                "SELECT pg_advisory_xact_lock(hashtextextended('bulkhead prepare', 0))"
            )
            try session.run("becoming the owner", "SET LOCAL ROLE \(owner)")
            try session.checkVersion()
            try session.checkEmpty()
        } catch {
            session.end()
            throw error
        }
        return session
    }

    /// The owner's name.
    private func owner() throws(StorageError) -> String {
        let rights = WireStatement(
            "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user",
            reads: [.truth]
        )
        guard try rows("looking at the log-in", rights).first?.first == .truth(true) else {
            throw StorageError(
                .readOnly,
                "\(place) is no administrator, and neither writer nor reader may restore; nothing was restored, name the log-in that prepared the database"
            )
        }
        let owner = WireStatement(
            "SELECT rolname::text FROM pg_roles JOIN pg_namespace ON nspowner = pg_roles.oid WHERE nspname = 'bulkhead'",
            reads: [.text]
        )
        guard case .text(let name)? = try rows("looking for the owner", owner).first?.first else {
            throw StorageError(
                .missing,
                "the database at \(place) was not prepared; nothing was restored, run `bulkhead store prepare` first"
            )
        }
        return name
    }

    /// Makes the log-in a member of the owner, where it is none: a superuser is one without. Not in the transaction: that of the other database
    /// of the same server would wait for it.
    /// - Returns: whether it was none.
    private func join(_ owner: String) throws(StorageError) -> Bool {
        let isMember = WireStatement(
            "SELECT pg_has_role(current_user, $1::name, 'MEMBER')",
            [.text(owner)],
            reads: [.truth]
        )
        if try rows("looking at the log-in", isMember).first?.first == .truth(true) { return false }
        try run("becoming the owner", "GRANT \(PreparationScript.quoted(owner)) TO CURRENT_USER")
        return true
    }

    private func checkVersion() throws(StorageError) {
        let statement = WireStatement("SELECT version FROM bulkhead.store", reads: [.integer])
        guard case .integer(let version)? = try rows("reading the version", statement).first?.first else {
            throw StorageError(.damaged, "the store in \(place) does not say its version; prepare it again")
        }
        try ServerCheck.check(version, options)
    }

    private func checkEmpty() throws(StorageError) {
        let stores = try names(endingIn: "(log|views|keys)")
        guard stores.isEmpty else {
            let some = stores.prefix(3).joined(separator: ", ") + (stores.count > 3 ? " and more" : "")
            throw StorageError(
                .conflict,
                "the database at \(place) is not empty: it has \(some); nothing was restored, name one that was just prepared"
            )
        }
    }

    /// A large store takes as long as it takes, and waits for the other one.
    private func begin(_ sql: String) throws(StorageError) {
        try run("beginning", sql)
        try run(
            "beginning",
            "SELECT set_config('statement_timeout', '0', true), set_config('idle_in_transaction_session_timeout', '0', true)"
        )
    }

    /// The compartments that have a store of this kind here, in order.
    func compartments() throws(StorageError) -> [CompartmentName] {
        var found: [CompartmentName] = []
        for name in try names(endingIn: kind) {
            found.append(try CompartmentName(String(name.dropLast(kind.count + 1))))
        }
        return found.sorted()
    }

    private func names(endingIn ends: String) throws(StorageError) -> [String] {
        let statement = WireStatement(
            """
            SELECT here.nspname::text FROM pg_namespace AS here JOIN pg_namespace AS store ON store.nspname = 'bulkhead' \
            AND store.nspowner = here.nspowner WHERE here.nspname ~ ('_' || $1 || '$') ORDER BY 1
            """,
            [.text(ends)],
            reads: [.text]
        )
        return try rows("listing stores", statement)
            .compactMap { if case .text(let name)? = $0.first { name } else { nil } }
    }

    /// The schema of a compartment, in quotes.
    func schema(_ compartment: CompartmentName) -> String { PreparationScript.quoted("\(compartment)_\(kind)") }

    /// How a report names the store of a compartment.
    func path(_ compartment: CompartmentName) -> String { "\(place)/\(compartment)_\(kind)" }

    /// Asks for rows.
    func rows(_ purpose: String, _ statement: WireStatement) throws(StorageError) -> [[ViewValue]] {
        try connection.run(purpose, [statement]).first ?? []
    }

    /// Runs a statement whose answer does not matter.
    func run(_ purpose: String, _ sql: String, _ parameters: [Parameter] = []) throws(StorageError) {
        _ = try connection.run(purpose, [WireStatement(sql, parameters)])
    }

    /// Keeps what was restored. Until here nobody else saw it.
    func commit() throws(StorageError) { try run("restoring", "COMMIT") }

    /// Takes back what was not kept, and the membership. A session that is lost has nothing to take back but that, and an administrator may join at any time.
    func end() {
        try? run("ending", "ROLLBACK")
        if let joined { try? run("ending", "REVOKE \(joined) FROM CURRENT_USER") }
    }
}
