/// What is looked at before a server is believed.
enum ServerCheck {
    /// PostgreSQL 15, the oldest that this was tested with.
    static let versionMin: Int64 = 150_000

    /// Whether the server keeps what it says is committed: its version, and the settings that a flush rests on.
    static func server(_ connection: Connection, _ options: ConnectionOptions) throws(StorageError) {
        let settings = [
            "fsync", "full_page_writes", "synchronous_commit", "server_encoding", "standard_conforming_strings",
        ]
        let answers = try connection.run(
            "looking at the server",
            [
                WireStatement(
                    "SELECT current_setting('server_version_num')::bigint, pg_is_in_recovery(), "
                        + settings.map { "current_setting('\($0)')" }.joined(separator: ", "),
                    reads: [.integer, .truth] + settings.map { _ in .text }
                )
            ]
        )
        let found = answers.first?.first ?? []
        guard case .integer(let version)? = found.first, version >= versionMin else {
            throw StorageError(.version, "PostgreSQL at \(options.description) is older than 15; use 15 or later")
        }
        guard found.dropFirst().first == .truth(false) else {
            throw StorageError(.readOnly, "PostgreSQL at \(options.description) is a standby; name the primary")
        }
        for (name, value) in zip(settings, found.dropFirst(2)) {
            let needed = name == "server_encoding" ? "UTF8" : "on"
            guard value == .text(needed) else {
                throw StorageError(
                    .failed,
                    "PostgreSQL at \(options.description) runs with another \(name) than \(needed), so that what it acknowledges may not be there after a crash, or reads otherwise; set it to \(needed)"
                )
            }
        }
    }

    /// Whether the database was prepared for this version, and the log-in is the one it is said to be and may do no more than it should.
    static func store(
        _ connection: Connection,
        _ options: ConnectionOptions,
        role: String
    ) throws(StorageError) {
        let present = try connection.run(
            "looking for the store",
            [WireStatement("SELECT to_regclass('bulkhead.store') IS NOT NULL", reads: [.truth])]
        )
        guard present.first?.first?.first == .truth(true) else {
            throw StorageError(
                .missing,
                "the database at \(options.description) was not prepared, or this log-in may not look; run `bulkhead store prepare` with an administrator's URL"
            )
        }
        let answers = try connection.run(
            "looking at the log-in",
            [
                WireStatement(
                    """
                    SELECT store.version, current_user = store.\(role), rolsuper OR rolbypassrls OR rolcreaterole OR rolreplication OR EXISTS \
                    (SELECT FROM pg_auth_members WHERE member = pg_roles.oid) OR pg_has_role(pg_roles.oid, nspowner, 'MEMBER') \
                    FROM bulkhead.store JOIN pg_roles ON rolname = current_user JOIN pg_namespace ON nspname = 'bulkhead'
                    """,
                    reads: [.integer, .truth, .truth]
                )
            ]
        )
        guard let found = answers.first?.first, found.count == 3, case .integer(let version) = found[0] else {
            throw StorageError(
                .damaged,
                "the store in \(options.description) does not say its version; prepare it again"
            )
        }
        try check(version, options)
        guard found[1] == .truth(true) else {
            throw StorageError(
                .failed,
                "\(options.description) does not log in as the store's \(role); use the log-in that the database was prepared for"
            )
        }
        guard found[2] == .truth(false) else {
            throw StorageError(
                .failed,
                "\(options.description) may do more than the store's \(role) should: it is a superuser, passes row-level security, makes roles, replicates, or is a member of another role; take that away"
            )
        }
    }

    /// - Throws: `version` when the database was prepared by a program of another version.
    static func check(_ version: Int64, _ options: ConnectionOptions) throws(StorageError) {
        guard version == PreparationScript.version else {
            throw StorageError(
                .version,
                "the store in \(options.description) is of version \(version) and this program of \(PreparationScript.version); "
                    + (version < PreparationScript.version
                        ? "run `bulkhead store prepare`, which brings it up to date" : "use a newer program")
            )
        }
    }
}
