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

    func run() throws {
        let plant = try Self.load(self.plant)
        print(
            "\(plant.enterprise): \(plant.programs.count) programs, \(plant.sites.count) sites, \(plant.environments.count) environments"
        )
    }

    /// Loads a plant; prints its problems and exits 2, or prints its warnings.
    static func load(_ path: String) throws -> Plant {
        do throws(PlantProblems) {
            let plant = try Plant.load(path: path)
            for warning in plant.warnings { Console.error(warning.description) }
            return plant
        } catch {
            Console.error(error.description)
            throw ExitStatus.wrongInput
        }
    }
}
