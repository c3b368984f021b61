internal import Foundation

#if canImport(FoundationNetworking)
internal import FoundationNetworking
#endif

/// A small system of Python's own library that is spoken to by HTTP, on a port of the loopback that was free.
public final class TestWebPeer: Sendable {
    /// Its port.
    public let port: UInt16
    private let process: Process
    private let input = Pipe()
    private let isEncrypted: Bool

    /// Whether Python is installed here.
    public static var isInstalled: Bool { python != nil }

    private static var python: String? {
        ["/usr/bin/python3", "/usr/local/bin/python3", "/opt/homebrew/bin/python3"].first {
            FileManager.default.isExecutableFile(atPath: $0)
        }
    }

    /// Starts one.
    /// - Parameter certificate: files of a certificate and its key, by which it speaks TLS.
    public init(certificate: (chain: String, key: String)? = nil) throws {
        guard let path = Self.python else { throw TestBroker.Failure(why: "python3 is not installed") }
        port = try TestBroker.freePort()
        isEncrypted = certificate != nil
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "peer.py")
        process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments =
            [script.path(percentEncoded: false), "\(port)"] + (certificate.map { [$0.chain, $0.key] } ?? [])
        process.standardInput = input
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        if TestBroker.comesUp(process, on: port) { return }
        end()
        throw TestBroker.Failure(why: "the peer does not answer")
    }

    deinit { end() }

    /// Its address.
    public var address: String { "\(isEncrypted ? "https" : "http")://127.0.0.1:\(port)" }

    /// Ends it.
    public func end() {
        guard process.isRunning else { return }
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// A message that it took.
    public struct Message: Decodable, Sendable {
        /// The content.
        public let body: String
        /// The media type.
        public let type: String
        /// The key that it is to be taken once by.
        public let key: String
        /// When it was sent, in seconds since 1970.
        public let moment: Int64
        /// The manifest.
        public let manifest: String
    }

    /// What it saw.
    public struct Seen: Decodable, Sendable {
        /// Messages by their ids.
        public let messages: [String: Message]
        /// The ids in the order in which they came first.
        public let order: [String]
        /// How often one came again.
        public let repeats: Int
        /// Tokens that it gave.
        public let tokens: Int
        /// What it was asked for, and the tag that was sent with it.
        public let asked: [[String?]]
        /// Paths that it does not have.
        public let refused: [String]
        /// Orders of the last list that it wrote as it was read.
        public let streamed: Int
        /// How often whoever read such a list went away before its end.
        public let left: Int
    }

    /// Makes a certificate of `localhost` that vouches for itself, `peer.pem`, and its key `peer.key`.
    public static func makeCertificate(in folder: String) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days",
            "30",
            "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", folder + "/peer.key",
            "-out", folder + "/peer.pem",
        ]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw TestBroker.Failure(why: "no certificate was made") }
    }

    /// Tells it what to do next, in JSON: see `settings` of `peer.py`.
    public func control(_ settings: String) async throws {
        var request = URLRequest(url: try url("/control"))
        request.httpMethod = "POST"
        request.httpBody = Data(settings.utf8)
        _ = try await URLSession.shared.data(for: request)
    }

    /// What it saw.
    public func seen() async throws -> Seen {
        try JSONDecoder().decode(Seen.self, from: try await URLSession.shared.data(from: try url("/seen")).0)
    }

    /// Sends a request.
    /// - Returns: the status code.
    public static func post(_ body: [UInt8], to address: String, _ headers: [String: String]) async throws -> Int {
        guard let url = URL(string: address) else { throw TestBroker.Failure(why: "no address") }
        var request = URLRequest(url: url)
        request.httpMethod = "POST"
        request.httpBody = Data(body)
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        return (try await URLSession.shared.data(for: request).1 as? HTTPURLResponse)?.statusCode ?? 0
    }

    private func url(_ path: String) throws -> URL {
        guard let url = URL(string: address + path) else { throw TestBroker.Failure(why: "no address") }
        return url
    }
}
