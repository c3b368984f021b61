import ArgumentParser
import Foundation
import PlantModel

/// `bulkhead catalogue`: what the catalogue asks, checked.
struct CatalogueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "catalogue",
        abstract: "Check the catalogue of obligations and list what it asks."
    )

    @OptionGroup var location: CatalogueLocation

    func run() throws {
        let catalogue = try location.load()
        for obligation in catalogue.obligations {
            print(
                "\(obligation.id)\t\(obligation.status.rawValue)\t\(obligation.basis.rawValue)\t\(obligation.cite)\t\(obligation.says)"
            )
        }
    }
}

/// Where the catalogue is.
struct CatalogueLocation: ParsableArguments {
    @Option(help: "The catalogue's folder; by default the one beside the program, or in the current folder.")
    var catalogue: String?

    /// Loads the catalogue; prints what is wrong with it and exits 2.
    func load() throws -> ObligationCatalogue { try Self.load(folder()) }

    /// The catalogue's folder; exits 2 where there is none.
    func folder() throws -> String {
        guard let directory = catalogue ?? Self.nearest() else {
            Console.error("no Catalogue folder beside the program or in the current folder; name it with --catalogue")
            throw ExitStatus.wrongInput
        }
        return directory
    }

    /// Loads the catalogue if one is named or found; nil where there is none.
    func loadIfFound() throws -> ObligationCatalogue? {
        guard let directory = catalogue ?? Self.nearest() else { return nil }
        return try Self.load(directory)
    }

    private static func load(_ directory: String) throws -> ObligationCatalogue {
        do throws(ObligationProblems) {
            return try ObligationCatalogue.load(directory: directory)
        } catch {
            Console.error(error.description)
            throw ExitStatus.wrongInput
        }
    }

    /// The first `Catalogue` folder at the current folder, then upwards from the program: that is where a checkout has it, and an
    /// installation puts it beside the program.
    private static func nearest() -> String? {
        let schema = "Catalogue/bulkhead.cedarschema"
        if FileManager.default.fileExists(atPath: schema) { return "Catalogue" }
        var folder = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
        for _ in 0..<6 {
            if FileManager.default.fileExists(atPath: folder.appending(path: schema).path(percentEncoded: false)) {
                return folder.appending(path: "Catalogue").path(percentEncoded: false)
            }
            folder.deleteLastPathComponent()
        }
        return nil
    }
}
