import Boundary
import Documents
import Testing

@Suite("Documents that are asked for at once come out as if they were asked for one by one")
struct ConcurrentPrintingTests {
    @Test("the same document from many tasks has the same bytes in each")
    func atOnce() async throws {
        let values = [("NAV", "Ελλάδα שלום ไทย"), ("MED", "plain")]
        let bytes = try await withThrowingTaskGroup { group in
            for _ in 0..<12 {
                group.addTask {
                    let plant = try await PaperPlant()
                    let (_, printed) = try await plant.printed(values, through: Print(isAttended: true)) {
                        PDFMarkingTests.table(40, of: $0)
                    }
                    defer { printed.remove() }
                    return printed.bytes
                }
            }
            return try await group.reduce(into: Set<[UInt8]>()) { $0.insert($1) }
        }
        #expect(bytes.count == 1)
    }
}
