/// What is looked at in the tables of a log.
extension PostgreSQLCheck {
    /// Hashing is how the server is made to fetch all bytes.
    static func checkEntries(
        of compartment: CompartmentName,
        _ session: MaintenanceSession,
        _ head: StoredHead,
        into report: inout StoreReport
    ) throws(StorageError) {
        let statement = WireStatement(
            """
            SELECT count(*), coalesce(min(sequence), 0), coalesce(max(sequence) + 1, 0), count(sha256(entry)), \
            count(sha256(payload)) FROM \(session.schema(compartment)).entry
            """,
            reads: [.integer, .integer, .integer, .integer, .integer]
        )
        let row = try session.rows("reading the entries of \(compartment)", statement).first ?? []
        let expected = head.size - min(head.size, head.first)
        let isWhole =
            expected == 0 || (count(row, 1) == head.first && count(row, 2) == head.size)
        guard count(row, 0) == expected, isWhole else {
            report.add(
                StorageError(
                    .damaged,
                    "entries are missing or too many: \(count(row, 0)), where \(expected) have to be; restore the newest backup"
                ),
                of: compartment,
                at: session.path(compartment)
            )
            return
        }
    }

    static func checkTiles(
        of compartment: CompartmentName,
        _ session: MaintenanceSession,
        _ size: UInt64,
        into report: inout StoreReport
    ) throws(StorageError) {
        let statement = WireStatement(
            """
            SELECT level, count(*), max(index) + 1, count(*) FILTER (WHERE octet_length(bytes) <> \(StoredBatch.tileBytes)), \
            count(sha256(bytes)) FROM \(session.schema(compartment)).tile GROUP BY level
            """,
            reads: [.integer, .integer, .integer, .integer, .integer]
        )
        var levels: [UInt64: [ViewValue]] = [:]
        for row in try session.rows("reading the tiles of \(compartment)", statement) { levels[count(row, 0)] = row }
        var expected = size / 256
        for level in StoredBatch.tileLevels {
            let row = levels[UInt64(level)] ?? []
            if count(row, 1) != expected || count(row, 2) != expected || count(row, 3) != 0 {
                report.add(
                    StorageError(
                        .damaged,
                        "of level \(level) there are \(count(row, 1)) full tiles up to \(count(row, 2)), not \(expected); restore the newest backup"
                    ),
                    of: compartment,
                    at: session.path(compartment)
                )
            }
            expected /= 256
        }
    }

    static func checkCheckpoints(
        of compartment: CompartmentName,
        _ session: MaintenanceSession,
        _ head: StoredHead,
        into report: inout StoreReport
    ) throws(StorageError) {
        var newest: (size: UInt64, note: [UInt8])?
        for table in CopiedTable.log where table.name == "checkpoint" {
            try table.forEachPage(in: session.schema(compartment), session) { rows throws(StorageError) in
                for row in rows {
                    guard row.count == 2, case .integer(let number) = row[0], let note = row[1].byteString else {
                        continue
                    }
                    let size = try StorageError.count(number)
                    newest = (size, note)
                    guard let fault = CheckpointForm.fault(in: note, size: size) else { continue }
                    report.add(
                        StorageError(
                            .damaged,
                            "the checkpoint of size \(size) \(fault); restore the newest backup"
                        ),
                        of: compartment,
                        at: session.path(compartment)
                    )
                }
            }
        }
        guard head.size == newest?.size ?? 0, head.checkpoint == newest?.note else {
            report.add(
                StorageError(.damaged, "its head is not its newest checkpoint; restore the newest backup"),
                of: compartment,
                at: session.path(compartment)
            )
            return
        }
    }
}
