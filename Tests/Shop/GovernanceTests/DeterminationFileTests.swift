import Boundary
import Governance
import PlantModel
import Testing

@Suite("Determinations are part of a baseline, read from a file that is hashed with it")
struct DeterminationFileTests {
    static let text = """
        [ { "rule": "capacity-by-week", "kind": "capacitySum", "author": "pat",
            "approvals": [ { "capacity": "exportOffice", "approver": "ed" } ],
            "date": "2026-01-15", "reviewBy": "2027-01-15", "cite": "EC-2026-14", "programs": ["VEH", "MED"],
            "threshold": { "programs": 3, "customers": 2 }, "below": "reserved", "result": "", "resultClass": "capacity" } ]
        """

    @Test("as it is written")
    func read() throws {
        let draft = try GovernedSite.draft(determinations: Self.text)
        let rule = try #require(draft.baseline.determinations.first)
        #expect(rule.rule == "capacity-by-week" && rule.programs == ["VEH", "MED"])
        #expect(rule.threshold == .init(programsMin: 3, customersMin: 2))
        #expect(rule.resultClass == .capacity)
        let other = try GovernedSite.draft(
            determinations: Self.text.replacing("\"programs\": 3", with: "\"programs\": 2")
        )
        #expect(other.digest != draft.digest)
        #expect(try GovernedSite.draft().digest != draft.digest)
    }

    @Test("all problems are told at once, each with its place")
    func problems() async {
        let text = Self.text.replacing("2026-01-15", with: "soon").replacing("\"reserved\"", with: "\"hidden\"")
            .replacing("\"cite\"", with: "\"sight\"").replacing("\"customers\": 2", with: "\"customers\": 0")
        let error = await expect(refuses: .unsound) { try GovernedSite.draft(determinations: text) }
        let lines = error?.place.split(separator: "\n") ?? []
        #expect(lines.count == 5)
        #expect(lines.allSatisfy { $0.hasPrefix("rules.json:") })
        #expect(
            lines.contains { $0.contains("date is a day") } && lines.contains { $0.contains("\"sight\" is none of") }
        )
    }

    @Test(
        "what is no list of determinations",
        arguments: [
            "", "{", "{}", "[1]", "[[]]", "null", #"[{"rule": 1}]"#, #"[{"rule": "a", "rule": "b"}]"#,
            String(repeating: "[", count: 100_000),
        ]
    )
    func malformed(text: String) async {
        await expect(refuses: .unsound) { try GovernedSite.draft(determinations: text) }
    }

    @Test("a label that the catalogue does not know is no result", arguments: ["*", "nonsense", "x!", "x=a"])
    func labels(label: String) async {
        let text = Self.text.replacing("\"result\": \"\"", with: "\"result\": \"\(label)\"")
        await expect(refuses: .unsound) { try GovernedSite.draft(determinations: text) }
    }

    @Test("every code says what it is and what to do", arguments: GovernanceRefusal.Code.allCases)
    func codes(code: GovernanceRefusal.Code) {
        let (says, remedy) = ("\(code.says)", "\(code.remedy)")
        #expect(!says.isEmpty && !says.hasSuffix(".") && remedy.hasSuffix("."))
    }
}
