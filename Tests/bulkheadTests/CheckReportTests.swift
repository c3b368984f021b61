import Foundation
import PlantModel
import Testing

@testable import bulkhead

@Suite("bulkhead check")
struct CheckReportTests {
    private let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private func catalogue() throws -> ObligationCatalogue {
        try ObligationCatalogue.load(directory: root.appending(path: "Catalogue").path(percentEncoded: false))
    }

    /// What check says of the starter plant after one text in it was replaced.
    private func report(_ from: String, _ to: String) throws -> (report: CheckReport, folder: String) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "bulkhead-check-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "plant.yaml")
        #expect(InitCommand.starter.contains(from))
        let text = InitCommand.starter.replacingOccurrences(of: from, with: to)
        try text.write(to: file, atomically: true, encoding: .utf8)
        let path = file.path(percentEncoded: false)
        return (CheckReport(path: path, catalogue: try catalogue()), folder.path(percentEncoded: false))
    }

    @Test("the starter is sound, and its facts are counted by how well they stand")
    func sound() throws {
        let report = try report("bulkhead: 1", "bulkhead: 1").report
        #expect(report.lines == [])
        #expect(!report.isWrong)
        #expect(report.summary?.contains("2 shown by evidence") == true)
    }

    @Test("problems are named from the current folder, and as JSON with code, place and suggestion")
    func problems() throws {
        let (report, folder) = try report("customer: civil-customer", "customer: civil-custmer")
        #expect(report.isWrong)
        #expect(report.summary == nil)
        #expect(report.lines.count == 1)
        #expect(report.lines.first?.hasPrefix("\(folder)/plant.yaml:") == true)
        let json = try #require(
            JSONSerialization.jsonObject(with: Data(report.json.pretty.utf8)) as? [String: Any]
        )
        #expect(json["valid"] as? Bool == false)
        let problem = try #require((json["problems"] as? [[String: Any]])?.first)
        #expect(problem["code"] as? String == "BH-M041")
        #expect(problem["severity"] as? String == "error")
        #expect(problem["suggestion"] as? String == "civil-customer")
        #expect((problem["line"] as? Int ?? 0) > 1)
        #expect(problem["file"] as? String == "\(folder)/plant.yaml")
    }

    @Test("a clause that is Cedar but no obligation, or speaks of what the schema lacks, is an error")
    func clauses() throws {
        let apart =
            "- { id: apart, from: customer, separation: compartment, against: otherCustomers, cite: \"SOW 4.2\" }"
        let clause = "forbid (principal is Programm, action == Action::\\\"host\\\", resource);"
        let report = try report(apart, "- { id: odd, from: customer, cite: S, policy: \"\(clause)\" }").report
        #expect(report.isWrong)
        #expect(report.problems.allSatisfy { $0.code == .invalidPolicy && $0.place.line > 30 }, "\(report.lines)")
        #expect(!report.lines.isEmpty)
    }

    @Test("init writes the plant with its schema, and never over a plant that is there")
    func starter() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "bulkhead-init-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        _ = try InitCommand.write(into: folder.path(percentEncoded: false))
        let schema = try String(contentsOf: folder.appending(path: PlantSchema.fileName), encoding: .utf8)
        #expect(schema == PlantSchema.text)
        let text = try String(contentsOf: folder.appending(path: "plant.yaml"), encoding: .utf8)
        #expect(text.hasPrefix("# yaml-language-server: $schema=\(PlantSchema.fileName)\n"))
        #expect(throws: (any Error).self) { try InitCommand.write(into: folder.path(percentEncoded: false)) }
    }
}
