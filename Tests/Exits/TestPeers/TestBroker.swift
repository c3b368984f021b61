public import Foundation

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// A mosquitto of its own on a port of the loopback that was free, ended with the value that stands for it.
public final class TestBroker: Sendable {
    /// Its port.
    public let port: UInt16
    /// Its folder.
    public let folder: URL
    private let process: Process

    /// Why there is none.
    public struct Failure: Error {
        let why: String
    }

    /// Whether mosquitto is installed here.
    public static var isInstalled: Bool { path != nil }

    private static var path: String? {
        ["/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto", "/opt/homebrew/sbin/mosquitto"].first {
            FileManager.default.isExecutableFile(atPath: $0)
        }
    }

    /// Starts one.
    /// - Parameter configuration: more lines of its configuration; `FOLDER` stands for its folder.
    public init(_ configuration: String = "allow_anonymous true", files: [String: String] = [:], port: UInt16? = nil)
        throws
    {
        guard let path = Self.path else { throw Failure(why: "mosquitto is not installed") }
        folder = FileManager.default.temporaryDirectory.appending(path: "broker-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        self.port = try port ?? Self.freePort()
        let place = folder.path(percentEncoded: false)
        for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
        let text =
            "listener \(self.port) 127.0.0.1\nuser root\n" + configuration.replacing("FOLDER", with: place) + "\n"
        try Data(text.utf8).write(to: folder.appending(path: "mosquitto.conf"))
        process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = ["-c", place + "/mosquitto.conf"]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        if Self.comesUp(process, on: self.port) { return }
        end()
        throw Failure(why: "mosquitto does not answer")
    }

    deinit {
        end()
        try? FileManager.default.removeItem(at: folder)
    }

    /// Its address.
    public var address: String { "mqtt://127.0.0.1:\(port)" }

    /// Ends it.
    public func end() {
        guard process.isRunning else { return }
        // Signals that can be blocked are, in a process that a worker thread starts.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// A port of the loopback that was free a moment ago.
    public static func freePort() throws -> UInt16 {
        let socket = socket(AF_INET, streamKind, 0)
        defer { close(socket) }
        var address = loopback(0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let code = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(socket, address, length) == 0 ? getsockname(socket, address, &length) : -1
            }
        }
        guard code == 0 else { throw Failure(why: "no port is free") }
        return UInt16(bigEndian: address.sin_port)
    }

    /// Waits until a server answers on its ports of the loopback: two minutes at most, and no longer than it runs.
    static func comesUp(_ process: Process, on ports: UInt16...) -> Bool {
        for _ in 0..<12_000 {
            if ports.allSatisfy({ answers($0) }) { return true }
            guard process.isRunning else { break }
            usleep(10_000)
        }
        return false
    }

    private static func answers(_ port: UInt16) -> Bool {
        let socket = socket(AF_INET, streamKind, 0)
        defer { close(socket) }
        var address = loopback(port)
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                connect(socket, address, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }

    private static func loopback(_ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }

    #if canImport(Glibc)
    private static let streamKind = Int32(SOCK_STREAM.rawValue)
    #else
    private static let streamKind = SOCK_STREAM
    #endif
}
