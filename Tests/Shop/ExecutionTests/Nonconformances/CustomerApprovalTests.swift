import Boundary
import Execution
import PlantModel
import Storage
import TestPlant
import Testing

@Suite("Where the design is the customer's, a departure from it waits for the customer")
struct CustomerApprovalTests {
    typealias Bench = OperationTests.Bench

    static let approval = CustomerApproval(approvedBy: "C. Farmer", document: "Waiver 17", day: "2026-11-23")

    private func reported(_ bench: Bench) async throws -> RecordID {
        try await bench.plant.execution.report(
            .init(unit: bench.unit, description: "Too deep"),
            by: bench.plant.by("olga"),
            key: bench.plant.key("olga")
        ).record
    }

    private func dispose(_ bench: Bench, _ id: RecordID, _ disposition: Disposition, by person: String = "quin") async
        -> [ExecutionRefusal.Code]?
    {
        await bench.plant.refusal {
            _ = try await bench.plant.execution.dispose(
                of: id,
                disposition,
                reason: "MRB 7",
                signing: .init(printedName: "Quin"),
                by: bench.plant.by(person),
                key: bench.plant.key(person)
            )
        }
    }

    private func record(
        _ bench: Bench,
        _ id: RecordID,
        _ approval: CustomerApproval = approval,
        by person: String = "mia"
    ) async -> [ExecutionRefusal.Code]? {
        await bench.plant.refusal {
            _ = try await bench.plant.execution.record(
                approval,
                of: id,
                signing: .init(printedName: "Mia"),
                by: bench.plant.by(person),
                key: bench.plant.key(person)
            )
        }
    }

    private func state(_ bench: Bench) throws -> [ViewValue] {
        try bench.plant.hull.rows(
            ViewQuery("nonconformance", columns: ["state", "customer_approved_by", "customer_document"], limit: 1),
            in: CompartmentName("shop")
        ).first.orThrow("no nonconformance")
    }

    @Test("the hold ends with the customer's approval on record, with who gave it and where it is written")
    func approved() async throws {
        let bench = try await Bench(of: "AGR")
        let id = try await reported(bench)
        #expect(await record(bench, id) == [.noCustomerWait])
        #expect(await dispose(bench, id, .useAsIs) == nil)
        #expect(try state(bench).first == .text("customer"))
        #expect(try bench.column("is_held") == .truth(true))
        #expect(await bench.start(10) == [.held])
        #expect(await dispose(bench, id, .scrap) == [.disposed])
        #expect(await record(bench, id, by: "olga") == [.ownDisposition])
        #expect(await record(bench, id, by: "quin") == [.notForCustomer])
        #expect(await record(bench, id) == nil)
        #expect(try state(bench) == [.text("disposed"), .text("C. Farmer"), .text("Waiver 17")])
        #expect(try bench.column("is_held") == .truth(false))
        #expect(await record(bench, id) == [.noCustomerWait])
        #expect(await bench.start(10) == nil)
    }

    @Test("it waits for the design authority first, then for the customer")
    func designAuthority() async throws {
        let bench = try await Bench(of: "AGR")
        let id = try await reported(bench)
        // mia disposes as quality, and is not the design authority.
        #expect(await dispose(bench, id, .repair, by: "mia") == nil)
        #expect(try state(bench).first == .text("proposed"))
        #expect(await record(bench, id) == [.noCustomerWait])
        let accepted = await bench.plant.refusal {
            _ = try await bench.plant.execution.accept(
                dispositionOf: id,
                signing: .init(printedName: "Ed"),
                by: bench.plant.by("ed"),
                key: bench.plant.key("ed")
            )
        }
        #expect(accepted == nil)
        #expect(try state(bench).first == .text("customer"))
        #expect(await record(bench, id) == nil)
        #expect(try state(bench).first == .text("disposed"))
    }

    @Test("where the customer refuses, quality disposes anew")
    func refused() async throws {
        let bench = try await Bench(of: "AGR")
        let id = try await reported(bench)
        #expect(await dispose(bench, id, .useAsIs) == nil)
        let refusal = await bench.plant.refusal {
            _ = try await bench.plant.execution.recordRefusal(
                ofCustomer: id,
                reason: "Not on this part",
                by: bench.plant.by("mia"),
                key: bench.plant.key("mia")
            )
        }
        #expect(refusal == nil)
        #expect(try state(bench).first == .text("open"))
        #expect(try bench.column("is_held") == .truth(true))
        #expect(await dispose(bench, id, .scrap) == nil)
    }

    @Test("rework and scrap keep to the design, and where no contract asks the customer is not waited for")
    func notAsked() async throws {
        for disposition in [Disposition.scrap, .rework(from: 10)] {
            let bench = try await Bench(of: "AGR")
            #expect(await dispose(bench, try await reported(bench), disposition) == nil)
            #expect(try state(bench).first == .text("disposed"))
        }
        let bench = try await Bench(of: "MED")
        #expect(await dispose(bench, try await reported(bench), .useAsIs) == nil)
        #expect(try state(bench).first == .text("disposed"))
    }

    @Test("an approval says who, where and when, and not in the future")
    func malformed() async throws {
        let bench = try await Bench(of: "AGR")
        let id = try await reported(bench)
        #expect(await dispose(bench, id, .useAsIs) == nil)
        let long = String(repeating: "a", count: 201)
        for (by, document, day) in [
            ("", "W-1", "2026-11-23"), ("C", "", "2026-11-23"), ("C", "W-1", "yesterday"), ("C", "W-1", "2026-11-25"),
            (long, "W-1", "2026-11-23"), ("C", "W\n1", "2026-11-23"),
        ] {
            let wrong = CustomerApproval(approvedBy: by, document: document, day: day)
            #expect(await record(bench, id, wrong) == [.invalid], "\(document) \(day)")
        }
        #expect(try state(bench).first == .text("customer"))
    }
}
