import Boundary
import Journal
import Storage
import Synchronization
import TestPlant
import Testing

@testable import HTTPExit

@Suite("Sessions")
struct SessionRegisterTests {
    private let clock = SetClock()
    private let person = SignedIn(.person("ann"), name: "Ann", home: "operator")

    private func register() -> SessionRegister {
        SessionRegister(clock: clock) { SwiftCryptoProvider().randomBytes($0) }
    }

    private func boundary() throws -> Boundary {
        Boundary(
            control: try .init("control"),
            clock: clock,
            sink: JournalLogs(provider: SwiftCryptoProvider()),
            provider: SwiftCryptoProvider()
        )
    }

    @Test("a token names its session, and no other text does")
    func token() throws {
        let sessions = register()
        let standing = try boundary().standing(of: person.subject)
        let token = sessions.begin(person, standing: standing)
        #expect(token.count == 64)
        #expect(sessions.visitor(token) { _ in standing }?.subject == person.subject)
        #expect(sessions.visitor(String(token.dropLast()) + "x") { _ in standing } == nil)
        #expect(sessions.visitor("") { _ in standing } == nil)
        #expect(sessions.begin(person, standing: standing) != token)
    }

    @Test("it ends when it was idle, and after a shift however busy it was")
    func life() throws {
        let sessions = register()
        let standing = try boundary().standing(of: person.subject)
        let idle = sessions.begin(person, standing: standing)
        clock.advance(seconds: SessionRegister.idleSecondsMax)
        #expect(sessions.visitor(idle) { _ in standing } == nil)
        let busy = sessions.begin(person, standing: standing)
        for _ in 0..<(SessionRegister.lifeSecondsMax / 600 - 1) {
            clock.advance(seconds: 600)
            #expect(sessions.visitor(busy) { _ in standing } != nil)
        }
        clock.advance(seconds: 600)
        #expect(sessions.visitor(busy) { _ in standing } == nil)
    }

    @Test("a clock that is set back gives no session more life")
    func setBack() throws {
        let sessions = register()
        let standing = try boundary().standing(of: person.subject)
        let token = sessions.begin(person, standing: standing)
        clock.setBack(seconds: 60)
        #expect(sessions.visitor(token) { _ in standing } == nil)
    }

    @Test("it ends at once when it is ended, and when all of the person's are")
    func ended() throws {
        let sessions = register()
        let standing = try boundary().standing(of: person.subject)
        let (first, second) = (sessions.begin(person, standing: standing), sessions.begin(person, standing: standing))
        sessions.end(first)
        #expect(sessions.visitor(first) { _ in standing } == nil)
        #expect(sessions.visitor(second) { _ in standing } != nil)
        sessions.endAll(of: person.subject)
        #expect(sessions.visitor(second) { _ in standing } == nil)
    }

    @Test("there is a bound on sessions; those that were idle for longest make room")
    func bound() throws {
        let sessions = register()
        let standing = try boundary().standing(of: person.subject)
        let first = sessions.begin(person, standing: standing)
        clock.advance(seconds: 1)
        let second = sessions.begin(person, standing: standing)
        for _ in 2...SessionRegister.sessionsMax { _ = sessions.begin(person, standing: standing) }
        #expect(sessions.visitor(first) { _ in standing } == nil)
        #expect(sessions.visitor(second) { _ in standing } != nil)
    }
}

@Suite("Limits on attempts")
struct AttemptLimitTests {
    @Test("so many from one place in a minute, and then again in the next")
    func perMinute() {
        let clock = SetClock()
        let limit = AttemptLimit(perMinute: 3, clock: clock)
        #expect((0..<4).map { _ in limit.admits("10.0.0.1") } == [true, true, true, false])
        #expect(limit.admits("10.0.0.2"))
        clock.advance(seconds: 60)
        #expect(limit.admits("10.0.0.1"))
    }

    @Test("many addresses are no way around it: beyond a bound they share one count")
    func manyPlaces() {
        let limit = AttemptLimit(perMinute: 2, clock: SetClock())
        for place in 0..<AttemptLimit.placesMax { _ = limit.admits("\(place)") }
        #expect((0..<3).map { limit.admits("new-\($0)") } == [true, true, false])
    }
}
