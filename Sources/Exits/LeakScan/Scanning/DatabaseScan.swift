internal import ContentScan
internal import Storage

/// A PostgreSQL database that is scanned where it is: table by table, by a session that only reads.
public struct DatabaseScan: Sendable {
    /// Server, port and database without log-in and secret: the path that findings begin with.
    public let address: String
    private let url: String

    /// Why a database cannot be scanned.
    public struct Problem: Error, Sendable, CustomStringConvertible {
        /// In words, without secrets.
        public let description: String
    }

    /// Whether an argument names a database and no file.
    public static func isDatabase(_ argument: String) -> Bool {
        argument.hasPrefix("postgresql://") || argument.hasPrefix("postgres://")
    }

    /// - Throws: where it is no URL of a database, or would be reached without TLS over a network.
    public init(_ url: String) throws(Problem) {
        do throws(StorageError) { address = try ForeignDatabase.address(of: url) } catch {
            throw Problem(description: error.message)
        }
        self.url = url
    }

    /// Reads all of it. Blocks while it reads.
    ///
    /// - Parameters:
    ///   - releases: what gateways let out.
    ///   - done: called for each table, in the order of their names, with the bytes that were read of it.
    func scan(
        by scanner: ContentScanner,
        releases: ReleaseTrace?,
        showsExcerpts: Bool,
        done: (ScannedFile, Int) -> Void
    ) {
        func inspect(_ name: String, _ read: (([UInt8]) -> Void) throws(StorageError) -> Void) {
            let path = "\(address)/\(name)"
            var inspection = scanner.begin(name: "table.csv")
            var count = 0
            do throws(StorageError) {
                try read { row in
                    count += row.count
                    inspection.append(row)
                }
            } catch { return done(.refused(path, because: error.message), count) }
            let found = LeakFinding.all(
                of: inspection.finish(),
                path: path,
                known: scanner.known,
                trace: releases.map { FileTrace($0) },
                showsExcerpts: showsExcerpts
            )
            done(ScannedFile(path: path, stamp: nil, findings: found), count)
        }
        do throws(StorageError) {
            var database = try ForeignDatabase(url)
            for table in try database.tables() {
                inspect("\(table.schema).\(table.name)") { use throws(StorageError) in
                    try database.read(table, use)
                }
            }
            inspect("definitions") { use throws(StorageError) in try database.readDefinitions(use) }
            if try database.hasLargeObjects() {
                let reason = "large objects belong to no table and are not read; export them as files"
                done(.refused("\(address)/large objects", because: reason), 0)
            }
        } catch { done(.refused(address, because: error.message), 0) }
    }
}
