import Boundary
import Journal
import Storage
import TestPlant
import Testing

@testable import Execution

@Suite("Signing in")
struct SigningInTests {
    private func enrolled() async throws -> Gatehouse {
        let house = try await Gatehouse()
        try await house.setUp()
        try await house.feed("ann,B-1,Ann Lee,owner,operator,operator,US")
        let code = try await house.accounts.enrol("ann", by: .person("root"))
        let account = try await house.accounts.signIn(.enrolment("B-1", code: code))
        try await house.accounts.choose(pin: "730184", of: account.person)
        return house
    }

    @Test("a code from an administrator leads to a PIN, and badge and PIN sign in")
    func enrolment() async throws {
        let house = try await enrolled()
        let account = try await house.accounts.signIn(.badge("B-1", pin: "730184"))
        #expect(account.person == "ann" && account.name == "Ann Lee" && account.home == "operator")
    }

    @Test("the code is gone when a PIN was chosen, and after a day")
    func codeIsGone() async throws {
        let house = try await enrolled()
        let code = try await house.accounts.enrol("ann", by: .person("root"))
        await #expect(throws: AccountRefusal.notSignedIn) {
            try await house.accounts.signIn(.badge("B-1", pin: "730184"))
        }
        house.clock.advance(minutes: 24 * 60)
        await #expect(throws: AccountRefusal.notSignedIn) {
            try await house.accounts.signIn(.enrolment("B-1", code: code))
        }
    }

    @Test("a badge alone, a wrong PIN, a badge that there is none of, and another's PIN are refused alike")
    func refused() async throws {
        let house = try await enrolled()
        let attempts: [Accounts.Factors] = [
            .badge("B-1", pin: ""), .badge("B-1", pin: "730185"), .badge("B-9", pin: "730184"), .badge("", pin: ""),
            .badge("B-1", pin: "402817"), .badge("B-1\u{0}", pin: "730184"), .enrolment("B-1", code: "730184"),
            .desk("B-1", password: "730184", oneTime: "000000"), .badge("ann", pin: "730184"),
            .badge(String(repeating: "B", count: 100_000), pin: "1"),
        ]
        for factors in attempts {
            await #expect(throws: AccountRefusal.notSignedIn) { try await house.accounts.signIn(factors) }
            house.clock.advance(minutes: 61)
        }
    }

    @Test("after five failures the account waits, longer each time, whatever is shown")
    func lockout() async throws {
        let house = try await enrolled()
        let wrong = Accounts.Factors.badge("B-1", pin: "111222")
        for _ in 0..<5 { _ = try? await house.accounts.signIn(wrong) }
        await #expect(throws: AccountRefusal.notSignedIn) {
            try await house.accounts.signIn(.badge("B-1", pin: "730184"))
        }
        house.clock.advance(minutes: 1)
        _ = try? await house.accounts.signIn(wrong)
        house.clock.advance(minutes: 1)
        await #expect(throws: AccountRefusal.notSignedIn) {
            try await house.accounts.signIn(.badge("B-1", pin: "730184"))
        }
        house.clock.advance(minutes: 1)
        #expect(try await house.accounts.signIn(.badge("B-1", pin: "730184")).person == "ann")
        // What was right begins the count anew.
        for _ in 0..<4 { _ = try? await house.accounts.signIn(wrong) }
        #expect(try await house.accounts.signIn(.badge("B-1", pin: "730184")).person == "ann")
    }

    @Test("attempts while it waits do not keep it waiting: nobody is locked out by somebody else for good")
    func waiting() async throws {
        let house = try await enrolled()
        for _ in 0..<5 { _ = try? await house.accounts.signIn(.badge("B-1", pin: "111222")) }
        for _ in 0..<20 { _ = try? await house.accounts.signIn(.badge("B-1", pin: "111222")) }
        house.clock.advance(minutes: 1)
        #expect(try await house.accounts.signIn(.badge("B-1", pin: "730184")).person == "ann")
    }

    @Test("a hundred guesses at once are no more guesses than one after the other")
    func guessesAtOnce() async throws {
        let house = try await enrolled()
        await withTaskGroup(of: Void.self) { group in
            for guess in 0..<100 {
                group.addTask { _ = try? await house.accounts.signIn(.badge("B-1", pin: String(800_000 + guess))) }
            }
        }
        #expect(try house.accounts.attempts(of: "ann").failures <= Attempts.freeFailures)
    }

    @Test("a PIN that signs again within a shift is not hashed again, and every other one is")
    func signsAgain() async throws {
        let house = try await enrolled()
        func hashed(_ pin: String, _ isRight: Bool = true) async throws -> Int {
            let before = await house.accounts.hashing.hashedCount
            if isRight {
                try await house.accounts.confirm("ann", pin: pin)
            } else {
                await #expect(throws: AccountRefusal.notSignedIn) {
                    try await house.accounts.confirm("ann", pin: pin)
                }
            }
            return await house.accounts.hashing.hashedCount - before
        }
        #expect(try await hashed("730184") == 1)
        #expect(try await hashed("730184") == 0)
        #expect(try await hashed("730185", false) == 1)
        #expect(try await hashed("", false) == 1)
        #expect(try await hashed("730184") == 0)
        house.clock.advance(minutes: 12 * 60)
        #expect(try await hashed("730184") == 1)
        // Another PIN is hashed, and the one that was signs nothing.
        try await house.accounts.choose(pin: "640295", of: "ann")
        #expect(try await hashed("730184", false) == 1)
        #expect(try await hashed("640295") == 1)
        #expect(try await hashed("640295") == 0)
        // What waits after failures waits though the PIN is known.
        for _ in 0..<6 { _ = try? await house.accounts.confirm("ann", pin: "111222") }
        #expect(try await hashed("640295", false) == 0)
    }

    @Test("the wait grows from a minute to an hour")
    func waits() {
        let waits = (4...14).map { Attempts(failures: $0, time: 0).waitsUntil / 60_000 }
        #expect(waits == [0, 1, 2, 4, 8, 16, 32, 60, 60, 60, 60])
    }

    @Test("a desk asks for password and one-time password, each of which counts once")
    func desk() async throws {
        let house = try await enrolled()
        let secret = try await house.accounts.choose(password: "mill lathe drill bore", of: "ann", factors: 1)
        #expect(secret.count == 32)
        let generator = OneTimePassword(secret: try #require(try house.accounts.generator(of: "ann")))
        func desk(_ password: String, _ oneTime: String) async throws -> Account {
            try await house.accounts.signIn(.desk("B-1", password: password, oneTime: oneTime))
        }
        let now = generator.password(at: house.clock.now / 30_000)
        #expect(try await desk("mill lathe drill bore", now).person == "ann")
        await #expect(throws: AccountRefusal.notSignedIn) { try await desk("mill lathe drill bore", now) }
        house.clock.advance(seconds: 60)
        let next = generator.password(at: house.clock.now / 30_000)
        await #expect(throws: AccountRefusal.notSignedIn) { try await desk("mill lathe drill bora", next) }
        await #expect(throws: AccountRefusal.notSignedIn) { try await desk("mill lathe drill bore", "") }
        #expect(try await desk("mill lathe drill bore", next).person == "ann")
    }

    @Test("every attempt is in the control log before its answer, and no secret is in any event")
    func recorded() async throws {
        let house = try await enrolled()
        _ = try await house.accounts.signIn(.badge("B-1", pin: "730184"))
        _ = try? await house.accounts.signIn(.badge("B-1", pin: "730185"))
        _ = try? await house.accounts.signIn(.badge("B-77", pin: "730184"))
        try await house.accounts.signOut("ann")
        let kinds = try house.kinds()
        #expect(kinds.suffix(4) == ["session.begun", "session.refused", "session.unknown-badge", "session.ended"])
        for event in try house.events() {
            let text = String(decoding: event.payload ?? [], as: UTF8.self)
            #expect(!text.contains("730184") && !text.contains("730185") && !text.contains("402817"))
            #expect(!text.contains("B-77"))
        }
    }

    @Test("whom the register does not know is not signed in: nothing could be shown")
    func unknownToTheRegister() async throws {
        let house = try await enrolled()
        try await house.hull.boundary.dismiss("ann", by: .person("root"))
        await #expect(throws: AccountRefusal.notInRegister) {
            try await house.accounts.signIn(.badge("B-1", pin: "730184"))
        }
    }

    @Test("accounts, secrets and failures are there after a restart, made anew from the log")
    func restart() async throws {
        let (engine, key, clock) = (MemoryEngine(), MemorySiteKey(), SetClock())
        let first = try await Gatehouse(engine, key: key, clock: clock)
        try await first.setUp()
        for _ in 0..<5 { _ = try? await first.accounts.signIn(.badge("B-0", pin: "000001")) }
        await first.hull.close()
        let second = try await Gatehouse(engine, key: key, clock: clock)
        #expect(try !second.accounts.needsAdministrator())
        var facts = PersonFacts(id: "root", source: "console", asOf: try Gatehouse.today())
        facts.role = .init("administrator")
        try await second.hull.boundary.learn(facts, by: .system("console"))
        await #expect(throws: AccountRefusal.notSignedIn) {
            try await second.accounts.signIn(.badge("B-0", pin: "402817"))
        }
        clock.advance(minutes: 1)
        #expect(try await second.accounts.signIn(.badge("B-0", pin: "402817")).administers)
        try await second.hull.rebuildViews(of: second.hull.control)
        #expect(try await second.accounts.signIn(.badge("B-0", pin: "402817")).administers)
    }
}
