internal import Foundation

/// Looks at every row of stores in PostgreSQL, as ``StoreCheck`` does with files.
public enum PostgreSQLCheck {
    /// Checks all logs as of one moment, their attachments, and the keys where their place is given.
    /// - Parameter address: with the log-ins that write.
    /// - Throws: when a database is not reached or is not what is needed; what is wrong with a store is a finding.
    /// - Complexity: reads all rows.
    public static func check(
        _ address: PostgreSQLAddress,
        limits: PostgreSQLLimits = PostgreSQLLimits()
    ) throws(StorageError) -> StoreReport {
        try address.checkApart(limits)
        let logs = try MaintenanceSession.reading(address.logs, "log", limits)
        var report = StoreReport()
        var sealing: [CompartmentName: [[UInt8]]] = [:]
        for compartment in try logs.compartments() {
            sealing[compartment] = checkLog(of: compartment, logs, into: &report)
            if let attachments = address.attachments {
                BlobBackup.check(compartment, in: attachments, into: &report)
            }
        }
        switch address.keys {
        case nil: break
        case .folder(let folder):
            for part in try PostgreSQLAddress.keyParts(in: folder) {
                StoreCheck.check(part, into: &report)
            }
            for (compartment, used) in sealing.sorted(by: { $0.key < $1.key }) where !used.isEmpty {
                let file = StoreFolders(directory: folder, keyDirectory: folder).part(.keys, of: compartment).file
                do throws(StorageError) {
                    let lost = try StoreCheck.keysLost(used.map { Data($0) }, in: file)
                    report.add(lost: lost, from: file.path, of: compartment, at: logs.path(compartment))
                } catch { report.add(error, of: compartment, at: file.path) }
            }
        case .database(let url):
            let session = try MaintenanceSession.reading(url, "keys", limits)
            let compartments = try session.compartments()
            for compartment in compartments { checkKeys(of: compartment, session, into: &report) }
            for (compartment, used) in sealing.sorted(by: { $0.key < $1.key }) where !used.isEmpty {
                do throws(StorageError) {
                    let lost =
                        compartments.contains(compartment) ? try keysLost(used, of: compartment, session) : used.count
                    report.add(
                        lost: lost,
                        from: session.path(compartment),
                        of: compartment,
                        at: logs.path(compartment)
                    )
                } catch { report.add(error, of: compartment, at: session.path(compartment)) }
            }
        }
        return report
    }

    /// The head of a log.
    /// - Throws: `version`, `damaged`.
    static func head(
        of compartment: CompartmentName,
        _ session: MaintenanceSession
    ) throws(StorageError) -> StoredHead {
        let statement = WireStatement(
            "SELECT version, size, first, checkpoint FROM \(session.schema(compartment)).head",
            reads: [.integer, .integer, .integer, .bytes]
        )
        let row = try session.rows("reading the head of the log of \(compartment)", statement).first ?? []
        guard row.count == 4, case .integer(let version) = row[0], case .integer(let size) = row[1],
            case .integer(let first) = row[2]
        else {
            throw StorageError(.damaged, "\(session.path(compartment)) has no head; restore the newest backup")
        }
        guard version == PreparationScript.logVersion else {
            throw StorageError(
                .version,
                "\(session.path(compartment)) is of version \(version) and this program reads \(PreparationScript.logVersion); use the program that wrote it"
            )
        }
        return StoredHead(
            size: try StorageError.count(size),
            first: try StorageError.count(first),
            checkpoint: row[3].byteString
        )
    }

    /// Checks one log and adds what it found.
    /// - Returns: the keys that seal payloads of it.
    @discardableResult
    static func checkLog(
        of compartment: CompartmentName,
        _ session: MaintenanceSession,
        into report: inout StoreReport
    ) -> [[UInt8]] {
        var found = StoreReport()
        var used: [[UInt8]] = []
        do throws(StorageError) {
            let head = try head(of: compartment, session)
            found.stores.append(store(compartment, session, PreparationScript.logVersion, head.size, head.first))
            try checkEntries(of: compartment, session, head, into: &found)
            try checkTiles(of: compartment, session, head.size, into: &found)
            try checkCheckpoints(of: compartment, session, head, into: &found)
            let statement = WireStatement(
                "SELECT DISTINCT key FROM \(session.schema(compartment)).entry WHERE payload IS NOT NULL AND octet_length(key) > 0",
                reads: [.bytes]
            )
            used = try session.rows("listing keys of \(compartment)", statement).compactMap { $0.first?.byteString }
        } catch { found.add(error, of: compartment, at: session.path(compartment)) }
        report.stores += found.stores
        report.findings += found.findings
        return used
    }

    /// Checks the keys of a compartment and adds what it found.
    static func checkKeys(
        of compartment: CompartmentName,
        _ session: MaintenanceSession,
        into report: inout StoreReport
    ) {
        do throws(StorageError) {
            let statement = WireStatement(
                """
                SELECT count(*), count(*) FILTER (WHERE wrapped IS NULL), count(sha256(wrapped)) \
                FROM \(session.schema(compartment)).data_key
                """,
                reads: [.integer, .integer, .integer]
            )
            let row = try session.rows("reading keys of \(compartment)", statement).first ?? []
            report.stores.append(store(compartment, session, 1, count(row, 0), count(row, 1)))
        } catch { report.add(error, of: compartment, at: session.path(compartment)) }
    }

    private static func store(
        _ compartment: CompartmentName,
        _ session: MaintenanceSession,
        _ version: Int,
        _ count: UInt64,
        _ gone: UInt64
    ) -> StoreReport.Store {
        StoreReport.Store(
            compartment: compartment.description,
            kind: session.kind,
            path: session.path(compartment),
            version: version,
            count: count,
            gone: gone
        )
    }

    static func count(_ row: [ViewValue], _ index: Int) -> UInt64 {
        guard index < row.count, case .integer(let number) = row[index] else { return 0 }
        return UInt64(clamping: number)
    }

    private static func keysLost(
        _ used: [[UInt8]],
        of compartment: CompartmentName,
        _ session: MaintenanceSession
    ) throws(StorageError) -> Int {
        let statement = WireStatement(
            """
            SELECT count(*) FROM unnest($1) AS used (id) WHERE NOT EXISTS (SELECT FROM \(session.schema(compartment)).data_key AS kept \
            WHERE kept.id = used.id AND kept.wrapped IS NOT NULL)
            """,
            [.byteStrings(used)],
            reads: [.integer]
        )
        return Int(count(try session.rows("looking for keys of \(compartment)", statement).first ?? [], 0))
    }
}
