import Testing

@testable import Execution
@testable import PlantModel

@Suite("What a new revision touches is told by kind, as customers approve it")
struct TouchingTests {
    private static let centers = [
        "bench": center("bench"), "mill": center("mill"), "oven": center("oven", process: "heat treatment"),
        "abroad": center("abroad", site: "second"),
    ]

    private static func center(_ id: String, site: String = "main", process: String? = nil) -> Plant.WorkCenter {
        .init(
            id: id,
            place: SourcePlace(file: "plant.yaml", line: 1, column: 1),
            site: site,
            zone: nil,
            hoursPerWeek: 40,
            specialProcess: process
        )
    }

    private static func touched(_ change: (inout WorkMasterContent) throws -> Void) throws -> [String] {
        let operations = [("mill", "Mill"), ("oven", "Harden"), ("bench", "Assemble")].enumerated().map { place, step in
            OperationSegment(
                sequence: 10 * (place + 1),
                name: step.1,
                workCenter: step.0,
                instructions: "As on the sheet.",
                standardMinutes: 20,
                characteristics: [.init(number: 1, name: "Depth", unit: "mm", upper: DecimalNumber("12.75"))],
                components: [.init(partNumber: "NAS6605-12", quantity: 4)]
            )
        }
        let old = WorkMasterContent(partNumber: "BRK-1", revision: "A", title: "Bracket", operations: operations)
        var new = old
        new.revision = "B"
        try change(&new)
        return new.touches(since: old, at: centers).sorted()
    }

    @Test("nothing, by other words, minutes and training")
    func words() throws {
        #expect(
            try Self.touched {
                $0.title = "Bracket, left"
                $0.needsTraining = true
                $0.operations[0].instructions = "Deburr."
                $0.operations[0].standardMinutes = 25
                $0.operations[0].qualifications = ["milling"]
            } == []
        )
    }

    @Test("the routing, by other operations, order, work centers and buy-offs")
    func routing() throws {
        #expect(try Self.touched { $0.operations[0].name = "Mill and wash" } == ["routing"])
        #expect(try Self.touched { $0.operations[0].sequence = 5 } == ["routing"])
        #expect(try Self.touched { $0.operations[0].workCenter = "bench" } == ["routing"])
        #expect(try Self.touched { $0.operations[0].needsBuyOff = true } == ["routing"])
        #expect(try Self.touched { $0.operations.removeFirst() } == ["inspectionMethod", "material", "routing"])
    }

    @Test("a special process, by anything at its operation, and where one comes or goes")
    func specialProcess() throws {
        #expect(try Self.touched { $0.operations[1].instructions = "540 degrees." } == ["specialProcess"])
        #expect(try Self.touched { $0.operations[2].workCenter = "oven" } == ["routing", "specialProcess"])
        #expect(try Self.touched { $0.operations[1].workCenter = "mill" } == ["routing", "specialProcess"])
        #expect(
            try Self.touched { $0.operations[0].workCenter = "unheard of" } == ["routing", "site", "specialProcess"]
        )
    }

    @Test("the site, the inspection and the material")
    func others() throws {
        #expect(try Self.touched { $0.operations[0].workCenter = "abroad" } == ["routing", "site"])
        #expect(try Self.touched { $0.operations[0].characteristics[0].upper = nil } == ["inspectionMethod"])
        #expect(try Self.touched { $0.operations[0].components[0].alternates = ["NAS6605-13"] } == ["material"])
    }
}
