import Boundary
import Journal
import Testing

@testable import Execution

@Suite("The ledger of lots")
struct LotLedgerTests {
    private let lot = RecordID(AggregateID(hashing: [0]))
    private let corrected = RecordID(AggregateID(hashing: [1]))
    private let other = RecordID(AggregateID(hashing: [2]))

    private func demand(_ record: RecordID, _ quantity: Int, givenBack: Int = 0) -> LotLedger.Demand {
        LotLedger.Demand(lot: lot, record: record, quantity: quantity, givenBack: givenBack)
    }

    @Test("a correction that was refused after it drew leaves what it was to correct in the count")
    func refusedCorrection() throws {
        let ledger = LotLedger()
        // Four of ten are in the record that is corrected.
        var recorded = [corrected: 4]
        func count(_ beside: Set<RecordID>) -> (sum: Int, isWhole: Bool) {
            (recorded.filter { !beside.contains($0.key) }.values.reduce(0, +), true)
        }
        let (correction, elsewhere, consumption) = (ledger.begin(), ledger.begin(), ledger.begin())
        #expect(try ledger.admits(demand(corrected, 5, givenBack: 4), by: correction, of: 10, count: count))
        // Meanwhile another correction ends, and the lot is counted without this one's record.
        ledger.end(elsewhere, isRecorded: true, countsAnew: true)
        #expect(try ledger.admits(demand(other, 1), by: consumption, of: 10, count: count))
        recorded[other] = 1
        ledger.end(consumption, isRecorded: true, countsAnew: false)
        ledger.end(correction, isRecorded: false, countsAnew: true)
        let last = ledger.begin()
        #expect(try !ledger.admits(demand(RecordID(AggregateID(hashing: [3])), 6), by: last, of: 10, count: count))
        #expect(try ledger.admits(demand(RecordID(AggregateID(hashing: [3])), 5), by: last, of: 10, count: count))
    }

    @Test("a correction that drew nothing and was refused has nothing counted anew")
    func nothingDrawn() throws {
        let ledger = LotLedger()
        var counts = 0
        func count(_ beside: Set<RecordID>) -> (sum: Int, isWhole: Bool) {
            counts += 1
            return (0, true)
        }
        let (first, correction, second) = (ledger.begin(), ledger.begin(), ledger.begin())
        #expect(try ledger.admits(demand(other, 1), by: first, of: 10, count: count))
        ledger.end(first, isRecorded: true, countsAnew: false)
        ledger.end(correction, isRecorded: false, countsAnew: true)
        #expect(try ledger.admits(demand(corrected, 1), by: second, of: 10, count: count))
        #expect(counts == 1)
    }
}
