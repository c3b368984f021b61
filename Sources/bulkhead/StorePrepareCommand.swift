import ArgumentParser
import Foundation
import Storage

/// `bulkhead store prepare`.
struct StorePrepareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prepare",
        abstract: "Prepare a PostgreSQL database: roles, and the functions that make what compartments have.",
        discussion: """
            The administrator's URL is taken from BULKHEAD_ADMINISTRATOR_URL, the new passwords of the two log-ins from BULKHEAD_WRITER_PASSWORD and \
            BULKHEAD_READER_PASSWORD, so that no list of processes shows them; a log-in without a new password keeps the one it has. \
            Doing it again brings the database up to this version. The database of the keys is prepared likewise.
            """
    )

    @Option(help: "What the names of the roles begin with: PREFIX_owner, PREFIX_writer, PREFIX_reader.")
    var prefix = "bulkhead"

    func run() throws {
        let environment = ProcessInfo.processInfo.environment
        guard let url = environment["BULKHEAD_ADMINISTRATOR_URL"], !url.isEmpty else {
            Console.error("set BULKHEAD_ADMINISTRATOR_URL to the URL of an administrator of the database")
            throw ExitStatus.wrongInput
        }
        do throws(StorageError) {
            let roles = try PostgreSQLRoles(
                prefix: prefix,
                writerPassword: environment["BULKHEAD_WRITER_PASSWORD"],
                readerPassword: environment["BULKHEAD_READER_PASSWORD"]
            )
            try PostgreSQLEngine.prepare(administrator: url, roles: roles)
            print("prepared: \(roles.writer) writes, \(roles.reader) reads, \(roles.owner) owns")
        } catch {
            Console.error(error.message)
            throw StoreReportOutput.status(of: [error.code])
        }
    }
}
