@_spi(Exits) import Boundary
import Foundation
import Journal
import PlantModel
import Storage
import TestPlant

/// Makes inspection results of events that tell of one.
struct InspectionProjection: RecordProjection {
    struct Payload: Codable {
        let serial: String
        let measured: Int64
        let label: String
        let jobLabel: String
    }

    static let event = "inspection.recorded"
    /// An event with this serial is one that rows are made of once, and then no more.
    var refuses: (@Sendable (String) -> Bool)?

    var version: Int { 1 }
    var tables: [ViewTable] { [InspectionResult.table] }

    struct Refused: Error {}

    func changes(for event: RecordedEvent, labels: inout LabelNumbers) throws -> [RowChange] {
        guard event.event.kind == Self.event, let bytes = event.payload else { return [] }
        let payload = try JSONDecoder().decode(Payload.self, from: Data(bytes))
        let number = try labels.number(of: payload.label, .inspectionRecords)
        let job = try labels.number(of: payload.jobLabel, .jobResponses)
        if refuses?(payload.serial) == true { throw Refused() }
        return [
            .put(
                table: "inspection_result",
                row: [
                    .bytes(event.event.aggregate.bytes), .integer(number), .integer(job), .text(payload.serial),
                    .integer(payload.measured), .integer(1_000), .null, .truth(false),
                ]
            )
        ]
    }
}

/// A site over some engine, opened as `serve` opens it.
struct OpenedSite {
    let hull: SiteHull
    let clock: SetClock
    static let shop = name("shop")
    static let annex = name("annex")
    static let control = name("control")

    private static func name(_ text: String) -> CompartmentName {
        guard let name = try? CompartmentName(text) else { fatalError("a test names a compartment wrongly") }
        return name
    }

    init(
        _ engine: any StorageEngine,
        _ key: any KeyProvider,
        isNew: Bool = true,
        hosted: HostedPrograms? = nil,
        witnesses: [any WitnessConnection] = [],
        refuses: (@Sendable (String) -> Bool)? = nil
    ) async throws {
        clock = SetClock("2026-11-24")
        var opening = try SiteOpening(
            site: "plant.example/main",
            engine: engine,
            control: SiteCompartment(Self.control, projections: []),
            compartments: [Self.shop, Self.annex].map {
                SiteCompartment($0, projections: [InspectionProjection(refuses: refuses)])
            },
            schemes: BoundaryPlant.catalogue().schemes,
            siteKey: key,
            provider: SwiftCryptoProvider(),
            clock: clock
        )
        opening.hosted = hosted
        opening.witnesses = witnesses
        hull = try await SiteHull.open(opening)
        try hull.boundary.declare(InspectionResult.self)
        guard isNew else { return }
        try await hull.boundary.adopt(BoundaryPlant.baseline(), by: .system("console"))
        try await hull.boundary.learn(BoundaryPlant.american("eve", role: "engineer"), by: .system("console"))
    }

    @discardableResult
    func record(_ serial: String, of program: String, in compartment: CompartmentName = shop) async throws -> Receipt {
        let boundary = hull.boundary
        let label = try boundary.label(of: .inspectionRecords, program: program).text
        let payload = InspectionProjection.Payload(
            serial: serial,
            measured: 7,
            label: label,
            jobLabel: try boundary.label(of: .jobResponses, program: program).text
        )
        let provider = SwiftCryptoProvider()
        let draft = EventDraft(
            subject: "person:eve",
            kind: InspectionProjection.event,
            aggregate: try AggregateID(provider.randomBytes(16)).orThrow("16 bytes"),
            label: label,
            payload: [UInt8](try JSONEncoder().encode(payload)),
            scope: DataKeyScope(program: program, retentionClass: "inspectionRecords", period: "2026-11")
        )
        let id = try CommandID(provider.randomBytes(16)).orThrow("16 bytes")
        return try await hull.perform(JournalCommand(id: id, drafts: [draft]), in: compartment)
    }

    /// The serials that an engineer sees.
    func serials(in compartment: CompartmentName = shop) async throws -> [String] {
        let eve = Subject.person("eve")
        let records = try hull.boundary.records(
            InspectionResult.self,
            in: compartment,
            limit: 100,
            for: eve,
            through: Screen()
        )
        let release = try await hull.boundary.release(records, to: eve, through: Screen())
        let content = try release.open(
            for: ExitRequest(
                recipient: eve,
                channel: Screen(),
                standing: hull.boundary.standing(of: eve),
                now: clock.now
            )
        )
        return TestExit.fields(content).compactMap { $0["serial"] }.sorted()
    }

    /// Labels as the views hold them, by number.
    func labels(in compartment: CompartmentName = shop) throws -> [[ViewValue]] {
        try hull.rows(
            ViewQuery(LabelRegister.table.name, columns: ["number", "label", "data_class"], limit: 100),
            in: compartment
        )
    }
}
