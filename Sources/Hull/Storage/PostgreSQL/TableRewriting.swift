/// Writes a table anew, so that nothing of what was erased is left in its file.
enum TableRewriting {
    /// Times that it is looked whether older transactions have ended, each after a fiftieth of a second.
    private static let looksMax = 250

    /// PostgreSQL keeps rows that a transaction may still see that began before, such as one that gathers statistics; so these are waited for.
    /// - Parameter run: runs a statement in a transaction of its own, and as long as it takes where it is long.
    /// - Throws: `busy` when an older transaction does not end. What was to be erased is erased then, and its bytes are still in the file.
    static func rewrite(
        _ kind: String,
        _ compartment: CompartmentName,
        _ run: (_ statement: WireStatement, _ isLong: Bool) throws(StorageError) -> [[ViewValue]]
    ) throws(StorageError) {
        let now = WireStatement("SELECT pg_current_xact_id()::text", reads: [.text])
        guard case .text(let number)? = try run(now, false).first?.first else {
            throw StorageError(.damaged, "PostgreSQL does not number its transactions")
        }
        let older = WireStatement(
            """
            SELECT count(pg_sleep(0.02)) > 0 FROM pg_stat_activity WHERE datname = current_database() \
            AND pid <> pg_backend_pid() AND age(backend_xmin) > age($1::xid8::xid)
            """,
            [.text(number)],
            reads: [.truth]
        )
        var looks = 0
        while try run(older, false).first?.first != .truth(false) {
            looks += 1
            guard looks < looksMax else {
                throw StorageError(
                    .busy,
                    "what was to be erased from the \(kind) of \(compartment) is erased, but its bytes stay in the file as long as an older transaction in the database may see them; end it and erase again"
                )
            }
        }
        let rewrite = "SELECT bulkhead.rewrite($1, $2)"
        _ = try run(WireStatement(rewrite, [.text(compartment.description), .text(kind)]), true)
    }
}
