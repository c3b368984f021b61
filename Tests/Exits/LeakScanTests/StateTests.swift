import Foundation
import LeakScan
import Testing

@Suite("A scan with a state file reads again only what changed, and goes on where it was broken off")
struct StateTests {
    private func filled() throws -> ScanFolder {
        let folder = try ScanFolder()
        for index in 0..<30 {
            try folder.write("d\(index % 4)/f\(index).txt", index % 3 == 0 ? "CUI//SP-CTI\n" : "Op \(index)\n")
        }
        // "d1" stands before "d1.txt" by bytes, and so do all files in it.
        try folder.write("d1.txt", "CUI//SP-CTI\n")
        return folder
    }

    @Test("the second scan reads nothing and finds the same")
    func unchanged() async throws {
        let (folder, place) = (try filled(), try ScanFolder())
        let scan = try ScanTools.scan()
        let plain = try await scan.run([folder.path])
        let first = try await scan.run([folder.path], statePath: place.at("state"))
        let second = try await scan.run([folder.path], statePath: place.at("state"))
        #expect(first.counts.unchanged == 0)
        #expect(second.counts.unchanged == 31)
        #expect(plain.findings == first.findings)
        #expect(first.findings == second.findings)
    }

    @Test("what changed, came and went is seen")
    func changed() async throws {
        let (folder, place) = (try filled(), try ScanFolder())
        let scan = try ScanTools.scan()
        let first = try await scan.run([folder.path], statePath: place.at("state"))
        try folder.write("d1/f1.txt", "CUI//SP-EXPT\n")
        try folder.write("a.txt", "CUI//SP-EXPT\n")
        try FileManager.default.removeItem(atPath: folder.at("d0/f0.txt"))
        let second = try await scan.run([folder.path], statePath: place.at("state"))
        #expect(second.counts.unchanged == 29)
        #expect(second.findings.count == first.findings.count + 1)
        #expect(second.findings == (try await scan.run([folder.path]).findings))
    }

    @Test(
        "a scan that was broken off at any byte goes on, and finds what a whole one finds",
        arguments: [0.2, 0.5, 0.77, 0.99]
    )
    func brokenOff(share: Double) async throws {
        let (folder, place) = (try filled(), try ScanFolder())
        let scan = try ScanTools.scan()
        let whole = try await scan.run([folder.path], statePath: place.at("state"))
        let written = try Data(contentsOf: URL(filePath: place.at("state")))
        try FileManager.default.removeItem(atPath: place.at("state"))
        try written.prefix(Int(Double(written.count) * share)).write(to: URL(filePath: place.at("state.part")))
        let resumed = try await scan.run([folder.path], statePath: place.at("state"))
        #expect(resumed.findings == whole.findings)
        #expect(resumed.counts.unchanged > 0 && resumed.counts.unchanged < 31)
        #expect(FileManager.default.fileExists(atPath: place.at("state")))
        #expect(!FileManager.default.fileExists(atPath: place.at("state.broken-off")))
    }

    @Test("by other options nothing that is known counts")
    func otherRules() async throws {
        let (folder, place) = (try filled(), try ScanFolder())
        _ = try await ScanTools.scan().run([folder.path], statePath: place.at("state"))
        let other = try await ScanTools.scan(showsExcerpts: true).run([folder.path], statePath: place.at("state"))
        #expect(other.counts.unchanged == 0)
        #expect(other.findings.allSatisfy { $0.excerpt != nil })
    }

    @Test("a file that is no state file is not overwritten")
    func foreign() async throws {
        let (folder, place) = (try filled(), try ScanFolder())
        try place.write("state", "my notes\n")
        await #expect(throws: ScanState.Problem.self) {
            _ = try await ScanTools.scan().run([folder.path], statePath: place.at("state"))
        }
        #expect(try String(contentsOfFile: place.at("state"), encoding: .utf8) == "my notes\n")
    }

    @Test("it is for its owner alone")
    func mode() async throws {
        let (folder, place) = (try filled(), try ScanFolder())
        _ = try await ScanTools.scan().run([folder.path], statePath: place.at("state"))
        let mode = try FileManager.default.attributesOfItem(atPath: place.at("state"))[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }
}
