public import Boundary
public import Cedar
internal import Classification
internal import ContentScan
internal import Journal
public import PlantModel
internal import Storage

/// Flows of a plant carried in memory: what would pass, before anything does. Nothing of it is recorded, nothing leaves.
public struct FilterTrial: Sendable {
    /// What becomes of a field of a program's records.
    public enum Passage: Hashable, Sendable, CustomStringConvertible {
        /// It arrives as it is.
        case passes
        /// It arrives as a fixed word.
        case redacted
        /// It arrives with less in it.
        case generalized(Plant.Filter.Generalization)
        /// The flow's filter does not let it through.
        case filtered
        /// Policies do not let it through.
        case withheld

        /// In words.
        public var description: String {
            switch self {
            case .passes: "passes"
            case .redacted: "passes as \(FieldValue.redactedWord)"
            case .generalized(let way): "passes as \(way.rawValue)"
            case .filtered: "dropped by the filter"
            case .withheld: "withheld by policy"
            }
        }
    }

    /// A file of a message, as its destination would have it.
    public struct File: Hashable, Sendable {
        /// Its name.
        public let name: String
        /// Its bytes.
        public let bytes: [UInt8]
    }

    private let plant: Plant
    private let hull: SiteHull
    let gateway: Gateway
    /// The hash of all that is decided by.
    public let policies: String

    /// A trial of a plant under its catalogue and grants, all of its programs in one instance, each in a compartment of its own.
    /// - Parameter determinations: by which sums say less; no message is a sum, and yet evidence is of all that is decided by.
    public init(
        _ plant: Plant,
        catalogue: ObligationCatalogue,
        grants: PolicySet,
        determinations: [Determination] = []
    ) async throws {
        self.plant = plant
        let provider = SwiftCryptoProvider()
        let clock = DayClock(plant.asOf)
        let common = try CompartmentName("common")
        var places: [String: CompartmentName] = [:]
        for (number, program) in plant.programs.enumerated() {
            places[program.id] = try CompartmentName("p_\(number)")
        }
        let site = "trial.example/plant"
        let opening = SiteOpening(
            site: site,
            engine: MemoryEngine(),
            control: SiteCompartment(try CompartmentName("control"), projections: []),
            compartments: (places.values.sorted() + [common]).map {
                SiteCompartment($0, projections: [GatewayProjection()])
            },
            schemes: catalogue.schemes,
            siteKey: TrialKey(provider: provider),
            provider: provider,
            clock: clock
        )
        hull = try await SiteHull.open(opening)
        let baseline = try PolicyBaseline(
            plant: plant,
            catalogue: catalogue,
            grants: grants,
            determinations: determinations
        )
        policies = try await hull.boundary.adopt(baseline, by: .system("trial")).digest
        gateway = Gateway(
            hull: hull,
            common: common,
            places: places,
            site: site,
            clock: clock,
            scanner: ContentScanner(schemes: catalogue.schemes),
            // The same in every trial, so that what differs does so because of what was carried.
            signer: try NoteSigner(
                name: try KeyName("trial.example/gateway"),
                kind: .ed25519,
                privateKey: SecretBytes([UInt8](repeating: 1, count: 32)),
                using: provider
            )
        )
    }

    /// Carries one file.
    /// - Returns: what was taken, what was sent, and every file that the destination would have, by name.
    public func carry(_ bytes: [UInt8], named name: String, _ flow: CarriedFlow) async throws -> (
        taken: TakeReport, sent: SendReport, files: [File]
    ) {
        let taken = try await gateway.take(bytes, named: name, for: flow)
        let held = HeldMessages()
        let sent = try await gateway.send(flow, to: held)
        return (taken, sent, await held.files)
    }

    /// What becomes of each declared field, for each program of the flow. It hangs on program and class alone, so that one record tells it of all.
    public func passages(of flow: CarriedFlow) async throws -> [String: [String: Passage]] {
        try await passages(of: flow, through: Connector(isEncrypted: false))
    }

    func passages(of flow: CarriedFlow, through channel: Connector) async throws -> [String: [String: Passage]] {
        var passages: [String: [String: Passage]] = [:]
        for program in Set(flow.messages.programs.values.map(\.value)).sorted() {
            let shown = try await gateway.shown(of: program, flow, through: channel)
            for field in flow.messages.fields {
                let output = flow.outputs.first { $0.field.name == field.name }
                passages[program, default: [:]][field.name] =
                    switch (output?.way, shown.contains(field.name)) {
                    case (nil, _): .filtered
                    case (_, false): .withheld
                    case (.asItIs?, true): .passes
                    case (.redacted?, true): .redacted
                    case (.generalized(let way)?, true): .generalized(way)
                    }
            }
        }
        return passages
    }

    /// Ends the trial.
    public func close() async { await hull.close() }
}

extension Gateway {
    /// The fields of a program's records that policies let through.
    func shown(of program: String, _ flow: CarriedFlow, through channel: Connector) async throws -> Set<String> {
        guard let compartment = places[program], flow.passesAnything, let id = AggregateID(provider.randomBytes(16))
        else {
            return []
        }
        let whole = try label(of: flow.messages.holds.value, program: program)
        let values = try flow.outputs.map { output in
            Restricted<ViewValue>(
                .text("x"),
                label: try label(of: output.field.dataClass, program: program),
                fieldClass: output.field.dataClass
            )
        }
        let record = MessageRecord(
            origin: RecordOrigin(id: id, compartment: compartment, label: whole),
            values: values
        )
        do throws(AccessRefusal) {
            let release = try await hull.boundary.release(
                [record],
                of: flow.kind,
                to: .system(flow.destination),
                through: channel
            )
            guard let released = release.records.first, !released.isWithheld else { return [] }
            return Set(
                released.shown.compactMap { name, field in if case .cleared = field { name } else { nil } }
            )
        } catch {
            throw GatewayRefusal(.noAnswer, "\(error)")
        }
    }
}

/// The way to nowhere: what would have been sent is kept.
actor HeldMessages: OutboundConnector {
    nonisolated let channel = Connector(isEncrypted: false)
    private(set) var files: [FilterTrial.File] = []

    nonisolated func checkRoom() {}

    func send(_ messages: [SignedMessage]) {
        for message in messages {
            files.append(FilterTrial.File(name: message.name, bytes: message.bytes))
            files.append(
                FilterTrial.File(name: message.name + FolderConnector.manifestSuffix, bytes: message.manifest)
            )
        }
    }

    nonisolated func settle(_ name: String, digest: String) -> Bool { false }
}

/// Noon of the day that a plant file is of.
struct DayClock: PlantClock {
    let now: UInt64

    init(_ day: Day) {
        // 2000-01-01 and the days since: days are counted, so that no calendar is needed.
        var milliseconds: UInt64 = 0
        var low: UInt64 = 0
        var high: UInt64 = 2_000_000
        while low < high {
            let middle = (low + high) / 2
            if let found = Day(millisecondsSince1970: middle * 86_400_000), found < day {
                low = middle + 1
            } else {
                high = middle
            }
        }
        milliseconds = low * 86_400_000 + 43_200_000
        now = milliseconds
    }
}

/// The key of a trial, which nothing outlives.
struct TrialKey: KeyProvider {
    private let provider: SwiftCryptoProvider
    private let key: SecretBytes

    init(provider: SwiftCryptoProvider) {
        self.provider = provider
        key = SecretBytes(provider.randomBytes(32))
    }

    var name: String { "a key in memory" }
    func wrap(_ secret: SecretBytes) throws -> [UInt8] { try provider.wrap(secret, under: key) }
    func unwrap(_ wrapped: [UInt8]) throws -> SecretBytes { try provider.unwrap(wrapped, under: key) }
}
