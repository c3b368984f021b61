@_spi(Exits) import Boundary
import Classification
import PlantModel
import Storage
import Testing

@Suite("What stands on a page beside cleared values")
struct PageTextTests {
    private func release(_ plant: RunningPlant, _ subject: Subject = .person("ann")) async throws -> Release<Screen> {
        let records = try plant.boundary.records(
            InspectionResult.self,
            in: plant.compartment,
            order: [.init("serial")],
            limit: 10,
            for: subject,
            through: Screen()
        )
        return try await plant.boundary.release(records, to: subject, through: Screen())
    }

    private func plant() async throws -> RunningPlant {
        let plant = try await RunningPlant()
        try await plant.learn(BoundaryPlant.american())
        try await plant.learn(BoundaryPlant.american("bob"))
        try plant.store("VEH", ["a-1"])
        try plant.store("MED", ["m-1"])
        return plant
    }

    @Test("content says the join of the labels of all that is in it, records and text alike")
    func label() async throws {
        let plant = try await plant()
        let release = try await release(plant)
        let content = try TestExit<Screen>.content(release, .person("ann"), Screen(), plant)
        for program in ["VEH", "MED"] {
            let label = try plant.boundary.label(of: .inspectionRecords, program: program).label
            #expect(label.isAtMost(content.label))
        }
        let nothing = try Release<Screen>.literal("<p>nothing</p>")
        let empty = try TestExit<Screen>.content(nothing, .person("ann"), Screen(), plant)
        #expect(empty.label == .unrestricted)
    }

    @Test("a field has a mark where it shows, and none where it is withheld or hidden")
    func marks() async throws {
        let plant = try await plant()
        var release = try await release(plant)
        let first = try #require(release.records.first)
        try release.append("\(markOf: first["serial"])|\(markOf: first["note"])|\(markOf: first["absent"])")
        let text = try TestExit<Screen>.content(release, .person("ann"), Screen(), plant).text
        let label = try plant.boundary.label(of: .inspectionRecords, program: "VEH").label
        #expect(text == [.mark(label), .literal("|"), .literal("|")])
    }

    @Test("a mark is for one recipient, like the value that it is of")
    func otherMark() async throws {
        let plant = try await plant()
        let theirs = try await release(plant, .person("bob")).records.first?["serial"]
        var release = try await release(plant)
        #expect(throws: ReleaseError.otherClearance) { try release.append("\(markOf: theirs)") }
        #expect(throws: ReleaseError.notLiteral) { _ = try Release<Screen>.literal("\(markOf: theirs)") }
        _ = consume release
    }

    @Test("what somebody said himself comes back to any page of theirs, as a value that is escaped")
    func own() async throws {
        let plant = try await plant()
        let page = try Release<Screen>.literal("<p>\(ClearedText(own: "<b>"))</p>")
        var exit = TestExit(.person("ann"), Screen(), plant)
        try await exit.send(page)
        #expect(exit.sent == "<p>&lt;b&gt;</p>")
    }

    @Test("a page may hang on what its reader sees, and on nothing that is withheld")
    func shows() async throws {
        let plant = try await plant()
        let release = try await release(plant)
        let (first, second) = (release.records[0], release.records[1])
        #expect(first["serial"]?.shows("a-1") == true && first["serial"]?.shows("m-1") == false)
        #expect(first["serial"]?.shows(sameAs: first["serial"]) == true)
        #expect(first["serial"]?.shows(sameAs: second["serial"]) == false)
        #expect(first["note"]?.shows("scratch") == false && first["note"]?.shows(sameAs: first["note"]) == false)
        let theirs = try await self.release(plant, .person("bob")).records[0]
        #expect(first["serial"]?.shows(sameAs: theirs["serial"]) == false)
    }
}
