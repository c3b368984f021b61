public import Boundary
internal import Cedar
public import Classification
internal import Journal
internal import PlantModel
internal import Storage

/// What a plant would decide by: files, what they say, and the determinations that go with them, under one hash. A draft can be planned and
/// compared; it is decided by only once it is released.
public struct BaselineDraft: Sendable {
    /// The hash of all of it, in hexadecimal: every file with its part and name, and every determination.
    public let digest: String
    /// The hash of each file, by part and name.
    public let hashes: [String: String]
    /// What it says, carrying ``digest`` as its release.
    public let baseline: PolicyBaseline
    /// The theorems that go with its catalogue, by name.
    let theorems: [String: [UInt8]]

    /// Reads a draft.
    /// - Throws: `GovernanceRefusal` `unsound` with every problem, located.
    public init(_ files: BaselineFiles) throws(GovernanceRefusal) {
        let hashes = files.hashes
        let lines = hashes.map { "\($0.value) \($0.key)" }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let text = "bulkhead baseline v1\n\(files.plantName)\n" + lines.joined(separator: "\n")
        digest = TreeHash.leaf(Array(text.utf8)).bytes.hexadecimal
        self.hashes = hashes
        theorems = files.theorems
        baseline = try Self.baseline(files, release: digest)
    }

    private static func baseline(_ files: BaselineFiles, release: String)
        throws(GovernanceRefusal) -> PolicyBaseline
    {
        do {
            var texts: [String: String] = [:]
            for (name, bytes) in files.plant {
                guard let text = String(validating: bytes, as: UTF8.self) else {
                    throw GovernanceRefusal(.unsound, "\(name) is not UTF-8")
                }
                texts[name] = text
            }
            let grants = try files.grants.sorted { $0.key < $1.key }.map { name, bytes in
                try PolicySet(bytes: bytes, file: name).renamedByAnnotation()
            }
            let catalogue = try ObligationCatalogue.load(files: files.catalogue)
            let determinations = try determinations(in: files.determinations, schemes: catalogue.schemes)
            return try PolicyBaseline(
                plant: Plant.load(files.plantName, files: texts),
                catalogue: catalogue,
                grants: grants.isEmpty ? PolicySet([]) : PolicySet.merging(grants),
                determinations: determinations,
                release: release
            )
        } catch let refusal as GovernanceRefusal {
            throw refusal
        } catch {
            throw GovernanceRefusal(.unsound, "\(error)")
        }
    }

    /// Determinations as files in JSON have them, in the order of their names.
    /// - Throws: `unsound`, with what is wrong where.
    public static func determinations(
        in files: [String: [UInt8]],
        schemes: Schemes
    ) throws(GovernanceRefusal) -> [Determination] {
        var determinations: [Determination] = []
        for (name, bytes) in files.sorted(by: { $0.key < $1.key }) {
            var reading = DeterminationReading(file: name, schemes: schemes)
            determinations += reading.read(bytes)
            guard reading.problems.isEmpty else {
                throw GovernanceRefusal(.unsound, reading.problems.joined(separator: "\n"))
            }
        }
        return determinations
    }

    /// The parts that differ from released ones, in order: `+` for what is new, `-` for what is gone, `*` for what was changed.
    func differences(from released: [String: String]) -> [String] {
        Set(hashes.keys).union(released.keys).sorted().compactMap { name in
            switch (released[name], hashes[name]) {
            case (nil, _?): "+\(name)"
            case (_?, nil): "-\(name)"
            case (let old?, let new?): old == new ? nil : "*\(name)"
            case (nil, nil): nil
            }
        }
    }
}
