import Boundary
import Execution
import Foundation
import Journal
import PlantModel
import Storage

extension Floor {
    /// A part of two operations: measured, assembled from a lot, bought off.
    static func content(_ part: String) throws -> WorkMasterContent {
        guard let lower = DecimalNumber("12.65"), let upper = DecimalNumber("12.75") else { throw Stopped() }
        return WorkMasterContent(
            partNumber: part,
            revision: "A",
            title: "Bracket",
            operations: [
                OperationSegment(
                    sequence: 10,
                    name: "Mill the pocket",
                    workCenter: "mill",
                    instructions: "Clamp. Mill to 12.70. Deburr.",
                    standardMinutes: 30,
                    characteristics: [
                        .init(number: 1, name: "Depth", unit: "mm", lower: lower, upper: upper, needsGauge: true)
                    ]
                ),
                OperationSegment(
                    sequence: 20,
                    name: "Assemble",
                    workCenter: "bench",
                    instructions: "Torque the bolts.",
                    standardMinutes: 15,
                    components: [.init(partNumber: "BOLT-6", quantity: 4)],
                    needsBuyOff: true
                ),
            ]
        )
    }

    func released(_ part: String, of program: String) async throws -> RecordID {
        var author = Client(self, "author")
        var checker = Client(self, "checker")
        let content = try Self.content(part)
        let id = try await execution.draft(content, of: program, by: author.asker, key: author.key()).record
        _ = try await execution.submit(id, by: author.asker, key: author.key())
        _ = try await execution.approve(
            id,
            seen: content.approvalHash(),
            signing: .init(printedName: "Checker"),
            by: checker.asker,
            key: checker.key()
        )
        _ = try await execution.release(id, by: author.asker, key: author.key())
        return id
    }

    func facts() async throws {
        var author = Client(self, "author")
        let source = FactSource(source: "QMS", asOf: "2026-11-20")
        _ = try await execution.state(
            gauge: .init(tag: "G-7", description: "Depth gauge", calibrationDue: "2099-12-31"),
            from: source,
            by: author.asker,
            key: author.key()
        )
        _ = try await execution.state(
            lot: .init(number: "L-55", partNumber: "BOLT-6", supplier: "Bolts Inc", quantity: 1_000_000),
            from: source,
            by: author.asker,
            key: author.key()
        )
    }

    func units(of order: RecordID) throws -> [RecordID] {
        let query = ViewQuery(
            "work_unit",
            columns: ["id"],
            matches: [.init("job_order", .equal, [.bytes(order.aggregate.bytes)])],
            limit: 10_000
        )
        return try hull.rows(query, in: CompartmentName("shop")).compactMap { row in
            guard case .bytes(let bytes) = row[0] else { return nil }
            return AggregateID(bytes).map { RecordID($0) }
        }
    }
}

extension Client {
    /// An order of one unit of two operations from its creation to its last buy-off: 12 calls, of which three read.
    mutating func build(_ master: RecordID, _ number: String, buyOff other: inout Client) async throws {
        guard let due = Day("2026-12-10"), let depth = DecimalNumber("12.70") else { throw Stopped() }
        let shop = floor.execution
        let request = JobOrderRequest(number: number, workMaster: master, serials: [number], due: due)
        let order = try await shop.order(request, by: asker, key: key()).record
        _ = try await shop.scan(order, by: asker)
        guard let unit = try floor.units(of: order).first else { throw Stopped() }
        let first = UnitOperation(unit: unit, sequence: 10)
        let second = UnitOperation(unit: unit, sequence: 20)
        let signing = SignatureStatement(printedName: person)
        _ = try await shop.start(first, by: asker, key: key())
        _ = try await shop.operation(of: unit, by: asker)
        _ = try await shop.measure(1, depth, gauge: "G-7", at: first, by: asker, key: key())
        _ = try await shop.complete(first, signing: signing, by: asker, key: key())
        _ = try await shop.start(second, by: asker, key: key())
        _ = try await shop.operation(of: unit, by: asker)
        _ = try await shop.consume(
            .lot("L-55", quantity: 4),
            of: "BOLT-6",
            at: second,
            by: asker,
            key: key()
        )
        _ = try await shop.complete(second, signing: signing, by: asker, key: key())
        _ = try await shop.buyOff(second, signing: signing, by: other.asker, key: other.key())
        _ = try await shop.history(of: unit, by: asker)
    }
}
