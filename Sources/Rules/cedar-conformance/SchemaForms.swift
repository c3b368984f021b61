import Cedar
import Foundation

/// Compares the schemas of `corpus-tests` with their JSON forms under `corpus-tests-json-schemas`, where that folder exists; one test
/// for each JSON file.
struct SchemaForms {
    let directory: String

    /// What is wrong with each file, nil where all is as expected.
    func run() -> [(file: String, wrong: String?)] {
        let folder = "corpus-tests-json-schemas"
        let files = ((try? FileManager.default.contentsOfDirectory(atPath: directory + "/" + folder)) ?? []).sorted()
        return files.filter { $0.hasSuffix(".cedarschema.json") }.map { name in
            let json = "\(folder)/\(name)"
            return (json, check(json, text: "corpus-tests/" + name.dropLast(".json".count)))
        }
    }

    private func check(_ json: String, text: String) -> String? {
        guard let jsonBytes = read(json), let textBytes = read(text) else {
            return "`\(json)` or `\(text)` cannot be read"
        }
        do throws(CedarErrors) {
            return try SchemaFormsTest.run(text: textBytes, textFile: text, json: jsonBytes, jsonFile: json)
        } catch {
            return error.description
        }
    }

    private func read(_ path: String) -> [UInt8]? {
        FileManager.default.contents(atPath: directory + "/" + path).map { [UInt8]($0) }
    }
}
