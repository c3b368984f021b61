import ArgumentParser
import Foundation
import Testing

@testable import bulkhead

/// What the guide and the README show has to be there: a promise that only the manual keeps is worse than none.
@Suite("The guide and the README show no command, option, code, page or picture that is not there")
struct GuideCommandTests {
    private static let root: URL = {
        var root = URL(filePath: #filePath)
        for _ in 0..<3 { root.deleteLastPathComponent() }
        return root
    }()

    /// The pages, with their text; a line that goes on in the next one is one line.
    private static let pages: [(name: String, text: String)] = {
        let guide = "docs/guide"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: guide).path)) ?? []
        return (["README.md"] + names.filter { $0.hasSuffix(".md") }.sorted().map { guide + "/" + $0 }).map { name in
            let text = try? String(contentsOf: root.appending(path: name), encoding: .utf8)
            return (name, (text ?? "").replacing(/\\\n\s*/, with: " "))
        }
    }()

    /// What is typed on a console: from `bulkhead` to the end of the line or of what is set as code.
    private static func commands(in text: String) -> [[Substring]] {
        text.matches(of: /(?m)(?:`|^|\$ |\| )bulkhead ([^`\n#>|]*)/).map { $0.1.split(separator: " ") }
    }

    /// The command that words name, with what is behind its name; nil where they name none.
    private static func command(_ words: [Substring]) -> (any ParsableCommand.Type)? {
        var command: any ParsableCommand.Type = BulkheadCommand.self
        for word in words {
            guard let next = command.configuration.subcommands.first(where: { $0._commandName == word }) else { break }
            command = next
        }
        return command == BulkheadCommand.self ? nil : command
    }

    @Test("each command is one, and takes the options that it is shown with")
    func commands() {
        var count = 0
        for (name, text) in Self.pages {
            for words in Self.commands(in: text) where words.first?.first?.isLetter == true {
                count += 1
                guard let command = Self.command(words) else {
                    Issue.record("\(name): bulkhead \(words.joined(separator: " "))")
                    continue
                }
                let help = BulkheadCommand.helpMessage(for: command, includeHidden: true, columns: 400)
                for word in words where word.hasPrefix("--") {
                    let option = word.prefix { $0.isLetter || $0 == "-" || $0.isNumber }
                    let isTaken = help.split { !($0.isLetter || $0.isNumber || $0 == "-") }.contains(option)
                    #expect(isTaken || option == "--help", "\(name): bulkhead \(words.joined(separator: " "))")
                }
            }
        }
        #expect(count > 100)
    }

    @Test("each code is one that explain knows")
    func codes() {
        let known = Set(CodePage.all.map(\.code))
        for (name, text) in Self.pages {
            for match in text.matches(of: /BH-[A-Z][0-9]{3}/) {
                #expect(known.contains(String(match.0)), "\(name): \(match.0)")
            }
        }
    }

    @Test("each page and picture that it leads to is there")
    func links() {
        for (name, text) in Self.pages {
            let folder = Self.root.appending(path: name).deletingLastPathComponent()
            for match in text.matches(of: /\]\(([^)\s]+)\)/) where !match.1.contains("://") {
                let file = match.1.prefix { $0 != "#" }
                guard !file.isEmpty else { continue }
                let path = folder.appending(path: String(file)).standardizedFileURL.path(percentEncoded: false)
                #expect(FileManager.default.fileExists(atPath: path), "\(name): \(match.1)")
            }
        }
    }
}
