import ArgumentParser
import PlantModel

/// `bulkhead check`: reads a plant file and says everything that is wrong with it.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check a plant file: 0 it can be planned, 2 it has problems, each with its place."
    )

    @Argument(help: "The plant file.")
    var plant: String

    @OptionGroup var location: CatalogueLocation

    @Flag(help: "Print problems as JSON.")
    var json = false

    func run() throws {
        let catalogue = try location.loadIfFound()
        let report = CheckReport(path: plant, catalogue: catalogue)
        if json {
            print(report.json.pretty, terminator: "")
        } else {
            if !report.problems.isEmpty { Console.error(report.lines.joined(separator: "\n")) }
            if let summary = report.summary { print(summary) }
            if catalogue == nil {
                Console.error(
                    "no Catalogue folder found: policies of flowdowns were read, but not compared with its schema"
                )
            }
        }
        if report.isWrong { throw ExitStatus.wrongInput }
    }

    /// Loads a plant; prints its problems and exits 2, or prints its warnings.
    ///
    /// - Parameter added: further files of the form that `include` names, whose lists are added.
    static func load(_ path: String, adding added: [String] = []) throws -> Plant {
        do throws(PlantProblems) {
            let plant = try Plant.load(path: path, adding: added)
            for warning in plant.warnings { Console.error(CheckReport.line(warning, path: path)) }
            return plant
        } catch {
            Console.error(CheckReport.lines(error.problems, omitted: error.omitted, path: path).joined(separator: "\n"))
            throw ExitStatus.wrongInput
        }
    }
}
