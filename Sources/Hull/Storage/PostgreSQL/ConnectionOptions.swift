/// How a server is reached: what a URL says, held to what is safe.
///
/// Away from this machine the connection is TLS and the server's certificate and name are verified (`sslmode=verify-full`): with less, whoever
/// sits on the way reads and changes everything. On loopback and on a socket of this machine nothing is asked.
struct ConnectionOptions: Sendable {
    /// What libpq is told.
    let values: [String: String]

    /// Where the server is and whom it knows us as, without the secret.
    var description: String {
        let host = values["host"] ?? values["hostaddr"] ?? ""
        return "\(values["user"] ?? "")@\(host):\(values["port"] ?? "5432")/\(values["dbname"] ?? "")"
    }

    /// Server and database, to tell whether two URLs mean the same one.
    var database: [String] {
        [values["host"] ?? "", values["hostaddr"] ?? "", values["port"] ?? "5432", values["dbname"] ?? ""]
    }

    /// Reads a `postgresql://` URL or a connection string.
    /// - Parameter purpose: what the URL is for, as messages say it.
    /// - Throws: `invalidValue` when it is none, leaves open where to go, or would go there without TLS.
    init(_ url: String, for purpose: String, limits: PostgreSQLLimits) throws(StorageError) {
        func refusal(_ reason: String) -> StorageError {
            StorageError(.invalidValue, "the PostgreSQL URL of the \(purpose) \(reason)")
        }
        guard !url.utf8.contains(0), var values = Wire.options(in: url) else {
            throw refusal(
                "cannot be read; write postgresql://USER@HOST:PORT/DATABASE, with percent signs for odd characters"
            )
        }
        // What a URL leaves open libpq takes from the environment, where somebody else may have put it.
        for name in ["host", "user", "dbname"] where (values[name] ?? "").isEmpty {
            if name == "host", values["hostaddr"] != nil { continue }
            throw refusal("does not say the \(name == "dbname" ? "database" : name)")
        }
        if values["service"] != nil { throw refusal("names a service file; write out host, user and database") }
        if values["options"] != nil { throw refusal("sets server options; they are set by this program") }
        if values["replication"] != nil { throw refusal("asks for replication") }
        let isLocal = Self.isLocal(values)
        let mode = values["sslmode"] ?? (isLocal ? "prefer" : "verify-full")
        guard isLocal || mode == "verify-full" else {
            throw refusal(
                "has sslmode=\(mode) and leads away from this machine; write sslmode=verify-full and sslrootcert=FILE"
            )
        }
        values["sslmode"] = mode
        // GSSAPI encryption would take the place of TLS and of what is verified there.
        values["gssencmode"] = "disable"
        values["client_encoding"] = "UTF8"
        values["application_name"] = values["application_name"] ?? "bulkhead"
        values["connect_timeout"] = values["connect_timeout"] ?? "\(limits.connectSeconds)"
        // A server that is gone without a word is noticed as soon as a statement would have ended.
        values["tcp_user_timeout"] = values["tcp_user_timeout"] ?? "\(limits.statementMilliseconds)"
        values["keepalives_idle"] = values["keepalives_idle"] ?? "30"
        values["keepalives_interval"] = values["keepalives_interval"] ?? "10"
        values["keepalives_count"] = values["keepalives_count"] ?? "3"
        self.values = values
    }

    private static func isLocal(_ values: [String: String]) -> Bool {
        let addresses = values["hostaddr"].map { $0.split(separator: ",", omittingEmptySubsequences: false) } ?? []
        let hosts = values["host"].map { $0.split(separator: ",", omittingEmptySubsequences: false) } ?? []
        // Where there is an address, it is where libpq goes, whatever the name is.
        return (addresses.isEmpty ? hosts : addresses).allSatisfy { host in
            host.hasPrefix("/") || host == "localhost" || host == "::1" || isLoopback(host)
        }
    }

    /// 127.0.0.0/8 (RFC 1122 section 3.2.1.3), in four decimal parts; any other spelling counts as away.
    private static func isLoopback(_ host: Substring) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}
