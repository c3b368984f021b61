internal import Foundation

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// A web application of somebody else, Datasette, before a table of orders, on a port of the loopback that was free.
///
/// `scripts/install-web-application.sh` installs it.
public final class TestWebApplication: Sendable {
    /// Its port.
    public let port: UInt16
    private let folder: URL
    private let process: Process

    /// Whether it is installed here.
    public static var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: tool("datasette")) }

    private static func tool(_ name: String) -> String {
        var root = URL(filePath: #filePath)
        for _ in 0..<4 { root.deleteLastPathComponent() }
        return root.appending(path: ".build/web-application/bin/\(name)").path(percentEncoded: false)
    }

    /// Starts one with a table `orders` of a database `shop`.
    /// - Parameters:
    ///   - rows: an SQL row of values each: order, project, quantity, finding.
    ///   - query: what gives more rows than can be written out.
    public init(
        _ rows: [String] = [],
        columns: String = "\"order\" TEXT PRIMARY KEY, project TEXT, quantity INTEGER, finding TEXT",
        query: String? = nil
    ) throws {
        port = try TestBroker.freePort()
        folder = FileManager.default.temporaryDirectory.appending(path: "application-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let database = folder.appending(path: "shop.db").path(percentEncoded: false)
        let sql =
            "CREATE TABLE orders (\(columns)); "
            + (rows.map { "VALUES (\($0))" } + [query].compactMap(\.self)).map { "INSERT INTO orders \($0);" }
            .joined(separator: " ")
        try Self.start(
            "python",
            ["-c", "import sqlite3, sys; sqlite3.connect(sys.argv[1]).executescript(sys.argv[2])", database, sql]
        )
        .waitUntilExit()
        process = try Self.start("datasette", ["serve", database, "-h", "127.0.0.1", "-p", "\(port)"])
        if TestBroker.comesUp(process, on: port) { return }
        end()
        throw TestBroker.Failure(why: "datasette does not answer")
    }

    deinit { end() }

    /// Its address.
    public var address: String { "http://127.0.0.1:\(port)" }

    /// Ends it.
    public func end() {
        if process.isRunning {
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
        try? FileManager.default.removeItem(at: folder)
    }

    private static func start(_ name: String, _ arguments: [String]) throws -> Process {
        let process = Process()
        process.executableURL = URL(filePath: tool(name))
        process.arguments = arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }
}
