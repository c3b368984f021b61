import Boundary
import Journal
import PlantModel
import Storage

@testable import Documents

extension PaperPlant {
    static let text = """
        bulkhead: 1
        enterprise: Test
        asOf: 2026-11-24
        sites:
          - { id: main, country: US, zones: [ { id: floor, admits: [staff] } ] }
          - { id: abroad, country: MX }
        workCenters: [ { id: mill, site: main, zone: floor, hoursPerWeek: 100 } ]
        parties:
          - { id: owner, kind: self, country: US }
          - { id: owner-mx, kind: affiliate, country: MX }
          - { id: prime, kind: customer, country: US }
          - { id: clinic, kind: customer, country: US }
        audiences:
          - { id: staff, employer: owner, allUSPersons: { value: true, evidence: "I-9", expires: 2027-09-30 }, citizenships: [US], worksIn: US }
          - { id: mx-staff, employer: owner-mx, citizenships: { value: [MX], evidence: "passports", expires: 2027-10-31 }, worksIn: MX }
        authorizations:
          - { id: MLA-7, kind: MLA, parties: [owner-mx], programs: [VEH], countries: [MX], from: 2024-02-01, until: 2027-01-31 }
        programs:
          - id: VEH
            customer: prime
            classification:
              exports: [ { regime: ITAR, article: VII(g), technicalData: VII(h) } ]
              determination: { by: export-office, date: 2023-11-01, document: CJ-118, review: 2027-11-01 }
            data:
              jobResponses: { export: none, determinedBy: export-office, cite: "EC-2026-14 s3" }
            sites: [main, abroad]
            workCenters: { mill: 40 }
            systems: [erp]
          - id: NAV
            customer: prime
            contract: { id: C-1, government: true, clauses: [ { id: DFARS-252.204-7012 } ] }
            classification:
              cui: [SP-CTI]
              dissemination: [NOFORN]
              distribution: { statement: D, reason: critical technology, date: 2026-01-15 }
              determination: { by: program-office, date: 2023-11-01, document: SCG-4, review: 2027-11-01 }
            sites: [main]
            workCenters: { mill: 20 }
            systems: [erp]
          - { id: MED, customer: clinic, sites: [main], workCenters: { mill: 20 }, systems: [erp, mx-erp] }
        environments:
          - id: cellar
            kind: onPremises
            tenancy: { model: dedicated, infrastructure: [server-1] }
            locations: { processing: [US], storage: [US], backup: [US], support: [US] }
            administrators: [staff]
            support: [staff]
            availability: { needsUplink: false }
            sites: all
            costs: { open: 1, validation: 1 }
        systems:
          - { id: erp, kind: ERP, hosting: cellar, audiences: [staff] }
          - { id: mx-erp, kind: ERP, hosting: { site: abroad }, audiences: [mx-staff] }

        """

    static let grants = """
        @id("grant") permit (principal is Person, action in [Action::"view", Action::"print", Action::"export"], resource is Record)
        unless { context has fieldClass && context.fieldClass == "nonconformances" };
        @id("grant-know") permit (principal is Person, action == Action::"know", resource is Record);
        """
}

/// The logs of the compartments, each with the journal's own writer.
actor PaperLogs: EventSink {
    private let engine: any StorageEngine
    private let clock: PaperClock
    private let logs = JournalLogs(provider: SwiftCryptoProvider())
    private var open: Set<CompartmentName> = []

    init(_ engine: any StorageEngine, _ clock: PaperClock) {
        self.engine = engine
        self.clock = clock
    }

    func holds(onProgramsOf programs: Set<String>, in compartment: CompartmentName) async throws -> [AggregateID] {
        try await prepare(compartment)
        return try await logs.holds(onProgramsOf: programs, in: compartment)
    }

    func append(_ drafts: [EventDraft], in compartment: CompartmentName) async throws -> [EventReceipt] {
        try await prepare(compartment)
        return try await logs.append(drafts, in: compartment)
    }

    private func prepare(_ compartment: CompartmentName) async throws {
        guard open.insert(compartment).inserted else { return }
        let (clock, provider) = (clock, SwiftCryptoProvider())
        let site = PaperSiteKey()
        let origin = try KeyName("example.org/\(compartment)")
        let store = try engine.openLog(compartment, create: true)
        let keys = try engine.openKeys(compartment, create: true)
        _ = try CompartmentLog.create(origin: origin, store: store, keys: keys, site: site, using: provider)
        let writer = try await JournalWriter.open(now: { clock.now }) {
            try CompartmentLog(origin: origin, store: store, keys: keys, site: site, using: provider)
        }
        logs.open(compartment, writer)
    }
}

/// The key of a site, kept in memory for as long as the test runs.
private struct PaperSiteKey: KeyProvider {
    private let key = SecretBytes(SwiftCryptoProvider().randomBytes(32))

    var name: String { "memory" }

    func wrap(_ secret: SecretBytes) throws -> [UInt8] { try SwiftCryptoProvider().wrap(secret, under: key) }

    func unwrap(_ wrapped: [UInt8]) throws -> SecretBytes { try SwiftCryptoProvider().unwrap(wrapped, under: key) }
}
