/// A plant as its file describes it, loaded and checked: what is built where, under which restrictions, who can reach it, on which systems.
///
/// Only `Plant.load` makes one, and only from files without errors: every reference resolves, every id is unique within its kind, every
/// number is within its limits, every duration is in whole minutes. Entities stand in the order of the file; whoever needs a canonical
/// order sorts by id. Two plants are equal if all of it is, places included.
///
/// No persons: a plan needs audiences, which are classes of persons.
public struct Plant: Sendable, Equatable {
    /// The version of the format that the file is written in.
    public internal(set) var formatVersion: Int
    /// The enterprise's name.
    public internal(set) var enterprise: String
    /// The marking that reports on this plant carry; nil if the file has none.
    public internal(set) var marking: String?
    /// The day as of which all facts are judged.
    public internal(set) var asOf: Day
    /// Export regimes beside ITAR, EAR, EU and UK that programs of this plant may name.
    public internal(set) var regimes: [String]
    /// Plant locations.
    public internal(set) var sites: [Site]
    /// Machines and cells with their capacity.
    public internal(set) var workCenters: [WorkCenter]
    /// The plant's owner, affiliates, customers, suppliers, vendors, governments.
    public internal(set) var parties: [Party]
    /// Classes of persons.
    public internal(set) var audiences: [Audience]
    /// Agreements, licences, exemptions and exceptions, those out of force included.
    public internal(set) var authorizations: [Authorization]
    /// What is built.
    public internal(set) var programs: [Program]
    /// Where an MES instance can be hosted.
    public internal(set) var environments: [Environment]
    /// Assessed scopes.
    public internal(set) var assessmentScopes: [AssessmentScope]
    /// Existing systems.
    public internal(set) var systems: [System]
    /// The MES landscape of today.
    public internal(set) var instances: [Instance]
    /// What moves between systems today.
    public internal(set) var flows: [Flow]
    /// What connectors let pass.
    public internal(set) var filters: [Filter]
    /// The plant's default change tiers; obligations raise them.
    public internal(set) var changeTiers: [ChangeTier]
    /// The prices of fragmentation.
    public internal(set) var weights: Weights
    /// What cutting a path of release costs.
    public internal(set) var flowCosts: FlowCosts
    /// How hard ways out of an infeasible plant are.
    public internal(set) var remedyEfforts: RemedyEfforts
    /// Ids of draft obligations of the catalogue that this plant opts in to.
    public internal(set) var draftObligations: [Located<String>]
    /// What was found that does not keep the plant from loading, in the order of places.
    public internal(set) var warnings: [PlantProblem]
    /// How many of its facts are shown, claimed and expired as of `asOf`.
    public internal(set) var facts: FactCensus
    /// The files it was read from, the plant file first, as the user would name them.
    public internal(set) var files: [String]
}
