public import Boundary
internal import Cedar
public import Classification
internal import Journal
public import PlantModel
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
    /// What it was read from.
    let files: BaselineFiles

    /// The plan of a plant: the one that was given, provided that it holds, and one that is made where none was. Minutes for a large plant.
    public typealias Planning =
        @Sendable (Plant, ObligationCatalogue, PlanFile?) throws(GovernanceRefusal) -> PlanFile

    /// Reads a draft.
    /// - Parameter planning: checks its plan, or makes it; nil leaves the plan as it was given.
    /// - Throws: `GovernanceRefusal` `unsound` with every problem, located; what planning throws.
    public init(_ given: BaselineFiles, planning: Planning? = nil) throws(GovernanceRefusal) {
        let read = try Read(given)
        var files = given
        // What the plant file does not include any more is none of its files.
        files.plant = files.plant.filter { read.plant.files.contains($0.key) }
        if let planning { files.plan = try planning(read.plant, read.catalogue, given.plan) }
        let hashes = files.hashes
        let lines = hashes.map { "\($0.value) \($0.key)" }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let text = "bulkhead baseline v1\n\(files.plantName)\n" + lines.joined(separator: "\n")
        digest = TreeHash.leaf(Array(text.utf8)).bytes.hexadecimal
        self.hashes = hashes
        self.files = files
        do throws(BaselineProblems) {
            baseline = try PolicyBaseline(
                plant: read.plant,
                catalogue: read.catalogue,
                grants: read.grants,
                determinations: read.determinations,
                release: digest
            )
        } catch {
            throw GovernanceRefusal(.unsound, "\(error)")
        }
    }

    /// The plan that it hosts by; nil where it hosts without one.
    public var plan: PlanFile? { files.plan }

    /// The same without its plan: what was released before baselines had one.
    func withoutPlan() throws(GovernanceRefusal) -> BaselineDraft {
        var files = files
        files.plan = nil
        return try BaselineDraft(files)
    }

    /// What files say, each by itself.
    private struct Read {
        let plant: Plant
        let catalogue: ObligationCatalogue
        let grants: PolicySet
        let determinations: [Determination]

        init(_ files: BaselineFiles) throws(GovernanceRefusal) {
            let texts = try files.plantTexts()
            do {
                let sets = try files.grants.sorted { $0.key < $1.key }.map { name, bytes in
                    try PolicySet(bytes: bytes, file: name).renamedByAnnotation()
                }
                grants = try sets.isEmpty ? PolicySet([]) : PolicySet.merging(sets)
                catalogue = try ObligationCatalogue.load(files: files.catalogue)
                plant = try Plant.load(files.plantName, files: texts)
            } catch {
                throw GovernanceRefusal(.unsound, "\(error)")
            }
            determinations = try BaselineDraft.determinations(
                in: files.determinations,
                schemes: catalogue.schemes
            )
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
