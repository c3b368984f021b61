import Boundary
import Execution
import Journal
import PlantModel
import Storage
import TestPlant
import Testing

@Suite("A first article is opened with its reason, verified by one person and approved by another")
struct FirstArticleTests {
    typealias Bench = OperationTests.Bench

    private func request(
        _ extent: FirstArticleRequest.Extent = .full,
        _ trigger: FirstArticleTrigger = .firstProduction
    )
        -> FirstArticleRequest
    {
        FirstArticleRequest(
            extent: extent,
            trigger: trigger,
            reason: "First delivery",
            drawing: "D-20-117",
            drawingRevision: "F",
            organization: "Example Aerostructures",
            supplierCode: "",
            purchaseOrder: ""
        )
    }

    private func open(_ bench: Bench, _ request: FirstArticleRequest, by person: String = "quin") async throws
        -> RecordID
    {
        try await bench.plant.execution.openFirstArticle(
            request,
            of: bench.unit,
            by: bench.plant.by(person),
            key: bench.plant.key(person)
        ).record
    }

    private func refusal(_ bench: Bench, _ request: FirstArticleRequest) async -> [ExecutionRefusal.Code]? {
        await bench.plant.refusal { _ = try await open(bench, request) }
    }

    private func verify(_ bench: Bench, _ id: RecordID, by person: String = "quin") async -> [ExecutionRefusal.Code]? {
        await bench.plant.refusal {
            _ = try await bench.plant.execution.verify(
                firstArticle: id,
                signing: SignatureStatement(printedName: "Quin Example"),
                by: bench.plant.by(person),
                key: bench.plant.key(person)
            )
        }
    }

    private func approve(_ bench: Bench, _ id: RecordID, by person: String) async -> [ExecutionRefusal.Code]? {
        await bench.plant.refusal {
            _ = try await bench.plant.execution.approve(
                firstArticle: id,
                signing: SignatureStatement(printedName: "Quest Example"),
                by: bench.plant.by(person),
                key: bench.plant.key(person)
            )
        }
    }

    private func shown(_ bench: Bench, _ id: RecordID) async throws -> [[String: String]] {
        try bench.plant.shown(await bench.plant.execution.firstArticle(id, by: bench.plant.by("quin")), to: "quin")
    }

    @Test("nothing is verified that was not measured, and nobody approves what they verified")
    func whole() async throws {
        let bench = try await Bench()
        let made = try await open(bench, request())
        #expect(await verify(bench, made) == [.notMeasured])
        #expect(await approve(bench, made, by: "quest") == [.firstArticleState])
        #expect(await bench.start(10) == nil)
        #expect(await bench.measure("12.70") == nil)
        #expect(await verify(bench, made) == nil)
        #expect(await verify(bench, made) == [.firstArticleState])
        #expect(await approve(bench, made, by: "quin") == [.ownApproval])
        #expect(await approve(bench, made, by: "quest") == nil)
        let records = try await shown(bench, made)
        #expect(records[0]["state"] == "approved" && records[0]["hasNonconformance"] == "false")
        #expect(records[0]["verifiedBy"] == "person:quin" && records[0]["approvedBy"] == "person:quest")
        #expect(records[0]["number"]?.hasPrefix("F-") == true && records[0]["partName"] == "Bracket")
        #expect(records.contains { $0["value"] == "12.70" })
    }

    @Test(
        "a correction of a value that was signed for is told: what waits for approval is verified anew, what was approved is marked"
    )
    func corrected() async throws {
        let bench = try await Bench()
        let corrections = CorrectionTests()
        #expect(await bench.start(10) == nil)
        #expect(await bench.measure("12.70") == nil)
        let (waiting, other) = (
            try await open(bench, request()),
            try await open(bench, request(.partial(operations: [20], baseline: "BRK-1 rev. A"), .tooling))
        )
        #expect(await verify(bench, waiting) == nil)
        #expect(await verify(bench, other) == nil)
        #expect(try await corrections.correct(bench, from: "12.70", to: "12.71") == nil)
        let opened = try await shown(bench, waiting)[0]
        #expect(opened["state"] == "open" && opened["verifiedBy"] == "" && opened["corrected"] != "")
        #expect(await approve(bench, waiting, by: "quest") == [.firstArticleState])
        let untouched = try await shown(bench, other)[0]
        #expect(untouched["state"] == "verified" && untouched["corrected"] == "")
        #expect(await verify(bench, waiting) == nil)
        #expect(try await shown(bench, waiting)[0]["corrected"] == "")
        #expect(await approve(bench, waiting, by: "quest") == nil)
        #expect(try await corrections.correct(bench, from: "12.71", to: "12.72") == nil)
        let approved = try await shown(bench, waiting)[0]
        #expect(
            approved["state"] == "approved" && approved["approvedBy"] == "person:quest" && approved["corrected"] != ""
        )
    }

    @Test("what is out of its limits is accounted for by a nonconformance that was disposed of")
    func nonconforming() async throws {
        let bench = try await Bench()
        let made = try await open(bench, request())
        #expect(await bench.start(10) == nil)
        #expect(await bench.measure("12.90") == nil)
        #expect(await verify(bench, made) == [.outOfLimits])
        let plant = bench.plant
        let report = NonconformanceReport(unit: bench.unit, characteristic: 1, description: "Too deep")
        let id = try await plant.execution.report(report, by: plant.by("olga"), key: plant.key("olga")).record
        #expect(await verify(bench, made) == [.held])
        _ = try await plant.execution.dispose(
            of: id,
            .useAsIs,
            reason: "No effect on fit",
            signing: .init(printedName: "Quin Example"),
            by: plant.by("quin"),
            key: plant.key("quin")
        )
        #expect(await verify(bench, made) == nil)
        #expect(try await shown(bench, made)[0]["hasNonconformance"] == "true")
    }

    @Test("a partial one names what it builds on and the operations that are affected")
    func partial() async throws {
        let bench = try await Bench()
        #expect(await refusal(bench, request(.partial(operations: [20], baseline: ""), .tooling)) == [.invalid])
        #expect(
            await refusal(bench, request(.partial(operations: [], baseline: "BRK-1 rev. A"), .tooling)) == [.invalid]
        )
        #expect(await refusal(bench, request(.partial(operations: [20], baseline: "BRK-1 rev. A"))) == [.invalid])
        #expect(
            await refusal(bench, request(.partial(operations: [20, 30], baseline: "BRK-1 rev. A"), .tooling)) == [
                .invalid
            ]
        )
        // Operation 20 measures nothing, so that nothing is missing though the unit was not measured at 10.
        let made = try await open(bench, request(.partial(operations: [20], baseline: "BRK-1 rev. A"), .tooling))
        #expect(await verify(bench, made) == nil)
        let records = try await shown(bench, made)
        #expect(records[0]["extent"] == "partial" && records[0]["operations"] == "20")
        #expect(records.filter { $0["lower"] != nil }.isEmpty)
    }

    @Test("who may not know of the program is told what is told of nothing, and who may not inspect opens none")
    func hidden() async throws {
        let bench = try await Bench(of: "VEH")
        let made = try await open(bench, request())
        let plant = bench.plant
        #expect(
            await plant.refusal { _ = try await plant.execution.firstArticle(made, by: plant.by("fred")) } == [
                .notFound
            ]
        )
        #expect(await verify(bench, made, by: "fred") == [.notFound])
        #expect(await plant.refusal { _ = try await open(bench, request(), by: "pia") } == [.denied])
    }
}
