import Cedar
import Foundation

/// Walks the tests under a folder and prints the failures by file; the counts are of requests, of judgements of
/// validation and of schemas in both forms; a test that cannot be loaded counts as one failure.
struct ConformanceTool {
    let directory: String
    private var passed = 0
    private var failed = 0

    init(directory: String) { self.directory = directory }

    private func read(_ path: String) -> [UInt8]? {
        FileManager.default.contents(atPath: directory + "/" + path).map { [UInt8]($0) }
    }

    /// The JSON files that may be tests: those of `corpus-tests` and all below `tests`.
    private func candidates() -> [String] {
        let files = FileManager.default
        let corpus = ((try? files.contentsOfDirectory(atPath: directory + "/corpus-tests")) ?? []).map {
            "corpus-tests/\($0)"
        }
        let handWritten = (try? files.subpathsOfDirectory(atPath: directory + "/tests")) ?? []
        return (corpus + handWritten.map { "tests/\($0)" })
            .filter { $0.hasSuffix(".json") && !$0.hasSuffix(".entities.json") }
            .sorted()
    }

    private mutating func count(_ wrong: String?, _ file: String) {
        guard let wrong else {
            passed += 1
            return
        }
        failed += 1
        print("\(file): \(wrong)")
    }

    /// The exit code: 0 all passed, 1 some failed, 2 nothing to run.
    mutating func run() -> Int32 {
        for file in candidates() {
            do throws(CedarErrors) {
                guard let bytes = read(file), let test = try ConformanceTest(json: bytes, file: file, read: read) else {
                    continue
                }
                let oracle = ConformanceTest.oraclePath(of: file).flatMap(read)
                for wrong in test.run() + (try test.validate(oracle: oracle)) { count(wrong, file) }
            } catch {
                count(error.description, file)
            }
        }
        for (file, wrong) in SchemaForms(directory: directory).run() { count(wrong, file) }
        guard passed + failed > 0 else {
            complain("no tests under `\(directory)`: expected corpus-tests/*.json or tests/**/*.json")
            return 2
        }
        print("\(passed) passed, \(failed) failed")
        return failed == 0 ? 0 : 1
    }
}

func complain(_ message: String) {
    FileHandle.standardError.write(Data("cedar-conformance: \(message)\n".utf8))
}

if CommandLine.arguments.count == 2 {
    var tool = ConformanceTool(directory: CommandLine.arguments[1])
    exit(tool.run())
}
complain("usage: cedar-conformance DIR")
exit(64)
