import ArgumentParser
import Planning
import PlantModel

/// What every command about one plant takes: the plant file and the catalogue.
struct PlantArguments: ParsableArguments {
    @Argument(help: "The plant file.")
    var plant: String

    @OptionGroup var location: CatalogueLocation

    /// The plan alone, without its neighbours; prints what is wrong and exits 2.
    func plan() throws -> Plan { try plan(by: location.load()) }

    /// The same by a catalogue that is loaded already.
    func plan(by catalogue: ObligationCatalogue) throws -> Plan {
        try PlanCommand.plan(try CheckCommand.load(plant), catalogue: catalogue, neighbours: false)
    }
}
