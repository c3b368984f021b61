import Journal
import PlantModel
import TestPlant
import Testing

@testable import Execution

@Suite("What is signed at an operation is over all that was recorded there")
struct RecordedContentTests {
    private func unit() throws -> WorkUnitState {
        WorkUnitState(
            id: try Self.id("1"),
            program: "MED",
            jobOrder: try Self.id("2"),
            orderNumber: "O-1",
            workMaster: try Self.id("3"),
            serial: "S-1",
            partNumber: "BRK-1",
            revision: "A",
            due: "2026-12-10",
            priority: 1,
            sequence: 10,
            operation: "Mill",
            workCenter: "mill",
            phase: .running
        )
    }

    private static func id(_ digit: String) throws -> RecordID {
        try RecordID(text: String(repeating: digit, count: 32)).orThrow("an id")
    }

    private func measurement(_ value: String = "12.70", gauge: String = "G-7") throws -> MeasurementState {
        MeasurementState(
            id: try Self.id("4"),
            unit: try Self.id("1"),
            sequence: 10,
            pass: 1,
            characteristic: 1,
            value: try DecimalNumber(value).orThrow("a number"),
            unitOfMeasure: "mm",
            isWithinLimits: true,
            gauge: gauge,
            gaugeDue: "2027-12-31",
            worker: "person:olga",
            measured: 1,
            workMaster: try Self.id("3")
        )
    }

    private func consumption(lot: String = "L-55", quantity: Int = 4) throws -> ConsumptionState {
        ConsumptionState(
            id: try Self.id("5"),
            unit: try Self.id("1"),
            item: try Self.id("6"),
            itemKind: .lot,
            itemNumber: lot,
            partNumber: "BOLT-6",
            sequence: 10,
            quantity: quantity,
            worker: "person:olga",
            consumed: 2,
            substitute: nil
        )
    }

    private func recorded(_ notes: (inout WorkUnitState) throws -> Void) throws -> String? {
        var unit = try unit()
        try notes(&unit)
        return unit.recorded
    }

    @Test(
        "another value, gauge, lot, quantity or order of records is another hash, and the same records are the same one"
    )
    func each() throws {
        let signed = try recorded {
            try $0.note(measurement())
            try $0.note(consumption())
        }
        let same = try recorded {
            try $0.note(measurement())
            try $0.note(consumption())
        }
        #expect(signed?.count == 64 && signed == same)
        let others = try [
            recorded { _ in },
            recorded { try $0.note(measurement()) },
            recorded { try $0.note(consumption()) },
            recorded {
                try $0.note(consumption())
                try $0.note(measurement())
            },
            recorded {
                try $0.note(measurement("12.71"))
                try $0.note(consumption())
            },
            recorded {
                try $0.note(measurement(gauge: "G-8"))
                try $0.note(consumption())
            },
            recorded {
                try $0.note(measurement())
                try $0.note(consumption(lot: "L-56"))
            },
            recorded {
                try $0.note(measurement())
                try $0.note(consumption(quantity: 3))
            },
        ]
        #expect(Set(others + [signed]).count == others.count + 1)
    }

    @Test("the next operation begins with nothing recorded")
    func next() throws {
        let hash = try recorded { unit in
            try unit.note(measurement())
            unit.go(
                to: OperationSegment(
                    sequence: 20,
                    name: "Assemble",
                    workCenter: "bench",
                    instructions: "",
                    standardMinutes: 1
                )
            )
        }
        #expect(hash == nil)
    }
}
