import Boundary
import Foundation
import Journal
import TestPlant
import Testing

@testable import Gateway

@Suite("What is no record of its flow")
struct DeadLetterTests {
    @Test("it is kept as a dead letter with its reason, and the records around it go on")
    func kept() async throws {
        let kept = try GatewayPlant.Kept()
        let plant = try await GatewayPlant(kept)
        let folder = try MessageFolder()
        let text = [
            "order,project,quantity,closed", "A-1,P-MED,1,", "A-2,P-MED,one,", "A-3,P-XXX,1,", ",P-MED,1,",
            "A-5,P-MED,1,2026-02-30", "A-6,P-MED,1", "A-7,\"P-MED,1,", "A-8,P-MED,99999999999999999999,",
            "A-9,P-MED,9,",
        ].joined(separator: "\n")
        let (taken, _) = try await plant.carry(text, to: folder)
        #expect(taken.records == 1)
        #expect(try folder.lines(by: kept.signer.verifier) == ["A-1,P-MED,1,,,"])
        // The quote that was never closed took the rest of the file with it: one letter, nothing lost.
        #expect(taken.deadLetters == 6)
    }

    @Test("it becomes a record once the flow declares what it is, once")
    func replay() async throws {
        let kept = try GatewayPlant.Kept()
        let folder = try MessageFolder()
        do {
            let plant = try await GatewayPlant(kept)
            let (taken, _) = try await plant.carry("order,project,quantity\nA-1,P-NEW,1\nA-2,???,2\n", to: folder)
            #expect(taken.deadLetters == 2)
            #expect(try await plant.gateway.replay(plant.flow()).revived == 0)
            await plant.hull.close()
        }
        let plant = try await GatewayPlant(
            kept,
            GatewayPlant.text(messages: GatewayPlant.messages.replacing("P-MED: MED", with: "P-MED: MED, P-NEW: MED"))
        )
        #expect(try await plant.gateway.replay(plant.flow()) == ReplayReport(batches: 0, revived: 1, deadLetters: 1))
        #expect(try await plant.gateway.replay(plant.flow()) == ReplayReport(batches: 0, revived: 0, deadLetters: 1))
        #expect(try await plant.gateway.send(plant.flow(), to: folder.connector).records == 1)
        #expect(try folder.lines(by: kept.signer.verifier) == ["A-1,P-NEW,1,,,"])
    }

    @Test("a program that the plan gives no place here is a dead letter, whatever the flow declares")
    func elsewhere() async throws {
        let kept = try GatewayPlant.Kept()
        let plant = try await GatewayPlant(kept, hosted: ["MED"])
        let folder = try MessageFolder()
        let (taken, _) = try await plant.carry(CarryingTests.file, to: folder)
        #expect(taken.records == 2 && taken.deadLetters == 2)
        #expect(try folder.lines(by: kept.signer.verifier).allSatisfy { $0.contains("P-MED") })
    }

    @Test(
        "a file without the fields that every record has is refused as a whole, and nothing of it is taken",
        arguments: [
            "order,quantity\nA,1\n", "order,project,project,quantity\n", "\"order\n", "order;project;quantity\n",
        ]
    )
    func otherSchema(text: String) async throws {
        let plant = try await GatewayPlant(try GatewayPlant.Kept())
        let flow = try plant.flow()
        await #expect {
            try await plant.gateway.take(Array(text.utf8), named: "a.csv", for: flow)
        } throws: { ($0 as? GatewayRefusal)?.code == .otherSchema }
        #expect(try await plant.gateway.send(flow, to: MessageFolder().connector) == SendReport())
    }

    @Test(
        "values of JSON that are none of their type are not guessed at",
        arguments: [
            #"{"order":"A","project":"P-MED","quantity":"1"}"#, #"{"order":1,"project":"P-MED","quantity":1}"#,
            #"{"order":"A","project":"P-MED","quantity":1.5}"#, #"{"order":"A","project":["P-MED"],"quantity":1}"#,
            #"{"order":"A","project":"P-MED","quantity":null}"#,
            #"{"order":"A","order":"B","project":"P-MED","quantity":1}"#,
            "[1]", "{", "null", "\u{FEFF}\u{FEFF}{}",
        ]
    )
    func json(line: String) async throws {
        let plant = try await GatewayPlant(try GatewayPlant.Kept(), GatewayPlant.text(format: "jsonLines"))
        let flow = try plant.flow()
        let report = try await plant.gateway.take(Array((line + "\n").utf8), named: "a.jsonl", for: flow)
        #expect(report.records == 0 && report.deadLetters == 1)
    }
}
