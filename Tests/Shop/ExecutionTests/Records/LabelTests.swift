import Boundary
import Execution
import Foundation
import Journal
import PlantModel
import Storage
import TestPlant
import Testing

@Suite("Every record is under the label of its program and its class")
struct LabelTests {
    typealias Bench = OperationTests.Bench

    @Test("times of an ITAR program are not technical data where it was determined so; measurements are")
    func classes() async throws {
        let bench = try await Bench(of: "VEH")
        let plant = bench.plant
        #expect(await bench.start(10) == nil)
        #expect(await bench.measure("12.7") == nil)
        func label(_ table: String, _ column: String = "label") throws -> String {
            let place = try CompartmentName("veh")
            let row = try plant.hull.rows(ViewQuery(table, columns: [column], limit: 1), in: place).first
            let number = try row.orThrow("no row")[0]
            let known = try plant.hull.rows(
                ViewQuery("record_label", columns: ["label"], matches: [.init("number", .equal, [number])], limit: 1),
                in: place
            )
            guard case .text(let text)? = known.first?[0] else { throw TestFailure(message: "no label") }
            return text
        }
        #expect(try !label("job_response").contains("ITAR"))
        #expect(try label("measurement").contains("ITAR"))
        #expect(try label("work_unit", "work_instructions_label").contains("ITAR"))
        for table in ["job_response", "measurement", "work_unit", "job_order", "operation_definition"] {
            #expect(try label(table).contains("VEH"), "\(table)")
        }
    }

    @Test("an event is under the join of what is in it, and says nothing of it in clear")
    func events() async throws {
        let bench = try await Bench(of: "VEH")
        #expect(await bench.start(10) == nil)
        let writer = try bench.plant.hull.writer(of: CompartmentName("veh"))
        let size = try writer.log.store.head().size
        let entries = try writer.log.store.entries(0..<size).map { String(decoding: $0.entry, as: UTF8.self) }
        let started = entries.filter { $0.contains("operation.started") }
        #expect(started.count == 1)
        #expect(started[0].contains("ITAR"))
        for entry in entries {
            for word in ["Mill", "BRK-1", "S-1", "O-1", "12.65"] { #expect(!entry.contains(word), "\(word)") }
        }
    }

    @Test(
        "an event that says nothing of a class leaves what is of it to nobody",
        arguments: ["{\"orders\":\"\"}", "{}"]
    )
    func unlabelled(_ labels: String) async throws {
        let plant = try await ShopPlant()
        let payload = """
            {"labels":\(labels),"responses":[{"id":"\(String(repeating: "a", count: 32))","unit":"\(String(repeating: "b", count: 32))",\
            "sequence":10,"pass":1,"workCenter":"mill","worker":"person:x","phase":"running","started":1,"active":0}]}
            """
        try await append(plant, payload)
        #expect(try plant.hull.rows(ViewQuery("job_response", columns: ["worker"], limit: 9), in: shop).count == 1)
        for person in ["olga", "eve", "quin", "pia"] {
            let records = try plant.hull.boundary.records(
                JobResponse.self,
                in: shop,
                limit: 10,
                for: .person(person),
                through: Screen()
            )
            #expect(records.isEmpty)
        }
    }

    @Test(
        "an event that cannot be read makes no row and stops no other",
        arguments: ["", "{}", "[1]", "{\"labels\":7}", "\u{0}"]
    )
    func malformed(_ payload: String) async throws {
        let bench = try await Bench()
        try await append(bench.plant, payload)
        #expect(await bench.start(10) == nil)
        #expect(try bench.column("state") == .text("running"))
    }

    private var shop: CompartmentName { get throws { try CompartmentName("shop") } }

    private func append(_ plant: ShopPlant, _ payload: String) async throws {
        let provider = SwiftCryptoProvider()
        let draft = EventDraft(
            subject: "person:x",
            kind: "operation.started",
            aggregate: try AggregateID(provider.randomBytes(16)).orThrow("16 bytes"),
            label: "",
            payload: Array(payload.utf8),
            scope: DataKeyScope(program: "MED", retentionClass: "jobResponses", period: "2026-11")
        )
        let id = try CommandID(provider.randomBytes(16)).orThrow("16 bytes")
        _ = try await plant.hull.perform(JournalCommand(id: id, drafts: [draft]), in: shop)
    }
}
