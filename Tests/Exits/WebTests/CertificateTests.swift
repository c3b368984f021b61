import Boundary
import Foundation
import HTTPExit
import RawHTTP
import TestFloor
import Testing

/// Programs that make certificates and speak TLS, none of them ours.
private enum Tool {
    static let openssl = "/usr/bin/openssl"
    static let curl = "/usr/bin/curl"
    static var areThere: Bool { [openssl, curl].allSatisfy { FileManager.default.fileExists(atPath: $0) } }

    /// What a program wrote, and how it ended.
    @discardableResult
    static func run(_ program: String, _ arguments: [String]) async throws -> (text: String, status: Int32) {
        try await Task.detached {
            let process = Process()
            process.executableURL = URL(filePath: program)
            process.arguments = arguments
            let pipe = Pipe()
            process.standardOutput = pipe
            process.standardError = pipe
            try process.run()
            let data = pipe.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            return (String(decoding: data, as: UTF8.self), process.terminationStatus)
        }.value
    }
}

@Suite("The server ends TLS itself", .serialized, .enabled(if: Tool.areThere), .timeLimit(.minutes(30)))
struct CertificateTests {
    private func scratch(_ body: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "certificate-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(folder.path(percentEncoded: false))
    }

    private func make(_ name: String, in folder: String) async throws {
        let made = try await Tool.run(
            Tool.openssl,
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj",
                "/CN=localhost",
                "-addext", "subjectAltName=DNS:localhost", "-keyout", "\(folder)/\(name).key", "-out",
                "\(folder)/\(name).pem",
            ]
        )
        #expect(made.status == 0, "\(made.text)")
    }

    @Test(
        "a browser that trusts the certificate gets pages by TLS 1.2 and newer, with secure cookies; one that speaks older or none gets nothing"
    )
    func serves() async throws {
        try await scratch { folder in
            try await make("own", in: folder)
            let certificate = try ServerCertificate(certificates: "\(folder)/own.pem", key: "\(folder)/own.key")
            let floor = try await TestFloor(catalogue: FloorVisit.catalogue)
            let (running, port) = try await ServerThreads.serve {
                try await floor.server(certificate).run(whenReady: $0)
            }
            defer { running.cancel() }
            let address = "https://localhost:\(port)"
            func curl(_ arguments: String...) async throws -> (text: String, status: Int32) {
                try await Tool.run(
                    Tool.curl,
                    ["-sS", "-i", "--max-time", "20", "--cacert", "\(folder)/own.pem"] + arguments
                )
            }
            let health = try await curl("\(address)/health")
            #expect(
                health.status == 0 && health.text.contains("200") && health.text.contains("strict-transport-security")
                    || health.text.contains("Strict-Transport-Security")
            )
            let staff = floor.staff["olga"] ?? [:]
            let signed = try await curl(
                "-d",
                "badge=\(staff["badge"] ?? "")&pin=\(staff["pin"] ?? "")",
                "\(address)/sign-in"
            )
            #expect(signed.text.contains("__Host-bulkhead-session=") && signed.text.contains("; Secure"))
            let metadata = try await curl("\(address)/.well-known/authzen-configuration")
            #expect(
                metadata.text.contains("access_evaluation_endpoint") && metadata.text.contains("search_action_endpoint")
            )
            #expect(try await curl("--tls-max", "1.1", "\(address)/health").status != 0)
            #expect(try await curl("http://localhost:\(port)/health").status != 0)
            let untrusting = try await Tool.run(Tool.curl, ["-sS", "--max-time", "20", "\(address)/health"])
            #expect(untrusting.status != 0)
        }
    }

    @Test("files that hold no certificate, no key, or the key of another one are refused with what to do")
    func wrong() async throws {
        try await scratch { folder in
            try await make("own", in: folder)
            try await make("other", in: folder)
            try "no PEM".write(toFile: "\(folder)/text", atomically: true, encoding: .utf8)
            func problem(_ certificates: String, _ key: String) -> ServerCertificate.Problem? {
                do throws(ServerCertificate.Problem) {
                    _ = try ServerCertificate(certificates: "\(folder)/\(certificates)", key: "\(folder)/\(key)")
                    return nil
                } catch {
                    return error
                }
            }
            #expect(problem("own.pem", "own.key") == nil)
            for file in ["text", "nowhere", "own.key"] {
                #expect(problem(file, "own.key") == .certificate("\(folder)/\(file)"))
            }
            for file in ["text", "nowhere"] { #expect(problem("own.pem", file) == .key("\(folder)/\(file)")) }
            #expect(problem("own.pem", "other.key") == .mismatch)
        }
    }
}
