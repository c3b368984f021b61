import ArgumentParser
import PlantModel

/// `bulkhead schema`: the JSON Schema of a format that people write.
struct SchemaCommand: ParsableCommand {
    /// The formats that have a schema.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case plant
    }

    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print the JSON Schema of a format, by which editors complete and explain its keys."
    )

    @Argument(help: "The format.")
    var format: Format

    func run() {
        switch format {
        case .plant: print(PlantSchema.text, terminator: "")
        }
    }
}
