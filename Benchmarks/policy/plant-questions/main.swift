// Writes a case of the policy benchmark from a plant: what a plan asks about every program at every site and every environment, the
// plant's facts as entities, and the policies of the catalogue and of the plant's flowdowns that are in force.
//
// usage: plant-questions PLANT CATALOGUE FOLDER
import Cedar
import Foundation
import PlantModel

let arguments = CommandLine.arguments
guard arguments.count == 4 else {
    print("usage: plant-questions PLANT CATALOGUE FOLDER")
    exit(2)
}
let plant = try Plant.load(path: arguments[1])
let obligations = try PlantObligations(plant: plant, catalogue: ObligationCatalogue.load(directory: arguments[2]))
let facts = try PlantFacts(plant: plant, obligations: obligations)
let places = plant.programs.flatMap { program in
    program.sites.map { PlacementFacts.Place(program: program.id, site: $0.value) }
}

var requests: [Request] = []
for place in places {
    requests.append(Question.classify(place.program, facts))
    for environment in plant.environments {
        requests += ["host", "store", "relay"].map {
            Question.place($0, place.program, in: environment.id, at: place.site, facts)
        }
        requests += Question.events.map {
            Question.depend(place.program, on: environment.id, at: place.site, event: $0, facts)
        }
    }
    for audience in plant.audiences {
        requests += ["screen", "administration", "support"].map {
            Question.view(place.program, by: audience.id, channel: $0, facts)
        }
    }
    for other in places {
        for rung in PlacementProblem.Separation.allCases {
            let enforcement = PlacementFacts.Enforcement(attributes: true, fields: true, compartments: false)
            requests.append(Question.share(place, other, separation: rung, enforcement: enforcement, facts))
        }
    }
}

let folder = URL(filePath: arguments[3])
try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
func write(_ text: String, _ name: String) throws {
    try Data(text.utf8).write(to: folder.appending(path: name))
}
try write(obligations.policies.policies.map(\.description).joined(separator: "\n\n") + "\n", "policies.cedar")
try write(facts.entities.json, "entities.json")
// As often over as it takes for some two thousand.
let rounds = (2_000 + requests.count - 1) / requests.count
let all = (0..<rounds).flatMap { _ in requests.map(\.json) }
try write("[" + all.joined(separator: ",\n") + "]\n", "requests.json")
