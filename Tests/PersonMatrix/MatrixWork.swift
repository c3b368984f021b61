import Boundary
import Documents
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
    /// A traveler of the order, and what its first operation's code says.
    let traveler: String
    let travelerCode: String
    /// Codes of units by their serial numbers.
    let units: [String: String]
    /// The released definition.
    let definition: Definition
    /// What is measured by it.
    let characteristic: String
    /// Drafts of its next revisions: one that is written anew with what it says, one that grows, one that is cut down.
    let drafts: [String: Definition]
    /// A nonconformance of a unit of its own, and another one.
    let nonconformance: String
    let another: String
    /// Departures from the design that wait for the design authority or the customer, one for each way to say what they say.
    let waiting: [String: String]
    /// Orders that wait for their release, with a unit each.
    let planned: [String: Planned]
    /// Where the operation is.
    let workCenter: String
    /// The component that is built in, and a lot of it.
    let component: String
    let lot: String
    /// What stands in fields of each class of data and nowhere else: who sees it saw such a field.
    let canaries: [String: String]

    /// An order that waits for its release.
    struct Planned: Encodable {
        let order: String
        let unit: String
    }

    /// A work definition as forms name it.
    struct Definition: Encodable {
        let id: String
        let content: String
        /// Its first operation.
        let operation: String
    }

    /// Makes it.
    /// - Parameter serials: of the units.
    static func made(
        of program: String,
        at workCenter: String,
        serials: [String],
        in instance: MatrixInstance
    ) async throws -> MatrixWork {
        let execution = instance.execution
        let component = "FASTENER-\(program)"
        let lot = "LOT-\(program)"
        let canaries = [
            "orders": "ORDER-\(program)", "instructions": "INSTRUCTION-\(program)", "limits": "LIMIT-\(program)",
            "components": component, "definitions": "DEFINITION-\(program)",
        ]
        for number in [lot, "\(lot)-B", "\(lot)-C"] {
            _ = try await execution.state(
                lot: .init(number: number, partNumber: component, supplier: "Fasteners Inc", quantity: 500),
                from: FactSource(source: "ERP", asOf: "2026-11-20"),
                by: instance.asker("pia"),
                key: instance.key("pia")
            )
        }
        let content = content(of: program, component, at: workCenter)
        let master = try await released(content, of: program, in: instance)
        let request = JobOrderRequest(
            number: "ORDER-\(program)",
            workMaster: master,
            serials: serials + ["\(program)-scratched", "\(program)-dented"]
                + Self.departures.map { "\(program)-\($0)" },
            due: try #require(Day("2026-12-10"))
        )
        let order = try await execution.order(request, by: instance.asker("pia"), key: instance.key("pia")).record
        var units: [String: String] = [:]
        for serial in serials {
            let release = try await execution.units(serial: serial, by: instance.asker("pia"))
            units[serial] = RecordID(try #require(release.records.first?.id)).description
        }
        let nonconformance = try await reported("\(program)-scratched", of: program, in: instance)
        let another = try await reported("\(program)-dented", of: program, in: instance)
        let traveler = try await execution.printTraveler(
            for: order,
            by: instance.asker("pia"),
            key: instance.key("pia")
        ).record
        let drafts = try await drafts(after: master, content, at: workCenter, in: instance)
        return MatrixWork(
            program: program,
            order: order.description,
            orderNumber: request.number,
            traveler: traveler.description,
            travelerCode: try await code(of: traveler, request.number, in: instance),
            units: units,
            definition: try await Self.definition(master, content, in: instance),
            characteristic: try await characteristic(of: master, in: instance),
            drafts: drafts,
            nonconformance: nonconformance,
            another: another,
            waiting: try await waiting(of: program, in: instance),
            planned: [
                "planned": try await planned("PLANNED-1", of: program, master, in: instance),
                "planned too": try await planned("PLANNED-2", of: program, master, in: instance),
            ],
            workCenter: workCenter,
            component: component,
            lot: lot,
            canaries: canaries
        )
    }

    /// A nonconformance of a unit, reported by olivia.
    static func reported(_ serial: String, of program: String, in instance: MatrixInstance) async throws
        -> String
    {
        let found = try await instance.execution.units(serial: serial, by: instance.asker("olivia"))
        let report = NonconformanceReport(
            unit: RecordID(try #require(found.records.first?.id)),
            description: "SCRATCH-\(program)"
        )
        let made = try await instance.execution.report(
            report,
            by: instance.asker("olivia"),
            key: instance.key("olivia")
        )
        return made.record.description
    }

    private static func characteristic(of master: RecordID, in instance: MatrixInstance) async throws -> String {
        let release = try await instance.execution.workMaster(master, by: instance.asker("eva"))
        let found = release.records.first { $0.kind == CharacteristicDefinition.kind.name }?.id
        return RecordID(try #require(found)).description
    }

    /// An order of one unit that waits for its release.
    private static func planned(
        _ number: String,
        of program: String,
        _ master: RecordID,
        in instance: MatrixInstance
    ) async throws -> Planned {
        let request = JobOrderRequest(
            number: number,
            workMaster: master,
            serials: ["\(program) \(number)"],
            due: try #require(Day("2026-12-10")),
            isReleased: false
        )
        let order = try await instance.execution.order(
            request,
            by: instance.asker("pia"),
            key: instance.key("pia")
        ).record
        let found = try await instance.execution.units(serial: request.serials[0], by: instance.asker("pia"))
        return Planned(order: order.description, unit: RecordID(try #require(found.records.first?.id)).description)
    }

    private static func content(of program: String, _ component: String, at workCenter: String) -> WorkMasterContent {
        WorkMasterContent(
            partNumber: "PN-\(program)",
            revision: "A",
            title: "DEFINITION-\(program)",
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
    }

    /// As it is printed. The number is on the paper and on the page; here it is read as a writer reads it.
    private static func code(of traveler: RecordID, _ order: String, in instance: MatrixInstance) async throws -> String
    {
        let query = ViewQuery(
            "printed_traveler",
            columns: ["number"],
            matches: [.init("id", .equal, [.bytes(traveler.aggregate.bytes)])],
            limit: 1
        )
        for place in instance.hull.compartments where place != instance.hull.control {
            if case .text(let number)? = try instance.hull.rows(query, in: place).first?.first {
                return try TravelerIdentity(document: number, order: order, operation: "10").text(
                    under: instance.travelerKey
                )
            }
        }
        throw CocoaError(.fileNoSuchFile)
    }

    private static func released(_ content: WorkMasterContent, of program: String, in instance: MatrixInstance)
        async throws -> RecordID
    {
        let execution = instance.execution
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
        return master
    }

    /// Drafts of the next revisions.
    private static func drafts(
        after master: RecordID,
        _ content: WorkMasterContent,
        at workCenter: String,
        in instance: MatrixInstance
    ) async throws -> [String: Definition] {
        let execution = instance.execution
        var drafts: [String: Definition] = [:]
        for (draft, revision) in [("kept", "B"), ("grown", "C"), ("cut", "D"), ("pictured", "E")] {
            let made = try await execution.revise(
                master,
                as: revision,
                by: instance.asker("eva"),
                key: instance.key("eva")
            )
            var next = content
            next.revision = revision
            if draft == "cut" {
                let pack = OperationSegment(
                    sequence: 20,
                    name: "Pack",
                    workCenter: workCenter,
                    instructions: "Pack it.",
                    standardMinutes: 5
                )
                _ = try await execution.edit(
                    made.record,
                    .operation(pack, replacing: nil),
                    seen: next.approvalHash(),
                    by: instance.asker("eva"),
                    key: instance.key("eva")
                )
                next.operations.append(pack)
            }
            drafts[draft] = try await Self.definition(made.record, next, in: instance)
        }
        return drafts
    }

    private static func definition(_ id: RecordID, _ content: WorkMasterContent, in instance: MatrixInstance)
        async throws -> Definition
    {
        let release = try await instance.execution.workMaster(id, by: instance.asker("eva"))
        let operation = release.records.first { $0.kind == OperationDefinition.kind.name }?.id
        return Definition(
            id: id.description,
            content: try content.approvalHash(),
            operation: RecordID(try #require(operation)).description
        )
    }
}
