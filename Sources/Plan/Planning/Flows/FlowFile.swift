import PlantModel

/// A flow analysis as it is written to a file, for programs to read. Schema: `schemas/flows.schema.json`.
public struct FlowFile: Sendable, Equatable, Codable {
    /// An MES instance that flows were followed to and from.
    public struct Instance: Sendable, Equatable, Codable {
        /// Its id, as places name it.
        public let id: String
        /// The environment that hosts it; nil for paper.
        public let environment: String?
        /// Ids of the programs that it hosts.
        public let programs: [String]
    }

    /// The version of this form.
    public let format: String
    /// The plant's enterprise.
    public let enterprise: String
    /// How the plant file is marked.
    public let marking: String?
    /// The day as of which facts were judged.
    public let asOf: String
    /// Which instances `mes` stands for: `plan` or `today`.
    public let hosting: String
    /// The instances.
    public let instances: [Instance]
    /// Possible releases, those with the shortest way first.
    public let releases: [PossibleRelease]
    /// The least set that cuts them all; absent where there is nothing to cut.
    public let cut: ReleaseCut?
    /// What each place holds.
    public let holdings: [FlowHolding]
    /// What is not known.
    public let questions: [FlowQuestion]
    /// Policies that erred, each with its place; they refuse.
    public let errors: [String]

    /// Writes an analysis down.
    public init(_ analysis: FlowAnalysis) {
        format = "flows/1"
        enterprise = analysis.plant.enterprise
        marking = analysis.plant.marking
        asOf = analysis.plant.asOf.description
        hosting = analysis.hosting.rawValue
        instances = analysis.places.instances(hosting: analysis.plant.programs.map(\.id))
        releases = analysis.releases
        cut = analysis.cut
        holdings = analysis.holdings
        questions = analysis.questions
        errors = analysis.errors
    }
}

extension FlowPlaces {
    fileprivate func instances(hosting programs: [String]) -> [FlowFile.Instance] {
        var hosted: [Int: [String]] = [:]
        for program in programs { for node in instances[program] ?? [] { hosted[node, default: []].append(program) } }
        return nodes.enumerated().compactMap { index, node in
            guard case .instance(let environment) = node.kind else { return nil }
            return FlowFile.Instance(id: node.id, environment: environment, programs: hosted[index] ?? [])
        }
    }
}
