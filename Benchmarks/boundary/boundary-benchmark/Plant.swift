import Boundary
import Cedar
import Foundation
import Journal
import PlantModel
import Storage

/// A plant of `programs` programs of four kinds of restriction, and one person for each size of list.
enum BenchmarkPlant {
    static func text(programs: Int) -> String {
        let kinds = [
            "classification: { exports: [ { regime: ITAR, article: VII(g), technicalData: VII(h) } ], determination: { by: export-office, date: 2023-11-01, document: CJ-118, review: 2027-11-01 } }",
            "contract: { id: C-1, government: true, clauses: [ { id: DFARS-252.204-7012 } ] }, classification: { cui: [SP-CTI], distribution: { statement: D, reason: critical technology, date: 2026-01-15 }, determination: { by: program-office, date: 2023-11-01, document: SCG-4, review: 2027-11-01 } }",
            "classification: { exports: [ { regime: EAR, article: 9A610.x, technicalData: 9E610, licenceRequiredFor: [CN] } ], determination: { by: export-office, date: 2023-11-01, document: D-2, review: 2027-11-01 } }",
            "standards: [AS9100D]",
        ]
        let lines = (0..<programs).map {
            "  - { id: P\($0), customer: buyer, \(kinds[$0 % kinds.count]), sites: [main] }"
        }
        return """
            bulkhead: 1
            enterprise: Benchmark
            asOf: 2026-11-24
            sites: [ { id: main, country: US } ]
            parties:
              - { id: owner, kind: self, country: US }
              - { id: buyer, kind: customer, country: US }
            audiences: [ { id: staff, employer: owner, worksIn: US } ]
            programs:
            \(lines.joined(separator: "\n"))
            environments:
              - id: cellar
                kind: onPremises
                tenancy: { model: dedicated, infrastructure: [server-1] }
                administrators: [staff]
                support: []
                availability: { needsUplink: false }
                sites: all
                costs: { open: 1, validation: 1 }
            """
    }

    static let grants = """
        @id("grant-view") permit (principal is Person, action == Action::"view", resource is Record)
        when { principal has needToKnow && resource has program && principal.needToKnow.contains(resource.program) };
        """

    static func boundary(programs: Int) async throws -> Boundary {
        let catalogue = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Catalogue")
        let boundary = Boundary(
            control: try CompartmentName("control"),
            clock: FixedClock(),
            sink: CountingSink(),
            provider: SwiftCryptoProvider()
        )
        try boundary.declare(WideRecord.self)
        try boundary.declare(PartUse.self)
        try await boundary.adopt(
            PolicyBaseline(
                plant: Plant.load("plant.yaml", files: ["plant.yaml": text(programs: programs)]),
                catalogue: ObligationCatalogue.load(directory: catalogue.path(percentEncoded: false)),
                grants: PolicySet(parsing: grants, file: "grants.cedar")
            ),
            by: .system("console")
        )
        return boundary
    }

    static func person(_ id: String, _ programs: [String]) throws -> PersonFacts {
        guard let day = Day("2026-11-01") else { throw StorageError(.invalidValue, "no day") }
        var facts = PersonFacts(id: id, source: "HR", asOf: day)
        facts.employer = .init("owner")
        facts.usPerson = .init(true)
        facts.usCitizen = .init(true)
        facts.citizenships = [.init("US")]
        facts.residencies = [.init("US")]
        facts.worksIn = .init(["US"])
        facts.needToKnow = programs.map { .init($0) }
        return facts
    }
}

/// Noon of the plant's day.
struct FixedClock: PlantClock {
    let now: UInt64 = 1_795_521_600_000
}

/// Takes events and flushes nothing: what the journal costs is measured with the journal.
struct CountingSink: EventSink {
    func append(_ drafts: [EventDraft], in compartment: CompartmentName) -> [EventReceipt] {
        drafts.map { _ in EventReceipt(compartment: compartment, sequence: 0) }
    }

    func holds(onProgramsOf programs: Set<String>, in compartment: CompartmentName) -> [AggregateID] { [] }
}
