import ArgumentParser
import Foundation
import Testing

@testable import bulkhead

@Suite("bulkhead scan and bulkhead fingerprint")
struct ScanCommandTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "scan-\(UUID().uuidString)").path

    private static let catalogue: String = {
        var root = URL(filePath: #filePath)
        for _ in 0..<3 { root.deleteLastPathComponent() }
        return root.appending(path: "Catalogue").path(percentEncoded: false)
    }()

    private static let instruction =
        "Torque the forward fitting to eleven newton metres in three passes and wait for ten minutes between them, then measure the gap.\n"

    init() throws {
        try FileManager.default.createDirectory(atPath: folder + "/share", withIntermediateDirectories: true)
    }

    private func write(_ name: String, _ text: String) throws {
        try text.write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
    }

    private func read(_ name: String) throws -> String {
        try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
    }

    private func at(_ name: String) -> String { folder + "/" + name }

    /// The exit code of a scan.
    private func scan(_ arguments: String...) async throws -> Int32 {
        let command = try ScanCommand.parse(arguments + ["--catalogue", Self.catalogue, "--as-of", "2026-11-26"])
        do {
            try await command.run()
            return 0
        } catch let code as ExitCode {
            return code.rawValue
        }
    }

    /// The exit code of making an index.
    private func fingerprint(_ arguments: [String]) throws -> Int32 {
        let command = try FingerprintCommand.parse(arguments + ["--catalogue", Self.catalogue])
        do {
            try command.run()
            return 0
        } catch let code as ExitCode {
            return code.rawValue
        }
    }

    @Test("0 for files without a finding, 1 for one, and reports are written in both")
    func codes() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try write("share/plan.txt", "Op 10: mill the flange\n")
        #expect(try await scan(at("share"), "--sarif", at("clean.sarif")) == 0)
        try write("share/secret.txt", "CUI//SP-CTI//NOFORN\n")
        #expect(try await scan(at("share"), "--sarif", at("found.sarif"), "--html", at("found.html"), "--json") == 1)
        #expect(try !read("clean.sarif").contains("secret.txt"))
        #expect(try read("found.sarif").contains("BH-L001"))
        #expect(try read("found.html").contains("secret.txt"))
    }

    @Test("a finding that the baseline accepts is 0 until its day has passed")
    func baseline() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try write("share/secret.txt", "CUI//SP-CTI//NOFORN\n")
        #expect(try await scan(at("share"), "--sarif", at("a.sarif")) == 1)
        let fingerprint = try #require(
            try read("a.sarif").firstMatch(of: /"bulkheadScan[^"]*" *: *"([0-9a-f]{24})"/)?.1
        )
        func accept(until day: String) throws {
            try write(
                "baseline.json",
                """
                {"baseline": 1, "accepted": [{"fingerprint": "\(fingerprint)", "approvedBy": "J. Roe", "reason": "sample", "expires": "\(day)"}]}
                """
            )
        }
        try accept(until: "2027-03-31")
        #expect(try await scan(at("share"), "--baseline", at("baseline.json")) == 0)
        try accept(until: "2026-11-25")
        #expect(try await scan(at("share"), "--baseline", at("baseline.json")) == 1)
        try write("baseline.json", "{\"baseline\": 2}")
        #expect(try await scan(at("share"), "--baseline", at("baseline.json")) == 2)
    }

    @Test(
        "2 for a path that is not there, one path in another, a state file in what is scanned, and a day that is none"
    )
    func wrongInput() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try write("share/plan.txt", "Op 10\n")
        #expect(try await scan(at("nothing")) == 2)
        #expect(try await scan(at("share"), at("share/plan.txt")) == 2)
        #expect(try await scan(at("share"), "--state", at("share/known.state")) == 2)
        #expect(try await scan("postgresql://nobody@far.example/db?sslmode=disable") == 2)
        for arguments in [
            [], ["x", "--at", "share=x"], ["x", "--plant", "p.yaml"], ["x", "--at-once", "0"], ["x", "--watch", "5"],
            ["x", "--known", "i"],
            ["x", "--key", "k"],
        ] {
            #expect(throws: (any Error).self, "\(arguments)") { try ScanCommand.parse(arguments) }
        }
    }

    @Test("with a state file a second scan finds the same, and what was added since")
    func state() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try write("share/plan.txt", "Op 10\n")
        #expect(try await scan(at("share"), "--state", at("known.state")) == 0)
        #expect(try await scan(at("share"), "--state", at("known.state")) == 0)
        try write("share/secret.txt", "CUI//SP-CTI\n")
        #expect(try await scan(at("share"), "--state", at("known.state")) == 1)
        #expect(try await scan(at("share"), "--state", at("known.state")) == 1)
    }

    @Test("a copy without a marking is found by an index and its key, which others cannot read")
    func known() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try write("fitting.txt", Self.instruction)
        try write("units.csv", "serial,lot\nFX-1001-A,HT500123\nFX-1002-B,HT500124\n")
        try write("share/mail.txt", "Hello,\n" + Self.instruction.uppercased())
        try write("share/list.txt", "next week FX-1002-B\n")
        #expect(try await scan(at("share")) == 0)
        #expect(
            try fingerprint([
                at("fitting.txt"),
                "--values",
                at("units.csv"),
                "--column",
                "serial",
                "--label",
                "CUI//SP-CTI",
                "--into",
                at("i.known"),
                "--key",
                at("i.key"),
            ]) == 0
        )
        for name in ["i.known", "i.key"] {
            let mode = try FileManager.default.attributesOfItem(atPath: at(name))[.posixPermissions] as? Int
            #expect(mode == 0o600)
        }
        #expect(
            try await scan(at("share"), "--known", at("i.known"), "--key", at("i.key"), "--sarif", at("k.sarif")) == 1
        )
        let report = try read("k.sarif")
        #expect(report.contains("BH-L008") && report.contains("BH-L009"))
        // Another key, and another file.
        try write("other.key", Data(repeating: 7, count: 32).base64EncodedString())
        #expect(try await scan(at("share"), "--known", at("i.known"), "--key", at("other.key")) == 2)
        #expect(try await scan(at("share"), "--known", at("units.csv"), "--key", at("i.key")) == 2)
    }

    @Test("an index of what nothing says is restricted is refused, and so are labels and tables that are none")
    func refusedIndex() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try write("fitting.txt", Self.instruction)
        try write("broken.csv", "a,b\n1\n")
        let files = ["--into", at("i.known"), "--key", at("i.key")]
        func index(_ arguments: [String]) throws -> Int32 { try fingerprint(arguments + files) }
        #expect(try index([at("fitting.txt")]) == 2)
        #expect(try index([at("fitting.txt"), "--label", "hello"]) == 2)
        #expect(try index(["--values", at("broken.csv"), "--label", "CUI"]) == 2)
        #expect(try index(["--values", at("broken.csv"), "--column", "c", "--label", "CUI"]) == 2)
        #expect(!FileManager.default.fileExists(atPath: at("i.known")))
        #expect(throws: (any Error).self) { try FingerprintCommand.parse(files) }
    }
}
