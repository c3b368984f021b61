@_spi(Exits) import Boundary
import Classification
import TestPlant
import Testing

@Suite("An exit sends what was cleared for the one it serves, once and in time")
struct ExitTests {
    private func plant() async throws -> RunningPlant {
        let plant = try await RunningPlant()
        try await plant.learn(BoundaryPlant.american())
        try await plant.learn(BoundaryPlant.american("bob"))
        try plant.store("MED", ["<b>&1"])
        return plant
    }

    private func release(_ plant: RunningPlant, _ person: String = "ann") async throws -> Release<Screen> {
        let records = try plant.boundary.records(
            InspectionResult.self,
            in: plant.compartment,
            limit: 10,
            for: .person(person),
            through: Screen()
        )
        return try await plant.boundary.release(records, to: .person(person), through: Screen())
    }

    /// Why an exit does not send a release.
    private func refusal(_ release: consuming Release<Screen>, _ exit: inout TestExit<Screen>) async -> ReleaseError? {
        do {
            try await exit.send(release)
            return nil
        } catch {
            return error as? ReleaseError
        }
    }

    @Test("a page of literals and cleared values arrives, escaped")
    func page() async throws {
        let plant = try await plant()
        var release = try await release(plant)
        let rows = release.records.map { record -> ClearedText in
            "<td>\(record["serial"])</td><td>\(record["note"])</td>\(record["absent"])"
        }
        try release.append("<table>\(.joined(rows, separator: "\n"))</table>")
        var exit = TestExit(.person("ann"), Screen(), plant)
        try await exit.send(release)
        #expect(exit.sent == "<table><td>&lt;b&gt;&amp;1</td><td>[withheld]</td></table>")
    }

    @Test("another person's release does not leave")
    func otherPerson() async throws {
        let plant = try await plant()
        var exit = TestExit(.person("bob"), Screen(), plant)
        let release = try await release(plant)
        #expect(await refusal(release, &exit) == .otherRecipient)
        #expect(exit.sent == "")
    }

    @Test("a value of another person's release does not go into a release")
    func otherValue() async throws {
        let plant = try await plant()
        let theirs = try await release(plant, "bob").records.first?["serial"]
        var mine = try await release(plant)
        #expect(throws: ReleaseError.otherClearance) { try mine.append("\(theirs)") }
        #expect(throws: ReleaseError.notLiteral) { _ = try Release<Screen>.literal("\(theirs)") }
    }

    @Test("a value of another channel does not go into a release")
    func otherChannel() async throws {
        let plant = try await plant()
        let records = try plant.boundary.records(
            InspectionResult.self,
            in: plant.compartment,
            limit: 10,
            for: .person("ann"),
            through: Print(isAttended: true)
        )
        let printed = try await plant.boundary.release(records, to: .person("ann"), through: Print(isAttended: true))
        let value = printed.records.first?["serial"]
        var mine = try await release(plant)
        #expect(throws: ReleaseError.otherClearance) { try mine.append("\(value)") }
    }

    @Test("a release does not wait: its time ends, and with the day")
    func expiry() async throws {
        let plant = try await plant()
        var exit = TestExit(.person("ann"), Screen(), plant)
        let release = try await release(plant)
        plant.clock.advance(seconds: Boundary.releaseSecondsMax)
        #expect(await refusal(release, &exit) == .expired)
        plant.clock.advance(seconds: 43_200 - Boundary.releaseSecondsMax - 5)
        let late = try await self.release(plant)
        plant.clock.advance(seconds: 5)
        #expect(await refusal(late, &exit) == .expired)
    }

    @Test("what was released under other policies does not leave")
    func otherPolicies() async throws {
        let plant = try await plant()
        var exit = TestExit(.person("ann"), Screen(), plant)
        let release = try await release(plant)
        try await plant.boundary.adopt(BoundaryPlant.baseline(), by: RunningPlant.console)
        #expect(await refusal(release, &exit) == .otherPolicies)
    }

    @Test("what was released before a fact was taken back does not leave, nor in a text of a later release")
    func otherFacts() async throws {
        let plant = try await plant()
        var exit = TestExit(.person("ann"), Screen(), plant)
        let release = try await release(plant)
        let value = release.records.first?["serial"]
        try await plant.boundary.dismiss("ann", by: RunningPlant.console)
        #expect(await refusal(release, &exit) == .otherFacts)
        try await plant.learn(BoundaryPlant.american())
        let second = try await self.release(plant)
        var third = try await self.release(plant)
        #expect(throws: ReleaseError.otherClearance) { try third.append("\(value)") }
        try await exit.send(second)
    }

    @Test("an exit sees each text apart, with what restricts the values in it")
    func texts() async throws {
        let plant = try await plant()
        try plant.store("NAV", ["N-1"])
        var release = try await release(plant)
        #expect(release.records.count == 2)
        try release.append("Title")
        for record in release.records { try release.append("\(record["serial"])") }
        let both: [ClearedText] = release.records.map { "\($0["serial"])" }
        #expect(ClearedText.joined(both, separator: ", ").label == Label.join(both.map(\.label)))
        try release.append(.joined(both))
        let texts = try TestExit<Screen>.content(release, .person("ann"), Screen(), plant).texts
        #expect(texts.count == 4)
        #expect(texts[0].label.isUnrestricted)
        #expect(texts[1].label != texts[2].label)
        #expect(texts[3].label == texts[1].label.join(texts[2].label))
        #expect(texts[3].pieces.count == 2)
    }

    @Test("a release of nothing yet takes what stands in the source, and no value")
    func blank() async throws {
        let plant = try await plant()
        let value = try await release(plant).records.first?["serial"]
        var blank = Release<Screen>.blank()
        try blank.append("Commands")
        #expect(throws: ReleaseError.otherClearance) { try blank.append("\(value)") }
        var exit = TestExit(.person("nobody"), Screen(), plant)
        try await exit.send(blank)
        #expect(exit.sent == "Commands")
    }

    @Test("a page without data is for anybody")
    func literal() async throws {
        let plant = try await plant()
        var exit = TestExit(.person("nobody"), Screen(), plant)
        try await exit.send(try .literal("<form>Sign in</form>"))
        #expect(exit.sent == "<form>Sign in</form>")
    }

    @Test("printing or mirroring a value shows nothing of it")
    func noMirrors() async throws {
        let plant = try await plant()
        let records = try plant.boundary.records(
            InspectionResult.self,
            in: plant.compartment,
            limit: 1,
            for: .person("ann"),
            through: Screen()
        )
        let restricted = try #require(records.first?.serial)
        let release = try await plant.boundary.release(records, to: .person("ann"), through: Screen())
        guard case .cleared(let cleared)? = release.records.first?["serial"] else {
            Issue.record("not cleared")
            return
        }
        var dumped = ""
        dump(restricted, to: &dumped)
        dump(cleared, to: &dumped)
        let shown =
            "\(restricted) \(cleared) \(String(reflecting: restricted)) \(String(reflecting: cleared)) \(dumped)"
        #expect(!shown.contains("<b>"))
        #expect(Mirror(reflecting: restricted).children.isEmpty)
        #expect(Mirror(reflecting: cleared).children.isEmpty)
    }
}
