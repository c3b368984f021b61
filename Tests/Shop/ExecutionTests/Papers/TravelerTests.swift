import Boundary
import Execution
import Journal
import PlantModel
import Storage
import TestPlant
import Testing

@Suite("Each print is a paper of its own, the last one counts, and what comes back is compared")
struct TravelerTests {
    typealias Bench = OperationTests.Bench

    struct Paper {
        let id: RecordID
        let fields: [String: String]
    }

    private func order(_ bench: Bench) throws -> RecordID {
        guard case .bytes(let bytes) = try bench.column("job_order") else { throw TestFailure(message: "no order") }
        return try AggregateIDs.id(bytes)
    }

    private func printed(_ bench: Bench, for id: RecordID) async throws -> Paper {
        let plant = bench.plant
        let made = try await plant.execution.printTraveler(for: id, by: plant.by("pia"), key: plant.key("pia")).record
        return Paper(id: made, fields: try await fields(bench, made))
    }

    private func fields(_ bench: Bench, _ id: RecordID, _ person: String = "olga") async throws -> [String: String] {
        let release = try await bench.plant.execution.traveler(id, by: bench.plant.by(person))
        return try bench.plant.shown(release, to: person).first.orThrow("no traveler")
    }

    private func takeBack(_ bench: Bench, _ paper: Paper, _ signed: Set<Int>, key: String? = nil) async
        -> [ExecutionRefusal.Code]?
    {
        let plant = bench.plant
        return await plant.refusal {
            _ = try await plant.execution.takeBack(
                traveler: paper.id,
                signed: signed,
                by: plant.by("quin"),
                key: key.map { try plant.key($0, "quin") } ?? plant.key("quin")
            )
        }
    }

    @Test("a print is found by the number in its codes until a later one takes its place")
    func replacing() async throws {
        let bench = try await Bench()
        let plant = bench.plant
        let first = try await printed(bench, for: order(bench))
        let number = try first.fields["number"].orThrow("no number")
        #expect(number.count == 10 && number.hasPrefix("T-") && first.fields["orderName"] == "O-1")
        #expect(first.fields["state"] == "current" && first.fields["printedBy"] == "person:pia")
        let scanned = try await plant.execution.scan(traveler: number, by: plant.by("olga"))
        #expect(try plant.shown(scanned, to: "olga").map { $0["serial"] ?? $0["number"] } == ["O-1", "S-1"])
        // A paper of a unit is another paper than that of its order.
        let ofUnit = try await printed(bench, for: bench.unit)
        #expect(try await fields(bench, first.id)["state"] == "current")
        let second = try await printed(bench, for: order(bench))
        #expect(try await fields(bench, first.id)["state"] == "replaced")
        #expect(try await fields(bench, ofUnit.id)["state"] == "current")
        #expect(second.fields["number"] != number)
        #expect(
            await plant.refusal { _ = try await plant.execution.scan(traveler: number, by: plant.by("olga")) }
                == [.paperReplaced]
        )
        let unit = try await plant.execution.scan(traveler: ofUnit.fields["number"] ?? "", by: plant.by("olga"))
        #expect(try plant.shown(unit, to: "olga").compactMap { $0["serial"] } == ["S-1"])
    }

    @Test("one that comes back as it is recorded holds nothing, and comes back once")
    func agreeing() async throws {
        let bench = try await Bench()
        #expect(await bench.start(10) == nil)
        #expect(await bench.measure("12.70") == nil)
        #expect(await bench.complete(10) == nil)
        let paper = try await printed(bench, for: bench.unit)
        #expect(await takeBack(bench, paper, [10], key: "once") == nil)
        #expect(await takeBack(bench, paper, [10], key: "once") == nil)
        #expect(await takeBack(bench, paper, [10]) == [.returnedAlready])
        let found = try await fields(bench, paper.id)
        #expect(found["state"] == "returned" && found["differences"] == "0" && found["returnedBy"] == "person:quin")
        #expect(try bench.column("is_held") == .truth(false))
        let number = found["number"] ?? ""
        let plant = bench.plant
        #expect(
            await plant.refusal { _ = try await plant.execution.scan(traveler: number, by: plant.by("olga")) }
                == [.paperReturned]
        )
    }

    @Test(
        "where it differs the unit is held and the difference is said",
        arguments: [
            (Set([10, 20]), "Signed on it and not recorded: operation 20."),
            (Set([20]), "Recorded and not signed on it: operation 10."),
        ]
    )
    func differing(_ signed: Set<Int>, _ sentence: String) async throws {
        let bench = try await Bench()
        #expect(await bench.start(10) == nil)
        #expect(await bench.measure("12.70") == nil)
        #expect(await bench.complete(10) == nil)
        let paper = try await printed(bench, for: order(bench))
        #expect(await takeBack(bench, paper, signed) == nil)
        #expect(try bench.column("is_held") == .truth(true))
        #expect(await bench.start(20) == [.held])
        let release = try await bench.plant.execution.openNonconformances(limit: 10, by: bench.plant.by("quin"))
        let reports = try bench.plant.shown(release, to: "quin")
        #expect(reports.count == 1 && reports[0]["description"]?.contains(sentence) == true)
        #expect(try await fields(bench, paper.id)["differences"] == "1")
    }

    @Test("one that nobody signed only carried codes; an operation that is not on it is refused")
    func unsigned() async throws {
        let bench = try await Bench()
        #expect(await bench.start(10) == nil)
        #expect(await bench.measure("12.70") == nil)
        #expect(await bench.complete(10) == nil)
        let paper = try await printed(bench, for: bench.unit)
        #expect(await takeBack(bench, paper, [10, 30]) == [.invalid])
        #expect(await takeBack(bench, paper, []) == nil)
        #expect(try bench.column("is_held") == .truth(false))
    }

    @Test("an order whose number no code can carry is named by its id")
    func names() async throws {
        let bench = try await Bench()
        let plant = bench.plant
        let master = try await plant.released(ShopPlant.bracket("B"))
        for (place, number) in ["Bestellung Nr. 7", "Ä-1", String(repeating: "9", count: 27)].enumerated() {
            let order = try await plant.order(master, ["N-\(place)"], number: number)
            let paper = try await printed(bench, for: order)
            let name = try paper.fields["orderName"].orThrow("no name")
            #expect(name.hasPrefix("O-") && name.utf8.count == 14 && paper.fields["orderNumber"] == number)
        }
    }

    @Test("who may not know of the program is told nothing of its paper; an operator prints none")
    func hidden() async throws {
        let bench = try await Bench(of: "VEH")
        let plant = bench.plant
        let paper = try await printed(bench, for: bench.unit)
        let number = paper.fields["number"] ?? ""
        let fred = await plant.refusal { _ = try await plant.execution.traveler(paper.id, by: plant.by("fred")) }
        #expect(fred == [.notFound])
        for code in [number, "T-00000000"] {
            let scan = await plant.refusal {
                _ = try await plant.execution.scan(traveler: code, by: plant.by("fred"))
            }
            #expect(scan == [.notFound])
        }
        let olga = await plant.refusal {
            _ = try await plant.execution.printTraveler(for: bench.unit, by: plant.by("olga"), key: plant.key("olga"))
        }
        #expect(olga == [.notFound])
    }

    @Test("views made anew from the log say the same of every paper")
    func rebuilt() async throws {
        let bench = try await Bench()
        let first = try await printed(bench, for: bench.unit)
        let second = try await printed(bench, for: bench.unit)
        #expect(await takeBack(bench, second, [20]) == nil)
        let before = (try await fields(bench, first.id), try await fields(bench, second.id))
        try await bench.plant.hull.rebuildViews(of: CompartmentName("shop"))
        #expect(try await fields(bench, first.id) == before.0)
        #expect(try await fields(bench, second.id) == before.1)
    }
}
