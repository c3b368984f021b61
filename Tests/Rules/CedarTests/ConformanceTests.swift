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

    @Test("every schema of the sample means the same in text and JSON, and converts both ways")
    func schemaForms() throws {
        guard let corpus = Self.corpus else { return }
        func read(_ path: String) throws -> [UInt8] {
            [UInt8](try #require(FileManager.default.contents(atPath: corpus + "/" + path), "\(path)"))
        }
        let files = try FileManager.default.contentsOfDirectory(atPath: corpus + "/corpus-tests-json-schemas")
        #expect(files.count > 1900)
        // A quarter of them, for time; `cedar-conformance` judges all.
        for file in files.sorted().enumerated().filter({ $0.offset % 4 == 0 }).map(\.element) {
            let text = "corpus-tests/" + file.dropLast(".json".count)
            let json = "corpus-tests-json-schemas/" + file
            let wrong = try SchemaFormsTest.run(text: read(text), textFile: text, json: read(json), jsonFile: json)
            #expect(wrong == nil, "\(file)")
        }
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
