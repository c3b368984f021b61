import Boundary
import Cedar
import Journal
import PlantModel
import Storage
import TestPlant
import Testing

@testable import Execution

@Suite("Terminals")
struct TerminalTests {
    private static let root = Subject.person("root")

    /// A house whose plant has the zone `floor` of a site in the United States.
    private func house(_ engine: any StorageEngine = MemoryEngine(), clock: SetClock = SetClock()) async throws
        -> Gatehouse
    {
        let house = try await Gatehouse(engine, clock: clock)
        try await adopt(OneFloor.text(customers: ["prime"], programs: Self.programs), in: house)
        try await house.setUp()
        return house
    }

    private static let programs = "  - { id: MED, customer: prime, sites: [main], workCenters: { mill: 20 } }"

    private func adopt(_ text: String, in house: Gatehouse) async throws {
        let baseline = try PolicyBaseline(
            plant: Plant.load("plant.yaml", files: ["plant.yaml": text]),
            catalogue: TestCatalogue.get(),
            grants: PolicySet(parsing: "", file: "grants.cedar")
        )
        try await house.hull.boundary.adopt(baseline, by: .system("console"))
    }

    private func enrolled(_ house: Gatehouse, _ statement: TerminalStatement) async throws -> (AggregateID, String) {
        let code = try await house.accounts.register(statement, by: Self.root)
        return (code.terminal, try await house.accounts.enrolTerminal(code.code))
    }

    @Test(
        "its code makes one browser a terminal, which stands in its zone, at that zone's site, in that site's country"
    )
    func stands() async throws {
        let house = try await house()
        let (id, credential) = try await enrolled(house, TerminalStatement(name: "Cage 2", zone: "floor"))
        let terminal = try #require(try house.accounts.terminal(bearing: credential))
        #expect(terminal.id == id && terminal.name == "Cage 2" && terminal.registeredBy == "root")
        #expect(
            house.accounts.place(of: terminal) == Whereabouts(site: "main", zone: "floor", country: "US")
        )
        let kinds = try house.kinds()
        #expect(kinds.suffix(3) == ["terminal.registered", "terminal.code-given", "terminal.enrolled"])
        // Who gave the code answers for the enrolment.
        #expect(try house.events().suffix(3).allSatisfy { $0.event.subject == "person:root" })
    }

    @Test("one in no zone stands in its country alone, and nobody knows a site of it")
    func abroad() async throws {
        let house = try await house()
        let (_, credential) = try await enrolled(house, TerminalStatement(name: "Laptop", country: "DE"))
        let terminal = try #require(try house.accounts.terminal(bearing: credential))
        #expect(house.accounts.place(of: terminal) == Whereabouts(country: "DE"))
        #expect(try house.accounts.place(ofTerminal: "Laptop") == Whereabouts(country: "DE"))
        #expect(try house.accounts.place(ofTerminal: "Another") == nil)
    }

    @Test(
        "a zone that there is none of, a country that is none, or another than the zone's, is no place",
        arguments: [
            TerminalStatement(name: "T", zone: "roof"), TerminalStatement(name: "T"),
            TerminalStatement(name: "T", country: "ZZ"), TerminalStatement(name: "T", country: "us"),
            TerminalStatement(name: "T", zone: "floor", country: "MX"), TerminalStatement(name: "T", zone: "FLOOR"),
        ]
    )
    func noPlace(statement: TerminalStatement) async throws {
        let house = try await house()
        await #expect(throws: AccountRefusal.noPlace) {
            try await house.accounts.register(statement, by: Self.root)
        }
        #expect(try house.accounts.terminals(for: Self.root).isEmpty)
    }

    @Test("who does not administer registers none, gives no code, takes none back and sees no list")
    func others() async throws {
        let house = try await house()
        let (id, credential) = try await enrolled(house, TerminalStatement(name: "Cage", zone: "floor"))
        for other in [Subject.person("ann"), .system("qms")] {
            await #expect(throws: AccountRefusal.notAdministrator) {
                try await house.accounts.register(TerminalStatement(name: "Mine", country: "US"), by: other)
            }
            await #expect(throws: AccountRefusal.notAdministrator) {
                try await house.accounts.giveCode(for: id, by: other)
            }
            await #expect(throws: AccountRefusal.notAdministrator) {
                try await house.accounts.withdraw(id, by: other)
            }
            #expect(throws: AccountRefusal.notAdministrator) { try house.accounts.terminals(for: other) }
        }
        #expect(try house.accounts.terminal(bearing: credential) != nil)
    }

    @Test("a code is good once, for a day, and however it is spaced; any other is of no terminal")
    func once() async throws {
        let house = try await house()
        let code = try await house.accounts.register(TerminalStatement(name: "A", country: "US"), by: Self.root).code
        for wrong in ["", "0", String(code.dropLast()), code + "0", String(repeating: "F", count: 4_000)] {
            await #expect(throws: AccountRefusal.terminalCodeOver) {
                try await house.accounts.enrolTerminal(wrong)
            }
        }
        let spaced = "\(code.prefix(4).lowercased()) \(code.dropFirst(4).prefix(4))-\(code.dropFirst(8)) "
        _ = try await house.accounts.enrolTerminal(spaced)
        await #expect(throws: AccountRefusal.terminalCodeOver) { try await house.accounts.enrolTerminal(code) }
        let late = try await house.accounts.register(TerminalStatement(name: "B", country: "US"), by: Self.root).code
        house.clock.advance(days: 1)
        await #expect(throws: AccountRefusal.terminalCodeOver) { try await house.accounts.enrolTerminal(late) }
        #expect(try house.accounts.terminals(for: Self.root).map(\.standing).last == .lapsed)
    }

    @Test("of two browsers that have the code at once one is the terminal")
    func race() async throws {
        let house = try await house()
        let code = try await house.accounts.register(TerminalStatement(name: "A", country: "US"), by: Self.root).code
        let credentials = await withTaskGroup(of: String?.self) { group in
            for _ in 0..<8 { group.addTask { try? await house.accounts.enrolTerminal(code) } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(credentials.compactMap(\.self).count == 1)
        #expect(try house.kinds().count { $0 == "terminal.enrolled" } == 1)
    }

    @Test(
        "a credential counts for half a year, and ends with a new code, with being taken back, and with any change of it"
    )
    func ends() async throws {
        let house = try await house()
        let (id, credential) = try await enrolled(house, TerminalStatement(name: "A", country: "US"))
        #expect(credential.count == 96)
        let flipped = credential.last == "0" ? "1" : "0"
        for forged in [
            "", String(credential.dropLast()) + flipped, credential.uppercased(), String(credential.dropFirst(32)),
            String(repeating: "0", count: 32) + credential.dropFirst(32), credential + "0",
            "\0" + credential.dropFirst(),
        ] where forged != credential {
            #expect(try house.accounts.terminal(bearing: forged) == nil, "\(forged.debugDescription)")
        }
        let second = try await house.accounts.giveCode(for: id, by: Self.root)
        #expect(try house.accounts.terminal(bearing: credential) == nil)
        let renewed = try await house.accounts.enrolTerminal(second.code)
        #expect(try house.accounts.terminal(bearing: renewed)?.id == id)
        house.clock.advance(days: 179)
        #expect(try house.accounts.terminal(bearing: renewed) != nil)
        house.clock.advance(days: 1)
        #expect(try house.accounts.terminal(bearing: renewed) == nil)
        #expect(try house.accounts.terminals(for: Self.root).map(\.standing) == [.lapsed])
        let third = try await house.accounts.enrolTerminal(house.accounts.giveCode(for: id, by: Self.root).code)
        try await house.accounts.withdraw(id, by: Self.root)
        #expect(try house.accounts.terminal(bearing: third) == nil)
        #expect(try house.accounts.terminals(for: Self.root).isEmpty)
        #expect(try house.kinds().last == "terminal.withdrawn")
        await #expect(throws: AccountRefusal.noTerminal) { try await house.accounts.withdraw(id, by: Self.root) }
        await #expect(throws: AccountRefusal.noTerminal) {
            try await house.accounts.giveCode(for: id, by: Self.root)
        }
    }

    @Test("a name is one terminal's, and a name")
    func names() async throws {
        let house = try await house()
        _ = try await house.accounts.register(TerminalStatement(name: "A", country: "US"), by: Self.root)
        await #expect(throws: AccountRefusal.terminalTaken) {
            try await house.accounts.register(TerminalStatement(name: "A", country: "MX"), by: Self.root)
        }
        for name in ["", " A", "<b>", "A\0", String(repeating: "x", count: 65)] {
            await #expect(throws: AccountRefusal.notAName) {
                try await house.accounts.register(TerminalStatement(name: name, country: "US"), by: Self.root)
            }
        }
    }

    @Test("one whose zone the plant file has no more, or elsewhere, stands nowhere that anybody knows")
    func moved() async throws {
        let house = try await house()
        let (_, credential) = try await enrolled(house, TerminalStatement(name: "A", zone: "floor"))
        let text = OneFloor.text(customers: ["prime"], programs: Self.programs)
        try await adopt(text.replacing("main, country: US", with: "main, country: MX"), in: house)
        let terminal = try #require(try house.accounts.terminal(bearing: credential))
        #expect(house.accounts.place(of: terminal) == .unplaced)
        try await adopt(text.replacing("floor", with: "hall"), in: house)
        #expect(house.accounts.place(of: terminal) == .unplaced)
        try await adopt(text, in: house)
        #expect(house.accounts.place(of: terminal).zone == "floor")
    }

    @Test("who signs in is recorded with the terminal, and the log's payloads hold neither code nor credential")
    func recorded() async throws {
        let house = try await house()
        let (id, credential) = try await enrolled(house, TerminalStatement(name: "A", country: "US"))
        _ = try await house.accounts.signIn(.badge("B-0", pin: "402817"), at: id)
        let events = try house.events()
        let begun = try #require(events.last { $0.event.kind == "session.begun" }?.payload)
        #expect(String(decoding: begun, as: UTF8.self).contains(id.bytes.hexadecimal))
        let all = events.map { String(decoding: $0.payload ?? [], as: UTF8.self) }.joined()
        #expect(!all.contains(credential.dropFirst(32)))
    }

    @Test("terminals are there again after a restart")
    func restart() async throws {
        let (engine, key) = (MemoryEngine(), MemorySiteKey())
        let before = try await Gatehouse(engine, key: key)
        try await before.setUp()
        let code = try await before.accounts.register(TerminalStatement(name: "A", country: "US"), by: Self.root)
        let credential = try await before.accounts.enrolTerminal(code.code)
        await before.hull.close()
        let after = try await Gatehouse(engine, key: key)
        #expect(try after.accounts.terminal(bearing: credential)?.name == "A")
    }
}
