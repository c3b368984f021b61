public import Cedar
internal import Journal
public import PlantModel
internal import Storage

/// All that a running plant decides by: the plant, the obligations that bind it, and the grants of its own.
///
/// Obligations only forbid, grants only permit, so that a grant can never undo an obligation. A baseline that could fail open is refused:
/// a forbid that can err, a policy that hangs on more of a record than its label and its declared facts, a channel that does not exist, a
/// time of day where the plant decides by the day.
public struct PolicyBaseline: Sendable {
    /// The plant.
    public let plant: Plant
    /// The catalogue.
    public let catalogue: ObligationCatalogue
    /// The permits of the plant's own.
    public let grants: PolicySet
    /// The reviewed rules by which a derived value gets a weaker label, each under its id.
    public let determinations: [Determination]
    /// The hash of the released files that it was read from, in hexadecimal; nil where it came otherwise. What is decided by on one day says
    /// nothing of another one, so that this alone tells whether files are those that were adopted.
    public let release: String?

    /// Checks a baseline.
    /// - Throws: every problem, located.
    public init(
        plant: Plant,
        catalogue: ObligationCatalogue,
        grants: PolicySet,
        determinations: [Determination] = [],
        release: String? = nil
    ) throws(BaselineProblems) {
        self.plant = plant
        self.release = release
        self.determinations = determinations
        self.catalogue = catalogue
        var problems: [String] = []
        do throws(CedarErrors) {
            self.grants = try grants.renamedByAnnotation()
        } catch {
            throw BaselineProblems(error.errors.map(\.description))
        }
        problems += grantProblems()
        let rules = determinations.map(\.rule)
        problems += Set(rules.filter { rule in rules.count { $0 == rule } > 1 }).sorted().map {
            "two determinations have the id \($0.debugDescription); an id names one"
        }
        let obligations: PlantObligations
        do throws(ObligationProblems) {
            obligations = try PlantObligations(plant: plant, catalogue: catalogue)
        } catch {
            throw BaselineProblems(problems + error.problems)
        }
        let reading = RecordPolicyReading(schema: catalogue.schema)
        problems += (obligations.policies.policies + self.grants.policies).flatMap(reading.problems)
        do throws(CedarErrors) {
            _ = try PolicySet.merging([obligations.policies, self.grants, ChangePolicies.policies(of: plant)])
        } catch {
            problems += error.errors.map(\.description)
        }
        guard problems.isEmpty else { throw BaselineProblems(problems) }
    }

    private func grantProblems() -> [String] {
        var problems = grants.templates.map { "\(Self.place($0)): \($0.id): a template grants nothing; link it" }
        for policy in grants.policies where policy.effect == .forbid {
            problems.append(
                "\(Self.place(policy)): \(policy.id): a grant permits; write what forbids as an obligation or a flowdown"
            )
        }
        return problems + Validator(catalogue.schema).validate(grants).problems.map(\.description)
    }

    static func place(_ policy: Policy) -> String {
        "\(policy.file):\(policy.range.start.line):\(policy.range.start.column)"
    }

    /// The hash of all that is decided by.
    static func digest(_ policies: PolicySet, _ entities: Entities, _ determinations: [Determination]) -> String {
        let policies = policies.policies.map { "\($0.id)\n\($0)" }
        let entities = entities.all.map { "\($0.uid) \($0.attributes) \($0.parents.sorted())" }
        let rules = determinations.sorted { $0.rule < $1.rule }.map(\.digestText)
        let bytes = TreeHash.leaf(Array((policies + entities + rules).joined(separator: "\n\n").utf8)).bytes
        return bytes.hexadecimal
    }
}

/// Everything that keeps policies from being adopted.
public struct BaselineProblems: Error, Hashable, Sendable, CustomStringConvertible {
    /// One problem each, with its place.
    public let problems: [String]

    init(_ problems: [String]) { self.problems = problems }

    /// One problem a line.
    public var description: String { problems.joined(separator: "\n") }
}
