import ArgumentParser
import Boundary
import Execution
import Foundation
import Governance
import Journal
import LDAPSession
import PlantModel
import TestPeers
import Testing

@testable import bulkhead

@Suite(
    "A directory feeds the person register of an instance",
    .enabled(if: TestDirectory.isInstalled),
    .timeLimit(.minutes(10))
)
struct DirectoryCommandTests {
    private let floor = CommandFloor()

    private static func person(_ name: String, _ more: String...) -> String {
        (["dn: uid=\(name)", "uid: \(name)", "cn: \(name.capitalized) Lee", "sn: Lee", "plantBadge: B-\(name)"] + more)
            .joined(separator: "\n")
    }

    private func write(_ url: String, _ more: String = "", password: String = "s3cret\n", mode: Int = 0o600) throws {
        try floor.write(
            """
            directory: 1
            url: \(url)
            bind: { name: "cn=reader,dc=plant,dc=example", passwordFile: directory.password }
            base: ou=people,dc=plant,dc=example
            filter: (uid=*)
            source: Corporate directory
            \(more)
            columns:
              person: uid
              badge: plantBadge
              name: cn
              role: title
              usPerson: plantUSPerson
              citizenships: plantCitizenship

            """,
            to: "directory.yaml"
        )
        try floor.write(password, to: "directory.password")
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: floor.path("directory.password"))
    }

    private func exit(_ arguments: String...) async throws -> Int32 {
        do {
            let command = try #require(
                try DirectoryCommand.parseAsRoot([floor.path("directory.yaml")] + arguments) as? DirectoryCommand
            )
            try await command.run()
            return 0
        } catch let code as ExitCode {
            return code.rawValue
        }
    }

    @Test("the command says what it would give; what is wrong has its exit code")
    func command() async throws {
        defer { floor.remove() }
        let peer = try TestDirectory([
            Self.person("ann", "title: operator", "plantUSPerson: TRUE", "plantCitizenship: US"), Self.person("bo"),
        ])
        try write(peer.address)
        #expect(try await exit() == 0)
        #expect(try await exit("--csv") == 0)
        let directory = try RegisterDirectory.load(floor.path("directory.yaml"))
        let feed = try await directory.feed(on: SystemClock().today())
        let text = DirectoryCommand.summary(feed, directory.file)
        #expect(text.hasPrefix("2 persons from \(peer.address), source Corporate directory\n"))
        #expect(text.contains("  usPerson         1 of 2, from plantusperson\n"))
        #expect(text.contains("  employer         not known of anybody: no attribute\n"))
        try write("\(peer.encryptedAddress)", "authorities: \(peer.folder)/right.pem")
        #expect(try await exit() == 0)
        // Nobody vouches for its certificate.
        try write(peer.encryptedAddress)
        #expect(try await exit() == 75)
        try write(peer.address, password: "other")
        #expect(try await exit() == 75)
        for (password, mode) in [
            ("s3cret", 0o640), ("s3cret", 0o604), ("", 0o600), ("\n\n", 0o600), ("a\u{0}b", 0o600),
        ] {
            try write(peer.address, password: password, mode: mode)
            #expect(try await exit() == (password.contains("\u{0}") ? 75 : 2), "\(password) \(mode)")
        }
        for url in ["http://127.0.0.1", "ldap://", "dc1"] {
            try write(url)
            #expect(try await exit() == 2)
        }
        let twice = try TestDirectory([Self.person("ann"), Self.person("bo").replacing("B-bo", with: "B-ann")])
        try write(twice.address)
        #expect(try await exit() == 1)
        twice.end()
        #expect(try await exit() == 75)
    }

    @Test("what an instance knows follows the directory; one that does not answer, or is wrong, leaves what was known")
    func feeding() async throws {
        defer { floor.remove() }
        let first = try TestDirectory([Self.person("ann", "title: operator"), Self.person("bo", "title: quality")])
        try write(first.address)
        let opened = try await floor.opened()
        let clock = SystemClock()
        let accounts = Accounts(
            opened.hull,
            provider: SwiftCryptoProvider(),
            clock: clock,
            rules: SecretRules(refusesWellKnown: false)
        )
        let (lines, said) = AsyncStream.makeStream(of: String.self)
        var feeding = RegisterFeeding(
            register: PersonRegister(opened.hull, accounts),
            directory: try RegisterDirectory.load(floor.path("directory.yaml")),
            clock: clock
        ) { said.yield($0) }
        func known(_ person: String) -> Bool { opened.hull.boundary.standing(of: .person(person)).isKnown }
        await feeding.read()
        #expect(known("ann") && known("bo"))
        await feeding.read()
        first.end()
        // It is told once, however often it is asked.
        await feeding.read()
        await feeding.read()
        #expect(known("ann") && known("bo"))
        let wrong = try TestDirectory([Self.person("ann", "plantCitizenship: Atlantis")], port: first.port)
        await feeding.read()
        #expect(known("ann") && known("bo"))
        wrong.end()
        let last = try TestDirectory([Self.person("ann", "title: operator")], port: first.port)
        await feeding.read()
        #expect(known("ann") && !known("bo"))
        said.finish()
        var told: [String] = []
        for await line in lines { told.append(line) }
        #expect(told.map { $0.contains("BH-P031") } == [false, true, false, false], "\(told)")
        #expect(told.count == 4 && told.first?.hasSuffix("2 new or changed, 0 gone") == true)
        #expect(told[2].contains("BH-P034") && told[3].hasSuffix("0 new or changed, 1 gone"))
        // The console names nobody.
        #expect(!told.contains { $0.contains("uid=") || $0.contains("Atlantis") || $0.contains("s3cret") })
        last.end()
        await opened.hull.close()
    }

    @Test("serve takes the directory's file, which is read before anything is opened, and none with a demo")
    func serving() async throws {
        defer { floor.remove() }
        try write("ldap://dc1.plant.example", "everyMinutes: never")
        #expect(
            try await floor.serve([
                "--approve", "A, a", "--approve", "B, b", "--directory", floor.path("directory.yaml"),
            ]) == 2
        )
        #expect(!FileManager.default.fileExists(atPath: floor.path("data")))
        #expect(throws: (any Error).self) {
            try ServeCommand.parseAsRoot([
                "p.yaml", "--grants", "g", "--data", "d", "--directory", "d.yaml", "--demo", "register.csv",
            ])
        }
    }
}
