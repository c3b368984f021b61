import LeakScan
import PlantModel
import Testing

@Suite("A baseline accepts findings by name, by somebody, until a day")
struct BaselineTests {
    private func baseline(_ text: String) throws -> LeakBaseline {
        try LeakBaseline(json: Array(text.utf8), file: "accepted.json", today: try ScanTools.today)
    }

    private func entry(_ fingerprint: String, expires: String = "2027-03-31") -> String {
        "{\"fingerprint\": \"\(fingerprint)\", \"approvedBy\": \"J. Roe, export office\", \"reason\": \"sample text\", \"expires\": \"\(expires)\"}"
    }

    @Test("what is accepted is no finding any more, and is told as accepted")
    func accepted() async throws {
        let folder = try ScanFolder()
        try folder.write("plan.txt", "CUI//SP-CTI\n")
        let found = try await ScanTools.scan().run([folder.path]).findings
        let accepted = try baseline("{\"baseline\": 1, \"accepted\": [\(entry(found[0].fingerprint))]}")
        let outcome = ScanOutcome(found, counts: .init(), roots: [], asOf: try ScanTools.today, baseline: accepted)
        #expect(!outcome.hasFindings)
        #expect(outcome.findings.first?.accepted?.approvedBy == "J. Roe, export office")
        #expect(ScanText.write(outcome).contains("1 accepted by the baseline"))
        // On its last day it counts, on the next one no longer.
        let last = try #require(Day("2027-03-31"))
        #expect(!ScanOutcome(found, counts: .init(), roots: [], asOf: last, baseline: accepted).hasFindings)
        let after = try #require(Day("2027-04-01"))
        let expired = ScanOutcome(found, counts: .init(), roots: [], asOf: after, baseline: accepted)
        #expect(expired.hasFindings)
        #expect(expired.expired.count == 1)
    }

    static let wrong: [(text: String, says: String)] = [
        ("", "accepted.json: it is no JSON"),
        ("{\"baseline\": 2, \"accepted\": []}", "accepted.json: it is a baseline of version 2"),
        ("{\"baseline\": 1}", "accepted.json: accepted: the key is missing"),
        ("{\"baseline\": 1, \"accepted\": [{}]}", "fingerprint: the key is missing"),
        ("{\"baseline\": 1, \"accepted\": [7]}", "a value of another type is expected"),
        (
            "{\"baseline\": 1, \"accepted\": [" + entryText(fingerprint: "12") + "]}",
            "accepted[0].fingerprint: 24 hexadecimal digits"
        ),
        (
            "{\"baseline\": 1, \"accepted\": [" + entryText(by: " ") + "]}",
            "accepted[0].approvedBy: the name of who accepted it"
        ),
        ("{\"baseline\": 1, \"accepted\": [" + entryText(why: "-") + "]}", "accepted[0].reason: why it is accepted"),
        ("{\"baseline\": 1, \"accepted\": [" + entryText(until: "never") + "]}", "accepted[0].expires: a day such as"),
        ("{\"baseline\": 1, \"accepted\": [" + entryText(until: "2999-01-01") + "]}", "more than two years away"),
        (
            "{\"baseline\": 1, \"accepted\": [" + entryText() + "," + entryText() + "]}",
            "it stands in this file already"
        ),
    ]

    private static func entryText(
        fingerprint: String = "0123456789abcdef01234567",
        by: String = "J. Roe",
        why: String = "sample",
        until: String = "2027-03-31"
    ) -> String {
        "{\"fingerprint\": \"\(fingerprint)\", \"approvedBy\": \"\(by)\", \"reason\": \"\(why)\", \"expires\": \"\(until)\"}"
    }

    @Test("what is wrong with a file is told with its place", arguments: wrong.indices)
    func wrongFiles(index: Int) throws {
        let (text, says) = Self.wrong[index]
        let problem = #expect(throws: LeakBaseline.Problem.self) { _ = try baseline(text) }
        #expect(problem?.description.contains(says) ?? false, "\(problem?.description ?? "")")
    }
}
