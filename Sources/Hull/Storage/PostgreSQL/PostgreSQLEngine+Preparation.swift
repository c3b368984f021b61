extension PostgreSQLEngine {
    /// Prepares a database: makes the roles, and the functions by which the application makes what compartments have. Again on a prepared database it
    /// brings it up to this version and sets the passwords that are given.
    /// - Parameter url: an administrator's, used here alone: a superuser, or a role with CREATEROLE that owns the database.
    /// - Throws: `invalidValue` for a URL that is not safe, `version` for an older server or a newer store, `failed` and the like when
    ///   the server refuses; then nothing was changed.
    public static func prepare(
        administrator url: String,
        roles: PostgreSQLRoles,
        limits: PostgreSQLLimits = PostgreSQLLimits()
    ) throws(StorageError) {
        let options = try ConnectionOptions(url, for: "administrator", limits: limits)
        let connection = try Connection(options, limits: limits, readOnly: false)
        try ServerCheck.server(connection, options)
        let answers = try connection.run(
            "looking for a store",
            [
                WireStatement(
                    "SELECT (to_regclass('bulkhead.store') IS NOT NULL)::boolean",
                    reads: [.truth]
                )
            ]
        )
        if answers.first?.first?.first == .truth(true) {
            let versions = try connection.run(
                "reading the version",
                [WireStatement("SELECT version FROM bulkhead.store", reads: [.integer])]
            )
            if case .integer(let version)? = versions.first?.first?.first, version > PreparationScript.version {
                throw StorageError(
                    .version,
                    "the store in \(options.description) is of version \(version), newer than this program; use a newer one"
                )
            }
        }
        var verifiers: [(login: String, verifier: String)] = []
        for (login, password) in [(roles.writer, roles.writerPassword), (roles.reader, roles.readerPassword)] {
            guard let password else { continue }
            verifiers.append((login, try connection.scramVerifier(of: password, for: login)))
        }
        try connection.run(
            "preparing the database",
            script: PreparationScript.text(roles, verifiers: verifiers)
        )
    }
}
