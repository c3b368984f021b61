import Boundary
import Execution
import Storage
import TestPlant
import Testing

@Suite("A rework stands on the unit's record, its certificate and its travelers, as planned and as done")
struct ReworkRecordTests {
    private static func steps(_ records: [[String: String]]) -> [String] {
        records.filter { $0["outcome"] != nil && $0["rework"] != nil }.map {
            "\($0["sequence"] ?? "") \($0["name"] ?? "") \($0["outcome"] ?? "") \($0["worker"] ?? "")"
        }
    }

    @Test("each operation with who did it; what it built in against what it planned")
    func record() async throws {
        let rework = try await ReworkBench()
        let blend = try await rework.plant.released(ReworkBench.blend())
        let id = try await rework.tooDeep()
        #expect(await rework.dispose(id, .rework(from: 10), by: blend) == nil)
        #expect(await rework.bench.start(10_010) == nil)
        #expect(await rework.measure("1.6", 7, at: 10_010) == nil)
        #expect(await rework.bench.complete(10_010) == nil)
        var records = try await rework.record()
        #expect(Self.steps(records) == ["10010 Blend done person:olga", "10020 Fill the bore open "])
        let planned = records.filter { $0["planned"] != nil }.map { "\($0["sequence"] ?? "") \($0["outcome"] ?? "")" }
        #expect(planned == ["20 missing", "10020 missing"])
        #expect(await rework.bench.start(10_020) == nil)
        #expect(await rework.consume(at: 10_020) == nil)
        #expect(await rework.bench.complete(10_020) == nil)
        records = try await rework.record()
        #expect(Self.steps(records).last == "10020 Fill the bore awaitingBuyOff person:olga")
        #expect(await rework.buyOff(10_020, by: "quin") == nil)
        await rework.finish()
        records = try await rework.record()
        #expect(Self.steps(records).last == "10020 Fill the bore done person:olga")
        let built = records.filter { $0["planned"] != nil }.map { "\($0["sequence"] ?? "") \($0["outcome"] ?? "")" }
        #expect(built == ["20 asPlanned", "10020 asPlanned"])
        let own = try records.first { $0["goesOnAt"] != nil }.orThrow("no rework")
        #expect(own["state"] == "complete" && own["title"] == "Blend the pocket" && own["disposition"] == "rework")
        #expect(own["nonconformance"] == id.description && own["definition"] == blend.description)
    }

    @Test("a unit is not certified while a rework of it is not complete; then the certificate says what was reworked")
    func certificate() async throws {
        let rework = try await ReworkBench()
        let plant = rework.plant
        let blend = try await plant.released(ReworkBench.blend())
        await rework.finish()
        let id = try await rework.report()
        #expect(await rework.dispose(id, .repair, by: blend) == nil)
        guard case .bytes(let bytes) = try rework.bench.column("job_order") else {
            throw TestFailure(message: "no order")
        }
        let order = try AggregateIDs.id(bytes)
        func certify() async throws -> RecordID {
            try await plant.execution.certify(
                CertificateRequest(
                    units: [rework.bench.unit],
                    organization: "Example Aerostructures",
                    customer: "Clinic",
                    purchaseOrder: "PO-77",
                    statement: "These units conform."
                ),
                ofOrder: order,
                signing: .init(printedName: "Quin Example"),
                by: plant.by("quin"),
                key: plant.key("quin")
            ).record
        }
        #expect(await plant.refusal { _ = try await certify() } == [.notDeliverable])
        await rework.doRework()
        #expect(try rework.bench.column("state") == .text("finished"))
        let made = try await certify()
        let found = try await plant.execution.certificate(made, by: plant.by("quin"))
        let records = try plant.shown(found.records(), to: "quin")
        #expect(records.contains { $0["goesOnAt"] == "20" && $0["state"] == "complete" })
        #expect(Self.steps(records).count == 2)
    }

    @Test("a traveler that is printed in a rework has its operations, and what comes back is held against both")
    func traveler() async throws {
        let rework = try await ReworkBench()
        let plant = rework.plant
        let blend = try await plant.released(ReworkBench.blend())
        func printed() async throws -> RecordID {
            try await plant.execution.printTraveler(
                for: rework.bench.unit,
                by: plant.by("pia"),
                key: plant.key("pia")
            ).record
        }
        func takeBack(_ paper: RecordID, _ signed: Set<Int>) async -> [ExecutionRefusal.Code]? {
            await plant.refusal {
                _ = try await plant.execution.takeBack(
                    traveler: paper,
                    signed: signed,
                    by: plant.by("quin"),
                    key: plant.key("quin")
                )
            }
        }
        let id = try await rework.tooDeep()
        let before = try await printed()
        plant.clock.advance(seconds: 60)
        #expect(await rework.dispose(id, .rework(from: 10), by: blend) == nil)
        #expect(await takeBack(before, [10_010]) == [.invalid], "its operations are not on a paper of before")
        let paper = try await printed()
        let shown = try await plant.shown(plant.execution.traveler(paper, by: plant.by("quin")), to: "quin")
        #expect(Self.steps(shown).count == 2)
        await rework.doRework()
        await rework.finish()
        #expect(await takeBack(paper, [10, 20, 10_010, 10_020]) == nil)
        #expect(try rework.bench.column("is_held") == .truth(false))
    }

    @Test("a paper that has not all that was done of a rework holds the unit")
    func difference() async throws {
        let rework = try await ReworkBench()
        let plant = rework.plant
        let blend = try await plant.released(ReworkBench.blend())
        let id = try await rework.tooDeep()
        #expect(await rework.dispose(id, .rework(from: 10), by: blend) == nil)
        let paper = try await plant.execution.printTraveler(
            for: rework.bench.unit,
            by: plant.by("pia"),
            key: plant.key("pia")
        ).record
        await rework.doRework()
        _ = try await plant.execution.takeBack(
            traveler: paper,
            signed: [10_010],
            by: plant.by("quin"),
            key: plant.key("quin")
        )
        #expect(try rework.bench.column("is_held") == .truth(true))
    }

    @Test("who may not know of the program learns nothing of a rework")
    func hidden() async throws {
        let rework = try await ReworkBench(of: "VEH")
        let blend = try await rework.plant.released(ReworkBench.blend(), of: "VEH")
        let id = try await rework.tooDeep()
        #expect(await rework.dispose(id, .rework(from: 10), by: blend, "fred") == [.notFound])
        #expect(await rework.dispose(id, .rework(from: 10), by: blend) == nil)
        #expect(await rework.plant.refusal { _ = try await rework.record(to: "fred") } == [.notFound])
    }

    @Test("a value of a rework is corrected as any other")
    func corrected() async throws {
        let rework = try await ReworkBench()
        let plant = rework.plant
        let blend = try await plant.released(ReworkBench.blend())
        let id = try await rework.tooDeep()
        #expect(await rework.dispose(id, .rework(from: 10), by: blend) == nil)
        await rework.doRework()
        let rows = try plant.hull.rows(
            ViewQuery(
                "measurement",
                columns: ["id"],
                matches: [.init("sequence", .equal, [.integer(10_010)])],
                limit: 2
            ),
            in: CompartmentName("shop")
        )
        guard case .bytes(let bytes)? = rows.first?.first else { throw TestFailure(message: "no measurement") }
        _ = try await plant.execution.correct(
            measurement: AggregateIDs.id(bytes),
            to: MeasurementCorrection(seen: "1.6", value: ShopPlant.number("3.9"), gauge: nil),
            CorrectionStatement(reason: "Misread", signing: .init(printedName: "Quin Example")),
            by: plant.by("quin"),
            key: plant.key("quin")
        )
        #expect(try rework.bench.column("is_held") == .truth(true))
    }
}
