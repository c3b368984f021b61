import Boundary
import Journal
import PlantModel
import Storage
import TestPlant
import Testing

@testable import Execution

@Suite("Which revision an order takes follows what each is effective for")
struct EffectivityTests {
    /// A bracket of a revision, released.
    private func release(_ plant: ShopPlant, _ revision: String, _ effectivity: Effectivity? = nil) async throws
        -> RecordID
    {
        var content = try ShopPlant.bracket(revision)
        content.effectivity = effectivity
        let made = try await plant.released(content)
        plant.clock.advance(minutes: 1)
        return made
    }

    private func revision(
        _ plant: ShopPlant,
        _ named: RecordID,
        _ serials: [String],
        number: String,
        due: String = "2026-12-10"
    ) async throws -> ViewValue {
        let order = try await plant.order(named, serials, number: number, due: due)
        let query = ViewQuery(
            "job_order",
            columns: ["revision"],
            matches: [.init("id", .equal, [.bytes(order.aggregate.bytes)])],
            limit: 1
        )
        return try plant.hull.rows(query, in: CompartmentName("shop")).first.orThrow("no order")[0]
    }

    private func refusal(
        _ plant: ShopPlant,
        _ named: RecordID,
        _ serials: [String],
        number: String = "O-X",
        due: String = "2026-12-10"
    ) async -> [ExecutionRefusal.Code]? {
        await plant.refusal { _ = try await plant.order(named, serials, number: number, due: due) }
    }

    private func states(_ plant: ShopPlant) throws -> [[ViewValue]] {
        let query = ViewQuery(
            "work_master",
            columns: ["revision", "state"],
            order: [ViewQuery.Order("revision")],
            limit: 10
        )
        return try plant.hull.rows(query, in: CompartmentName("shop"))
    }

    @Test("by serial number: units take the revision that is for them, whichever of the part's was named")
    func serials() async throws {
        let plant = try await ShopPlant()
        let first = try await release(plant, "A")
        let second = try await release(plant, "B", Effectivity(serials: ["P-100 and on"]))
        #expect(try states(plant) == [[.text("A"), .text("released")], [.text("B"), .text("released")]])
        #expect(try await revision(plant, first, ["P-100", "P-0101"], number: "O-1") == .text("B"))
        #expect(try await revision(plant, second, ["P-99", "Q-100", "P-100A"], number: "O-2") == .text("A"))
        #expect(await refusal(plant, first, ["P-98", "P-102"]) == [.severalEffective])
    }

    @Test("by order and by the day that it is due; of several that are effective the one that was released last")
    func ordersAndDays() async throws {
        let plant = try await ShopPlant()
        let first = try await release(plant, "A")
        _ = try await release(plant, "B", Effectivity(from: "2027-01-01", through: "2027-03-31"))
        _ = try await release(plant, "C", Effectivity(orders: ["O-77"]))
        #expect(try await revision(plant, first, ["P-1"], number: "O-1", due: "2026-12-31") == .text("A"))
        #expect(try await revision(plant, first, ["P-2"], number: "O-2", due: "2027-01-01") == .text("B"))
        #expect(try await revision(plant, first, ["P-3"], number: "O-3", due: "2027-03-31") == .text("B"))
        #expect(try await revision(plant, first, ["P-4"], number: "O-4", due: "2027-04-01") == .text("A"))
        #expect(try await revision(plant, first, ["P-5"], number: "O-77", due: "2027-02-01") == .text("C"))
    }

    @Test("where none is effective the order is refused, and one that is for everything supersedes all")
    func none() async throws {
        let plant = try await ShopPlant()
        let first = try await release(plant, "A", Effectivity(orders: ["O-9"], serials: ["P-1 to P-9"]))
        #expect(await refusal(plant, first, ["P-10"], number: "O-9") == [.notEffective])
        #expect(await refusal(plant, first, ["P-1"], number: "O-8") == [.notEffective])
        #expect(try await revision(plant, first, ["P-1"], number: "O-9") == .text("A"))
        let second = try await release(plant, "B")
        #expect(try states(plant) == [[.text("A"), .text("superseded")], [.text("B"), .text("released")]])
        #expect(await refusal(plant, first, ["P-2"], number: "O-10") == [.notReleased])
        #expect(try await revision(plant, second, ["P-2"], number: "O-10") == .text("B"))
    }

    @Test("one for the same supersedes its like alone, and a new revision begins with what the other is for")
    func same() async throws {
        let plant = try await ShopPlant()
        let block = Effectivity(serials: ["P-100 to P-199"])
        _ = try await release(plant, "A")
        let second = try await release(plant, "B", block)
        _ = try await release(plant, "C", block)
        #expect(
            try states(plant) == [
                [.text("A"), .text("released")], [.text("B"), .text("superseded")], [.text("C"), .text("released")],
            ]
        )
        let draft = try await plant.execution.revise(second, as: "D", by: plant.by("eve"), key: plant.key("eve"))
        var content = try ShopPlant.bracket("D")
        content.effectivity = block
        #expect(try await plant.hash(of: draft.record) == content.approvalHash())
    }

    @Test("what it is for is under approval like all else: another one has another hash, and none has that of before")
    func hash() throws {
        let content = try ShopPlant.bracket()
        var other = content
        other.effectivity = Effectivity(from: "2027-01-01")
        #expect(try content.approvalHash() != other.approvalHash())
        #expect(try content.approvalHash() == ShopPlant.bracket().approvalHash())
    }

    @Test(
        "what is none is refused with its place",
        arguments: [
            Effectivity(), Effectivity(from: "2027-02-30"), Effectivity(from: "soon"),
            Effectivity(from: "2027-01-02", through: "2027-01-01"), Effectivity(orders: [""]),
            Effectivity(serials: ["P-9 to P-1"]), Effectivity(serials: ["P-1 to Q-9"]),
            Effectivity(serials: ["P and on"]),
            Effectivity(serials: ["P\u{0}1"]), Effectivity(serials: ["P-1 to P-99999999999999999999"]),
            Effectivity(serials: [String(repeating: "P", count: 201)]),
            Effectivity(serials: Array(repeating: "P-1", count: 101)),
        ]
    )
    func malformed(_ effectivity: Effectivity) async throws {
        let plant = try await ShopPlant()
        var content = try ShopPlant.bracket()
        content.effectivity = effectivity
        let refused = await plant.refusal {
            _ = try await plant.execution.draft(content, of: "MED", by: plant.by("eve"), key: plant.key("eve"))
        }
        #expect(refused?.allSatisfy { $0 == .invalid } == true)
    }

    @Test("a range is by the number at the end; heads are compared byte for byte")
    func ranges() throws {
        let range = try SerialRange("VEH-008 to VEH-011").orThrow("a range")
        for serial in ["VEH-8", "VEH-009", "VEH-0011"] { #expect(range.admits(serial), "\(serial)") }
        for serial in ["VEH-7", "VEH-12", "veh-9", "VEH-", "VEH-9a", "9", "VEH-\u{0669}"] {
            #expect(!range.admits(serial), "\(serial)")
        }
        // One letter and its two parts are written alike, and are not the same bytes.
        #expect(SerialRange("\u{E9}-1")?.admits("e\u{301}-1") == false)
        #expect(SerialRange("A-1")?.admits("A-1") == true)
    }
}
