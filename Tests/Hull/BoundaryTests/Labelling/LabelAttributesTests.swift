import Cedar
import Classification
import Foundation
import PlantModel
import TestPlant
import Testing

@testable import Boundary

@Suite("A label says to policies what the program said")
struct LabelAttributesTests {
    let catalogue: ObligationCatalogue
    let attributes: LabelAttributes

    init() throws {
        catalogue = try BoundaryPlant.catalogue()
        attributes = LabelAttributes(
            schemes: catalogue.schemes,
            shape: try catalogue.schema.entityType("Record").orThrow("no Record").shape
        )
    }

    private func part(_ label: Label, _ dataClass: DataClass = .technicalData) throws -> Record {
        let parts = try attributes.parts(of: RecordLabel(SharedLabel(label), of: dataClass)).orThrow("sealed")
        #expect(parts.count == 1)
        return parts[0].attributes
    }

    @Test(
        "of every program and class of every example, label and record agree in all that restricts",
        arguments: ["aerostructures", "foreign-affiliate", "machine-shop", "medical", "over-separated", "prime"]
    )
    func roundTrip(example: String) throws {
        let path = BoundaryPlant.root.appending(path: "Examples/\(example)/plant.yaml").path(percentEncoded: false)
        let plant = try Plant.load(path: path)
        let obligations = try PlantObligations(plant: plant, catalogue: catalogue)
        let facts = try PlantFacts(plant: plant, obligations: obligations)
        let labels = RecordLabels(facts, obligations: obligations, schemes: catalogue.schemes)
        let programs = plant.programs.count > 60 ? Array(plant.programs.prefix(60)) : plant.programs
        for program in programs {
            for dataClass in [DataClass.technicalData, .jobResponses, .capacity] {
                let record = try labels.record(of: dataClass, program.id).orThrow("no record")
                let made = try part(labels.label(of: dataClass, program: program.id), dataClass)
                for (name, value) in record.attributes.sorted {
                    #expect(made[name] == restricting(name, value), "\(program.id) \(dataClass) \(name)")
                }
                #expect(made.keys.filter { record.attributes[$0] == nil }.isEmpty)
                #expect(
                    Set(
                        labels.scopes(covering: dataClass, program: program.id) + [
                            EntityUID(type: "Program", id: program.id)
                        ]
                    )
                        == record.parents
                )
            }
        }
    }

    /// A value that restricts nothing is not in a label; an audience says that it is one.
    private func restricting(_ name: CedarString, _ value: Value) -> Value? {
        if name == "eccn", case .set(let members) = value { return .set(members.subtracting([.string("EAR99")])) }
        if name == "distribution", value == .string("A") { return nil }
        return value
    }

    @Test("what comes from two programs is two records, each with all that restricts")
    func twoPrograms() throws {
        let schemes = catalogue.schemes
        let one = try schemes.label([
            Restriction("program", "A"), Restriction("owner", "x"), Restriction("regimes", "ITAR"),
        ])
        let other = try schemes.label([
            Restriction("program", "B"), Restriction("owner", "x"), Restriction("cui", "SP-CTI"),
        ])
        let parts = try attributes.parts(of: RecordLabel(SharedLabel(one.join(other)), of: .orders)).orThrow("sealed")
        #expect(parts.map(\.program) == ["A", "B"])
        for part in parts {
            #expect(part.attributes["regimes"] == .strings(["ITAR"]))
            #expect(part.attributes["cui"] == .strings(["SP-CTI"]))
        }
    }

    @Test("an audience without a common member is an audience still")
    func emptyAudience() throws {
        let schemes = catalogue.schemes
        let label = try schemes.label([Restriction("releasableTo", "AU")])
            .join(schemes.label([Restriction("releasableTo", "GB")]))
        let record = try part(label)
        #expect(record["releasableTo"] == .set([]))
        #expect(record["dissemination"] == .strings(["REL TO"]))
    }

    @Test("distribution statements intersect to the statement of the audience, and to F where there is none")
    func distribution() throws {
        func statement(_ letters: String...) throws -> Value? {
            try part(
                Label.join(letters.map { try catalogue.schemes.label([Restriction("distribution", $0)]) })
            )["distribution"]
        }
        #expect(try statement("B", "D") == .string("E"))
        #expect(try statement("E", "F") == .string("F"))
        #expect(try statement("A") == nil)
    }

    @Test("what is sealed, contradicts itself or comes from too many is nobody's")
    func sealed() throws {
        #expect(attributes.parts(of: RecordLabel(SharedLabel(.sealed), of: .orders)) == nil)
        let contradiction = catalogue.schemes.label(canonicalText: "cui!")
        #expect(attributes.parts(of: RecordLabel(SharedLabel(contradiction), of: .orders)) == nil)
        let unknown = catalogue.schemes.label(canonicalText: "clearance=TS")
        #expect(attributes.parts(of: RecordLabel(SharedLabel(unknown), of: .orders)) == nil)
        let many = try catalogue.schemes.label((0...LabelAttributes.partsMax).map { Restriction("program", "P\($0)") })
        #expect(attributes.parts(of: RecordLabel(SharedLabel(many), of: .orders)) == nil)
    }

    @Test("every scheme of the catalogue has an attribute, so that no restriction is sealed by forgetting")
    func schemes() {
        for name in catalogue.schemes.byName.keys {
            #expect(attributes.shape.attributes[CedarString(name)] != nil, "\(name)")
        }
    }
}
