import Foundation
import JSONMutation
import Planning
import Testing

/// A statement as an instance writes it.
enum WrittenDrift {
    static func notice(
        _ code: String,
        about: String,
        at place: String = "plant.yaml:10:5",
        program: String = "",
        id: String = "0000000000000000000000000000000a"
    ) -> String {
        """
        {"kind":"drift-notice","id":"\(id)","fields":{"code":"\(code)","says":"It has ended","about":"\(about)","place":"\(place)",\
        "cite":"MLA, until 2026-12-31","remedy":"Renew it.","program":"\(program)"}}
        """
    }

    static func citation(of id: String = "0000000000000000000000000000000a", sequence: Int = 12) -> String {
        """
        {"kind":"log-citation","id":"0000000000000000000000000000000c","fields":{"about":"\(id)","log":"plant.example/main/control",\
        "sequence":\(sequence),"leaf":"q83v","event":"policy.adopted","at":"2026-11-24 12:00:00.000"}}
        """
    }

    static let standing = """
        {"kind":"drift-standing","id":"0000000000000000000000000000000b","fields":{"log":"plant.example/main/control","day":"2027-01-05","plan":"ab"}}
        """

    static func file(_ records: [String], standing: String = standing, format: String = "bulkhead-drift/1") -> [UInt8] {
        let all = ([standing] + records).filter { !$0.isEmpty }.joined(separator: ",")
        return Array(
            "{\"format\":\"\(format)\",\"marking\":\"CUI\",\"recipient\":\"person:cora\",\"records\":[\(all)]}".utf8
        )
    }
}

@Suite("A statement of drift is read as what somebody else wrote")
struct DriftStatementTests {
    private func problem(_ json: [UInt8]) -> String? {
        do throws(DriftStatement.Problem) {
            _ = try DriftStatement(json: json)
            return nil
        } catch {
            return error.description
        }
    }

    @Test("notices of one thing to several programs are one finding, with the entries of the log behind it")
    func findings() throws {
        let statement = try DriftStatement(
            json: WrittenDrift.file([
                WrittenDrift.notice("BH-D001", about: "MLA-7", program: "VEH"),
                WrittenDrift.notice("BH-D001", about: "MLA-7", program: "ARM", id: "0000000000000000000000000000000d"),
                WrittenDrift.citation(), WrittenDrift.citation(of: "0000000000000000000000000000000d"),
            ])
        )
        #expect(statement.day == "2027-01-05" && statement.plan == "ab" && statement.recipient == "person:cora")
        let finding = try #require(statement.findings.first)
        #expect(statement.findings.count == 1 && finding.programs == ["ARM", "VEH"] && finding.about == "MLA-7")
        #expect(finding.entries.map(\.sequence) == [12] && finding.entries.first?.event == "policy.adopted")
    }

    @Test("nothing that has drifted is a statement as well")
    func nothing() throws { #expect(try DriftStatement(json: WrittenDrift.file([])).findings.isEmpty) }

    @Test("what is none is refused with what is wrong")
    func refused() {
        #expect(problem(Array("{".utf8))?.contains("no JSON") == true)
        #expect(problem(Array("{}".utf8))?.contains("format is not there") == true)
        #expect(problem(WrittenDrift.file([], format: "bulkhead-drift/9"))?.contains("is not bulkhead-drift/1") == true)
        #expect(problem(WrittenDrift.file([], standing: ""))?.contains("not of which plan") == true)
        #expect(problem(WrittenDrift.file([WrittenDrift.standing]))?.contains("more than once") == true)
        let headless = WrittenDrift.notice("BH-D001", about: "x").replacing(
            "\"cite\":\"MLA, until 2026-12-31\",",
            with: ""
        )
        #expect(problem(WrittenDrift.file([headless]))?.contains("does not say its cite") == true)
        let long = WrittenDrift.notice("BH-D001", about: String(repeating: "x", count: 9_000))
        #expect(problem(WrittenDrift.file([long]))?.contains("longer than") == true)
        #expect(problem(WrittenDrift.file([WrittenDrift.citation(sequence: -1)]))?.contains("sequence") == true)
        let deep = Array((String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)).utf8)
        #expect(problem(deep) != nil)
    }

    @Test("what would not be text on a page is replaced")
    func plain() throws {
        let statement = try DriftStatement(
            json: WrittenDrift.file([WrittenDrift.notice("BH-D001", about: "a\\u001b[2J\\n\\u202eb")])
        )
        #expect(statement.findings.first?.about == "a\u{FFFD}[2J\u{FFFD}\u{FFFD}b")
    }
}
