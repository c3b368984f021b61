import Boundary
import TestPlant
import Testing

@testable import Execution

@Suite("The first administrator")
struct SetupLinkTests {
    private func account() throws -> Account {
        try Account(person: "root", badge: "B-0", name: "Ruth Root", home: "operator")
    }

    @Test("the link opens one account that administers, and nothing more after that")
    func once() async throws {
        let house = try await Gatehouse()
        #expect(try house.accounts.needsAdministrator())
        let link = house.accounts.makeSetupLink()
        try await house.accounts.setUp(link.token, account(), pin: "402817", on: Gatehouse.today())
        #expect(try !house.accounts.needsAdministrator())
        let signedIn = try await house.accounts.signIn(.badge("B-0", pin: "402817"))
        #expect(signedIn.administers && signedIn.home == "administrator")
        await #expect(throws: AccountRefusal.linkOver) {
            try await house.accounts.setUp(link.token, account(), pin: "402817", on: Gatehouse.today())
        }
        let another = house.accounts.makeSetupLink()
        await #expect(throws: AccountRefusal.linkOver) {
            try await house.accounts.setUp(another.token, account(), pin: "402817", on: Gatehouse.today())
        }
    }

    @Test("a token that is another, older, or over opens nothing")
    func others() async throws {
        let house = try await Gatehouse()
        let old = house.accounts.makeSetupLink()
        let new = house.accounts.makeSetupLink()
        for token in ["", "x", old.token, String(new.token.dropLast())] {
            #expect(!house.accounts.isSetupLink(token))
            await #expect(throws: AccountRefusal.linkOver) {
                try await house.accounts.setUp(token, account(), pin: "402817", on: Gatehouse.today())
            }
        }
        house.clock.advance(minutes: 30)
        #expect(!house.accounts.isSetupLink(new.token))
        #expect(try house.accounts.needsAdministrator())
    }

    @Test("a PIN that is refused does not use the link up")
    func refusedPIN() async throws {
        let house = try await Gatehouse()
        let link = house.accounts.makeSetupLink()
        await #expect(throws: AccountRefusal.wellKnown) {
            try await house.accounts.setUp(link.token, account(), pin: "123456", on: Gatehouse.today())
        }
        try await house.accounts.setUp(link.token, account(), pin: "402817", on: Gatehouse.today())
    }

    @Test("two who have the link at once are one administrator")
    func race() async throws {
        let house = try await Gatehouse()
        let link = house.accounts.makeSetupLink()
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<8 {
                group.addTask {
                    guard
                        let account = try? Account(
                            person: "p\(number)",
                            badge: "B-\(number)",
                            name: "P",
                            home: "operator"
                        )
                    else { return false }
                    let done: Void? = try? await house.accounts.setUp(
                        link.token,
                        account,
                        pin: "402817",
                        on: Gatehouse.today()
                    )
                    return done != nil
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(outcomes == 1)
    }
}
