internal import Foundation

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// An OpenSSH server of its own on a port of the loopback that was free, with keys made for it, ended with `end`.
public final class TestFileServer: Sendable {
    /// Its port.
    public let port: UInt16
    /// A folder that it gives.
    public let folder: String
    /// The fingerprint of its key, as `ssh-keygen -l` says it.
    public let hostKey: String
    /// The file of a private key that it lets in.
    public let key: String
    /// The file of one that it does not let in.
    public let otherKey: String
    private let root: URL
    private let process: Process

    /// Whether a server is installed here.
    public static var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: "/usr/sbin/sshd") }

    /// Starts one.
    public init() throws {
        port = try TestBroker.freePort()
        root = FileManager.default.temporaryDirectory.appending(path: "files-\(UUID().uuidString)")
        let place = root.path(percentEncoded: false)
        folder = place + "/given"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for name in ["host", "user", "other"] {
            try Self.run("/usr/bin/ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", "\(place)/\(name)"])
        }
        (key, otherKey) = (place + "/user", place + "/other")
        hostKey = try Self.fingerprint(place + "/host.pub")
        // Where a server of root divides its rights.
        if geteuid() == 0 { mkdir("/run/sshd", 0o755) }
        let configuration = """
            Port \(port)
            ListenAddress 127.0.0.1
            HostKey \(place)/host
            AuthorizedKeysFile \(place)/user.pub
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            UsePAM no
            StrictModes no
            PermitRootLogin prohibit-password
            PidFile \(place)/pid
            Subsystem sftp internal-sftp

            """
        try Data(configuration.utf8).write(to: root.appending(path: "sshd_config"))
        process = Process()
        // A server closes whatever it was given, and is taken for ended then by who waits for it: a shell stands between.
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", "/usr/sbin/sshd -D -f '\(place)/sshd_config'; true"]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        if TestBroker.comesUp(process, on: port) { return }
        end()
        throw TestBroker.Failure(why: "sshd does not answer")
    }

    deinit { end() }

    /// Whom it lets in.
    public var user: String { NSUserName() }

    /// The address of the folder that it gives.
    public var address: String { "sftp://127.0.0.1:\(port)\(folder)" }

    /// Ends it.
    public func end() {
        if process.isRunning {
            let said = (try? String(contentsOf: root.appending(path: "pid"), encoding: .utf8)) ?? ""
            if let number = pid_t(said.filter(\.isNumber)), number > 1 { kill(number, SIGKILL) }
            process.waitUntilExit()
        }
        try? FileManager.default.removeItem(at: root)
    }

    private static func fingerprint(_ path: String) throws -> String {
        let words = String(
            decoding: try run("/usr/bin/ssh-keygen", ["-l", "-f", path], into: path + ".said"),
            as: UTF8.self
        )
        .split(separator: " ")
        guard words.count > 1 else { throw TestBroker.Failure(why: "no fingerprint") }
        return String(words[1])
    }

    /// What a program says goes into a file: the end of a pipe would be held by every process that is started meanwhile.
    @discardableResult
    private static func run(_ path: String, _ arguments: [String], into file: String = "/dev/null") throws -> Data {
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        if file != "/dev/null" { try Data().write(to: URL(filePath: file)) }
        process.standardOutput = try FileHandle(forWritingTo: URL(filePath: file))
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw TestBroker.Failure(why: "\(path) failed") }
        return file == "/dev/null" ? Data() : try Data(contentsOf: URL(filePath: file))
    }
}
