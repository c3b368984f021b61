import Boundary
import Execution
import Foundation
import Journal
import PlantModel
import Storage
import Testing

/// Work of one program: a released work master and an order with a unit for each person of the matrix, all of it made by commands.
struct MatrixWork: Encodable {
    /// The program.
    let program: String
    /// The order's code.
    let order: String
    /// The order's number.
    let orderNumber: String
    /// Codes of units by their serial numbers.
    let units: [String: String]
    /// Where the operation is.
    let workCenter: String
    /// The component that is built in, and a lot of it.
    let component: String
    let lot: String
    /// What stands in fields of each class of data and nowhere else: who sees it saw such a field.
    let canaries: [String: String]

    /// Makes it.
    /// - Parameter serials: of the units.
    static func made(
        of program: String,
        at workCenter: String,
        serials: [String],
        in instance: MatrixInstance
    ) async throws -> MatrixWork {
        let execution = instance.execution
        let part = "PN-\(program)"
        let component = "FASTENER-\(program)"
        let lot = "LOT-\(program)"
        let canaries = [
            "orders": "ORDER-\(program)", "instructions": "INSTRUCTION-\(program)", "limits": "LIMIT-\(program)",
            "components": component,
        ]
        _ = try await execution.state(
            lot: .init(number: lot, partNumber: component, supplier: "Fasteners Inc", quantity: 500),
            from: FactSource(source: "ERP", asOf: "2026-11-20"),
            by: instance.asker("pia"),
            key: instance.key("pia")
        )
        let content = WorkMasterContent(
            partNumber: part,
            revision: "A",
            title: "Bracket",
            operations: [
                OperationSegment(
                    sequence: 10,
                    name: "OPERATION-\(program)",
                    workCenter: workCenter,
                    instructions: "INSTRUCTION-\(program)",
                    standardMinutes: 30,
                    characteristics: [
                        .init(
                            number: 1,
                            name: "LIMIT-\(program)",
                            unit: "mm",
                            lower: DecimalNumber("12.65"),
                            upper: DecimalNumber("12.75"),
                            needsGauge: false
                        )
                    ],
                    components: [.init(partNumber: component, quantity: 1)],
                    needsBuyOff: true
                )
            ]
        )
        let master = try await execution.draft(
            content,
            of: program,
            by: instance.asker("eva"),
            key: instance.key("eva")
        ).record
        _ = try await execution.submit(master, by: instance.asker("eva"), key: instance.key("eva"))
        _ = try await execution.approve(
            master,
            seen: try content.approvalHash(),
            signing: SignatureStatement(printedName: "Emil Novak"),
            by: instance.asker("emil"),
            key: instance.key("emil")
        )
        _ = try await execution.release(master, by: instance.asker("eva"), key: instance.key("eva"))
        let request = JobOrderRequest(
            number: "ORDER-\(program)",
            workMaster: master,
            serials: serials,
            due: try #require(Day("2026-12-10"))
        )
        let order = try await execution.order(request, by: instance.asker("pia"), key: instance.key("pia")).record
        var units: [String: String] = [:]
        for serial in serials {
            let release = try await execution.units(serial: serial, by: instance.asker("pia"))
            units[serial] = RecordID(try #require(release.records.first?.id)).description
        }
        return MatrixWork(
            program: program,
            order: order.description,
            orderNumber: request.number,
            units: units,
            workCenter: workCenter,
            component: component,
            lot: lot,
            canaries: canaries
        )
    }
}
