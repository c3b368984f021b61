import ArgumentParser
import Foundation

extension ParsableCommand {
    /// The exit code of the command on these texts, each as the file of an option; options without a file stand for themselves.
    static func exitCode(_ files: [(option: String, text: String)], _ options: [String] = []) throws -> Int32 {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var arguments: [String] = []
        for (index, item) in files.enumerated() {
            let file = folder.appending(path: "\(item.option)\(index)")
            try item.text.write(to: file, atomically: true, encoding: .utf8)
            arguments += ["--\(item.option)", file.path(percentEncoded: false)]
        }
        var command = try parse(arguments + options)
        do {
            try command.run()
            return 0
        } catch let code as ExitCode {
            return code.rawValue
        }
    }
}
