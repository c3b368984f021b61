import Classification
import ContentScan
import Foundation
import LeakScan
import PlantModel
import Testing

/// A scan as the command has it, over files that a test writes.
struct ScanTools {
    static let repository: URL = {
        var root = URL(filePath: #filePath)
        for _ in 0..<4 { root.deleteLastPathComponent() }
        return root
    }()

    /// Products lie beside the test bundle.
    static let extractor: ExtractorProgram? = {
        var folder = URL(filePath: ProcessInfo.processInfo.arguments[0])
        for _ in 0..<4 {
            folder.deleteLastPathComponent()
            let program = folder.appending(path: "content-inspector").path(percentEncoded: false)
            if FileManager.default.isExecutableFile(atPath: program) { return ExtractorProgram(path: program) }
        }
        return nil
    }()

    static let catalogue = repository.appending(path: "Catalogue").path(percentEncoded: false)

    static func rules() throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(filePath: catalogue + "/schemes.json"))) }

    static func scanner(_ extractor: ExtractorProgram? = ScanTools.extractor) throws -> ContentScanner {
        ContentScanner(schemes: try Schemes(json: try rules()), extractor: extractor)
    }

    static func scan(showsExcerpts: Bool = false, extractor: ExtractorProgram? = ScanTools.extractor) throws -> LeakScan
    {
        LeakScan(try scanner(extractor), rules: try rules(), showsExcerpts: showsExcerpts, atOnce: 2)
    }

    static var today: Day { get throws { try #require(Day("2026-11-26")) } }
}

/// A folder that goes with the value.
final class ScanFolder {
    /// Its path without links in it.
    let path: String

    init() throws {
        let made = FileManager.default.temporaryDirectory.appending(path: "leak-scan-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: made, withIntermediateDirectories: true)
        path = LeakScan.resolved(made.path(percentEncoded: false)) ?? made.path(percentEncoded: false)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ name: String, _ text: String) throws { try write(name, Array(text.utf8)) }

    func write(_ name: String, _ bytes: [UInt8]) throws {
        let file = URL(filePath: path).appending(path: name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
    }

    func at(_ name: String) -> String { path + "/" + name }
}
