internal import Foundation

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// A slapd (OpenLDAP) of its own on ports of the loopback that were free, with entries of persons, ended with the value that stands for it.
///
/// Its suffix is `dc=plant,dc=example`, its administrator `cn=reader,dc=plant,dc=example` with the password `s3cret`, and it tells nobody else anything.
public final class TestDirectory: Sendable {
    /// Its port, where it offers StartTLS too.
    public let port: UInt16
    /// Its port for TLS from the first byte on.
    public let encryptedPort: UInt16
    /// Its folder, with its certificate `right.pem` for 127.0.0.1.
    public let folder: String
    private let process: Process

    /// Whether slapd is installed here.
    public static var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: "/usr/sbin/slapd") }

    /// Starts one.
    /// - Parameters:
    ///   - entries: entries in LDIF, each without its object classes: `dn: uid=ann,ou=people` and what it says.
    ///   - subject: whom its certificate is for.
    ///   - more: more lines of its configuration.
    public init(_ entries: [String], certifying subject: String = "127.0.0.1", port: UInt16? = nil, _ more: String = "")
        throws
    {
        self.port = try port ?? TestBroker.freePort()
        encryptedPort = try TestBroker.freePort()
        let root = FileManager.default.temporaryDirectory.appending(path: "directory-\(UUID().uuidString)")
        folder = root.path(percentEncoded: false)
        try FileManager.default.createDirectory(atPath: folder + "/data", withIntermediateDirectories: true)
        try Self.makeCertificate("right", for: subject, in: folder)
        try Self.configuration(folder, more).write(toFile: folder + "/slapd.conf", atomically: true, encoding: .utf8)
        try Self.ldif(entries).write(toFile: folder + "/entries.ldif", atomically: true, encoding: .utf8)
        try Self.run("/usr/sbin/slapadd", ["-q", "-f", folder + "/slapd.conf", "-l", folder + "/entries.ldif"])
        process = Process()
        // A server closes whatever it was given, and is taken for ended then by who waits for it: a shell stands between.
        process.executableURL = URL(filePath: "/bin/sh")
        let urls = "ldap://127.0.0.1:\(self.port)/ ldaps://127.0.0.1:\(encryptedPort)/"
        process.arguments = ["-c", "/usr/sbin/slapd -d 0 -f '\(folder)/slapd.conf' -h '\(urls)'; true"]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        if TestBroker.comesUp(process, on: self.port, encryptedPort) { return }
        end()
        throw TestBroker.Failure(why: "slapd does not answer")
    }

    deinit {
        end()
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Its address without TLS.
    public var address: String { "ldap://127.0.0.1:\(port)" }
    /// Its address with TLS from the first byte on.
    public var encryptedAddress: String { "ldaps://127.0.0.1:\(encryptedPort)" }

    /// Ends it.
    public func end() {
        guard process.isRunning else { return }
        let said = (try? String(contentsOfFile: folder + "/pid", encoding: .utf8)) ?? ""
        if let number = pid_t(said.filter(\.isNumber)), number > 1 { kill(number, SIGKILL) }
        process.waitUntilExit()
    }

    /// Makes a certificate that vouches for itself.
    public static func makeCertificate(_ name: String, for subject: String, in folder: String) throws {
        let isAddress = subject.allSatisfy { $0.isNumber || $0 == "." }
        try run(
            "/usr/bin/openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                "-keyout", "\(folder)/\(name).key", "-out", "\(folder)/\(name).pem", "-subj", "/CN=\(subject)",
                "-addext", "subjectAltName=\(isAddress ? "IP" : "DNS"):\(subject)",
            ]
        )
    }

    private static let attributes = [
        "plantBadge", "plantEmployer", "plantUSPerson", "plantUSCitizen", "plantCitizenship", "plantResidency",
        "plantNeed",
        "plantCountry", "plantAuthorization", "plantStated",
    ]

    private static func configuration(_ folder: String, _ more: String) -> String {
        let text = "EQUALITY octetStringMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.40"
        let types = attributes.enumerated().map {
            "attributetype ( 1.3.6.1.4.1.32473.1.\($0.offset + 1) NAME '\($0.element)' \(text) )"
        }
        return """
            include /etc/ldap/schema/core.schema
            include /etc/ldap/schema/cosine.schema
            include /etc/ldap/schema/inetorgperson.schema
            \(types.joined(separator: "\n"))
            objectclass ( 1.3.6.1.4.1.32473.2.1 NAME 'plantPerson' SUP top AUXILIARY MAY ( \(attributes.joined(separator: " $ ")) ) )
            pidfile \(folder)/pid
            modulepath /usr/lib/ldap
            moduleload back_mdb
            TLSCertificateFile \(folder)/right.pem
            TLSCertificateKeyFile \(folder)/right.key
            \(more)
            database mdb
            maxsize 67108864
            suffix "dc=plant,dc=example"
            rootdn "cn=reader,dc=plant,dc=example"
            rootpw s3cret
            directory \(folder)/data
            access to * by anonymous auth by * none

            """
    }

    private static func ldif(_ entries: [String]) -> String {
        let top = [
            "dn: dc=plant,dc=example\nobjectClass: dcObject\nobjectClass: organization\ndc: plant\no: Plant",
            "dn: ou=people,dc=plant,dc=example\nobjectClass: organizationalUnit\nou: people",
        ]
        let people = entries.map { entry in
            let lines = entry.split(separator: "\n").map(String.init)
            let classes = "objectClass: inetOrgPerson\nobjectClass: plantPerson"
            return ([lines[0] + ",ou=people,dc=plant,dc=example", classes] + lines.dropFirst()).joined(separator: "\n")
        }
        return (top + people).joined(separator: "\n\n") + "\n"
    }

    private static func run(_ path: String, _ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw TestBroker.Failure(why: "\(path) failed") }
    }
}

/// A directory that does what none should (`directory.py`), on a port of the loopback that was free.
public final class HostileDirectory: Sendable {
    /// Its port.
    public let port: UInt16
    private let process: Process

    /// Starts one.
    /// - Parameter mode: what it does; see `directory.py`.
    public init(_ mode: String) throws {
        port = try TestBroker.freePort()
        process = Process()
        process.executableURL = URL(filePath: "/usr/bin/python3")
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "directory.py")
        process.arguments = [script.path(percentEncoded: false), "\(port)", mode]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        if TestBroker.comesUp(process, on: port) { return }
        end()
        throw TestBroker.Failure(why: "the directory does not answer")
    }

    deinit { end() }

    /// Its address.
    public var address: String { "ldap://127.0.0.1:\(port)" }

    /// Ends it.
    public func end() {
        guard process.isRunning else { return }
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}
