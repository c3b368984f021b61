import Boundary
import Execution
import Journal
import PlantModel
import TestPlant
import Testing

extension ShopPlant {
    static func number(_ text: String) throws -> DecimalNumber { try DecimalNumber(text).orThrow("a number: \(text)") }

    /// A bracket: milled and measured, then assembled from a lot of bolts and bought off.
    static func bracket(_ revision: String = "A", part: String = "BRK-1", training: Bool = false) throws
        -> WorkMasterContent
    {
        WorkMasterContent(
            partNumber: part,
            revision: revision,
            title: "Bracket",
            needsTraining: training,
            operations: [
                OperationSegment(
                    sequence: 10,
                    name: "Mill the pocket",
                    workCenter: "mill",
                    instructions: "Clamp. Mill to 12.70.\nDeburr.",
                    standardMinutes: 30,
                    characteristics: [
                        .init(
                            number: 1,
                            name: "Depth",
                            unit: "mm",
                            lower: try number("12.65"),
                            upper: try number("12.75"),
                            needsGauge: true
                        )
                    ]
                ),
                OperationSegment(
                    sequence: 20,
                    name: "Assemble",
                    workCenter: "bench",
                    instructions: "Torque the bolts.",
                    standardMinutes: 15,
                    components: [.init(partNumber: "BOLT-6", quantity: 4)],
                    qualifications: ["torque"],
                    needsBuyOff: true
                ),
            ]
        )
    }

    /// A released work master.
    func released(_ content: WorkMasterContent, of program: String = "MED") async throws -> RecordID {
        let made = try await execution.draft(content, of: program, by: by("eve"), key: key("eve")).record
        _ = try await execution.submit(made, by: by("eve"), key: key("eve"))
        _ = try await execution.approve(
            made,
            seen: hash(of: made, program),
            signing: .init(printedName: "Ed Example"),
            by: by("ed"),
            key: key("ed")
        )
        _ = try await execution.release(made, by: by("eve"), key: key("eve"))
        return made
    }

    /// The hash of a work master's content, as its page shows it.
    func hash(of master: RecordID, _ program: String = "MED") async throws -> String {
        let release = try await hull.boundary.find(
            WorkMaster.self,
            master.aggregate,
            in: execution.places[program].orThrow("no place"),
            for: .person("eve"),
            through: Screen()
        )
        return try shown(release, to: "eve").first?["contentHash"].orThrow("no hash") ?? ""
    }

    /// An order of a released work master.
    func order(_ master: RecordID, _ serials: [String], number: String = "O-1", due: String = "2026-12-10") async throws
        -> RecordID
    {
        let request = JobOrderRequest(
            number: number,
            workMaster: master,
            serials: serials,
            due: try Day(due).orThrow("a day")
        )
        return try await execution.order(request, by: by("pia"), key: key("pia")).record
    }

    /// The facts that the bracket's gates ask for.
    func stateFacts() async throws {
        let source = FactSource(source: "QMS", asOf: "2026-11-20")
        _ = try await execution.state(
            gauge: .init(tag: "G-7", description: "Depth gauge", calibrationDue: "2026-12-31"),
            from: source,
            by: by("quin"),
            key: key("quin")
        )
        _ = try await execution.state(
            lot: .init(number: "L-55", partNumber: "BOLT-6", supplier: "Bolts Inc", quantity: 500),
            from: source,
            by: by("pia"),
            key: key("pia")
        )
        for person in ["olga", "omar"] {
            _ = try await execution.state(
                qualification: .init(person: person, name: "torque", until: "2027-03-31"),
                from: source,
                by: by("quin"),
                key: key("quin")
            )
        }
    }

    /// The codes of a refusal; nil where there was none.
    func refusal(_ body: () async throws -> Void) async -> [ExecutionRefusal.Code]? {
        do {
            try await body()
            return nil
        } catch let refusal as ExecutionRefusal {
            return refusal.reasons.map(\.code)
        } catch {
            Issue.record("not a refusal: \(error)")
            return []
        }
    }
}

enum AggregateIDs {
    static func id(_ bytes: [UInt8]) throws -> RecordID { RecordID(try AggregateID(bytes).orThrow("16 bytes")) }
}
