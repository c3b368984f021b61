internal import Crypto
internal import Foundation
public import Journal
internal import PlantModel
internal import Storage

/// What was shown of a filter, signed: it holds for one schema, mapping, filter and set of policies, and for no other.
public struct FilterEvidence: Hashable, Sendable, Codable {
    /// The form of this evidence.
    public let version: Int
    /// The flow.
    public let flow: String
    /// The hash of ends, schema, mapping and filter, ``CarriedFlow/digest``.
    public let schema: String
    /// The hash of all that is decided by.
    public let policies: String
    /// The day of the plant file.
    public let day: String
    /// How many pairs of worlds were carried, from which seed on.
    public let pairs: Int
    /// The first seed.
    public let seed: UInt64
    /// The pair in which the destination could tell two worlds apart; nil where it could in none.
    public let differing: UInt64?
    /// The planted leaks that were noticed.
    public let caught: [String]
    /// Those that were not.
    public let missed: [String]
    /// Those that cannot show in this flow, since it has nothing that they would tell of.
    public let vacuous: [String]
    /// The pair in which something that may pass did not arrive as it has to; nil where it was so in none.
    public let incomplete: UInt64?
    /// How many records arrived.
    public let arrived: Int
    /// Obligations of which it is proved that the policies let nothing through that they forbid.
    public let proved: [String]
    /// Those of which it is not, each with the reason.
    public let unproved: [String: String]
    /// The hash of what the golden cases look like at the destination.
    public let golden: String

    /// Whether everything was shown.
    public var holds: Bool { differing == nil && missed.isEmpty && incomplete == nil && pairs > 0 && unproved.isEmpty }

    /// Whether it speaks of a flow as it is now, under the policies of now.
    /// - Throws: `notValidated`, with what changed or failed.
    public func check(_ flow: CarriedFlow, policies: String) throws(GatewayRefusal) {
        func refuse(_ why: String) -> GatewayRefusal {
            GatewayRefusal(.notValidated, "the validation of the flow '\(self.flow)' \(why); validate it again")
        }
        guard flow.id == self.flow else { throw refuse("is of another flow than '\(flow.id)'") }
        guard flow.digest == schema else { throw refuse("is of another schema, mapping or filter") }
        guard policies == self.policies else { throw refuse("is of other policies") }
        guard holds else { throw refuse("failed") }
    }

    /// The first line of all evidence.
    private static let head = "bulkhead filter evidence"

    /// The evidence as a signed note.
    public func signed(by signer: NoteSigner) throws(GatewayRefusal) -> [UInt8] {
        do {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
            return try SignedStatement.signed(
                String(decoding: try encoder.encode(self), as: UTF8.self),
                as: Self.head,
                by: signer,
                using: SwiftCryptoProvider()
            )
        } catch {
            throw GatewayRefusal(.badManifest, "the evidence cannot be signed: \(error)")
        }
    }

    /// Reads evidence that a key signed.
    /// - Throws: `badManifest`.
    public init(signed bytes: [UInt8], by key: VerifierKey) throws(GatewayRefusal) {
        do {
            let json = try SignedStatement.json(of: bytes, as: Self.head, by: key, using: SwiftCryptoProvider())
            self = try JSONDecoder().decode(Self.self, from: Data(json))
        } catch {
            throw GatewayRefusal(.badManifest, "this is no evidence that \(key.name.text) signed: \(error)")
        }
    }

    init(
        _ flow: CarriedFlow,
        policies: String,
        day: String,
        pairs: Int,
        seed: UInt64,
        found: FilterValidation.Found,
        proof: FilterProof
    ) {
        version = 1
        self.flow = flow.id
        schema = flow.digest
        self.policies = policies
        self.day = day
        self.pairs = pairs
        self.seed = seed
        differing = found.differing
        caught = found.caught.map(\.rawValue).sorted()
        vacuous = found.vacuous.map(\.rawValue).sorted()
        missed = PlantedLeak.allCases.filter { !found.caught.contains($0) && !found.vacuous.contains($0) }.map(
            \.rawValue
        )
        incomplete = found.incomplete
        arrived = found.arrived
        proved = proof.proved
        unproved = proof.unproved
        golden = found.golden
    }
}

/// Validates the filter of a flow by carrying pairs of worlds that differ only in what the destination may not have (`docs/threat-model.md`).
public enum FilterValidation {
    struct Found {
        var differing: UInt64?
        var incomplete: UInt64?
        var caught: Set<PlantedLeak> = []
        var vacuous: Set<PlantedLeak> = []
        var arrived = 0
        var golden = ""
    }

    /// The golden cases: worlds of these seeds, whose output is hashed.
    static let goldenSeeds: ClosedRange<UInt64> = 1...10

    static func add(_ file: FilterTrial.File, to hash: inout SHA256) {
        hash.update(data: Data(file.name.utf8) + Data(file.bytes))
    }

    /// Carries pairs of worlds.
    ///
    /// Both worlds of all pairs go through one instance each, so that what one pair leaves behind is there for the next.
    /// - Parameters:
    ///   - make: makes a trial; it is called twice.
    ///   - pairs: how many; a thousand for evidence, fewer for a look.
    ///   - proof: what was proved of the policies.
    public static func run(
        _ flow: CarriedFlow,
        on day: String,
        pairs: Int,
        seed: UInt64 = 1,
        proof: FilterProof,
        trial make: () async throws -> FilterTrial
    ) async throws -> FilterEvidence {
        let (first, second) = (try await make(), try await make())
        let passages = try await first.passages(of: flow)
        var found = Found()
        var golden = SHA256()
        for pair in 0..<UInt64(max(0, pairs)) {
            let shown = seed &+ pair &* 3
            let one = TrialWorld(flow, passages, pair: pair, of: seed)
            let other = TrialWorld(flow, passages, shown: shown, hidden: shown &+ 2_000_003)
            let seen = try await first.carry(one)
            let seenToo = try await second.carry(other)
            if pair < goldenSeeds.upperBound {
                for file in seen { add(file, to: &golden) }
            }
            for leak in PlantedLeak.allCases where leak.trace(of: one) != leak.trace(of: other) {
                found.caught.insert(leak)
            }
            if seen != seenToo {
                found.differing = shown
                break
            }
            let arrived = try Arrived(seen, flow)
            guard
                arrived.rows.sorted(by: Arrived.precedes)
                    == one.arriving().values.filter({ !$0.isEmpty })
                    .sorted(by: Arrived.precedes)
            else {
                found.incomplete = shown
                break
            }
            found.arrived += arrived.rows.reduce(0) { $0 + $1.count }
        }
        found.golden = Array(golden.finalize()).hexadecimal
        found.vacuous = vacuous(passages).subtracting(found.caught)
        await first.close()
        await second.close()
        return FilterEvidence(
            flow,
            policies: first.policies,
            day: day,
            pairs: pairs,
            seed: seed,
            found: found,
            proof: proof
        )
    }

    /// Leaks that tell of hidden records or hidden values say nothing where there are none.
    private static func vacuous(_ passages: [String: [String: FilterTrial.Passage]]) -> Set<PlantedLeak> {
        let hidesRecords = passages.keys.contains { TrialWorld.isHidden($0, passages) }
        let hidesValues = passages.contains { program, fields in
            !TrialWorld.isHidden(program, passages) && fields.values.contains { $0 != .passes }
        }
        var vacuous: Set<PlantedLeak> = []
        if !hidesRecords {
            vacuous.formUnion([
                .rowNumbers, .stubRows, .totals, .pages, .gaps, .brokenCount, .programList, .hiddenOrder,
            ])
        }
        // Where nothing arrives at all, no record has a place.
        if passages.keys.allSatisfy({ TrialWorld.isHidden($0, passages) }) { vacuous.insert(.rowNumbers) }
        if !hidesRecords && !hidesValues {
            vacuous.formUnion([
                .hashes, .columnWidths, .dictionary, .presence, .redactedLength, .latestValue, .compressedSize,
            ])
        }
        return vacuous
    }
}

extension TrialWorld {
    /// The first world of a pair.
    init(_ flow: CarriedFlow, _ passages: [String: [String: FilterTrial.Passage]], pair: UInt64, of seed: UInt64) {
        let shown = seed &+ pair &* 3
        self.init(flow, passages, shown: shown, hidden: shown &+ 1_000_003)
    }
}

extension FilterTrial {
    /// Carries all files of a world.
    /// - Returns: every file that the destination would have, by name.
    func carry(_ world: TrialWorld) async throws -> [File] {
        var files: [File] = []
        for file in world.files { files += try await carry(file.bytes, named: file.name, world.flow).files }
        return files
    }
}

/// What arrived, read back from the messages: of each stream its rows, in their order.
struct Arrived {
    var rows: [[[String?]]] = []

    init(_ files: [FilterTrial.File], _ flow: CarriedFlow) throws {
        var streams: [String: [[String?]]] = [:]
        for file in files where !file.name.hasSuffix(FolderConnector.manifestSuffix) {
            let stream = file.name.split(separator: "-").dropLast().joined(separator: "-")
            streams[stream, default: []] += try flow.format.received(file.bytes).map { $0.map { $0.map(flow.plain) } }
        }
        rows = Array(streams.values)
    }

    /// An order of streams, so that two sets of them can be compared.
    static func precedes(_ first: [[String?]], _ second: [[String?]]) -> Bool {
        let text = { (rows: [[String?]]) in
            rows.map { $0.map { $0 ?? "\u{1}" }.joined(separator: "\u{2}") }.joined(separator: "\u{3}")
        }
        return text(first) < text(second)
    }
}
