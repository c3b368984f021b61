import Boundary
import Execution
import Journal
import PlantModel
import Storage
import TestPlant
import Testing

@Suite("A certificate is of finished units that nothing holds, signed, each unit once")
struct CertificateTests {
    private func request(_ units: [RecordID]) -> CertificateRequest {
        CertificateRequest(
            units: units,
            organization: "Example Aerostructures",
            customer: "Clinic",
            purchaseOrder: "PO-77 line 2",
            statement: "These units conform to the purchase order."
        )
    }

    private func certify(
        _ plant: ShopPlant,
        _ request: CertificateRequest,
        _ order: RecordID,
        by person: String = "quin"
    )
        async throws -> RecordID
    {
        try await plant.execution.certify(
            request,
            ofOrder: order,
            signing: SignatureStatement(printedName: "Quin Example"),
            by: plant.by(person),
            key: plant.key(person)
        ).record
    }

    private func order(of unit: RecordID, _ plant: ShopPlant, _ program: String = "MED") throws -> RecordID {
        guard case .bytes(let bytes) = try plant.unit(unit, "job_order", program) else {
            throw TestFailure(message: "no order")
        }
        return try AggregateIDs.id(bytes)
    }

    @Test("it says what the units are made of down to the lots, and who signed over that")
    func whole() async throws {
        let plant = try await ShopPlant()
        try await plant.stateFacts()
        let chain = try await GenealogyTests().chain(plant, 3, of: "MED")
        let made = try await certify(plant, request([chain[2]]), order(of: chain[2], plant))
        let found = try await plant.execution.certificate(made, by: plant.by("olga"))
        let (edges, isComplete) = (found.edgesDown, found.isComplete)
        #expect(edges == 3 && isComplete)
        let records = try plant.shown(found.records(), to: "olga")
        #expect(records[0]["customer"] == "Clinic" && records[0]["quantity"] == "1")
        #expect(records.compactMap { $0["itemNumber"] } == ["MED-1", "MED-0", "L-55"])
        #expect(records.contains { $0["supplier"] == "Bolts Inc" })
        let signature = try records.first { $0["meaning"] == "certified" }.orThrow("no signature")
        #expect(signature["contentHash"] == records[0]["contentHash"] && signature["signer"] == "person:quin")
    }

    @Test("a value that is corrected after it was signed is told by every certificate that covers it, and by no other")
    func correctedSince() async throws {
        let plant = try await ShopPlant()
        try await plant.stateFacts()
        let part = try await RecallCountTests.build(plant, "AGR", 2)
        let tops = try await RecallCountTests.build(plant, "MED", 2, around: part)
        let order = try order(of: tops[0], plant)
        let covering = try await certify(plant, request([tops[0]]), order)
        let other = try await certify(plant, request([tops[1]]), order)
        func corrected(_ certificate: RecordID) async throws -> String? {
            let found = try await plant.execution.certificate(certificate, by: plant.by("quin")).records()
            return try plant.shown(found, to: "quin").first?["corrected"]
        }
        #expect(try await corrected(covering) == "")
        _ = try await plant.execution.state(
            lot: .init(number: "L-56", partNumber: "BOLT-6", supplier: "Bolts Inc", quantity: 500),
            from: FactSource(source: "ERP", asOf: "2026-11-20"),
            by: plant.by("pia"),
            key: plant.key("pia")
        )
        let query = ViewQuery(
            "consumption",
            columns: ["id"],
            matches: [.init("unit", .equal, [.bytes(part[0].aggregate.bytes)])],
            limit: 1
        )
        let row = try plant.hull.rows(query, in: CompartmentName("shop")).first.orThrow("no edge")
        guard case .bytes(let edge) = row[0] else { throw TestFailure(message: "no id") }
        _ = try await plant.execution.correct(
            consumption: AggregateIDs.id(edge),
            to: ConsumptionCorrection(seen: "L-55", item: .lot("L-56", quantity: 1)),
            CorrectionStatement(reason: "Read wrong", signing: .init(printedName: "Quin")),
            by: plant.by("quin"),
            key: plant.key("quin")
        )
        #expect(try await corrected(covering)?.isEmpty == false)
        #expect(try await corrected(other) == "")
        let hash = try await plant.execution.certificate(covering, by: plant.by("quin")).records()
        let records = try plant.shown(hash, to: "quin")
        #expect(records.first { $0["meaning"] == "certified" }?["contentHash"] == records[0]["contentHash"])
    }

    @Test("what is not finished, held, built in, certified, of another order or not said is refused")
    func refused() async throws {
        let plant = try await ShopPlant()
        try await plant.stateFacts()
        let chain = try await GenealogyTests().chain(plant, 2, of: "MED")
        let (below, top) = (try order(of: chain[0], plant), try order(of: chain[1], plant))
        func refusal(_ request: CertificateRequest, _ order: RecordID, by person: String = "quin") async
            -> [ExecutionRefusal.Code]?
        {
            await plant.refusal { _ = try await certify(plant, request, order, by: person) }
        }
        #expect(await refusal(request([chain[0]]), below) == [.notDeliverable])
        #expect(await refusal(request([chain[1]]), below) == [.otherOrder])
        #expect(await refusal(request([]), top) == [.invalid])
        #expect(await refusal(request([chain[1], chain[1]]), top) == [.invalid])
        var silent = request([chain[1]])
        silent.statement = ""
        silent.customer = "a\u{0}b"
        #expect(await refusal(silent, top) == [.invalid, .invalid])
        #expect(await refusal(request([chain[1]]), top, by: "pia") == [.denied])
        let report = NonconformanceReport(unit: chain[1], description: "Scratch")
        _ = try await plant.execution.report(report, by: plant.by("olga"), key: plant.key("olga"))
        #expect(await refusal(request([chain[1]]), top) == [.notDeliverable])
        let free = try await GenealogyTests().chain(plant, 1, of: "AGR")
        let other = try order(of: free[0], plant, "AGR")
        #expect(await refusal(request([free[0]]), other) == nil)
        #expect(await refusal(request([free[0]]), other) == [.certifiedAlready])
    }
}
