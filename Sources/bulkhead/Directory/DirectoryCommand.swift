import ArgumentParser
import Execution
import Foundation
import PlantModel

/// `bulkhead directory`: what a directory would give the person register.
struct DirectoryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "directory",
        abstract: "Read a directory as `serve --directory` does and say what it would give, without taking it over.",
        discussion: """
            Exit codes: 0 it can be taken over; 1 entries are wrong, each named; 2 the file or its password is wrong; 75 the directory does not answer, does not \
            let in, or gives a part alone.
            """
    )

    @Argument(help: "The directory's file, in YAML.")
    var file: String

    @Flag(help: "Print the persons as the comma-separated values that the administrator's page takes.")
    var csv = false

    func run() async throws {
        let directory = try RegisterDirectory.load(file)
        let feed: PersonFeed
        do {
            feed = try await directory.feed(on: SystemClock().today())
        } catch let refusal as DirectoryRefusal {
            Console.error("\(refusal)")
            throw refusal.code.exit
        }
        print(csv ? feed.table : Self.summary(feed, directory.file))
    }

    /// How many there are, and of how many each column says something: what is not known never permits.
    static func summary(_ feed: PersonFeed, _ file: DirectoryFile) -> String {
        let known = feed.known
        let lines = DirectoryFile.columnsOfRegister.map { column -> String in
            let from = file.columns.first { $0.name == column }?.attribute
            let count = known[column] ?? 0
            let said =
                from.map { "\(count) of \(feed.persons.count), from \($0)" } ?? "not known of anybody: no attribute"
            return "  \(column.padding(toLength: 16, withPad: " ", startingAt: 0)) \(said)"
        }
        return (["\(feed.persons.count) persons from \(file.url.value), source \(feed.source)"] + lines)
            .joined(separator: "\n")
    }
}

extension DirectoryRefusal.Code {
    fileprivate var exit: ExitCode {
        switch self {
        case .wrongEntries, .tooManyGone: ExitStatus.findings
        case .noPassword: ExitStatus.wrongInput
        case .noAnswer, .notLetIn, .notWhole: ExitStatus.tryLater
        }
    }
}
