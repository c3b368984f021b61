import Boundary
import Foundation
import Journal
import PlantModel
import TestPlant
import Testing

@testable import Gateway

@Suite("Documents of JSON")
struct JSONDocumentTests {
    static let head = """
        messages:
              format: json
              record: /result/orders
              holds: orders
              program: { field: project, codes: { P-VEH: VEH, P-NAV: NAV, P-MED: MED } }
              about: order
              fields:
                - { name: order, type: text, class: orders }
                - { name: project, path: /project/code, type: text, class: orders }
                - { name: quantity, path: /lines/*/quantity, type: decimal, class: jobResponses }
                - { name: rush, path: /lines/*/rush, type: truth, class: jobResponses, optional: true }
                - { name: finding, path: /lines/*/findings/*, type: text, class: nonconformances, optional: true }
        """

    static func order(_ id: String, _ project: String, _ lines: String = #"{"quantity":1.50}"#) -> String {
        #"{"order":"\#(id)","project":{"code":"\#(project)"},"lines":[\#(lines)]}"#
    }

    static func document(_ orders: String...) -> String {
        "{\"result\":{\"orders\":[\n\(orders.joined(separator: ",\n"))\n]}}\n"
    }

    private static func plant(_ kept: GatewayPlant.Kept, _ messages: String = head, filter: String? = nil) async throws
        -> GatewayPlant
    {
        try await GatewayPlant(kept, GatewayPlant.text(filter: filter, messages: messages))
    }

    @Test(
        "whatever may be received arrives as it was sent, in the same lists and objects, numbers as they were written"
    )
    func everything() async throws {
        let kept = try GatewayPlant.Kept()
        let plant = try await Self.plant(kept)
        let folder = try MessageFolder()
        let lines = #"{"quantity":1.50,"rush":true},{"quantity":-2e3,"findings":["bore \"0.2\"","é"]}"#
        let text = Self.document(
            Self.order("A-1", "P-MED", lines),
            Self.order("B-1", "P-NAV"),
            Self.order("A-2", "P-MED")
        )
        let (taken, sent) = try await plant.carry("\u{FEFF}" + text, named: "a.json", to: folder)
        #expect(taken == TakeReport(records: 3, deadLetters: 0, undeclaredFields: 0, isNew: true))
        #expect(sent.records == 2)
        #expect(
            try folder.received(by: kept.signer.verifier).map(\.text) == [
                Self.document(Self.order("A-1", "P-MED", lines), Self.order("A-2", "P-MED"))
            ]
        )
    }

    @Test("a filter leaves no trace of what it drops: no empty list, no null, no gap")
    func filter() async throws {
        let kept = try GatewayPlant.Kept()
        let plant = try await Self.plant(
            kept,
            filter:
                "passes: [order, project, quantity], drops: [nonconformances], redacts: [order], generalizes: { quantity: tens }"
        )
        let folder = try MessageFolder()
        let lines = #"{"findings":["x"]},{"quantity":47,"findings":[]},{"rush":true},{"quantity":8}"#
        _ = try await plant.carry(Self.document(Self.order("A-1", "P-MED", lines)), named: "a.json", to: folder)
        #expect(
            try folder.received(by: kept.signer.verifier).map(\.text) == [
                Self.document(Self.order("[redacted]", "P-MED", #"{"quantity":40},{"quantity":0}"#))
            ]
        )
    }

    @Test("what nobody declared is withheld and reported by its pointer, in records and beside them")
    func undeclared() async throws {
        let plant = try await Self.plant(try GatewayPlant.Kept())
        let flow = try plant.flow()
        var reader = flow.format.reader()
        let text = #"""
            {"count":1,"none":null,"result":{"more":{"a":1},"orders":[{"order":"A-1","drawing":"D-1","project":{"code":"P-MED","name":"x"},
            "lines":[{"quantity":1,"a/b":[1]},{"quantity":2,"a/b":{"c":2},"empty":null}]}]}}
            """#
        let pieces = try reader.append(Array(text.utf8)[...]) + reader.finish()
        #expect(pieces.count == 1 && pieces[0].fault == nil)
        #expect(
            reader.undeclared.counts == [
                "/count": 1, "/result/more": 1, "/drawing": 1, "/project/name": 1, "/lines/*/a~1b": 2,
            ]
        )
    }

    @Test(
        "a record that is none of the flow is a dead letter by itself",
        arguments: [
            #"{"order":7,"project":{"code":"P-MED"},"lines":[{"quantity":1}]}"#,
            #"{"order":"A","project":"P-MED","lines":[{"quantity":1}]}"#,
            #"{"order":"A","project":{"code":"P-MED"},"lines":[{"quantity":"1"}]}"#,
            #"{"order":"A","project":{"code":"P-MED"},"lines":[]}"#, #"{"order":"A","project":{"code":"P-MED"}}"#,
            #"{"order":"A","order":"B","project":{"code":"P-MED"},"lines":[{"quantity":1}]}"#,
            #"{"order":["A"],"project":{"code":"P-MED"},"lines":[{"quantity":1}]}"#,
            #"{"order":"A","project":{"code":"P-MED"},"lines":{"quantity":1}}"#, "7", "[]", "null", #""text""#,
        ]
    )
    func dead(record: String) async throws {
        let plant = try await Self.plant(try GatewayPlant.Kept())
        let folder = try MessageFolder()
        let text = Self.document(record, Self.order("A-1", "P-MED"))
        let (taken, sent) = try await plant.carry(text, named: "a.json", to: folder)
        #expect(taken.records == 1 && taken.deadLetters == 1 && sent.records == 1)
        // It is read again by itself, and still is none.
        let report = try await plant.gateway.replay(plant.flow())
        #expect(report.deadLetters == 1 && report.revived == 0)
    }

    @Test(
        "a document that is none, or has no records where they belong, is refused whole",
        arguments: [
            "", "{", "[]", "null", "{}", #"{"result":{}}"#, #"{"result":{"orders":7}}"#, #"{"result":{"orders":[1]}"#,
            #"{"result":{"orders":[]},"result":{"orders":[]}}"#, #"{"result":{"orders":[]}} x"#,
            #"{"result":{"orders":[1,]}}"#,
            #"{"result":{"orders":["\#u{1}"]}}"#, #"{"result":{"orders":["\ud800"]}}"#, "\u{0}",
            #"{result:{"orders":[]}}"#,
            #"{"result":{"orders":"# + String(repeating: "[", count: 100_000),
            #"{"result":{"orders":["# + String(repeating: #"{"a":"#, count: 70) + "1"
                + String(repeating: "}", count: 70) + "]}}",
        ]
    )
    func refused(text: String) async throws {
        let plant = try await Self.plant(try GatewayPlant.Kept())
        await #expect {
            try await plant.gateway.take(Array(text.utf8), named: "a.json", for: plant.flow())
        } throws: {
            ($0 as? GatewayRefusal)?.code == .otherSchema
        }
    }

    @Test("no records, or one that is not in a list, are read as that")
    func shapes() async throws {
        let plant = try await Self.plant(try GatewayPlant.Kept())
        let flow = try plant.flow()
        func count(_ text: String) throws -> Int {
            var reader = flow.format.reader()
            return try (reader.append(Array(text.utf8)[...]) + reader.finish()).count
        }
        #expect(try count(#"{"result":{"orders":[]}}"#) == 0)
        #expect(try count(#"{"result":{"orders":null}}"#) == 0)
        #expect(try count(#"{"result":{"orders":\#(Self.order("A", "P-MED"))}}"#) == 1)
        #expect(String(decoding: flow.format.message([]), as: UTF8.self) == "{\"result\":{\"orders\":[\n]}}\n")
        let whole = try await Self.plant(
            try GatewayPlant.Kept(),
            Self.head.replacing("record: /result/orders", with: "")
        )
        let list = try whole.flow().format
        #expect(String(decoding: list.message([[0x37]]), as: UTF8.self) == "[\n7\n]\n")
    }

    @Test("cut anywhere, a document is refused or read as it stands, and nothing worse", arguments: [UInt64(1)])
    func cut(seed: UInt64) async throws {
        let plant = try await Self.plant(try GatewayPlant.Kept())
        let flow = try plant.flow()
        let text = Array(
            Self.document(Self.order("A-1", "P-MED", #"{"quantity":1,"rush":false,"findings":["a\u00e9\n","b"]}"#)).utf8
        )
        func read(_ bytes: some Collection<UInt8>) throws -> [ReadPiece] {
            var reader = flow.format.reader()
            return try reader.append(Array(bytes)[...]) + reader.finish()
        }
        for length in 0..<(text.count - 2) {
            #expect(throws: GatewayRefusal.self) { try read(text[..<length]) }
        }
        var random = TrialRandom(seed)
        for _ in 0..<2_000 {
            var bytes = text
            for _ in 0...random.below(3) { bytes[random.below(bytes.count)] = UInt8(random.below(256)) }
            guard let pieces = try? read(bytes) else { continue }
            #expect(pieces.count <= 3)
        }
    }

    @Test("the evidence of a filter is made over documents of JSON as over other formats")
    func evidence() async throws {
        let text = GatewayPlant.text(
            filter: "passes: [orders, jobResponses], drops: [nonconformances], generalizes: { quantity: tens }",
            messages: Self.head
        )
        let found = try await ValidationTests.validate("to-erp", text)
        #expect(found.differing == nil && found.incomplete == nil && found.arrived > 0)
    }
}
