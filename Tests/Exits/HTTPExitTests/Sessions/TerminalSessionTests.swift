import Boundary
import Journal
import Storage
import TestPlant
import Testing

@testable import HTTPExit

@Suite("Sessions at terminals")
struct TerminalSessionTests {
    private let sessions = SessionRegister(clock: SetClock()) { SwiftCryptoProvider().randomBytes($0) }
    private let person = SignedIn(.person("ann"), name: "Ann", home: "operator")

    private func standing() throws -> Standing {
        Boundary(
            control: try .init("control"),
            clock: SetClock(),
            sink: JournalLogs(provider: SwiftCryptoProvider()),
            provider: SwiftCryptoProvider()
        ).standing(of: person.subject)
    }

    private func terminal(_ number: UInt8, at place: Whereabouts) throws -> EnrolledTerminal {
        EnrolledTerminal(
            try #require(AggregateID([UInt8](repeating: number, count: 16))),
            name: "T",
            at: place
        )
    }

    @Test("one that was begun at a terminal goes on there alone")
    func there() throws {
        let (standing, here) = (try standing(), try terminal(1, at: Whereabouts(country: "US")))
        let token = sessions.begin(person, at: here, standing: standing)
        #expect(sessions.visitor(token, at: here) { _ in standing }?.terminal == here)
        #expect(sessions.isOpen(token, at: here) { _ in standing })
    }

    @Test(
        "it is over for good in a browser that is no terminal, that is another one, and where the terminal stands elsewhere now"
    )
    func elsewhere() throws {
        let (standing, here) = (try standing(), try terminal(1, at: Whereabouts(country: "US")))
        let others: [EnrolledTerminal?] = [
            nil, try terminal(2, at: Whereabouts(country: "US")), try terminal(1, at: Whereabouts(country: "MX")),
        ]
        for other in others {
            let token = sessions.begin(person, at: here, standing: standing)
            #expect(!sessions.isOpen(token, at: other) { _ in standing })
            #expect(sessions.visitor(token, at: here) { _ in standing } == nil)
        }
    }

    @Test("one that was begun at none does not move to a terminal that the browser becomes")
    func becoming() throws {
        let (standing, here) = (try standing(), try terminal(1, at: Whereabouts(country: "US")))
        let token = sessions.begin(person, standing: standing)
        #expect(sessions.visitor(token, at: here) { _ in standing } == nil)
    }
}
