import Foundation
import Storage
import Synchronization
import Testing

/// A PostgreSQL server of the test's own, to be killed; it goes away with this process.
final class KilledServer: Sendable {
    private let commands: FileHandle
    private let answers: FileHandle
    private let folder: String
    private let port: Int
    private let password: String

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "bulkhead-killed-\(UUID().uuidString)").path
        var root = URL(filePath: #filePath)
        while !FileManager.default.fileExists(atPath: root.appending(path: "scripts").path), root.path != "/" {
            root.deleteLastPathComponent()
        }
        let process = Process()
        let (input, output) = (Pipe(), Pipe())
        process.executableURL = root.appending(path: "scripts/private-postgresql.sh")
        process.arguments = [folder]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        (commands, answers) = (input.fileHandleForWriting, output.fileHandleForReading)
        let ready = Self.line(answers).split(separator: " ")
        try #require(ready.first == "ready", "no PostgreSQL: run scripts/install-system-packages.sh")
        port = try #require(Int(ready[1]))
        password = try String(contentsOfFile: folder + "/password", encoding: .utf8)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        for database in ["logs", "keys"] {
            let end = try RunProcess.toEnd([
                "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", url("postgres", password, "postgres"), "-c",
                "CREATE DATABASE \(database)_of_journals TEMPLATE template0",
            ])
            try #require(end.status == 0, "\(end.text)")
            try PostgreSQLEngine.prepare(
                administrator: url("postgres", password, "\(database)_of_journals"),
                roles: PostgreSQLRoles(writerPassword: "writer-3f9", readerPassword: "reader-7c1")
            )
        }
    }

    /// Stops the server at once, with what it had not flushed lost, or starts it.
    func command(_ text: String) throws {
        try commands.write(contentsOf: Data((text + "\n").utf8))
        try #require(Self.line(answers) == "done")
    }

    /// Kills the first process of the server by SIGKILL, and waits until the others have noticed and ended.
    func killOutright() throws {
        let text = try String(contentsOfFile: folder + "/data/postmaster.pid", encoding: .utf8)
        let first = try #require(pid_t(text.split(separator: "\n")[0]))
        let others = try String(contentsOfFile: "/proc/\(first)/task/\(first)/children", encoding: .utf8)
            .split(separator: " ").compactMap { pid_t($0) }
        kill(first, SIGKILL)
        var left = 2000
        while left > 0, (others + [first]).contains(where: { kill($0, 0) == 0 }) {
            usleep(5000)
            left -= 1
        }
        try #require(left > 0, "the server did not end")
    }

    func engine() throws -> PostgreSQLEngine {
        try PostgreSQLEngine(
            writer: url("bulkhead_writer", "writer-3f9", "logs_of_journals"),
            reader: url("bulkhead_reader", "reader-7c1", "logs_of_journals"),
            keys: .database(url("bulkhead_writer", "writer-3f9", "keys_of_journals"))
        )
    }

    private func url(_ login: String, _ password: String, _ database: String) -> String {
        "postgresql://\(login):\(password)@localhost:\(port)/\(database)?sslmode=verify-full&sslrootcert=\(folder)/root.crt"
    }

    private static func line(_ file: FileHandle) -> String {
        var bytes: [UInt8] = []
        while let byte = file.readData(ofLength: 1).first, byte != UInt8(ascii: "\n") { bytes.append(byte) }
        return String(decoding: bytes, as: UTF8.self)
    }
}
