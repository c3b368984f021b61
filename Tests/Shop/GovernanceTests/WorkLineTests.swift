import Boundary
import CedarAnalysis
import Journal
import TestPlant
import Testing

@testable import Governance

@Suite("Long work waits in a line, says how far it is, and stops when it is told to", .timeLimit(.minutes(10)))
struct WorkLineTests {
    /// Work in steps without end, which waits between them and holds no thread.
    private struct Endless: LongWork {
        func outcome(_ limits: SolverLimits, _ interrupt: SolverInterrupt, _ progress: @escaping WorkProgress) async
            -> WorkLine.Standing?
        {
            var done = 0
            while progress("step", done, 1_000_000) {
                done += 1
                try? await Task.sleep(for: .milliseconds(5))
            }
            return .failed
        }
    }

    /// Work that is done at once.
    private struct Short: LongWork {
        func outcome(_ limits: SolverLimits, _ interrupt: SolverInterrupt, _ progress: @escaping WorkProgress) async
            -> WorkLine.Standing?
        {
            .unsound(["done"])
        }
    }

    private func id(_ byte: UInt8) throws -> AggregateID {
        try AggregateID([UInt8](repeating: byte, count: 16)).orThrow("an id")
    }

    /// Looks until something is so; a test that waits too long ends by its limit.
    private func wait(until isSo: () -> Bool) async throws {
        while !isSo() { try await Task.sleep(for: .milliseconds(10)) }
    }

    @Test("what is stopped keeps how far it came, and the next one begins once it has ended")
    func stopped() async throws {
        let line = WorkLine()
        let (endless, short) = (try id(1), try id(2))
        try line.ask(Endless(), by: "ann", id: endless)
        try line.ask(Short(), by: "bo", id: short)
        try await wait { (line.question(endless, of: "ann")?.done ?? 0) > 2 }
        #expect(line.question(endless, of: "ann")?.standing.name == "working")
        #expect(line.question(short, of: "bo")?.standing.name == "waiting")
        // Nobody else sees it or stops it, and whoever has one open has no second one.
        #expect(line.question(endless, of: "bo") == nil)
        #expect(throws: GovernanceRefusal.self) { try line.cancel(endless, of: "bo") }
        #expect(line.question(endless, of: "ann")?.standing.isOpen == true)
        #expect(throws: GovernanceRefusal.self) { try line.ask(Short(), by: "ann", id: id(3)) }
        try line.cancel(endless, of: "ann")
        await line.settle(short, of: "bo", within: .seconds(300))
        #expect(line.question(short, of: "bo")?.standing.name == "unsound")
        let ended = line.question(endless, of: "ann")
        #expect(ended?.standing.name == "cancelled" && (ended?.done ?? 0) > 2 && ended?.count == 1_000_000)
    }

    @Test("what waits in line is stopped before it begins; what takes too long is stopped by the clock")
    func late() async throws {
        let line = WorkLine(limits: .init(openMax: 2, answersMax: 2, secondsMax: 1))
        try line.ask(Endless(), by: "ann", id: id(1))
        try line.ask(Endless(), by: "bo", id: id(2))
        #expect(throws: GovernanceRefusal.self) { try line.ask(Short(), by: "cy", id: id(3)) }
        try line.cancel(id(2), of: "bo")
        await line.settle(try id(1), of: "ann", within: .seconds(300))
        #expect(line.question(try id(1), of: "ann")?.standing.name == "late")
        let unbegun = line.question(try id(2), of: "bo")
        #expect(unbegun?.standing.name == "cancelled" && unbegun?.count == 0)
    }
}
