import ArgumentParser
import Cedar
import Foundation

/// `bulkhead policy format`: lays out policies and schemas.
struct PolicyFormatCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "format",
        abstract: "Lay out policy and schema text; comments are kept.",
        discussion: """
            Files that end in .cedarschema are schemas, all others policies. Without --write or --check the result is printed.
            Exit codes: 0 done; 1 with --check, some file is laid out otherwise; 2 the input is wrong.
            """
    )

    @Argument(help: "Files of policies (.cedar) or schemas (.cedarschema).")
    var files: [String]

    @Flag(help: "Name the files that are laid out otherwise, and change nothing.")
    var check = false

    @Flag(help: "Write the files anew where they are laid out otherwise.")
    var write = false

    @Option(help: "The columns that lines should not pass.")
    var width = 80

    @Option(help: "The columns of one indentation.")
    var indent = 2

    func validate() throws {
        if check && write { throw ValidationError("--check and --write cannot stand together.") }
        guard (20...1000).contains(width) else { throw ValidationError("--width must be from 20 to 1000.") }
        guard (0...16).contains(indent) else { throw ValidationError("--indent must be from 0 to 16.") }
    }

    func run() throws {
        // All files are read before any is written, so that a refused command changes nothing.
        var results: [(path: String, old: [UInt8], new: String)] = []
        var isWrong = false
        for path in files {
            do {
                let bytes = try InputFile.bytes(path)
                results.append((path, bytes, try formatted(bytes, path)))
            } catch {
                guard WrongInput.tell(error) else { throw error }
                isWrong = true
            }
        }
        if isWrong { throw ExitStatus.wrongInput }
        if !check, !write {
            for result in results { print(result.new, terminator: "") }
            return
        }
        let changed = results.filter { $0.old != Array($0.new.utf8) }
        for result in changed {
            if write {
                try PolicyOutput.write(result.new, to: result.path)
            } else {
                print(result.path)
            }
        }
        if check, !changed.isEmpty { throw ExitStatus.findings }
    }

    private func formatted(_ bytes: [UInt8], _ path: String) throws -> String {
        let formatter = CedarFormatter(width: width, indent: indent)
        let source = try SourceText(bytes: bytes, file: path)
        return path.hasSuffix(".cedarschema")
            ? try formatter.format(schema: source) : try formatter.format(policies: source)
    }
}

/// Where results of the policy commands go.
enum PolicyOutput {
    /// Writes a text to a file, whole or not at all; prints it where there is no file.
    static func write(_ text: String, to path: String?) throws {
        guard let path else {
            print(text, terminator: "")
            return
        }
        do {
            try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
            Console.error("\(path): the file cannot be written: \(error.localizedDescription)")
            throw ExitStatus.wrongInput
        }
    }
}
