internal import Foundation
internal import Synchronization

/// A PostgreSQL cluster of the tests' own. It goes away with this process, however that ends: its script waits for the end of its input.
public final class PrivateCluster: Sendable {
    /// What went wrong with the cluster, or what `psql` said.
    public struct Failure: Error, CustomStringConvertible {
        /// What it was.
        public let description: String

        /// A failure.
        public init(description: String) { self.description = description }
    }

    /// The one that most tests share, each with databases of its own.
    public static let shared = Result { try PrivateCluster() }

    private let commands: FileHandle
    private let answers: FileHandle
    private let talk = Mutex(())
    /// Where its files are; the server's own are in `data`.
    public let folder: String
    /// The port on loopback.
    public let port: Int
    /// The administrator's password.
    public let password: String
    /// Where databases are made.
    private let tablespace: String
    private let databases = Atomic(0)
    private let lent = Mutex<[(String, String)]>([])

    /// Starts a cluster with these settings, each `name=value`.
    /// - Parameter volume: the size in KiB of an empty volume for it, a tablespace called `small`. Takes root.
    public init(settings: [String] = [], volume: Int? = nil) throws {
        let name = "bulkhead-postgresql-\(UInt64.random(in: 0...UInt64.max))"
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(name).path
        var root = URL(fileURLWithPath: #filePath)
        while !FileManager.default.fileExists(atPath: root.appendingPathComponent("scripts").path), root.path != "/" {
            root.deleteLastPathComponent()
        }
        let process = Process()
        process.executableURL = root.appendingPathComponent("scripts/private-postgresql.sh")
        process.arguments = (volume.map { ["--volume", "\($0)"] } ?? []) + [folder] + settings
        let input = Pipe()
        let output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        commands = input.fileHandleForWriting
        answers = output.fileHandleForReading
        let ready = Self.line(answers).split(separator: " ")
        guard ready.count == 2, ready[0] == "ready", let port = Int(ready[1]) else {
            throw Failure(description: "no PostgreSQL cluster: run scripts/install-system-packages.sh")
        }
        self.port = port
        password = try String(contentsOfFile: folder + "/password", encoding: .utf8)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        tablespace = volume == nil ? "pg_default" : "small"
        if volume != nil { try psql("CREATE TABLESPACE small LOCATION '\(folder)/volume'") }
    }

    /// Gives the volume another size, as an administrator does who found it full.
    public func resizeVolume(kibibytes: Int) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "nsenter", "-m", "-t", "\(try firstProcess())", "mount", "-o", "remount,size=\(kibibytes)k",
            folder + "/volume",
        ]
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(description: "the volume was not resized") }
    }

    private func firstProcess() throws -> pid_t {
        let text = try String(contentsOfFile: folder + "/data/postmaster.pid", encoding: .utf8)
        guard let first = text.split(separator: "\n").first.flatMap({ pid_t($0) }) else {
            throw Failure(description: "the server has no first process")
        }
        return first
    }

    /// Stops the server as if it had been killed (`crash`), in order (`stop`), or starts it.
    public func command(_ text: String) throws {
        try talk.withLock { _ in
            try commands.write(contentsOf: Data((text + "\n").utf8))
            guard Self.line(answers) == "done" else { throw Failure(description: "the cluster did not \(text)") }
        }
    }

    /// Kills the first process of the server by SIGKILL, and waits until the others have noticed and ended.
    public func killOutright() throws {
        let first = try firstProcess()
        let others = try String(contentsOfFile: "/proc/\(first)/task/\(first)/children", encoding: .utf8)
            .split(separator: " ").compactMap { pid_t($0) }
        kill(first, SIGKILL)
        for _ in 0..<24_000 {
            if (others + [first]).allSatisfy({ kill($0, 0) != 0 }) { return }
            usleep(5_000)
        }
        throw Failure(description: "the server did not end")
    }

    private static func line(_ file: FileHandle) -> String {
        var bytes: [UInt8] = []
        while let byte = file.readData(ofLength: 1).first, byte != UInt8(ascii: "\n") { bytes.append(byte) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The URL of a log-in, by TLS and with the server verified.
    public func url(_ login: String, _ password: String, _ database: String) -> String {
        "postgresql://\(login):\(password)@localhost:\(port)/\(database)?sslmode=verify-full&sslrootcert=\(folder)/root.crt"
    }

    /// The URL of the administrator.
    public func administrator(_ database: String = "postgres") -> String { url("postgres", password, database) }

    /// Runs SQL by `psql`, as an administrator or a thief would.
    @discardableResult
    public func psql(_ sql: String, _ database: String = "postgres", as url: String? = nil) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", url ?? administrator(database), "-c", sql,
        ]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(description: text) }
        return text.trimmingCharacters(in: .newlines)
    }

    /// A new database; its name.
    public func database() throws -> String {
        let name = "place_\(databases.add(1, ordering: .relaxed).newValue)"
        try psql("CREATE DATABASE \(name) TEMPLATE template0 TABLESPACE \(tablespace)")
        return name
    }

    /// Two databases that were prepared and are empty. Making one takes longer than most tests.
    func lend(_ prepare: (String) throws -> Void) throws -> (String, String) {
        try lent.withLock { lent in
            if let pair = lent.popLast() { return pair }
            let pair = (try database(), try database())
            try prepare(pair.0)
            try prepare(pair.1)
            return pair
        }
    }

    /// Takes databases back, and away all that is in them.
    func giveBack(_ first: String, _ second: String) {
        let clean = """
            DO $$ DECLARE name text; BEGIN
            FOR name IN SELECT nspname FROM pg_namespace WHERE nspname ~ '_(log|views|keys)$' LOOP
            EXECUTE format('DROP SCHEMA %I CASCADE', name); END LOOP; END $$
            """
        guard (try? psql(clean, first)) != nil, (try? psql(clean, second)) != nil else { return }
        lent.withLock { $0.append((first, second)) }
    }
}
