import Boundary
import Execution
import Foundation
import Governance
import Journal
import PlantModel

/// The work of the demo: for each program a spar fitting under change control, an order, and units at every stage.
struct DemoWork {
    let floor: DemoFloor
    private var execution: Execution { floor.execution }

    /// The quality system, as of now.
    func source() throws -> FactSource { FactSource(source: "QMS", asOf: try floor.today().description) }

    static let lot = "L-20611"
    static let depthGauge = "G-107"
    static let torqueWrench = "T-31"
    static let fastener = "NAS6605-12"
    private static let deepest = "12.75"
    /// Of so many fittings of an order the torque of one is measured.
    static let sampled = 5

    /// What belongs to no program: gauges, a lot, accreditations and who may torque.
    /// - Parameters:
    ///   - operators: how many persons may torque.
    ///   - fasteners: how many there are of the lot.
    func stateFacts(operators: Int = 3, fasteners: Int = 500) async throws {
        let source = try source()
        let quality = try floor.persons("quality")[0]
        let planner = try floor.persons("planner")[0]
        for (tag, what, due) in [
            (Self.depthGauge, "Depth gauge 0-25 mm", "2027-12-31"), ("G-108", "Depth gauge 0-25 mm", "2026-01-31"),
            (Self.torqueWrench, "Torque wrench 5-25 Nm", "2027-12-31"),
        ] {
            _ = try await execution.state(
                gauge: .init(tag: tag, description: what, calibrationDue: due),
                from: source,
                by: floor.asker(quality),
                key: floor.key(quality)
            )
        }
        _ = try await execution.state(
            lot: .init(number: Self.lot, partNumber: Self.fastener, supplier: "Fasteners Inc", quantity: fasteners),
            from: source,
            by: floor.asker(planner),
            key: floor.key(planner)
        )
        for center in floor.hull.boundary.baseline?.plant.workCenters ?? [] {
            guard let process = center.specialProcess else { continue }
            _ = try await execution.state(
                accreditation: .init(process: process, site: center.site, accreditor: "Nadcap", until: "2027-12-31"),
                from: source,
                by: floor.asker(quality),
                key: floor.key(quality)
            )
        }
        for person in try floor.persons("operator").prefix(operators) {
            _ = try await execution.state(
                qualification: .init(person: person.facts.id, name: "torque", until: "2027-12-31"),
                from: source,
                by: floor.asker(quality),
                key: floor.key(quality)
            )
        }
    }

    /// Has a definition of the program's work released, orders six units and works on some of them.
    func build(_ program: String) async throws {
        let isShown = floor.served.programs.prefix(2).contains(program)
        let master = try await release(try content(program), of: program, showing: isShown ? Self.clamping : nil)
        let planner = try floor.persons("planner")[0]
        let serials = (1...6).map { "\(program)-\(100 + $0)" }
        _ = try await execution.order(
            JobOrderRequest(
                number: "JO-\(program)-1",
                workMaster: master,
                serials: serials,
                due: try floor.day(in: 21)
            ),
            by: floor.asker(planner),
            key: floor.key(planner)
        )
        var units: [RecordID] = []
        for serial in serials {
            let found = try await execution.units(serial: serial, by: floor.asker(planner))
            guard let id = found.records.first?.id else {
                throw DemoFloor.Problem(description: "the unit \(serial) was ordered and is not there")
            }
            units.append(RecordID(id))
        }
        let worker = try floor.persons("operator")[0]
        for (unit, depth) in [(units[0], "12.71"), (units[1], "12.69"), (units[2], "12.82")] {
            try await mill(unit, depth: depth, by: worker)
        }
        _ = try await execution.start(at(units[3], 10), by: floor.asker(worker), key: floor.key(worker))
        _ = try await execution.pause(at(units[3], 10), by: floor.asker(worker), key: floor.key(worker))
    }

    private func mill(_ unit: RecordID, depth: String, by worker: FedPerson) async throws {
        let asker = floor.asker(worker)
        _ = try await execution.start(at(unit, 10), by: asker, key: floor.key(worker))
        let (value, limit) = (try floor.number(depth), try floor.number(Self.deepest))
        _ = try await execution.measure(
            1,
            value,
            gauge: Self.depthGauge,
            at: at(unit, 10),
            by: asker,
            key: floor.key(worker)
        )
        guard value <= limit else {
            _ = try await execution.report(
                NonconformanceReport(unit: unit, characteristic: 1, description: "Pocket is \(depth) mm deep."),
                by: asker,
                key: floor.key(worker)
            )
            return
        }
        _ = try await execution.consume(
            .lot(Self.lot, quantity: 4),
            of: Self.fastener,
            at: at(unit, 10),
            by: asker,
            key: floor.key(worker)
        )
        _ = try await execution.complete(
            at(unit, 10),
            signing: SignatureStatement(printedName: worker.account.name),
            by: asker,
            key: floor.key(worker)
        )
    }

    private func at(_ unit: RecordID, _ sequence: Int) -> UnitOperation {
        UnitOperation(unit: unit, sequence: sequence)
    }
}
