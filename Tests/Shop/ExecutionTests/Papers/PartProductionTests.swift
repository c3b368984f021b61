import Boundary
import PlantModel
import Storage
import TestPlant
import Testing

@testable import Execution

@Suite("Two years without production let a first article lapse (AS9102C, 4.6)")
struct PartProductionTests {
    typealias Bench = OperationTests.Bench

    /// A part of one operation, of which units are finished and first articles approved.
    struct Line {
        let plant: ShopPlant
        let units: [RecordID]
        let order: RecordID
        let program: String

        init(of program: String = "MED") async throws {
            try await self.init(in: ShopPlant(), of: program)
        }

        /// A revision of it, made by another order.
        init(
            in plant: ShopPlant,
            of program: String = "MED",
            revision: String = "A",
            number: String = "O-1",
            _ change: (inout OperationSegment) throws -> Void = { _ in }
        ) async throws {
            self.plant = plant
            self.program = program
            var content = try ShopPlant.bracket(revision)
            content.operations.removeLast()
            content.operations[0].characteristics = []
            try change(&content.operations[0])
            order = try await plant.order(
                plant.released(content, of: program),
                (1...4).map { "S-\(revision)\($0)" },
                number: number
            )
            units = try plant.units(of: order, program)
        }

        func finish(_ place: Int) async {
            let bench = Bench(at: units[place], in: plant, of: program)
            #expect(await bench.start(10) == nil)
            #expect(await bench.complete(10) == nil)
        }

        func open(_ place: Int, _ trigger: FirstArticleTrigger = .firstProduction) async throws -> RecordID {
            let request = FirstArticleRequest(
                extent: .full,
                trigger: trigger,
                reason: "Of the test",
                drawing: "",
                drawingRevision: "",
                organization: "Example",
                supplierCode: "",
                purchaseOrder: ""
            )
            return try await plant.execution.openFirstArticle(
                request,
                of: units[place],
                by: plant.by("quin"),
                key: plant.key("quin")
            ).record
        }

        func approve(_ article: RecordID) async throws {
            _ = try await plant.execution.verify(
                firstArticle: article,
                signing: .init(printedName: "Quin"),
                by: plant.by("quin"),
                key: plant.key("quin")
            )
            _ = try await plant.execution.approve(
                firstArticle: article,
                signing: .init(printedName: "Quest"),
                by: plant.by("quest"),
                key: plant.key("quest")
            )
        }

        func production() throws -> [[ViewValue]] {
            let query = ViewQuery("part_production", columns: ["produced", "lapses", "is_resumed"], limit: 9)
            return try plant.hull.rows(query, in: CompartmentName(ShopPlant.places[program].orThrow("a place")))
        }

        func listed(by day: String, as person: String = "quin") async throws -> [String?] {
            let day = try Day(day).orThrow("a day")
            let release = try await plant.execution.lapses(by: day, limit: 9, by: plant.by(person))
            return try plant.shown(release, to: person).map { $0["partNumber"] }
        }

        func certify(_ place: Int) async -> [ExecutionRefusal.Code]? {
            await plant.refusal {
                _ = try await plant.execution.certify(
                    CertificateRequest(
                        units: [units[place]],
                        organization: "Example",
                        customer: "Clinic",
                        purchaseOrder: "PO-1",
                        statement: "These conform."
                    ),
                    ofOrder: order,
                    signing: .init(printedName: "Quin"),
                    by: plant.by("quin"),
                    key: plant.key("quin")
                )
            }
        }
    }

    @Test("it is counted from the last unit that was finished, and listed in time")
    func counted() async throws {
        let line = try await Line()
        await line.finish(0)
        #expect(try line.production().isEmpty)
        try await line.approve(line.open(0))
        #expect(try line.production() == [[.text("2026-11-24"), .text("2028-11-24"), .truth(false)]])
        line.plant.clock.set("2027-06-01")
        await line.finish(1)
        #expect(try line.production() == [[.text("2027-06-01"), .text("2029-06-01"), .truth(false)]])
        #expect(try await line.listed(by: "2029-05-31").isEmpty)
        #expect(try await line.listed(by: "2029-06-01") == ["BRK-1"])
    }

    @Test(
        "what is made after the lapse is certified once a first article that was opened since is approved, and not before"
    )
    func lapsed() async throws {
        let line = try await Line()
        await line.finish(0)
        await line.finish(1)
        try await line.approve(line.open(0))
        let early = try await line.open(1)
        line.plant.clock.set("2028-11-24")
        await line.finish(2)
        #expect(try line.production() == [[.text("2028-11-24"), .text("2028-11-24"), .truth(true)]])
        // What was made before it lapsed is delivered as it was; what is made now is not.
        #expect(await line.certify(0) == nil)
        #expect(await line.certify(2) == [.productionLapsed])
        // One that was opened before the lapse says nothing of what is made now.
        try await line.approve(early)
        #expect(await line.certify(2) == [.productionLapsed])
        #expect(try await line.listed(by: "2028-11-24") == ["BRK-1"])
        try await line.approve(line.open(2, .lapse))
        #expect(try line.production() == [[.text("2028-11-24"), .text("2030-11-24"), .truth(false)]])
        #expect(await line.certify(2) == nil)
        #expect(try await line.listed(by: "2028-11-24").isEmpty)
    }

    @Test(
        "a revision that changes what a first article shows takes another one before it is certified; other words take none"
    )
    func triggers() async throws {
        let first = try await Line()
        await first.finish(0)
        try await first.approve(first.open(0))
        #expect(await first.certify(0) == nil)
        let words = try await Line(in: first.plant, revision: "B", number: "O-2") {
            $0.instructions = "Clamp twice, then mill."
        }
        await words.finish(0)
        #expect(await words.certify(0) == nil)
        let other = try await Line(in: first.plant, revision: "C", number: "O-3") { $0.workCenter = "bench" }
        await other.finish(0)
        await other.finish(1)
        #expect(await other.certify(0) == [.firstArticleDue])
        let article = try await other.open(0, .process)
        #expect(await other.certify(0) == [.firstArticleDue])
        try await other.approve(article)
        #expect(await other.certify(0) == nil)
        #expect(await other.certify(1) == nil)
    }

    @Test("a part without an approved first article has none that could lapse")
    func without() async throws {
        let line = try await Line()
        await line.finish(0)
        _ = try await line.open(0)
        line.plant.clock.set("2029-11-24")
        await line.finish(1)
        #expect(try line.production().isEmpty)
        #expect(await line.certify(1) == nil)
    }

    @Test("nobody learns of the lapse of what they may not see")
    func hidden() async throws {
        let line = try await Line(of: "VEH")
        await line.finish(0)
        try await line.approve(line.open(0))
        #expect(try await line.listed(by: "2099-01-01") == ["BRK-1"])
        #expect(try await line.listed(by: "2099-01-01", as: "fred").isEmpty)
    }

    @Test("two years after the last day of a long February is the first of March")
    func leap() throws {
        #expect(try Day("2028-02-29").orThrow("a day").lapse.description == "2030-03-01")
        #expect(try Day("2026-12-31").orThrow("a day").lapse.description == "2028-12-31")
    }
}
