import Cedar
import Foundation
import Testing

@Suite("The public conformance corpus")
struct ConformanceTests {
    /// The folder that holds the corpus, where the environment names one.
    private static var corpus: String? {
        ProcessInfo.processInfo.environment["BULKHEAD_SHARED"].map { $0 + "/cedar-corpus" }
    }

    @Test("every request of the sample is decided as expected")
    func sample() throws {
        guard let corpus = Self.corpus else {
            print("skipped: BULKHEAD_SHARED is not set, so the conformance corpus is not run")
            return
        }
        func read(_ path: String) -> [UInt8]? {
            FileManager.default.contents(atPath: corpus + "/" + path).map { [UInt8]($0) }
        }
        var requests = 0
        let top = try FileManager.default.contentsOfDirectory(atPath: corpus + "/corpus-tests").map {
            "corpus-tests/\($0)"
        }
        let hand = try FileManager.default.subpathsOfDirectory(atPath: corpus + "/tests").map { "tests/\($0)" }
        for file in (top + hand).sorted() where file.hasSuffix(".json") && !file.hasSuffix(".entities.json") {
            let bytes = try #require(read(file))
            guard let test = try ConformanceTest(json: bytes, file: file, read: read) else { continue }
            for wrong in test.run() {
                requests += 1
                if let wrong { Issue.record("\(file): \(wrong)") }
            }
        }
        #expect(requests > 15_000, "the corpus under \(corpus) is incomplete")
    }

    @Test("a file without the four keys is no test, a missing file is named")
    func shape() throws {
        #expect(try ConformanceTest(json: Array("{}".utf8), file: "a.json", read: { _ in nil }) == nil)
        let test = #"{"policies": "p", "entities": "e", "schema": "s", "requests": []}"#
        let error = #expect(throws: CedarErrors.self) {
            _ = try ConformanceTest(json: Array(test.utf8), file: "a.json", read: { _ in nil })
        }
        #expect(error?.description == "a.json:1:1: the policies `p` cannot be read")
    }
}
