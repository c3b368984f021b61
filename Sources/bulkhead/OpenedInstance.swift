import Boundary
import ContentScan
import Execution
import Foundation
import Governance
import Journal
import PlantModel
import Storage

/// The compartments of an instance, open, with its policies not yet in force.
struct OpenedHull {
    let hull: SiteHull
    let common: CompartmentName
    let siteKey: SiteKeyFile
    /// The name that its logs are under.
    let site: String

    /// - Parameters:
    ///   - control: what makes rows in the control compartment, beside governance.
    ///   - others: the same for the compartments of programs and the common one.
    ///   - witnesses: asked before a log is written.
    ///   - known: what is looked for in attachments beside markings.
    init(
        _ served: ServedInstance,
        stores: InstanceStores,
        draft: BaselineDraft,
        control: [any RecordProjection],
        others: [any RecordProjection],
        witnesses: [any WitnessConnection] = [],
        known: KnownContent? = nil,
        clock: any PlantClock = SystemClock()
    ) async throws {
        let baseline = draft.baseline
        let provider = SwiftCryptoProvider()
        try FileManager.default.createDirectory(atPath: stores.keys, withIntermediateDirectories: true)
        let engine = try stores.engine()
        let isNew = try engine.compartments().isEmpty
        siteKey =
            isNew && !FileManager.default.fileExists(atPath: stores.siteKey)
            ? try SiteKeyFile.create(at: stores.siteKey, using: provider)
            : try SiteKeyFile(at: stores.siteKey, using: provider)
        common = try CompartmentName("common")
        site = "\(Self.host(of: baseline.plant.enterprise)).example/\(served.site.id)"
        let names = Set(served.places.values).union([common]).sorted()
        let shared: [any RecordProjection] = [GovernanceProjection()]
        var opening = SiteOpening(
            site: site,
            engine: engine,
            control: SiteCompartment(try CompartmentName("control"), projections: shared + control),
            compartments: names.map { SiteCompartment($0, projections: shared + others) },
            schemes: baseline.catalogue.schemes,
            siteKey: siteKey,
            provider: provider,
            clock: clock
        )
        opening.hosted = served.hosted
        opening.witnesses = witnesses
        opening.inspector = ScanInspector(schemes: baseline.catalogue.schemes, known: known)
        if let attachments = stores.attachments {
            opening.blobs = { try BlobFolder(directory: attachments, compartment: $0) }
        }
        hull = try await SiteHull.open(opening)
    }

    /// Logs are named by a host; a plant has a name.
    private static func host(of enterprise: String) -> String {
        let letters = enterprise.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
        return String(letters).split(separator: "-").joined(separator: "-")
    }

    /// Has a baseline decide: the first one as it was approved, any other as it was released. Where none does, the instance is closed again.
    func start(
        at places: [String: CompartmentName],
        _ draft: BaselineDraft,
        _ approvers: [BaselineRelease.Approval],
        clock: any PlantClock = SystemClock()
    ) async throws -> Governance {
        // Closing waits, and waiting in a `catch` does not get through the optimizer of Swift 6.3.
        let started: Result<Governance, any Error>
        do {
            let governance = try Governance(
                hull: hull,
                places: places,
                theorems: draft.readTheorems(),
                planning: HostedPlan.planning
            )
            let today = try clock.today()
            if !approvers.isEmpty {
                try await governance.releaseFirst(draft, approvedBy: approvers, on: today)
            }
            try await governance.start(draft, on: today)
            started = .success(governance)
        } catch {
            started = .failure(error)
        }
        if case .failure = started { await hull.close() }
        return try started.get()
    }

    /// Does what may not open, and exits as ``exit(for:)`` says.
    static func exiting<Answer>(_ body: () throws -> Answer) throws -> Answer {
        do { return try body() } catch { throw exit(for: error) }
    }

    /// Prints why an instance does not open and says what to exit with; an error that is none of these is thrown on.
    static func exit(for error: any Error) -> any Error {
        switch error {
        case let error as StorageError:
            Console.error("\(error)")
            return [.busy, .full].contains(error.code) ? ExitStatus.tryLater : ExitStatus.wrongInput
        case let error as ClosedCompartment:
            Console.error("\(error)")
            return error.isInUse ? ExitStatus.tryLater : ExitStatus.integrityBroken
        case let refusal as GovernanceRefusal:
            Console.error("\(refusal)")
            if refusal.code == .noBaseline {
                Console.error(
                    "two persons who stand for these files approve them: --approve 'Ann Lee, export officer' --approve 'Bo Ray, plant manager'"
                )
            }
            return ExitStatus.wrongInput
        case let error as BaselineProblems:
            Console.error(error.description)
            return ExitStatus.wrongInput
        case let error as JournalError:
            Console.error("\(error)")
            return ExitStatus.integrityBroken
        default: return error
        }
    }
}

/// An instance whose compartments are open and whose policies are adopted.
struct OpenedInstance {
    let hull: SiteHull
    let execution: Execution
    let governance: Governance
    /// What the codes of travelers are checked by.
    let travelerKey: SecretBytes
    /// What signs the statements that it gives.
    let signer: NoteSigner

    init(
        _ served: ServedInstance,
        stores: InstanceStores,
        draft: BaselineDraft,
        approvers: [BaselineRelease.Approval],
        witnesses: [any WitnessConnection] = [],
        known: KnownContent? = nil,
        clock: any PlantClock = SystemClock()
    ) async throws {
        do {
            let opened = try await OpenedHull(
                served,
                stores: stores,
                draft: draft,
                control: [AccountProjection()],
                others: [ExecutionProjection()],
                witnesses: witnesses,
                known: known,
                clock: clock
            )
            hull = opened.hull
            travelerKey = try WrappedKeyFile.key(
                at: stores.keys + "/traveler.key",
                what: "the traveler key",
                site: opened.siteKey,
                using: SwiftCryptoProvider()
            )
            signer = try NoteSigner(
                name: try KeyName(opened.site + "/statements"),
                kind: .ed25519,
                privateKey: try WrappedKeyFile.key(
                    at: stores.keys + "/statements.key",
                    what: "the key of statements",
                    site: opened.siteKey,
                    using: SwiftCryptoProvider()
                ),
                using: SwiftCryptoProvider()
            )
            // For whoever reads statements: the key to hold them against.
            try Data((signer.verifier.text + "\n").utf8).write(to: URL(filePath: stores.keys + "/statements.key.pub"))
            execution = try Execution(
                hull: hull,
                common: opened.common,
                places: served.places,
                workCenters: served.workCenters,
                approval: ReleasedChanges(hull: hull, places: served.places)
            )
            governance = try await opened.start(at: served.places, draft, approvers, clock: clock)
        } catch {
            throw OpenedHull.exit(for: error)
        }
    }
}
