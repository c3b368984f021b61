import ArgumentParser
import Foundation
import Planning

/// How a report is printed.
struct ReportOutput: ParsableArguments {
    @Flag(help: "Print the report as Markdown.")
    var markdown = false

    @Flag(help: "Print JSON, by a schema in schemas/.")
    var json = false

    /// Prints a report, or where JSON is asked for what it tells.
    func print(_ report: @autoclosure () -> PlanReport, json file: @autoclosure () -> some Encodable) throws {
        if json {
            Swift.print(try Self.encode(file()))
        } else {
            Self.print(report(), markdown: markdown)
        }
    }

    static func print(_ report: PlanReport, markdown: Bool) {
        Swift.print(ReportText.write(report, style: markdown ? .markdown : .plain), terminator: "")
    }

    /// JSON that is the same for the same value.
    static func encode(_ file: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(file), as: UTF8.self)
    }
}
