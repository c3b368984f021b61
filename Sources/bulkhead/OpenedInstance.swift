import Boundary
import Execution
import Foundation
import Governance
import Journal
import PlantModel
import Storage

/// The folders of an instance that serves.
struct InstanceFolders {
    let data: String
    let keys: String
    let siteKey: String

    init(data: String, keys: String?, siteKey: String?) {
        self.data = data
        self.keys =
            keys
            ?? URL(filePath: data).deletingLastPathComponent().appending(path: "keys")
            .path(percentEncoded: false)
        self.siteKey = siteKey ?? self.keys + "/site.key"
    }
}

/// An instance whose compartments are open and whose policies are adopted.
struct OpenedInstance {
    let hull: SiteHull
    let execution: Execution
    let governance: Governance
    /// What the codes of travelers are checked by.
    let travelerKey: SecretBytes

    init(
        _ served: ServedInstance,
        folders: InstanceFolders,
        draft: BaselineDraft,
        approvers: [BaselineRelease.Approval],
        clock: any PlantClock = SystemClock()
    ) async throws {
        let baseline = draft.baseline
        let provider = SwiftCryptoProvider()
        do {
            try FileManager.default.createDirectory(atPath: folders.keys, withIntermediateDirectories: true)
            let engine = try SQLiteEngine(directory: folders.data, keyDirectory: folders.keys)
            let isNew = try engine.compartments().isEmpty
            let key =
                isNew && !FileManager.default.fileExists(atPath: folders.siteKey)
                ? try SiteKeyFile.create(at: folders.siteKey, using: provider)
                : try SiteKeyFile(at: folders.siteKey, using: provider)
            let common = try CompartmentName("common")
            let names = Set(served.places.values).union([common]).sorted()
            let shared: [any RecordProjection] = [GovernanceProjection()]
            travelerKey = try WrappedKeyFile.key(
                at: folders.keys + "/traveler.key",
                what: "the traveler key",
                site: key,
                using: provider
            )
            var opening = SiteOpening(
                site: "\(Self.host(of: baseline.plant.enterprise)).example/\(served.site.id)",
                engine: engine,
                control: SiteCompartment(try CompartmentName("control"), projections: shared + [AccountProjection()]),
                compartments: names.map { SiteCompartment($0, projections: shared + [ExecutionProjection()]) },
                schemes: baseline.catalogue.schemes,
                siteKey: key,
                provider: provider,
                clock: clock
            )
            opening.hosted = served.hosted
            hull = try await SiteHull.open(opening)
            execution = try Execution(
                hull: hull,
                common: common,
                places: served.places,
                workCenters: served.workCenters,
                approval: ReleasedChanges(hull: hull, places: served.places)
            )
            governance = try Governance(hull: hull, places: served.places)
            let today = try clock.today()
            if !approvers.isEmpty {
                try await governance.releaseFirst(draft, approvedBy: approvers, on: today)
            }
            try await governance.start(draft, on: today)
        } catch let error as StorageError {
            Console.error("\(error)")
            throw [.busy, .full].contains(error.code) ? ExitStatus.tryLater : ExitStatus.wrongInput
        } catch let error as ClosedCompartment {
            Console.error("\(error)")
            throw error.isInUse ? ExitStatus.tryLater : ExitStatus.integrityBroken
        } catch let refusal as GovernanceRefusal {
            Console.error("\(refusal)")
            if refusal.code == .noBaseline {
                Console.error(
                    "two persons who stand for these files approve them: --approve 'Ann Lee, export officer' --approve 'Bo Ray, plant manager'"
                )
            }
            throw ExitStatus.wrongInput
        } catch let error as BaselineProblems {
            Console.error(error.description)
            throw ExitStatus.wrongInput
        } catch let error as JournalError {
            Console.error("\(error)")
            throw ExitStatus.integrityBroken
        }
    }

    /// Logs are named by a host; a plant has a name.
    private static func host(of enterprise: String) -> String {
        let letters = enterprise.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
        return String(letters).split(separator: "-").joined(separator: "-")
    }
}
